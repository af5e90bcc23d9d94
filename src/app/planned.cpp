#include "app/planned.h"

#include <algorithm>
#include <array>

#include "app/protocols.h"
#include "app/today.h"
#include "base/json_writer.h"
#include "engine/run.h"

namespace springback::app {

namespace {

std::string done_text(const engine::Item& item, const engine::Protocol* protocol) {
  const engine::Dose& dose = item.dose;
  JsonWriter done;
  done.open('{');
  if (item.track == engine::Track::run) {
    done.number("jog_s", dose.total_jog_s())
        .number("walk_s", dose.walk_s * dose.rounds)
        .number("rounds", dose.rounds);
  } else if (item.track == engine::Track::walk) {
    done.number("walk_s", dose.walk_s);
  } else {
    if (protocol != nullptr && dose.exercise >= 0) {
      done.text("exercise", protocol->exercises[static_cast<std::size_t>(dose.exercise)].id);
    }
    done.number("sets", dose.sets);
    dose.hold_s > 0 ? done.number("hold_s", dose.hold_s) : done.number("reps", dose.reps);
    if (item.track == engine::Track::strength && item.load_g) done.shortest("load_kg", *item.load_g, 3);
  }
  return done.close('}').take();
}

}  // namespace

Answer<PlannedSession> planned_session(Notebook& notebook, std::string_view track, const Instant& at,
                                       const Instant& now) {
  if (track == "other") return PlannedSession{"{}", std::nullopt};
  constexpr std::array kPlannable{"strength", "spring", "run", "walk"};
  if (std::ranges::find(kPlannable, track) == kPlannable.end()) {
    return std::unexpected(
        Refusal{Trouble::bad_input,
                "nothing_planned",
                "track: '" + std::string(track) + "'; allowed: strength, spring, run, walk, other",
                {}});
  }
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  const engine::Protocols protocols = shipped_protocols().all();
  const engine::Outcome outcome = engine::run(at.day(), protocols, (*pages)->diary);
  const auto item = std::ranges::find_if(
      outcome.today, [&](const engine::Item& one) { return engine::name(one.track) == track; });
  if (item == outcome.today.end()) {
    std::string planned;
    for (const engine::Item& one : outcome.today) {
      planned += (planned.empty() ? "" : ", ") + std::string(engine::name(one.track));
    }
    return std::unexpected(Refusal{Trouble::bad_input,
                                   "nothing_planned",
                                   "track: the plan of " + format_day(outcome.date) + " has no " +
                                       std::string(track) +
                                       "; allowed: " + (planned.empty() ? "none" : planned) +
                                       " as planned, or any with what was done (--jog-s, --walk-s, "
                                       "--exercise, --sets, --reps)",
                                   {}});
  }
  PlannedSession session{done_text(*item, engine::protocol_on(at.day(), protocols, (*pages)->diary)),
                         std::nullopt};
  const auto shown = note_shown(notebook, protocols, outcome, now);
  if (!shown) return refuse(shown.error(), "storage_trouble");
  session.shown = *shown;
  return session;
}

}  // namespace springback::app
