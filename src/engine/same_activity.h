#pragma once
// The same activity recorded twice, by another device or in another format: which recordings are of one
// activity, which of them counts, and what a session that claims one of them claims.
//
// A run that is taken for another one is hidden, and one that is not is only repeated: what is in doubt is
// two. Decided in docs/decisions/0005-recordings-from-anywhere.md.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"
#include "engine/diary.h"

namespace springback::engine {

/// The time on foot of a recording: its jogs and walks. Where none was seen, or the steps are not known, the
/// running timer from its start; nothing of what is neither run nor walk.
struct FootTime {
  std::int64_t from_ms = 0, to_ms = 0;  ///< UTC, from the first jog or walk to the end of the last
  std::int64_t on_foot_ms = 0;          ///< of that, jogged and walked; 0: none
};
[[nodiscard]] FootTime foot_time(const Recording& recording);

/// Whether two recordings are of one activity: the same bytes, or of each one's time on foot as much as four
/// fifths of the shorter one's lies between the other's first step and its last. Both ways: a phone left
/// running at home spans a second run without having seen it, and must not hide it.
[[nodiscard]] bool same_activity(const Recording& a, const Recording& b);

/// Whether `a` counts rather than `b` where they are of one activity: more jogging, then more distance; then,
/// so that there is always an answer, the sooner start, its clock's smaller offset and the id.
[[nodiscard]] bool counts_rather(const Fact& a, const Fact& b);

/// A session that names a recording, which is given by its place among those that are settled.
struct RecordingClaim {
  static constexpr std::size_t kNothing = SIZE_MAX;
  const Fact* session = nullptr;
  std::size_t names = 0;
  std::size_t gets = kNothing;  ///< the place of the recording whose numbers it has; settled
};

/// Settles which of some recordings count. In the order of `counts_rather` each one counts that is not of one
/// activity with one that counts already; so every copy is itself the same as what counts for it, and two
/// runs that one long recording touches stay two where they count.
///
/// Keeps its room from call to call.
class Settlement {
 public:
  /// `apart`: recordings, by their ids, of which a fact says that they are sessions of their own; that holds
  /// for their bytes, whoever read them. `claims` in the order of time. A session that claims a copy gets the
  /// counting recording, unless another session names that one or had it before: then it gets what it names,
  /// and they are two. Nothing is got of a run by a session that is none, nor of a recording twice.
  void settle(std::span<const Fact* const> recordings, std::span<const Uuid> apart,
              std::span<RecordingClaim> claims);

  /// Whether it counts and no session has it.
  [[nodiscard]] bool counts_alone(std::size_t at) const { return counting_[at] == at && given_[at] == 0; }
  /// Whether `at` is left out because `counting` is of the same activity. Another reading of the same bytes
  /// is no recording of its own.
  [[nodiscard]] bool left_out(std::size_t at, std::size_t counting) const {
    return at != counting && reading_[at] == at && counting_[at] == counting && given_[at] != kGiven;
  }

 private:
  static constexpr std::uint8_t kGiven = 1;     ///< to a session
  static constexpr std::uint8_t kStoodFor = 2;  ///< named by a session that has the counting one

  void group(std::span<const Fact* const> recordings, std::span<const Uuid> apart);
  void give(std::span<const Fact* const> recordings, std::span<RecordingClaim> claims);

  std::vector<std::size_t> reading_;   ///< the reading that speaks for the same bytes
  std::vector<std::size_t> counting_;  ///< what counts for it
  std::vector<std::size_t> order_;
  std::vector<std::uint8_t> given_;
  std::vector<std::uint8_t> apart_;
};

/// The recordings that hang together by being the same, each chain a list of two or more places.
[[nodiscard]] std::vector<std::vector<std::size_t>> same_chains(std::span<const Fact* const> recordings);

/// One activity with more than one recording.
struct SameActivity {
  const Fact* counts = nullptr;
  std::vector<const Fact*> others;  ///< left out for it; in order of time
};
/// All of them in a diary, as everything in it is known; in order of time. The pointers are into `diary`.
[[nodiscard]] std::vector<SameActivity> same_activities(const Diary& diary);

}  // namespace springback::engine
