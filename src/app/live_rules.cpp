#include "app/live_rules.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "app/log.h"
#include "app/protocols.h"
#include "base/check.h"
#include "codec/json_text.h"
#include "engine/run.h"
#include "engine/timeline.h"

namespace springback::app {

namespace {

constexpr std::int64_t kFlagRetract_ms = 10 * 60 * 1000;  // section 2 of the rules
// chosen: a programme begins about now; a year's typing error must not make one of years.
constexpr int kStartedWithin_days = 60;

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) (out += out.empty() ? "" : ", ") += part;
  return out;
}

std::vector<std::string> rung_ids(const engine::Ladders& ladders, engine::Track track) {
  std::vector<std::string> ids;
  if (track == engine::Track::strength) ids.push_back(ladders.calm.id);
  const auto& rungs = track == engine::Track::strength ? ladders.strength
                      : track == engine::Track::spring ? ladders.spring
                                                       : ladders.run.rungs;
  for (const engine::Rung& rung : rungs) ids.push_back(rung.id);
  return ids;
}

bool refers(const engine::Outcome& outcome) {
  using enum engine::Code;
  return std::ranges::any_of(outcome.alert_codes, [](engine::Code code) {
    return code == refer_spiking || code == refer_closed_twice || code == refer_worsening ||
           code == refer_flag || code == refer_same_rung;
  });
}

// A flag that was entered before its own time counts from then; what was told stands in its text.
Instant told_at(const codec::ParsedFact& flag) {
  codec::JsonDocument document;
  SPRINGBACK_CHECK(document.parse(flag.canonical).has_value());
  const codec::JsonNode* at = document.find(document.root(), "at");
  SPRINGBACK_CHECK(at != nullptr);
  const auto told = parse_instant(at->text);
  SPRINGBACK_CHECK(told.has_value());
  return *told;
}

}  // namespace

LiveRules::LiveRules(const Pages& pages, const std::vector<codec::ParsedFact>& given, const Instant& now,
                     int ahead_s)
    : pages_(pages), now_(now), ahead_s_(ahead_s) {
  for (const codec::ParsedFact& one : given) given_.emplace(one.fact.id, &one.fact);
}

void LiveRules::check(const codec::ParsedFact& given) {
  const engine::Fact& fact = given.fact;
  check_time(given);
  if (const auto* retract = std::get_if<engine::Retract>(&fact.body)) check_retract(fact, *retract);
  if (const auto* one = std::get_if<engine::Separate>(&fact.body)) check_separate(fact, *one);
  if (const auto* order = std::get_if<engine::Order>(&fact.body)) check_order(fact, *order);
  if (const auto* profile = std::get_if<engine::Profile>(&fact.body)) check_profile(fact, *profile);
  if (const auto* session = std::get_if<engine::Session>(&fact.body)) check_session(fact, *session);
}

void LiveRules::refuse(const engine::Fact& fact, std::string field, std::string words) {
  findings_.push_back({fact.id, std::move(field), std::move(words)});
}

void LiveRules::check_time(const codec::ParsedFact& given) {
  const engine::Fact& fact = given.fact;
  const bool flag = std::holds_alternative<engine::Flag>(fact.body);
  const auto in_time = [&](const char* field, const Instant& when, int ahead_s) {
    if (when.utc_ms <= now_.utc_ms + ahead_s * std::int64_t{1000}) return;
    std::string words = format_instant(when) + " lies in the future; allowed: up to ";
    if (flag) words += std::to_string(kFlagSlack_s / 3600) + " hours after ";
    words += "now, " + format_instant(now_);
    // Another device: it is its clock that is ahead, and whoever reads this can set it.
    if (ahead_s_ > 0) words += " by the server's clock";
    refuse(fact, field, std::move(words));
  };
  in_time("at", flag ? told_at(given) : fact.at, flag ? kFlagSlack_s : ahead_s_);
  if (fact.entered && !flag) in_time("entered", *fact.entered, ahead_s_);
}

void LiveRules::check_profile(const engine::Fact& fact, const engine::Profile& profile) {
  const Day today = fact.at.day();
  if (profile.onset && *profile.onset > today) {
    refuse(fact, "onset",
           format_day(*profile.onset) + " is yet to come; allowed: up to " + format_day(today));
  }
  if (!profile.started || std::abs(*profile.started - today) <= kStartedWithin_days) return;
  // A programme that runs keeps its first day through every later profile.
  const auto keeps = [&](const engine::Fact& other) {
    const auto* earlier = std::get_if<engine::Profile>(&other.body);
    return earlier != nullptr && earlier->started.value_or(other.at.day()) == *profile.started;
  };
  if (std::ranges::any_of(pages_.diary, keeps)) return;
  refuse(fact, "started",
         format_day(*profile.started) + " is more than " + std::to_string(kStartedWithin_days) +
             " days off; allowed: from " + format_day(today - kStartedWithin_days) + " to " +
             format_day(today + kStartedWithin_days) + ", or the first day of an earlier profile");
}

void LiveRules::check_session(const engine::Fact& fact, const engine::Session& session) {
  const std::string& exercise = session.done.exercise;
  if (exercise.empty() || exercise == "other") return;
  std::vector<std::string> known;
  for (const engine::Protocol& protocol : shipped_protocols().all()) {
    for (const engine::Exercise& one : protocol.exercises) {
      if (std::ranges::find(known, one.id) == known.end()) known.push_back(one.id);
    }
  }
  if (std::ranges::find(known, exercise) != known.end()) return;
  refuse(fact, "done.exercise",
         "\"" + exercise + "\" is no exercise of the plans; allowed: " + joined(known) + ", other");
}

