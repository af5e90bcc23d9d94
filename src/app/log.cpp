#include "app/log.h"

#include <algorithm>
#include <map>
#include <optional>

#include "app/protocols.h"
#include "app/replay.h"
#include "codec/diary_json.h"
#include "codec/json_text.h"

namespace springback::app {

namespace {

constexpr std::int64_t kFlagRetract_ms = 10 * 60 * 1000;  // section 2 of the rules

// Line (or element) of each fact's first mention; only asked for when there is a fault to place.
std::map<Uuid, int> lines_of(std::string_view text) {
  std::map<Uuid, int> lines;
  const auto note = [&](std::string_view json, int line) {
    if (const auto parsed = codec::parse_fact(json)) lines.emplace(parsed->fact.id, line);
  };
  codec::JsonDocument whole;
  if (whole.parse(text) && whole.root().kind == codec::JsonKind::array) {
    int line = 0;
    for (const codec::JsonNode* item = whole.child(whole.root()); item != nullptr; item = whole.next(*item)) {
      std::string json;
      codec::append_canonical(json, whole, *item);
      note(json, ++line);
    }
    return lines;
  }
  for (int line = 1; !text.empty(); ++line) {
    const auto end = text.find('\n');
    note(text.substr(0, end), line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Finding {
  Uuid fact;
  std::string field;
  std::string words;
};

class LiveRules {
 public:
  LiveRules(const Pages& pages, const std::vector<codec::ParsedFact>& given, const Instant& now, int ahead_s)
      : pages_(pages), now_(now), latest_ms_(now.utc_ms + ahead_s * std::int64_t{1000}) {
    for (const codec::ParsedFact& one : given) given_.emplace(one.fact.id, &one.fact);
  }

  void check(const engine::Fact& fact) {
    refuse_future(fact, "at", fact.at);
    if (fact.entered) refuse_future(fact, "entered", *fact.entered);
    if (const auto* retract = std::get_if<engine::Retract>(&fact.body)) check_retract(fact, *retract);
    if (const auto* order = std::get_if<engine::Order>(&fact.body)) check_order(fact, *order);
  }
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  void refuse_future(const engine::Fact& fact, std::string field, const Instant& when) {
    if (when.utc_ms <= latest_ms_) return;
    findings_.push_back(
        {fact.id, std::move(field),
         format_instant(when) + " lies in the future; allowed: up to now, " + format_instant(now_)});
  }

  /// An order that cannot bind must not look as if it did.
  void check_order(const engine::Fact& fact, const engine::Order& order) {
    const auto refuse = [&](std::string field, std::string words) {
      findings_.push_back({fact.id, std::move(field), std::move(words)});
    };
    if (order.until && *order.until < fact.at.day()) {
      refuse("until",
             format_day(*order.until) + " is over; allowed: from " + format_day(fact.at.day()) + " on");
    }
    if (order.order == engine::OrderKind::set_rung && order.track && !knows_rung(*order.track, order.rung)) {
      refuse("rung", "\"" + order.rung + "\" is no rung of this track; `springback ladder` lists them");
    }
    if (order.order != engine::OrderKind::limit) return;
    for (const engine::Protocol& protocol : shipped_protocols().all()) {
      const int pain_max = protocol.checks.effort_pain_borderline_max - 1;
      const int days_min = protocol.spacing.impact_days_between + 1;
      if (order.limit.pain_max && *order.limit.pain_max > pain_max) {
        refuse("limit.pain_max", std::to_string(*order.limit.pain_max) +
                                     " is no tighter than the plan; allowed: 0 to " +
                                     std::to_string(pain_max));
      }
      if (order.limit.days_between_min && *order.limit.days_between_min < days_min) {
        refuse("limit.days_between_min", std::to_string(*order.limit.days_between_min) +
                                             " is no tighter than the plan; allowed: from " +
                                             std::to_string(days_min));
      }
      return;  // the shipped protocols agree on both
    }
  }

  [[nodiscard]] static bool knows_rung(engine::Track track, std::string_view id) {
    const auto has = [id](const std::vector<engine::Rung>& rungs) {
      return std::ranges::any_of(rungs, [id](const engine::Rung& rung) { return rung.id == id; });
    };
    return std::ranges::any_of(shipped_protocols().all(), [&](const engine::Protocol& protocol) {
      if (track == engine::Track::strength) return has(protocol.strength) || protocol.calm.id == id;
      if (track == engine::Track::spring) return has(protocol.spring);
      for (int goal = protocol.continuous.goal_min_lowest; goal <= protocol.continuous.goal_min_highest;
           ++goal) {
        if (has(engine::run_ladder(protocol, goal).rungs)) return true;
      }
      return false;
    });
  }

  void check_retract(const engine::Fact& fact, const engine::Retract& retract) {
    const engine::Fact* target = pages_.find(retract.target);
    if (target == nullptr) {
      const auto found = given_.find(retract.target);
      if (found != given_.end()) target = found->second;
    }
    const auto refuse = [&](std::string words) {
      findings_.push_back({fact.id, "target", std::move(words)});
    };
    if (target == nullptr) {
      refuse(format_uuid(retract.target) + " is no fact of this diary; allowed: the id of one");
    } else if (std::holds_alternative<engine::Retract>(target->body)) {
      refuse("a retract cannot be retracted; allowed: the id of another fact; enter the fact anew instead");
    } else if (std::holds_alternative<engine::Flag>(target->body)) {
      // The moment at which it was taken back: when it was typed, if that is known.
      const Instant when = fact.entered.value_or(fact.at);
      if (when.utc_ms - target->at.utc_ms > kFlagRetract_ms) {
        refuse(
            "a flag can be taken back within 10 minutes of its time; later it is only cleared: order clear");
      }
    } else if (const auto* order = std::get_if<engine::Order>(&target->body)) {
      if (retract.by != order->by) {
        refuse(std::string("an order is taken back by its author; allowed: by ") +
               (order->by == engine::Author::self ? "self" : "clinician"));
      }
    }
  }

  const Pages& pages_;
  Instant now_;
  std::int64_t latest_ms_;
  std::map<Uuid, const engine::Fact*> given_;
  std::vector<Finding> findings_;
};

std::unexpected<Refusal> refuse_findings(std::string code, std::string detail, std::string_view text,
                                         const std::vector<Finding>& findings) {
  Refusal refusal{Trouble::bad_input, std::move(code), std::move(detail), {}};
  const auto lines = lines_of(text);
  for (const Finding& finding : findings) {
    const auto found = lines.find(finding.fact);
    const int line = found == lines.end() ? 1 : found->second;
    refusal.faults.push_back({static_cast<std::size_t>(line), finding.field,
                              "line " + std::to_string(line) + ": " + finding.field + ": " + finding.words});
  }
  return std::unexpected(std::move(refusal));
}

}  // namespace

Answer<LogReport> log_facts(Notebook& notebook, std::string_view text, const Instant& now, int ahead_s) {
  const auto given = codec::parse_diary(text);
  if (!given) {
    return std::unexpected(Refusal{Trouble::bad_input, "facts_refused",
                                   "The facts cannot be taken; nothing of them was kept.",
                                   faults_of(given.error())});
  }
  const auto pages = notebook.pages();
  if (!pages) return refuse(pages.error(), "storage_trouble");
  LiveRules rules(**pages, *given, now, ahead_s);
  LogReport report;
  std::vector<NewFact> fresh;
  std::vector<std::size_t> fresh_places;  // in report.facts
  std::vector<Finding> conflicts;
  for (const codec::ParsedFact& one : *given) {
    if ((*pages)->find(one.fact.id) == nullptr) {
      rules.check(one.fact);
      fresh_places.push_back(report.facts.size());
      fresh.push_back(new_fact(one));
      report.facts.push_back({0, one.canonical});
      continue;
    }
    // A repeat passed the rules when it came first; its clock may have been anything.
    auto kept = notebook.text_of(**pages, one.fact.id);
    if (!kept) return refuse(kept.error(), "storage_trouble");
    if (without_entered(*kept) != without_entered(one.canonical)) {
      conflicts.push_back(
          {one.fact.id, "id", format_uuid(one.fact.id) + " is the id of another fact of this diary"});
    }
    report.facts.push_back({(*pages)->seqs[(*pages)->places.at(one.fact.id)], std::move(*kept)});
  }
  if (!rules.findings().empty()) {
    return refuse_findings("facts_refused", "The facts cannot be taken; nothing of them was kept.", text,
                           rules.findings());
  }
  if (!conflicts.empty()) {
    return refuse_findings("id_conflict", "Another fact with that id is there; nothing was kept.", text,
                           conflicts);
  }
  if (fresh.empty()) return report;
  const auto appended = notebook.store().append(fresh);
  if (!appended) return refuse(appended.error(), "id_conflict");
  for (std::size_t i = 0; i < fresh.size(); ++i) report.facts[fresh_places[i]].seq = appended->seqs[i];
  report.added = appended->added;
  return report;
}

}  // namespace springback::app
