#include "store/appender.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

/// One write, so that lines of several threads never mix and nothing waits in a buffer when the kill comes.
void say(const std::string& line) {
  const std::string whole = line + "\n";
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) std::_Exit(4);
}

int fail(const Error& error) {
  say("trouble");
  say(error.place);
  say(error.detail);
  return error.kind == Trouble::machine ? 3 : 2;
}

int keep_appending(const std::string& dir, const std::string& diary, int seed) {
  auto store = open_diary(dir, diary);
  if (!store) return fail(store.error());
  std::vector<std::thread> threads;
  for (int t = 0; t < appender_threads; ++t) {
    threads.emplace_back([&, t] {
      const std::string series = appender_series(seed, t);
      for (int batch = 0;; ++batch) {
        std::vector<NewFact> facts;
        for (int i = 0; i < facts_per_batch; ++i)
          facts.push_back(sample_fact(series, batch * facts_per_batch + i));
        const auto bytes = sample_bytes(appender_blob_seed(seed, t, batch), appender_blob_bytes(batch));
        std::vector<BlobBytes> blobs;
        if (!bytes.empty()) {
          blobs.emplace_back(bytes);
          facts.back().blob = sha256(bytes);
        }
        if (const auto report = (*store)->append(facts, blobs); !report) std::_Exit(fail(report.error()));
        say("kept " + std::to_string(t) + " " + std::to_string(batch));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

int append_numbers(const std::string& dir, const std::string& diary, const std::string& series, int count) {
  auto store = open_diary(dir, diary);
  if (!store) return fail(store.error());
  for (int i = 0; i < count; ++i) {
    if (const auto report = (*store)->append(std::vector{sample_fact(series, i)}); !report) {
      return fail(report.error());
    }
  }
  say("kept all");
  return 0;
}

int append_then_kill_self(const std::string& dir, const std::string& diary, const std::string& series,
                          int count) {
  auto store = open_diary(dir, diary);
  if (!store) return fail(store.error());
  for (int i = 0; i < count; ++i) {
    if (const auto report = (*store)->append(std::vector{sample_fact(series, i)}); !report) {
      return fail(report.error());
    }
  }
  std::raise(SIGKILL);
  return 4;
}

bool become_nobody() {
  constexpr unsigned nobody = 65534;
  return ::geteuid() != 0 || (::setgid(nobody) == 0 && ::setuid(nobody) == 0);
}

int append_as_nobody(const std::string& dir, const std::string& diary) {
  return become_nobody() ? append_numbers(dir, diary, "nobody", 1) : 4;
}

int read_then_append(const std::string& dir, const std::string& diary) {
  auto store = open_diary_to_read(dir, diary);
  if (!store) return fail(store.error());
  const auto facts = (*store)->facts_after(0, 100);
  if (!facts) return fail(facts.error());
  say(std::to_string(facts->size()) + " facts");
  const auto report = (*store)->append(std::vector{sample_fact("late", 1)});
  if (!report) return fail(report.error());
  say("kept");
  return 0;
}

/// Writing beyond the first byte of any file fails, as on a disk without room.
bool leave_no_room() {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{};
  return ::setrlimit(RLIMIT_FSIZE, &none) == 0;
}

/// Appends recordings until the disk gives out, says how many were kept, calls `make_room`, and does the
/// failed one again.
template <class MakeRoom>
int append_until_full(const std::string& dir, const std::string& diary, MakeRoom make_room) {
  auto store = open_diary(dir, diary);
  if (!store) return fail(store.error());
  for (int i = 0; i < 10'000; ++i) {
    const auto bytes = sample_bytes(static_cast<std::uint64_t>(i), 30'000);
    NewFact fact = sample_fact("full", i);
    fact.blob = sha256(bytes);
    const std::vector<BlobBytes> blobs{bytes};
    const std::vector<NewFact> facts{fact};
    const auto report = (*store)->append(facts, blobs);
    if (report) continue;
    say(report.error().kind == Trouble::machine ? "machine" : "bad input");
    say(report.error().place);
    say(report.error().detail);
    say(std::to_string(i));
    say(std::to_string((*store)->count().value_or(-1)));
    say(std::to_string((*store)->list_blobs()->size()));
    if (!make_room()) return 4;
    say((*store)->append(facts, blobs) ? "kept after making room" : "still refused");
    say(std::to_string((*store)->find_damage()->size()));
    return 0;
  }
  return 4;
}

int append_below_limit(const std::string& dir, const std::string& diary, rlim_t limit_bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) return 4;
  const rlimit unlimited = limit;
  limit.rlim_cur = limit_bytes;
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 4;
  return append_until_full(dir, diary, [&] { return ::setrlimit(RLIMIT_FSIZE, &unlimited) == 0; });
}

/// A mount table of this process's own; without root's rights, as root of a user name space of its own.
bool may_mount_here() {
  const std::string user = std::to_string(::geteuid());
  const gid_t group = ::getegid();
  if (user == "0") return ::unshare(CLONE_NEWNS) == 0;
  if (::unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0) return false;
  std::ofstream map("/proc/self/uid_map");
  map << "0 " + user + " 1" << std::flush;
  std::ofstream deny("/proc/self/setgroups");
  deny << "deny" << std::flush;
  std::ofstream groups("/proc/self/gid_map");
  groups << "0 " + std::to_string(group) + " 1" << std::flush;
  return map && deny && groups;
}

/// A file system of 2 MB of its own; says so where that is not permitted.
bool mount_own_disk(const std::string& mount_point) {
  if (may_mount_here() && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
      ::mount("tmpfs", mount_point.c_str(), "tmpfs", 0, "size=2m,mode=700") == 0) {
    return true;
  }
  say("not permitted");
  return false;
}

/// A diary of one fact, closed; then the disk is filled to its last byte.
int read_on_own_full_disk(const std::string& mount_point) {
  if (!mount_own_disk(mount_point)) return 0;
  if (const int status = append_numbers(mount_point, "runner", "early", 1); status != 0) return status;
  const int ballast = ::open((mount_point + "/ballast").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR);
  const std::string piece(4096, 'x');
  while (::write(ballast, piece.data(), piece.size()) > 0) {
  }
  ::close(ballast);
  return read_then_append(mount_point, "runner");
}

/// Half of the disk is taken by a file that is removed when it is full.
int append_on_own_disk(const std::string& mount_point) {
  if (!mount_own_disk(mount_point)) return 0;
  const std::string ballast = mount_point + "/ballast";
  {
    std::ofstream file(ballast);
    file << std::string(1'000'000, 'x');
  }
  return append_until_full(mount_point, "runner", [&] { return ::unlink(ballast.c_str()) == 0; });
}

}  // namespace

OtherProcess start_other(const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {};
  std::vector<char*> argv;
  std::string program = "/proc/self/exe";
  argv.push_back(program.data());
  std::vector<std::string> own = arguments;
  for (std::string& argument : own) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  return {pid, ends[0]};
}

OtherOutcome wait_for(const OtherProcess& process) {
  OtherOutcome outcome;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(process.output, buffer, sizeof buffer)) > 0;) {
    outcome.output.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(process.output);
  ::waitpid(process.pid, &outcome.status, 0);
  return outcome;
}

int run_as_other(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return -1;
  const std::string& verb = arguments[0];
  const auto number = [&](std::size_t i) { return std::atoi(arguments.at(i).c_str()); };
  if (verb == append_until_killed) return keep_appending(arguments.at(1), arguments.at(2), number(3));
  if (verb == append_some)
    return append_numbers(arguments.at(1), arguments.at(2), arguments.at(3), number(4));
  if (verb == append_then_die) {
    return append_then_kill_self(arguments.at(1), arguments.at(2), arguments.at(3), number(4));
  }
  if (verb == append_without_rights) return append_as_nobody(arguments.at(1), arguments.at(2));
  if (verb == append_with_file_limit) {
    return append_below_limit(arguments.at(1), arguments.at(2), static_cast<rlim_t>(number(3)));
  }
  if (verb == append_on_tiny_disk) return append_on_own_disk(arguments.at(1));
  if (verb == read_without_rights) {
    return become_nobody() ? read_then_append(arguments.at(1), arguments.at(2)) : 4;
  }
  if (verb == read_without_room) {
    return leave_no_room() ? read_then_append(arguments.at(1), arguments.at(2)) : 4;
  }
  if (verb == read_on_full_disk) return read_on_own_full_disk(arguments.at(1));
  return -1;
}

}  // namespace springback

int main(int argc, char** argv) {
  const int status = springback::run_as_other({argv + 1, argv + argc});
  if (status >= 0) return status;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
