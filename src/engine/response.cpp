#include "engine/response.h"

#include <algorithm>

namespace springback::engine {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

enum class Grade : std::uint8_t { clear, borderline, excessive };

Grade worse(Grade a, Grade b) { return std::max(a, b); }

struct Graded {
  Grade grade = Grade::clear;
  CodeSet codes;

  void take(Grade g, Code excess) {
    grade = worse(grade, g);
    if (g == Grade::excessive) codes.add(excess);
  }
};

Grade effort_pain(const Checks& checks, Pain pain, std::int32_t limit) {
  const std::int32_t clear_max = std::min(checks.effort_pain_clear_max, limit);
  const std::int32_t borderline_max = std::min(checks.effort_pain_borderline_max, limit);
  return pain > borderline_max ? Grade::excessive : pain > clear_max ? Grade::borderline : Grade::clear;
}

Graded own_checks(const Checks& checks, const TrackDay& track) {
  Graded graded;
  graded.take(effort_pain(checks, track.during, track.pain_max), Code::excessive_during);
  graded.take(effort_pain(checks, track.after, track.pain_max), Code::excessive_after);
  if (track.limp) graded.take(Grade::excessive, Code::excessive_limp);
  return graded;
}

Grade morning_pain(const Checks& checks, Pain pain, std::int32_t usual, std::int32_t tolerance) {
  Grade grade = Grade::clear;
  if (pain > usual) {
    const bool small =
        pain <= usual + checks.morning_borderline_above || pain <= checks.morning_never_excessive_max;
    grade = small ? Grade::borderline : Grade::excessive;
  }
  if (pain > checks.morning_borderline_max + tolerance) return Grade::excessive;
  if (pain > checks.morning_clear_max + tolerance) return worse(grade, Grade::borderline);
  return grade;
}

Graded morning_checks(const Checks& checks, const SessionDay& day, Track track, const MorningAnswer& answer) {
  Graded graded;
  if (!answer.given) return graded;
  const std::int32_t tolerance = track == Track::strength ? checks.strength_tolerance : 0;
  graded.take(morning_pain(checks, answer.pain, day.usual, tolerance), Code::excessive_morning);
  if (answer.stiffness_min && day.usual_stiffness) {
    const std::int32_t above = *answer.stiffness_min - *day.usual_stiffness;
    graded.take(above > checks.stiffness_borderline_above_min ? Grade::excessive
                : above > checks.stiffness_clear_above_min    ? Grade::borderline
                                                              : Grade::clear,
                Code::excessive_stiffness);
  }
  if (answer.settled == false) {
    graded.grade = worse(graded.grade, Grade::borderline);
    graded.codes.add(Code::not_settled);
  }
  return graded;
}

/// Impact order of a day's sessions: run, spring, other with impact, strength, other, walk.
int impact_rank(const TrackDay& day) {
  switch (day.track) {
    case Track::run:
      return 6;
    case Track::spring:
      return 5;
    case Track::other:
      return day.impact ? 4 : 2;
    case Track::strength:
      return 3;
    case Track::walk:
      return 1;
  }
  return 0;
}

bool is_open(const TrackDay& day, const PerTrack<bool>& open) { return day.on_ladder() && open[day.index()]; }

/// Whom a shared excess is charged to: the highest-impact open track of the day, else the highest-impact
/// session.
const TrackDay* charge_to(const SessionDay& day, const PerTrack<bool>& open) {
  const TrackDay* best = nullptr;
  for (const TrackDay& track : day.tracks) {
    const bool better =
        best == nullptr || (is_open(track, open) && !is_open(*best, open)) ||
        (is_open(track, open) == is_open(*best, open) && impact_rank(track) > impact_rank(*best));
    if (better) best = &track;
  }
  return best;
}

bool late_symptom(const Checks& checks, const SessionDay& day, const MorningFacts& morning) {
  for (const SymptomSeen& symptom : morning.symptoms) {
    if (symptom.pain < day.usual + checks.morning_borderline_above + 1 ||
        symptom.pain <= checks.morning_never_excessive_max) {
      continue;
    }
    for (const TrackDay& track : day.tracks) {
      for (const std::int64_t begin : {track.first_ms, track.last_ms}) {
        const std::int64_t since = symptom.at_ms - begin;
        if (since >= checks.late_from_h * kHourMs && since <= checks.late_to_h * kHourMs) return true;
      }
    }
  }
  return false;
}

bool is_known(Verdict verdict) {
  return verdict == Verdict::clear || verdict == Verdict::borderline || verdict == Verdict::excessive;
}

Judgement& add(Judged& out, const SessionDay& day, const TrackDay& track) {
  Judgement& j = out.found.add();
  j.session_day = day.day;
  j.track = track.track;
  j.day = &track;
  j.usual = day.usual;
  j.usual_stiffness = day.usual_stiffness;
  return j;
}

/// What was still open two mornings ago: a missing answer becomes final, and a late excess is found.
void judge_before(Judged& out, const Protocol& protocol, const PerTrack<bool>& open,
                  const MorningFacts& morning, const SessionDay& yesterday, SessionDay& before) {
  const bool unsettled_twice =
      before.any && !yesterday.any && morning.unsettled_yesterday && morning.answer.settled == false;
  const bool late = unsettled_twice || late_symptom(protocol.checks, before, morning);
  const TrackDay* charged = late ? charge_to(before, open) : nullptr;
  for (TrackDay& track : before.tracks) {
    const std::size_t t = track.index();
    const Verdict known = track.verdict;
    if (&track == charged) {
      Judgement& j = add(out, before, track);
      j.verdict = Verdict::excessive;
      j.late = true;
      j.codes.add(Code::late_excess);
      if (unsettled_twice) j.codes.add(Code::not_settled);
      j.charged = is_open(track, open) && known != Verdict::excessive;  // one session lowers its track once
      track.verdict = Verdict::excessive;
      if (track.on_ladder()) {
        out.letter.late[t] = true;
        out.letter.late_first[t] = !is_known(known);
        out.letter.late_charged[t] = j.charged;
      }
      out.letter.late_excess = true;
    } else if (known == Verdict::pending) {
      add(out, before, track).verdict = Verdict::incomplete;
      track.verdict = Verdict::incomplete;
      if (!track.on_ladder())
        out.letter.other_blocks = out.letter.other_blocks || track.impact;
      else if (out.letter.verdict[t] == Verdict::none)
        out.letter.verdict[t] = Verdict::incomplete;
    }
  }
}

/// One track's checks: its own, and the morning's, which it shares with the day's other tracks.
struct Grades {
  Graded own, next;
};

Grades grade(const Checks& checks, const MorningFacts& morning, const SessionDay& day,
             const TrackDay& track) {
  Grades graded{own_checks(checks, track), morning_checks(checks, day, track.track, morning.answer)};
  if (!track.own_day.given) return graded;
  // A session begun before 04:00 belongs to the night before: the same day's check-ins judge it too.
  const Graded early = morning_checks(checks, day, track.track, track.own_day);
  if (early.grade > graded.next.grade) graded.next = early;
  return graded;
}

void judge_yesterday(Judged& out, const Protocol& protocol, const PerTrack<bool>& open,
                     const MorningFacts& morning, SessionDay& day) {
  FixedList<Grades, kAllTracks> all;
  bool shared_excess = false;  // the morning is too much for at least one of the sessions
  for (const TrackDay& track : day.tracks) {
    const Graded& next = all.add(grade(protocol.checks, morning, day, track)).next;
    const bool counts = track.track != Track::walk || !day.any;  // a walk beside a session is none
    shared_excess = shared_excess || (counts && next.grade == Grade::excessive);
  }
  const bool late = late_symptom(protocol.checks, day, morning);
  const TrackDay* charged = shared_excess || late ? charge_to(day, open) : nullptr;
  for (std::uint32_t i = 0; i < day.tracks.size(); ++i) {
    TrackDay& track = day.tracks[i];
    const Grades& graded = all[i];
    Judgement& j = add(out, day, track);
    const bool own_excess = graded.own.grade == Grade::excessive;
    j.codes = graded.own.codes;
    if (&track == charged) {
      for (const Code code : {Code::excessive_morning, Code::excessive_stiffness}) {
        for (const Grades& any : all) {
          if (any.next.codes.has(code)) j.codes.add(code);
        }
      }
      if (late) j.codes.add(Code::late_excess);
    }
    if (graded.next.codes.has(Code::not_settled)) j.codes.add(Code::not_settled);

    const Grade shared = std::min(graded.next.grade, Grade::borderline);  // its excess is charged to one only
    if (own_excess || &track == charged) {
      j.verdict = Verdict::excessive;
    } else if (track.during_missing || !morning.answer.given) {
      j.verdict = Verdict::pending;
    } else if (worse(graded.own.grade, shared) != Grade::clear || charged != nullptr) {
      j.verdict = Verdict::borderline;
    } else {
      j.verdict = Verdict::clear;
    }
    track.verdict = j.verdict;
    j.charged = j.verdict == Verdict::excessive && is_open(track, open);
    j.late = &track == charged && late && !shared_excess && !own_excess;
    if (j.verdict == Verdict::excessive)
      (late && &track == charged ? out.letter.late_excess : out.letter.excess) = true;
    j.withheld =
        j.verdict == Verdict::clear && (track.analgesic || day.analgesic || morning.answer.analgesic);
    if (j.withheld) j.codes.add(Code::analgesic);

    if (track.on_ladder()) {
      const std::size_t t = track.index();
      out.letter.verdict[t] = j.verdict == Verdict::pending ? Verdict::incomplete : j.verdict;
      out.letter.charged[t] = j.charged;
      out.letter.withheld[t] = j.withheld;
      j.credited = j.verdict == Verdict::clear && track.memory == Memory::creditable && !j.withheld;
    } else if (track.track == Track::other) {
      // Cycling or swimming that nobody asked pain for is no reason to wait; anything that hurt is.
      const bool hurt = j.verdict == Verdict::borderline || j.verdict == Verdict::excessive;
      if (hurt || (track.impact && j.verdict != Verdict::clear)) out.letter.other_blocks = true;
    }
  }
}

}  // namespace

void judge_day(const Protocol& protocol, const PerTrack<bool>& open, const MorningFacts& morning,
               SessionDay& yesterday, SessionDay& before, Judged& out) {
  judge_before(out, protocol, open, morning, yesterday, before);
  judge_yesterday(out, protocol, open, morning, yesterday);
}

}  // namespace springback::engine
