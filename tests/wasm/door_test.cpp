#include "wasm/door.h"
#include "wasm/recordings_door.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "codec/json_text.h"
#include "codec/protocol_json.h"
#include "formats/protocol_toml.h"

namespace springback {
namespace {

std::string taken(std::uint8_t* answer) {
  std::uint32_t size = 0;
  for (unsigned i = 0; i < 4; ++i) size |= std::uint32_t{answer[i]} << (8 * i);
  std::string text(reinterpret_cast<const char*>(answer + 4), size);
  sb_release(answer);
  return text;
}

std::string call(const std::string& request) {
  std::uint8_t* at = sb_alloc(static_cast<std::uint32_t>(request.size()));
  std::copy(request.begin(), request.end(), at);
  std::string answer = taken(sb_call(at, static_cast<std::uint32_t>(request.size())));
  sb_free(at, static_cast<std::uint32_t>(request.size()));
  codec::JsonDocument document;
  EXPECT_TRUE(document.parse(answer)) << answer;
  return answer;
}

/// Mid-portion, then insertional.
const std::vector<std::string>& each_protocol() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list;
    for (const char* file : {"achilles-midportion.toml", "achilles-insertional.toml"}) {
      std::ifstream in(std::filesystem::path(SPRINGBACK_SOURCE) / "protocols" / file);
      std::stringstream text;
      text << in.rdbuf();
      const auto protocol = formats::read_protocol_toml(text.str());
      EXPECT_TRUE(protocol) << file;
      if (protocol) list.push_back(codec::protocol_to_json(*protocol));
    }
    return list;
  }();
  return all;
}

std::string protocols() { return "[" + each_protocol().front() + "," + each_protocol().back() + "]"; }

constexpr const char* kProfile =
    R"({"type":"profile","at":"2026-03-01T20:00:00+01:00","side":"left","site":"midportion","usual_morning_pain":2})";
constexpr const char* kMorning = R"({"type":"checkin","at":"2026-03-02T07:00:00+01:00","pain":2})";

