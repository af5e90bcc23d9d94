#include "engine/compared_outcomes.h"

#include <rapidcheck.h>

#include <algorithm>
#include <iterator>

#include "support/protocol_files.h"

namespace springback::engine {
namespace {

using test::shipped_protocols;

std::string track_text(const TrackOutcome& track) {
  return std::to_string(track.open) + track.rung + "," + std::to_string(track.rung_index) + "," +
         std::to_string(track.streak) + "/" + std::to_string(track.needed) + std::string(name(track.action)) +
         std::string(name(track.verdict)) + ";";
}

/// The rung of the impact that a day asks for of this track; −2 for none.
int impact_asked(const Outcome& outcome, Track track) {
  const bool asked = std::any_of(outcome.today.begin(), outcome.today.end(),
                                 [track](const Item& item) { return item.track == track; });
  if (!asked) return -2;
  return track == Track::run ? outcome.run.rung_index : outcome.spring.rung_index;
}

}  // namespace

std::string digest(const Outcome& outcome) {
  std::string text = outcome.protocol + std::string(name(outcome.phase)) + std::string(name(outcome.alert)) +
                     std::string(name(outcome.trend)) + std::string(name(outcome.irritability)) +
                     std::to_string(outcome.usual_pain.value_or(-1)) + ";";
  text += track_text(outcome.strength) + track_text(outcome.spring) + track_text(outcome.run);
  for (const Item& item : outcome.today)
    text += item.rung + std::to_string(item.dose.total_jog_s()) + "," + std::to_string(item.dose.amount()) +
            "," + std::to_string(item.pain_max) + "," + std::to_string(item.load_g.value_or(-1)) + ";";
  for (const Reason& reason : outcome.reasons) text += std::string(name(reason.code)) + " ";
  return text;
}

std::string replayed(Day from, Day to, const Diary& diary) {
  std::string text;
  replay({from, to, false, false}, shipped_protocols(), diary,
         [&](const Outcome& outcome) { text += digest(outcome) + "\n"; });
  return text;
}

bool is_impact(Track track) { return track == Track::run || track == Track::spring; }

bool prescribes_impact(const Outcome& outcome) {
  return std::any_of(outcome.today.begin(), outcome.today.end(),
                     [](const Item& item) { return is_impact(item.track); });
}

std::tuple<int, int, int> heights(const Outcome& outcome) {
  const auto height = [](const TrackOutcome& track) { return track.open ? track.rung_index : -2; };
  return {height(outcome.run), height(outcome.spring), height(outcome.strength)};
}

void expect_no_more(const Outcome& worse, const Outcome& better) {
  RC_LOG() << "better: " << digest(better) << "\nworse:  " << digest(worse) << "\n";
  RC_ASSERT(heights(worse) <= heights(better));
  RC_ASSERT(prescribes_impact(better) || !prescribes_impact(worse));
  for (const Track track : {Track::spring, Track::run}) {
    if (impact_asked(better, track) != -2)
      RC_ASSERT(impact_asked(worse, track) <= impact_asked(better, track));
  }
}

Diary before(const Diary& diary, Day day) {
  Diary kept;
  std::copy_if(diary.begin(), diary.end(), std::back_inserter(kept),
               [&](const Fact& f) { return f.at.day() < day; });
  return kept;
}

Outcome on(Day day, const Diary& diary) { return run(day, shipped_protocols(), diary); }

}  // namespace springback::engine
