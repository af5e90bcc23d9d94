#pragma once
// One outcome in the making, shared by the files that make it: explanation.cpp and explanation_verdicts.cpp.
// Only these two include it.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/explanation.h"

namespace springback::engine {

inline constexpr std::array<Track, kTracks> kTrackOf{Track::strength, Track::spring, Track::run};

class Reasons {
 public:
  explicit Reasons(std::vector<Reason>& out) : out_(out) {}

  Reason& add(Code code, std::optional<Track> track = std::nullopt) {
    Reason& reason = out_.emplace_back();
    reason.code = code;
    reason.track = track;
    reason.source = source_of(code);
    return reason;
  }

 private:
  std::vector<Reason>& out_;
};

inline void put(Reason& reason, std::string_view key, std::int64_t value) {
  reason.params.push_back({key, value});
}
inline void put(Reason& reason, std::string_view key, std::string value) {
  reason.params.push_back({key, std::move(value)});
}
inline void cite(Reason& reason, const Fact* fact) {
  if (fact != nullptr && std::ranges::find(reason.facts, fact->id) == reason.facts.end())
    reason.facts.push_back(fact->id);
}

inline void cite_sessions(Reason& reason, const TrackDay& day) {
  for (const Fact* fact : day.facts) cite(reason, fact);
}

/// Builds one outcome; lives for one call.
class Explainer {
 public:
  Explainer(const State& state, const DayResult& result)
      : s_(state), r_(result), c_(state.controller), p_(*state.ladder->protocol), reasons_(out_.reasons) {}

  Outcome explain();

 private:
  void alerts();
  void advice();
  void orders();
  void judgements();
  void judgement(const Judgement& j);
  void fell(int t, Reason& reason);
  void relation(const Judgement& j);
  void too_few_mornings(bool this_week);
  void trend();
  void excessive_days(Reason& reason) const;
  void tracks();
  void track(int t);
  void closed(int t, Reason& reason) const;
  [[nodiscard]] int days_to_reopen(int t) const;
  void time_off(int t);
  void progress(int t);
  void spacing(int t);
  void strength_spacing(Reason& reason) const;
  void impact_wait(Reason& reason) const;
  void inadmissible(Reason& reason) const;
  void today();
  [[nodiscard]] bool asks_morning() const;
  void rest_day();
  [[nodiscard]] Above above(int t) const;
  [[nodiscard]] Phase phase() const;
  [[nodiscard]] const std::string& rung_id(int t, int rung) const { return s_.ladder->rung(t, rung).id; }

  const State& s_;
  const DayResult& r_;
  const Controller& c_;
  const Protocol& p_;
  Outcome out_;
  Reasons reasons_;
  PerTrack<bool> fall_told_{};
};

}  // namespace springback::engine
