#include "lab/whatif.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace springback::lab {
namespace {

using engine::Diary;
using engine::Item;
using engine::Outcome;
using engine::Protocol;
using engine::Protocols;
using engine::Reason;
using engine::Track;
using engine::TrackOutcome;

constexpr std::array kEveryTrack{Track::strength, Track::spring, Track::run, Track::walk};

const TrackOutcome* standing(const Outcome& outcome, Track track) {
  if (track == Track::strength) return &outcome.strength;
  if (track == Track::spring) return &outcome.spring;
  return track == Track::run ? &outcome.run : nullptr;
}

const Item* work(const Outcome& outcome, Track track) {
  const auto found = std::ranges::find(outcome.today, track, &Item::track);
  return found == outcome.today.end() ? nullptr : &*found;
}

/// Two protocols may number the same exercise differently, so that it goes by its name.
std::string_view exercise(const Item& item, const Protocol& protocol) {
  if (item.dose.exercise < 0) return {};
  return protocol.exercises[static_cast<std::size_t>(item.dose.exercise)].id;
}

bool same_work(const Item* a, const Protocol& of_a, const Item* b, const Protocol& of_b) {
  if (a == nullptr || b == nullptr) return a == b;
  if (exercise(*a, of_a) != exercise(*b, of_b)) return false;
  engine::Dose other = b->dose;
  other.exercise = a->dose.exercise;
  return a->rung == b->rung && a->dose == other && a->load_g == b->load_g && a->pain_max == b->pain_max;
}

/// One day's two outcomes with the protocols that made them.
struct BothDays {
  const Outcome& diary;
  const Protocol& of_diary;
  const Outcome& instead;
  const Protocol& of_instead;
};

TrackApart apart(Track track, const BothDays& day) {
  TrackApart found;
  found.track = track;
  if (const TrackOutcome* a = standing(day.diary, track)) {
    const TrackOutcome& b = *standing(day.instead, track);
    found.open = a->open != b.open;
    found.rung = a->open && b.open && a->rung != b.rung;
    found.action = a->action != b.action;
  }
  found.work = !same_work(work(day.diary, track), day.of_diary, work(day.instead, track), day.of_instead);
  return found;
}

bool same(const Reason& a, const Reason& b) {
  const auto same_param = [](const engine::Param& x, const engine::Param& y) {
    return x.key == y.key && x.value == y.value;
  };
  return a.code == b.code && a.track == b.track && std::ranges::equal(a.params, b.params, same_param);
}

/// The reasons of `own` that the other side does not have as well, as far as they can part the two.
std::vector<std::size_t> binding(const Outcome& own, const Outcome& other, const Stretch& day) {
  std::vector<std::size_t> found;
  for (std::size_t n = 0; n < own.reasons.size(); ++n) {
    const Reason& reason = own.reasons[n];
    // What is good to do on a rest day follows from the rest.
    if (reason.code == engine::Code::good_on_rest_day) continue;
    const bool about_it =
        !reason.track ||
        std::ranges::find(day.tracks, *reason.track, &TrackApart::track) != day.tracks.end() ||
        std::ranges::find(own.alert_codes, reason.code) != own.alert_codes.end();
    if (!about_it) continue;
    if (std::ranges::any_of(other.reasons, [&](const Reason& theirs) { return same(reason, theirs); }))
      continue;
    found.push_back(n);
  }
  return found;
}

bool same_codes(const Outcome& a, const std::vector<std::size_t>& of_a, const Outcome& b,
                const std::vector<std::size_t>& of_b) {
  return std::ranges::equal(of_a, of_b, [&](std::size_t x, std::size_t y) {
    return a.reasons[x].code == b.reasons[y].code && a.reasons[x].track == b.reasons[y].track;
  });
}

/// Whether one side decides on this day as it did on the day before, of the same protocol.
bool same_decision(const Outcome& a, const Outcome& b, const Protocol& protocol) {
  if (a.alert != b.alert || a.protocol_hash != b.protocol_hash) return false;
  const BothDays both{a, protocol, b, protocol};
  return std::ranges::all_of(kEveryTrack, [&](Track track) {
    const TrackApart t = apart(track, both);
    return !t.open && !t.rung && !t.action && !t.work;
  });
}

/// A diary that names no protocol.
Diary unnamed(const Diary& diary) {
  Diary out;
  out.reserve(diary.size());
  std::ranges::copy_if(diary, std::back_inserter(out), [](const engine::Fact& fact) {
    return !std::holds_alternative<engine::ProtocolChange>(fact.body);
  });
  return out;
}

void follow(Course& course, const Outcome& outcome) {
  // On days on which the diary's own is not at hand there is none to name.
  if (!outcome.protocol.empty() &&
      std::ranges::find(course.protocols, outcome.protocol) == course.protocols.end())
    course.protocols.push_back(outcome.protocol);
  if (!course.first_run && work(outcome, Track::run) != nullptr) course.first_run = outcome.date;
  if (outcome.alert != engine::AlertLevel::none) ++course.alert_days;
}

/// Goes through the days of two courses, side by side.
class Comparer {
 public:
  Comparer(Protocols protocols, const Protocol& instead, WhatIf& out)
      : protocols_(protocols), instead_(instead), out_(out) {
    apart_since_.fill(out.from);
  }