class Door : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(call(R"({"op":"open","protocols":)" + protocols() + R"(,"facts":[)" + kProfile + "," +
                   kMorning + "]}"),
              R"({"count":2})");
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(Door, the_first_morning_is_decided_and_told) {
  const std::string answer = call(R"({"op":"decide","on":"2026-03-02"})");
  EXPECT_TRUE(answer.starts_with(R"({"outcome":{"date":"2026-03-02")")) << answer;
  EXPECT_TRUE(has(answer, R"("headline":"Strength: two-leg heel raises, 3 × 10")")) << answer;
  EXPECT_TRUE(has(answer, R"("opening":{"earliest":"2026-)")) << answer;
  EXPECT_TRUE(has(answer, R"("facts_hash":")")) << answer;
}

TEST_F(Door, the_same_fact_again_is_harmless) {
  const std::string answer = call(std::string(R"({"op":"add","facts":[)") + kMorning + "]}");
  EXPECT_TRUE(answer.starts_with(R"({"count":2,"facts":[{"at":"2026-03-02T07:00:00+01:00","id":")"))
      << answer;
}

TEST_F(Door, of_a_refused_batch_nothing_is_kept_and_every_fault_is_listed) {
  const std::string answer =
      call(R"({"op":"add","facts":[{"type":"checkin","at":"2026-03-03T07:00:00+01:00","pain":1},)"
           R"({"type":"checkin","at":"2026-03-03T07:00:00","pain":11}]})");
  EXPECT_TRUE(answer.starts_with(R"({"error":"bad_facts")")) << answer;
  EXPECT_TRUE(has(answer, R"("line":2,"field":"at")")) << answer;
  EXPECT_TRUE(has(answer, R"("line":2,"field":"pain","value":"11")")) << answer;
  EXPECT_EQ(call(R"({"op":"add","facts":[]})"), R"({"count":2,"facts":[]})");
}

TEST_F(Door, a_different_fact_with_a_known_id_is_refused) {
  const std::string id = R"("id":"0b8c2f6e-5a53-4d0e-9a1f-3a2b1c0d9e8f")";
  const std::string fact = R"({"type":"checkin","at":"2026-03-03T07:00:00+01:00",)" + id;
  EXPECT_FALSE(has(call(R"({"op":"add","facts":[)" + fact + R"(,"pain":1}]})"), "error"));
  const std::string answer = call(R"({"op":"add","facts":[)" + fact + R"(,"pain":2}]})");
  EXPECT_TRUE(has(answer, "different fact with the same id")) << answer;
  EXPECT_EQ(call(R"({"op":"add","facts":[]})"), R"({"count":3,"facts":[]})");
}

TEST_F(Door, recordings_of_one_activity_are_listed_until_one_is_told_apart) {
  const auto recording = [](const char* sum, const char* start, const char* jog_s) {
    return std::string(R"({"type":"recording","at":")") + start + R"(","start":")" + start +
           R"(","sha256":")" + std::string(64, *sum) +
           R"(","derived_by":"test-1","sport":"running","distance_m":3000,"timer_s":)" + jog_s +
           R"(,"jog_s":)" + jog_s + R"(,"walk_s":0,"id":")" + std::string(8, *sum) +
           R"(-0000-4000-8000-000000000000","bouts":[{"kind":"jog","start_s":0,"duration_s":)" + jog_s +
           "}]}";
  };
  EXPECT_EQ(call(R"({"op":"same"})"), R"({"groups":[]})");
  call(R"({"op":"add","facts":[)" + recording("a", "2026-03-02T18:00:00+01:00", "1000") + "," +
       recording("b", "2026-03-02T18:00:40+01:00", "1010") + "]}");
  EXPECT_EQ(call(R"({"op":"same"})"), R"({"groups":[{"counts":"bbbbbbbb-0000-4000-8000-000000000000",)"
                                      R"("others":["aaaaaaaa-0000-4000-8000-000000000000"]}]})");
  const std::string decided = call(R"({"op":"decide","on":"2026-03-03"})");
  EXPECT_TRUE(has(decided, R"("also":["aaaaaaaa-0000-4000-8000-000000000000"])")) << decided;
  EXPECT_TRUE(has(decided, "counted once, though 1 more recording tells of the same time")) << decided;
  call(R"({"op":"add","facts":[{"type":"separate","at":"2026-03-02T20:00:00+01:00",)"
       R"("recording":"aaaaaaaa-0000-4000-8000-000000000000"}]})");
  EXPECT_EQ(call(R"({"op":"same"})"), R"({"groups":[]})");
  EXPECT_TRUE(has(call(R"({"op":"same","on":"2026-03-02"})"), "bad_request"));
}

TEST_F(Door, check_answers_like_add_and_keeps_nothing) {
  const std::string fact = R"("facts":[{"type":"checkin","at":"2026-03-03T07:00:00+01:00","pain":1}]})";
  const std::string checked = call(R"({"op":"check",)" + fact);
  EXPECT_TRUE(checked.starts_with(R"({"count":2,"facts":[{"at":)")) << checked;
  EXPECT_TRUE(call(R"({"op":"add",)" + fact).starts_with(R"({"count":3,)"));
}

TEST_F(Door, a_refused_opening_leaves_the_open_diary_alone) {
  EXPECT_TRUE(has(call(R"({"op":"open","protocols":[{}]})"), R"("error":"bad_protocol")"));
  EXPECT_TRUE(has(call(R"({"op":"open","protocols":[]})"), R"("error":"bad_request")"));
  EXPECT_TRUE(has(call(R"({"op":"open","protocols":)" + protocols() + R"(,"facts":[{}]})"),
                  R"("error":"bad_facts")"));
  EXPECT_TRUE(has(call(R"({"op":"open","protocols":)" + protocols() + R"(,"language":"tlh"})"),
                  R"("error":"bad_language")"));
  EXPECT_EQ(call(R"({"op":"add","facts":[]})"), R"({"count":2,"facts":[]})");
}

TEST_F(Door, replay_gives_a_day_each_and_refuses_a_range_without_end) {
  const std::string answer = call(R"({"op":"replay","from":"2026-03-01","to":"2026-03-03"})");
  std::size_t days = 0;
  for (std::size_t at = answer.find("{\"date\""); at != std::string::npos;
       at = answer.find("{\"date\"", at + 1))
    ++days;
  EXPECT_EQ(days, 3U) << answer;
  EXPECT_TRUE(has(call(R"({"op":"replay","from":"2026-03-01","to":"2199-12-31"})"), "bad_request"));
  EXPECT_TRUE(has(call(R"({"op":"replay","from":"2026-03-02","to":"2026-03-01"})"), "bad_request"));
}

TEST_F(Door, ladders_name_every_rung) {
  const std::string answer = call(R"({"op":"ladders","on":"2026-03-02"})");
  EXPECT_TRUE(has(answer, R"("track":"strength","open":true,"rung_index":0)")) << answer;
  EXPECT_TRUE(has(answer, R"("name":"one-leg hops, 3 × 10")")) << answer;
  EXPECT_TRUE(has(answer, R"("name":"18 min easy running")")) << answer;
  EXPECT_FALSE(has(answer, R"("dose":null)")) << answer;
  EXPECT_FALSE(has(answer, R"("name":"")")) << answer;
}

TEST_F(Door, another_protocol_is_compared_in_figures_and_in_words) {
  const std::string answer =
      call(R"({"op":"what_if","on":"2026-03-02","protocol":)" + each_protocol().back() + "}");
  EXPECT_TRUE(answer.starts_with(R"({"what_if":{"engine":)")) << answer;
  EXPECT_NE(answer.find(R"("days":2,)"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"("instead":{"protocols":["achilles-insertional@1"])"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"("rungs":{"diary":{"strength":"Two-leg heel raises, 3 × 10")"), std::string::npos)
      << answer;
}

TEST_F(Door, a_comparison_with_what_is_no_protocol_or_too_far_ahead_is_refused) {
  EXPECT_TRUE(call(R"({"op":"what_if","on":"2026-03-02","protocol":{"id":"x"}})")
                  .starts_with(R"({"error":"bad_protocol")"));
  EXPECT_TRUE(call(R"({"op":"what_if","on":"2026-03-02"})").starts_with(R"({"error":"bad_protocol")"));
  EXPECT_TRUE(call(R"({"op":"what_if","on":"2999-01-01","protocol":)" + each_protocol().back() + "}")
                  .starts_with(R"({"error":"bad_request")"));
}

TEST_F(Door, what_came_before_the_onset_is_told_in_figures_and_in_words) {
  std::string facts;
  for (int day = 1; day <= 28; day += 3) {
    const std::string date = "2026-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    const std::string metres = day == 22 ? "15000" : "6000";
    facts += std::string(facts.empty() ? "" : ",") + R"({"type":"session","at":")" + date +
             R"(T18:00:00+01:00","track":"run","done":{"jog_s":2400,"walk_s":0,"distance_m":)" + metres +
             "}}";
  }
  EXPECT_FALSE(has(call(R"({"op":"add","facts":[)" + facts + "]}"), "error"));
  EXPECT_TRUE(call(R"({"op":"look_back","on":"2026-03-02"})").starts_with(R"({"error":"no_onset")"));
  const std::string answer = call(R"({"op":"look_back","on":"2026-03-02","onset":"2026-02-26"})");
  EXPECT_TRUE(
      answer.starts_with(R"({"look_back":{"onset":"2026-02-26","from":"2026-01-16","claims":"preceded")"))
      << answer;
  EXPECT_TRUE(has(answer, R"("code":"guard_distance","day":"2026-02-22")")) << answer;
  EXPECT_TRUE(has(answer, R"("findings":["Sunday 22 February: 15 km, 150 % longer than your longest run)"))
      << answer;
  for (const char* request :
       {R"({"op":"look_back","on":"2026-03-02","onset":"2026-03-03"})",
        R"({"op":"look_back","on":"2026-03-02","onset":null})", R"({"op":"look_back","onset":"2026-03-02"})",
        R"({"op":"look_back","on":"2026-03-02","weeks":1})"}) {
    EXPECT_TRUE(call(request).starts_with(R"({"error":"bad_request")")) << request << " → " << call(request);
  }
}

TEST_F(Door, the_ledger_is_told_in_figures_and_in_words) {
  EXPECT_FALSE(has(call(R"({"op":"add","facts":[{"type":"session","at":"2026-03-03T18:00:00+01:00",)"
                        R"("track":"walk","done":{"walk_s":600}}]})"),
                   "error"));
  const std::string answer = call(R"({"op":"load","on":"2026-03-04"})");
  EXPECT_TRUE(answer.starts_with(R"({"load":{"on":"2026-03-04","scale":"ordinal")")) << answer;
  EXPECT_TRUE(has(answer, R"({"kind":"walk","sessions":1,"unknown":0,"load":575,"cycles":575})")) << answer;
  EXPECT_TRUE(has(answer, R"({"kind":"run","sessions":0,"unknown":0})")) << answer;
  EXPECT_TRUE(has(answer, R"("said":{"headline":"Load on the tendon, week by week.")")) << answer;
  EXPECT_FALSE(has(call(R"({"op":"load","on":"2026-03-04","weeks":520})"), "error"));
  for (const char* weeks : {"0", "521", "1.5", "\"2\"", "null", "1e99"}) {
    const std::string request = R"({"op":"load","on":"2026-03-04","weeks":)" + std::string(weeks) + "}";
    EXPECT_TRUE(call(request).starts_with(R"({"error":"bad_request")")) << request << " → " << call(request);
  }
}

TEST_F(Door, another_language_is_spoken_once_its_words_are_given) {
  EXPECT_TRUE(has(call(R"({"op":"language","language":"de"})"), "bad_language"));
  EXPECT_EQ(call(R"({"op":"language","language":"de","words":{"engine":{"tracks":{"strength":"Kraft"}}}})"),
            R"({"language":"de"})");
  EXPECT_TRUE(has(call(R"({"op":"decide","on":"2026-03-02"})"), R"("headline":"Kraft: two-leg)"));
  EXPECT_EQ(call(R"({"op":"language","language":"en"})"), R"({"language":"en"})");
  EXPECT_TRUE(has(call(R"({"op":"decide","on":"2026-03-02"})"), R"("headline":"Strength: two-leg)"));
}

TEST_F(Door, unknown_members_operations_and_broken_requests_are_answered) {
  for (const char* request :
       {"", "{}", "[]", "null", "{\"op\":7}", "{\"op\":\"sing\"}", "{\"op\":\"decide\"}",
        "{\"op\":\"decide\",\"on\":\"soon\"}", "{\"op\":\"decide\",\"on\":\"2026-03-02\",\"wish\":1}",
        "{\"op\":\"add\"}", "{\"op\":\"add\",\"facts\":{}}", "{\"op\":\"add\",\"facts\":[}",
        "{\"op\":\"add\",\"op\":\"add\"}", "{\"op\":\"version\"} x", "{\"op\"", "{\"op\":\"open\"}"}) {
    EXPECT_TRUE(call(request).starts_with(R"({"error":"bad_request")")) << request << " → " << call(request);
  }
}

TEST_F(Door, no_operation_takes_a_member_that_it_does_not_know) {
  for (const std::string op : {"open", "add", "check", "decide", "replay", "ladders", "what_if", "same",
                               "look_back", "load", "language", "version"}) {
    const std::string answer = call(R"({"op":")" + op + R"(","zz":1})");
    EXPECT_TRUE(
        answer.starts_with(R"({"error":"bad_request","detail":"zz is not known here; allowed are op)"))
        << op << " → " << answer;
  }
}

TEST_F(Door, version_names_the_protocols_at_hand) {
  const std::string answer = call(R"({"op":"version"})");
  EXPECT_TRUE(has(answer, R"("engine":"0.1.0","protocols":[{"id":"achilles-midportion@1","hash":")"))
      << answer;
}

TEST_F(Door, bytes_that_are_no_recording_are_refused) {
  const std::uint8_t bytes[] = {'P', 'K', 3, 4};
  EXPECT_TRUE(has(taken(sb_read_fit(bytes, sizeof bytes)), R"("error":"not_fit")"));
}

}  // namespace
}  // namespace springback
