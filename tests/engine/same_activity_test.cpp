#include "engine/same_activity.h"

#include <gtest/gtest.h>

#include <vector>

namespace springback::engine {
namespace {

constexpr std::int64_t kStart_ms = 1'772'640'000'000;
constexpr std::int64_t kHour_s = 3600;

struct Stretch {
  BoutKind kind;
  int start_s, duration_s;
};

Fact recorded(std::uint8_t number, std::int64_t after_s, const std::vector<Stretch>& bouts,
              const char* sport = "running") {
  Recording recording;
  recording.sha256.bytes[0] = number;
  recording.derived_by = "test-1";
  recording.start = {kStart_ms + after_s * 1000, 60};
  recording.sport = sport;
  for (const Stretch& one : bouts) {
    recording.bouts.push_back({one.kind, one.start_s, one.duration_s, std::nullopt});
    recording.timer_s += one.duration_s;
    if (one.kind == BoutKind::jog) recording.jog_s += one.duration_s;
    if (one.kind == BoutKind::walk) recording.walk_s += one.duration_s;
  }
  Fact fact;
  fact.id.bytes[0] = number;
  fact.at = recording.start;
  fact.body = recording;
  return fact;
}

Fact run_of(std::uint8_t number, std::int64_t after_s, int jog_s) {
  return recorded(number, after_s, {{BoutKind::jog, 0, jog_s}});
}

bool alike(const Fact& a, const Fact& b) {
  const bool there = same_activity(std::get<Recording>(a.body), std::get<Recording>(b.body));
  EXPECT_EQ(there, same_activity(std::get<Recording>(b.body), std::get<Recording>(a.body)));
  return there;
}

Fact said(std::uint8_t number, Body body) {
  Fact fact;
  fact.id.bytes[0] = number;
  fact.at = {kStart_ms + 5 * kHour_s * 1000, 60};
  fact.body = std::move(body);
  return fact;
}

/// "1:2,3 4:5": what counts, and what is left out for it.
std::string groups(const Diary& diary) {
  std::string text;
  for (const SameActivity& one : same_activities(diary)) {
    text += (text.empty() ? "" : " ") + std::to_string(one.counts->id.bytes[0]) + ":";
    for (const Fact* other : one.others)
      text += (text.back() == ':' ? "" : ",") + std::to_string(other->id.bytes[0]);
  }
  return text;
}

TEST(SameActivity, the_time_on_foot_is_from_the_first_jog_or_walk_to_the_end_of_the_last) {
  const Fact one = recorded(1, 0,
                            {{BoutKind::still, 0, 50},
                             {BoutKind::walk, 50, 100},
                             {BoutKind::still, 150, 30},
                             {BoutKind::jog, 180, 200}});
  const FootTime time = foot_time(std::get<Recording>(one.body));
  EXPECT_EQ(time.from_ms, kStart_ms + 50'000);
  EXPECT_EQ(time.to_ms, kStart_ms + 380'000);
  EXPECT_EQ(time.on_foot_ms, 300'000);
}

TEST(SameActivity, a_run_without_bouts_covers_its_timer_and_a_ride_nothing) {
  Recording recording;
  recording.start = {kStart_ms, 60};
  recording.timer_s = 900;
  recording.sport = "running";
  EXPECT_EQ(foot_time(recording).to_ms, kStart_ms + 900'000);
  recording.sport = "cycling";
  EXPECT_EQ(foot_time(recording).on_foot_ms, 0);
  recording.sport = "tennis";
  EXPECT_EQ(foot_time(recording).on_foot_ms, 0);
}

TEST(SameActivity, four_fifths_of_the_shorter_are_enough_and_a_millisecond_less_is_not) {
  const Fact long_run = run_of(1, 0, 4000);
  EXPECT_TRUE(alike(long_run, run_of(2, 3200, 1000)));
  Fact late = run_of(2, 3200, 1000);
  std::get<Recording>(late.body).start.utc_ms += 1;
  EXPECT_FALSE(alike(long_run, late));
}

TEST(SameActivity, what_only_touches_or_follows_is_another) {
  EXPECT_FALSE(alike(run_of(1, 0, 1000), run_of(2, 1000, 1000)));
  EXPECT_FALSE(alike(run_of(1, 0, 1000), run_of(2, 2 * kHour_s, 1000)));
}

TEST(SameActivity, standing_inside_of_either_does_not_part_them) {
  std::vector<Stretch> stops;
  for (int i = 0; i < 10; ++i) {
    stops.push_back({BoutKind::jog, 180 * i, 120});
    stops.push_back({BoutKind::still, 180 * i + 120, 60});
  }
  EXPECT_TRUE(alike(recorded(1, 0, stops), recorded(2, 60, stops)));
}

TEST(SameActivity, the_same_bytes_are_the_same_whatever_their_readers_found) {
  EXPECT_TRUE(alike(run_of(1, 0, 1000), run_of(1, 5 * kHour_s, 600)));
}

TEST(SameActivity, the_same_bytes_read_as_of_another_day_are_still_one) {
  Fact other = run_of(1, 30 * kHour_s, 900);
  other.id.bytes[0] = 2;
  EXPECT_EQ(groups({run_of(1, 0, 1000), other}), "") << "another reading is no recording to list";
  EXPECT_EQ(same_chains(std::vector<const Fact*>{&other, &other}).size(), 1U);
}

TEST(SameActivity, an_hour_apart_is_never_the_same_run) {
  for (int jog_s = 60; jog_s <= 4 * kHour_s; jog_s += 60)
    EXPECT_FALSE(alike(run_of(1, 0, jog_s), run_of(2, kHour_s, jog_s)));
}

TEST(SameActivity, more_jogging_counts_then_more_distance) {
  EXPECT_TRUE(counts_rather(run_of(2, 0, 601), run_of(1, 0, 600)));
  Fact longer = run_of(2, 0, 600);
  std::get<Recording>(longer.body).distance_m = 1;
  EXPECT_TRUE(counts_rather(longer, run_of(1, 0, 600)));
  EXPECT_TRUE(counts_rather(run_of(1, 0, 600), run_of(2, 0, 600)));
}

TEST(SameActivity, a_copy_does_not_move_a_run_to_the_day_of_another_clock) {
  Fact east = run_of(3, 0, 600);
  std::get<Recording>(east.body).start.offset_min = 480;
  Fact copy = run_of(1, 0, 600);
  std::get<Recording>(copy.body).start.offset_min = 480;
  EXPECT_EQ(groups({run_of(2, 0, 600), east}), "2:3");
  EXPECT_EQ(groups({run_of(2, 0, 600), east, copy}), "2:1,3");
}

TEST(SameActivity, being_the_same_is_not_handed_on) {
  // 1 and 2 share enough, 2 and 3 do, 1 and 3 do not; 1 is the largest.
  EXPECT_EQ(groups({run_of(1, 0, 1001), run_of(2, 180, 1000), run_of(3, 360, 1000)}), "1:2");
  EXPECT_EQ(groups({run_of(1, 0, 1000), run_of(2, 180, 1001), run_of(3, 360, 1000)}), "2:1,3");
}

TEST(SameActivity, the_list_follows_what_is_said_and_taken_back) {
  Diary diary{run_of(1, 0, 1000), run_of(2, 10, 900), run_of(3, 20, 800)};
  EXPECT_EQ(groups(diary), "1:2,3");
  diary.push_back(said(4, Separate{Uuid{{2}}}));
  EXPECT_EQ(groups(diary), "1:3");
  diary.push_back(said(5, Retract{Uuid{{4}}, Author::self}));
  EXPECT_EQ(groups(diary), "1:2,3");
  diary.push_back(said(6, Retract{Uuid{{1}}, Author::self}));
  EXPECT_EQ(groups(diary), "2:3");
}

TEST(SameActivity, nothing_is_left_out_for_what_is_told_apart) {
  EXPECT_EQ(
      groups({run_of(1, 0, 1000), run_of(2, 10, 900), run_of(3, 20, 800), said(4, Separate{Uuid{{1}}})}),
      "2:3");
}

TEST(SameActivity, sessions_that_each_name_one_part_them) {
  Diary diary{run_of(1, 0, 1000), run_of(2, 10, 900), run_of(3, 20, 800)};
  Session session;
  session.track = Track::run;
  session.recording = Uuid{{2}};
  diary.push_back(said(4, session));
  EXPECT_EQ(groups(diary), "1:2,3");
  session.recording = Uuid{{3}};
  diary.push_back(said(5, session));
  EXPECT_EQ(groups(diary), "1:2");
}

TEST(SameActivity, a_list_of_years_is_made_in_one_sweep) {
  Diary diary;
  for (int day = 0; day < 3650; ++day) {
    for (const int device : {0, 1}) {
      Fact fact = run_of(0, std::int64_t{day} * 86'400 + device * 40, 1800 - device);
      fact.id = uuid_v5(springback_name_space(), std::to_string(day) + "/" + std::to_string(device));
      auto& sum = std::get<Recording>(fact.body).sha256;
      sum.bytes = {1, static_cast<std::uint8_t>(day & 0xFF), static_cast<std::uint8_t>(day >> 8),
                   static_cast<std::uint8_t>(device)};
      diary.push_back(fact);
    }
  }
  EXPECT_EQ(same_activities(diary).size(), 3650U);
}

}  // namespace
}  // namespace springback::engine