  void day(Day date) {
    const Outcome& diary = out_.on(out_.diary, date);
    const Outcome& instead = out_.on(out_.instead, date);
    follow(out_.diary, diary);
    follow(out_.instead, instead);
    const auto made_by = std::ranges::find(protocols_, diary.protocol_hash, &Protocol::hash);
    const Protocol& of_diary = made_by == protocols_.end() ? protocols_.front() : *made_by;
    const BothDays both{diary, of_diary, instead, instead_};

    Stretch now;
    now.from = now.to = date;
    now.alert = diary.alert != instead.alert;
    bool other_work = false;
    for (std::size_t t = 0; t < kEveryTrack.size(); ++t) {
      TrackApart found = apart(kEveryTrack[t], both);
      if (!found.open && !found.rung) apart_since_[t] = date + 1;
      found.since = std::min(apart_since_[t], date);
      other_work = other_work || found.work;
      if (found.open || found.rung || found.action || found.work) now.tracks.push_back(found);
    }
    if (!now.alert && now.tracks.empty()) return;
    ++out_.days_apart;
    if (other_work) ++out_.days_other_work;
    now.diary_binds = binding(diary, instead, now);
    now.instead_binds = binding(instead, diary, now);
    if (goes_on(now, both))
      out_.stretches.back().to = date;
    else
      out_.stretches.push_back(std::move(now));
  }

 private:
  [[nodiscard]] bool goes_on(const Stretch& now, const BothDays& both) const {
    if (out_.stretches.empty()) return false;
    const Stretch& last = out_.stretches.back();
    const Outcome& diary = out_.on(out_.diary, last.from);
    const Outcome& instead = out_.on(out_.instead, last.from);
    return last.to + 1 == now.from && same_decision(diary, both.diary, both.of_diary) &&
           same_decision(instead, both.instead, both.of_instead) &&
           same_codes(diary, last.diary_binds, both.diary, now.diary_binds) &&
           same_codes(instead, last.instead_binds, both.instead, now.instead_binds);
  }

  Protocols protocols_;
  const Protocol& instead_;
  WhatIf& out_;
  std::array<Day, kEveryTrack.size()> apart_since_;  ///< the day after the last one of the same standing
};

bool told_as_prescribed(const engine::Fact& fact) {
  const auto* session = std::get_if<engine::Session>(&fact.body);
  return session != nullptr && session->as_prescribed;
}

}  // namespace

WhatIf what_if(const Diary& diary, Day now, Protocols protocols, const Protocol& instead) {
  WhatIf out;
  out.from = out.to = now;
  bool any = false;
  bool names_a_protocol = false;
  for (const engine::Fact& fact : diary) {
    const Day day = fact.at.day();
    if (day > now) continue;
    any = true;
    out.from = std::min(out.from, day);
    if (told_as_prescribed(fact)) ++out.as_prescribed;
    names_a_protocol = names_a_protocol || std::holds_alternative<engine::ProtocolChange>(fact.body);
  }
  if (!any) return out;

  const auto play = [&](Protocols at_hand, const Diary& facts, Course& course) {
    const engine::ReplayOptions options{out.from, now, false, false};
    course.days.reserve(static_cast<std::size_t>(now - out.from) + 1);
    engine::replay(options, at_hand, facts, [&](const Outcome& outcome) { course.days.push_back(outcome); });
  };
  play(protocols, diary, out.diary);
  play(Protocols(&instead, 1), names_a_protocol ? unnamed(diary) : diary, out.instead);

  Comparer comparer(protocols, instead, out);
  for (Day date = out.from; date <= now; date = date + 1) comparer.day(date);
  return out;
}

}  // namespace springback::lab
