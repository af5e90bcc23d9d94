#pragma once
// The test program run again as a process of its own: it appends to a diary, acknowledges on its standard
// output, and can be killed, starved of disk or stripped of its rights without harm to the tests.

#include <sys/types.h>

#include <string>
#include <vector>

namespace springback {

/// What the other process does: the rest are its arguments.
inline constexpr const char* append_until_killed = "--append-until-killed";        // dir diary seed
inline constexpr const char* append_some = "--append-some";                        // dir diary series count
inline constexpr const char* append_then_die = "--append-then-die";                // dir diary series count
inline constexpr const char* append_without_rights = "--append-without-rights";    // dir diary
inline constexpr const char* append_with_file_limit = "--append-with-file-limit";  // dir diary bytes
inline constexpr const char* append_on_tiny_disk = "--append-on-tiny-disk";        // mount point
// The readers say how many facts there are, or the trouble, and then what an append says.
inline constexpr const char* read_without_rights = "--read-without-rights";  // dir diary
inline constexpr const char* read_without_room = "--read-without-room";      // dir diary: no file may grow
inline constexpr const char* read_on_full_disk = "--read-on-full-disk";      // mount point

/// Batches that `append_until_killed` makes, by seed, thread and number: how many facts, and the bytes of the
/// recording (0: none).
inline constexpr int appender_threads = 3;
inline std::string appender_series(int seed, int thread) {
  return "seed" + std::to_string(seed) + "-thread" + std::to_string(thread);
}
inline constexpr int facts_per_batch = 3;
inline std::size_t appender_blob_bytes(int batch) {
  return batch % 2 == 0 ? 0 : 1'000 + static_cast<std::size_t>(batch) * 7'919 % 60'000;
}
inline std::uint64_t appender_blob_seed(int seed, int thread, int batch) {
  return static_cast<std::uint64_t>(seed) * 1'000'000 + static_cast<std::uint64_t>(thread) * 100'000 +
         static_cast<std::uint64_t>(batch);
}

/// This very program, started again with arguments; its standard output is read through `output`.
struct OtherProcess {
  pid_t pid = -1;
  int output = -1;
};
OtherProcess start_other(const std::vector<std::string>& arguments);
/// Waits for its end: everything that it wrote, and the status as waitpid gives it.
struct OtherOutcome {
  std::string output;
  int status = 0;
};
OtherOutcome wait_for(const OtherProcess& process);

/// The other process's main: an exit status, or −1 when the arguments ask for the tests.
int run_as_other(const std::vector<std::string>& arguments);

}  // namespace springback