/// An order that cannot bind must not look as if it did.
void LiveRules::check_order(const engine::Fact& fact, const engine::Order& order) {
  const Day today = fact.at.day();
  if (order.until && *order.until < today) {
    refuse(fact, "until", format_day(*order.until) + " is over; allowed: from " + format_day(today) + " on");
  }
  if (order.order == engine::OrderKind::set_rung && order.track) check_rung(fact, order);
  if (order.order == engine::OrderKind::limit) check_limit(fact, order.limit);
  if (order.order == engine::OrderKind::clear && order.by == engine::Author::self) check_own_clearing(fact);
}

void LiveRules::check_rung(const engine::Fact& fact, const engine::Order& order) {
  const auto ids =
      rung_ids(engine::ladders(fact.at.day(), shipped_protocols().all(), before(fact)), *order.track);
  if (std::ranges::find(ids, order.rung) != ids.end()) return;
  refuse(fact, "rung",
         "\"" + order.rung + "\" is no rung of the " + std::string(engine::name(*order.track)) +
             " ladder; allowed: " + joined(ids));
}

void LiveRules::check_limit(const engine::Fact& fact, const engine::Limit& limit) {
  const engine::Protocol& plan = shipped_protocols().all().front();  // the shipped ones agree on these
  const auto loosens = [&](const char* field, int value, const std::string& allowed) {
    refuse(fact, field, std::to_string(value) + " is no tighter than the plan; allowed: " + allowed);
  };
  const int pain_max = plan.checks.effort_pain_borderline_max - 1;
  if (limit.pain_max && *limit.pain_max > pain_max)
    loosens("limit.pain_max", *limit.pain_max, "0 to " + std::to_string(pain_max));
  const int days_min = plan.spacing.impact_days_between + 1;
  if (limit.days_between_min && *limit.days_between_min < days_min)
    loosens("limit.days_between_min", *limit.days_between_min, "from " + std::to_string(days_min));
}

/// Whether it would have its effect is asked of the engine: the same diary with and without it.
void LiveRules::check_own_clearing(const engine::Fact& fact) {
  const engine::Protocols protocols = shipped_protocols().all();
  engine::Diary diary = before(fact);
  const engine::Outcome standing = engine::run(fact.at.day(), protocols, diary);
  if (!refers(standing)) {
    refuse(fact, "by",
           standing.alert == engine::AlertLevel::urgent
               ? "an urgent alert is not yours to clear; allowed: clinician, once one has examined you"
               : "there is no referral to clear; allowed: self while one stands, having been seen");
    return;
  }
  // Being seen counts once in a while only; the day from which it counts again is looked for, not computed
  // twice.
  constexpr int kLookAhead_days = 100;
  diary.push_back(fact);
  for (int days = 0; days <= kLookAhead_days; ++days) {
    diary.back().at.utc_ms = fact.at.utc_ms + days * std::int64_t{86'400'000};
    const Day day = diary.back().at.day();
    if (refers(engine::run(day, protocols, diary))) continue;
    if (days == 0) return;
    refuse(fact, "by",
           "you have cleared a referral yourself not long before; allowed: self from " + format_day(day) +
               " on, clinician at once");
    return;
  }
  refuse(fact, "by", "this referral is for a clinician to clear; allowed: clinician");
}

void LiveRules::check_retract(const engine::Fact& fact, const engine::Retract& retract) {
  const engine::Fact* target = find(retract.target);
  if (target == nullptr) {
    refuse(fact, "target", format_uuid(retract.target) + " is no fact of this diary; allowed: the id of one");
  } else if (std::holds_alternative<engine::Retract>(target->body)) {
    refuse(fact, "target",
           "a retract cannot be retracted; allowed: the id of another fact; enter the fact anew instead");
  } else if (std::holds_alternative<engine::Flag>(target->body)) {
    // The moment at which it was taken back: when it was typed, if that is known.
    const Instant when = fact.entered.value_or(fact.at);
    if (when.utc_ms - target->at.utc_ms > kFlagRetract_ms) {
      refuse(fact, "target",
             "a flag can be taken back within 10 minutes of its time; later it is only cleared: order clear");
    }
  } else if (const auto* order = std::get_if<engine::Order>(&target->body)) {
    if (retract.by == order->by) return;
    refuse(fact, "target",
           std::string("an order is taken back by its author; allowed: by ") +
               (order->by == engine::Author::self ? "self" : "clinician"));
  }
}

void LiveRules::check_separate(const engine::Fact& fact, const engine::Separate& separate) {
  const engine::Fact* named = find(separate.recording);
  if (named != nullptr && std::holds_alternative<engine::Recording>(named->body)) return;
  refuse(fact, "recording",
         format_uuid(separate.recording) +
             (named == nullptr ? " is no fact of this diary" : " is no recording") +
             "; allowed: the id of a recording of this diary");
}

const engine::Fact* LiveRules::find(const Uuid& id) const {
  if (const engine::Fact* kept = pages_.find(id)) return kept;
  const auto found = given_.find(id);
  return found == given_.end() ? nullptr : found->second;
}

engine::Diary LiveRules::before(const engine::Fact& fact) const {
  engine::Diary diary;
  const auto take = [&](const engine::Fact& other) {
    if (other.id != fact.id && engine::sooner(other, fact)) diary.push_back(other);
  };
  for (const engine::Fact& kept : pages_.diary) take(kept);
  for (const auto& [id, given] : given_) {
    if (pages_.find(id) == nullptr) take(*given);
  }
  return diary;
}

}  // namespace springback::app
