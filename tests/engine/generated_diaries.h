#pragma once
// Diaries made up by rapidcheck, within a property only: plausible ones, of a runner who mostly does what the
// plan says, and ones that nobody would keep.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/run.h"

namespace springback::engine {

inline const Day kFirst = day_from_civil({2026, 3, 2});
inline constexpr std::int64_t kHour = 3'600'000;
inline constexpr std::int64_t kDay = 24 * kHour;

inline Instant at(Day day, int minute_of_day) { return {day.value * kDay + minute_of_day * (kHour / 60), 0}; }

/// Facts with ids that follow from their number, so that a changed copy is the same fact with another answer.
[[nodiscard]] Fact fact(int number, Instant when, Body body);

/// Any value of the range from the first case on: what is small is not what is simple here.
[[nodiscard]] int draw(int from, int to);
[[nodiscard]] inline bool once_in(int n) { return draw(1, n) == 1; }

template <class T>
std::optional<T> perhaps(T value) {
  if (once_in(4)) return std::nullopt;
  return value;
}

struct Life {
  Diary diary;
  Day last;  ///< the last day lived
  int number = 0;

  void add(Day day, int minute, Body body) {
    diary.push_back(fact(number++, at(day, minute), std::move(body)));
  }
};

/// Days lived with the engine: an order may place the runner anywhere, so that all rungs are met.
[[nodiscard]] Life live(int days);

/// So many facts of every type, with any value, on any day, in any order.
[[nodiscard]] Diary weird_diary(int facts);

/// Either of the two.
[[nodiscard]] Diary any_diary();

/// Whether the diary tells of a session of that track on that day.
[[nodiscard]] bool trained_on(const Diary& diary, Day day, Track track);

/// The recordings of a diary.
[[nodiscard]] std::vector<const Fact*> recordings_of(const Diary& diary);
[[nodiscard]] const Fact& any_of(const std::vector<const Fact*>& facts);

}  // namespace springback::engine
