#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/clock.h"
#include "app/log.h"
#include "app/planned.h"
#include "app/protocols.h"
#include "base/json_writer.h"
#include "cli/alert.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "cli/when.h"
#include "codec/json_text.h"
#include "engine/run.h"

namespace springback::cli {

namespace {

// One fact type's options: each option that was given becomes a member, in the words of the diary.
class FactForm {
 public:
  enum class Kind { number, text, truth, list };

  FactForm(Verb verb, std::string type) : verb_(verb), type_(std::move(type)) {
    verb_.option("--at", at_, "When: 07:10, yesterday 07:10, 2026-03-02 07:10 (default: now)");
    verb_.option("--id", id_, "Id of the fact, a UUID, so that a repeat is harmless");
  }

  FactForm& member(const std::string& option, const std::string& key, Kind kind, const std::string& help) {
    slots_.push_back(std::make_unique<std::string>());
    members_.push_back({key, kind, {}, verb_.option(option, *slots_.back(), help)});
    return *this;
  }
  FactForm& required() {
    members_.back().option->required();
    return *this;
  }
  FactForm& flag(const std::string& option, const std::string& key, const std::string& help) {
    slots_.push_back(std::make_unique<std::string>());
    members_.push_back({key, Kind::truth, "true", verb_.flag(option, help)});
    return *this;
  }
  // Members from here on belong to an object of that name.
  FactForm& into(const std::string& name) {
    members_.push_back({name, Kind::truth, {}, std::nullopt});
    slots_.push_back(std::make_unique<std::string>());
    return *this;
  }

  [[nodiscard]] const std::string& type() const { return type_; }
  [[nodiscard]] bool given(const std::string& key) const {
    return std::ranges::any_of(
        members_, [&](const Member& m) { return m.key == key && m.option && m.option->given(); });
  }
  [[nodiscard]] const std::string& value(const std::string& key) const {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (members_[i].key == key && members_[i].option) return *slots_[i];
    }
    static const std::string none;
    return none;
  }

  // Yes-or-no options say what they take; every other value is checked by the diary's own reader.
  [[nodiscard]] Result<void> check() const {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const Member& member = members_[i];
      if (member.kind != Kind::truth || !member.option || !member.fixed.empty()) continue;
      if (!member.option->given() || truth_of(*slots_[i])) continue;
      return bad_input(member.option->name(), "'" + *slots_[i] + "'; allowed: yes or no");
    }
    return {};
  }

  // The instant the fact is for.
  [[nodiscard]] Result<Instant> instant(const Instant& now) const {
    return at_.empty() ? Result<Instant>(now) : read_when("--at", at_, now);
  }

  /// What was given, as a fact that is still open.
  [[nodiscard]] JsonWriter object(const Instant& at, const Instant& now) const {
    JsonWriter fact;
    fact.open('{').text("type", type_).text("at", format_instant(at));
    if (!at_.empty()) fact.text("entered", format_instant(now));
    if (!id_.empty()) fact.text("id", id_);
    const Member* into = nullptr;
    bool inside = false;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const Member& member = members_[i];
      if (!member.option) {
        into = &member;
      } else if (member.option->given()) {
        if (into != nullptr && !std::exchange(inside, true)) fact.open(into->key, '{');
        add(fact, member, *slots_[i]);
      }
    }
    if (inside) fact.close('}');
    return fact;
  }

 private:
  struct Member {
    std::string key;
    Kind kind;
    std::string fixed;
    std::optional<Option> option;  // none: the name of an inner object
  };

  static std::optional<bool> truth_of(const std::string& said) {
    if (said == "yes" || said == "true") return true;
    if (said == "no" || said == "false") return false;
    return std::nullopt;
  }

  static bool is_number(const std::string& text) {
    codec::JsonDocument document;
    return document.parse(text) && document.root().kind == codec::JsonKind::number;
  }

  // A value that is no number goes on as text: the diary's own reader then says what is allowed.
  static void add(JsonWriter& object, const Member& member, const std::string& value) {
    switch (member.kind) {
      case Kind::number:
        is_number(value) ? object.raw(member.key, value) : object.text(member.key, value);
        break;
      case Kind::text:
        object.text(member.key, value);
        break;
      case Kind::truth:
        object.truth(member.key, truth_of(member.fixed.empty() ? value : member.fixed).value_or(false));
        break;
      case Kind::list: {
        object.open(member.key, '[');
        std::size_t from = 0;
        while (from <= value.size()) {
          const std::size_t to = std::min(value.find(',', from), value.size());
          object.text(std::string_view(value).substr(from, to - from));
          from = to + 1;
        }
        object.close(']');
        break;
      }
    }
  }

  Verb verb_;
  std::string type_;
  std::string at_;
  std::string id_;
  std::vector<Member> members_;
  std::vector<std::unique_ptr<std::string>> slots_;
};

using Kind = FactForm::Kind;

std::string spaced(std::string_view key) {
  std::string words(key);
  std::ranges::replace(words, '_', ' ');
  return words;
}

// "pain 2, settled yes": a fact's own members as a person reads them, those of inner objects among them.
void append_members(std::string& out, const codec::JsonDocument& document, const codec::JsonNode& object) {
  static constexpr std::string_view kFrame[] = {"type", "at", "id", "entered", "shown", "hash"};
  for (const codec::JsonNode* member = document.child(object); member != nullptr;
       member = document.next(*member)) {
    if (std::ranges::find(kFrame, member->key) != std::end(kFrame)) continue;
    if (member->kind == codec::JsonKind::object) {
      append_members(out, document, *member);
      continue;
    }
    if (!out.empty()) out += ", ";
    out += spaced(member->key) + " ";
    if (member->kind == codec::JsonKind::boolean) {
      out += member->boolean ? "yes" : "no";
    } else if (member->kind == codec::JsonKind::array) {
      std::string items;
      for (const codec::JsonNode* item = document.child(*member); item != nullptr;
           item = document.next(*item)) {
        items += (items.empty() ? "" : " + ") + std::string(item->text);
      }
      out += items;
    } else {
      out += member->text;
    }
  }
}

std::string fact_lines(const app::PlacedFact& fact, bool is_new) {
  codec::JsonDocument document;
  if (!document.parse(fact.json)) return fact.json + "\n";
  const auto text = [&](std::string_view key) {
    const codec::JsonNode* member = document.find(document.root(), key);
    return member == nullptr ? std::string() : std::string(member->text);
  };
  std::string members;
  append_members(members, document, document.root());
  std::string at = text("at").substr(0, 16);
  std::ranges::replace(at, 'T', ' ');
  return toned(is_new ? "Kept: " : "There already: ", Tone::good) +
         fmt::format("{} of {}{}{}\n", text("type"), at, members.empty() ? "" : ": ", members) +
         toned(fmt::format("  id {}", text("id")), Tone::faint) + "\n";
}

// What a stopped or referred plan asks for is said at once, and not only when the plan is looked at.
std::string standing_alert(app::Notebook& notebook, const Instant& now) {
  const auto pages = notebook.pages();
  if (!pages) return {};
  const engine::Protocols protocols = app::shipped_protocols().all();
  const engine::Outcome outcome = engine::run(now.day(), protocols, (*pages)->diary);
  if (outcome.alert < engine::AlertLevel::refer) return {};
  text::Voice voice;
  voice.protocol = engine::protocol_on(now.day(), protocols, (*pages)->diary);
  return "\n" + alert_lines(text::render_alert(outcome, voice));
}

int keep(app::Notebook& notebook, const std::string& text, const Instant& now, bool json) {
  const auto logged = app::log_facts(notebook, text, now, 0);
  if (!logged) return complain(logged.error(), true);
  for (const app::PlacedFact& fact : logged->facts) {
    print(json ? fact.json + "\n" : fact_lines(fact, logged->added > 0));
  }
  if (!json) print(standing_alert(notebook, now));
  return kDone;
}

int log_plain(const Program& program, const FactForm& form, bool json) {
  const Instant now = app::now();
  const auto at = form.instant(now);
  if (!at) return complain(at.error());
  const auto notebook = program.notebook();
  if (!notebook) return complain(notebook.error());
  return keep(**notebook, form.object(*at, now).close('}').take(), now, json);
}

// What a planned session did is written out as `done`, so that the fact says it for ever.
int log_session(const Program& program, const FactForm& form, bool json) {
  static constexpr std::string_view kDone_keys[] = {"jog_s",    "walk_s", "rounds",   "distance_m",
                                                    "ascent_m", "pace",   "exercise", "sets",
                                                    "reps",     "hold_s", "load_kg"};
  const Instant now = app::now();
  const auto at = form.instant(now);
  if (!at) return complain(at.error());
  const auto notebook = program.notebook();
  if (!notebook) return complain(notebook.error());
  JsonWriter fact = form.object(*at, now);
  const bool told = std::ranges::any_of(kDone_keys, [&](auto key) { return form.given(std::string(key)); });
  if (!told) {
    const auto planned = app::planned_session(**notebook, form.value("track"), *at, now);
    if (!planned) return complain(planned.error(), true);
    fact.raw("done", planned->done);
    if (planned->shown) fact.text("shown", format_uuid(*planned->shown));
  }
  return keep(**notebook, fact.close('}').take(), now, json);
}

// A protocol is named as people know it; its hash is looked up.
int log_protocol(const Program& program, const FactForm& form, bool json) {
  const Instant now = app::now();
  const auto at = form.instant(now);
  if (!at) return complain(at.error());
  std::string known;
  for (const engine::Protocol& protocol : app::shipped_protocols().all()) {
    const std::string name = protocol.id + "@" + std::to_string(protocol.version);
    known += (known.empty() ? "" : ", ") + name;
    if (name != form.value("protocol")) continue;
    const auto notebook = program.notebook();
    if (!notebook) return complain(notebook.error());
    JsonWriter fact = form.object(*at, now);
    fact.text("hash", protocol.hash);
    return keep(**notebook, fact.close('}').take(), now, json);
  }
  return complain(
      Error{Trouble::bad_input, "PROTOCOL", "'" + form.value("protocol") + "'; allowed: " + known});
}

int log_lines(const Program& program, const std::string& text, bool json) {
  const auto notebook = program.notebook();
  if (!notebook) return complain(notebook.error());
  std::string facts = text;
  if (text == "-") facts.assign(std::istreambuf_iterator<char>(std::cin), {});
  const auto logged = app::log_facts(**notebook, facts, app::now(), 0);
  if (!logged) return complain(logged.error());
  if (json) {
    for (const app::PlacedFact& fact : logged->facts) print(fact.json + "\n");
  } else {
    print(fmt::format("Kept {} new of {} facts.\n", logged->added, logged->facts.size()));
    print(standing_alert(**notebook, app::now()));
  }
  return kDone;
}

using Save = int (*)(const Program&, const FactForm&, bool);

class LogVerb {
 public:
  LogVerb(Verb log, Program& program) : log_(log), program_(program) {}

  FactForm& form(const std::string& type, const std::string& help, Save save = &log_plain) {
    Verb verb = log_.verb(type, help);
    forms_->push_back(std::make_unique<FactForm>(verb, type));
    FactForm& made = *forms_->back();
    const auto json = std::make_shared<bool>(false);
    verb.flag("--json", *json, "Print the kept fact as it stands in the diary");
    verb.work([&program = program_, &made, json, save, all = forms_] {
      const auto checked = made.check();
      return checked ? save(program, made, *json) : complain(checked.error());
    });
    return made;
  }

 private:
  Verb log_;
  Program& program_;
  std::shared_ptr<std::vector<std::unique_ptr<FactForm>>> forms_ =
      std::make_shared<std::vector<std::unique_ptr<FactForm>>>();
};

void add_runner_forms(LogVerb& verb) {
  verb.form("profile", "Who you are and what the clinician found")
      .member("--side", "side", Kind::text, "left, right or both")
      .required()
      .member("--site", "site", Kind::text, "midportion or insertional")
      .required()
      .member("--usual-pain", "usual_morning_pain", Kind::number, "Usual pain on the first steps, 0-10")
      .required()
      .member("--usual-stiffness", "usual_stiffness_min", Kind::number, "Usual morning stiffness, minutes")
      .member("--onset", "onset", Kind::text, "Day it began, as 2026-03-02")
      .member("--mass-kg", "body_mass_kg", Kind::number, "Body mass")
      .member("--weekly-km", "weekly_km_before", Kind::number, "Weekly distance before the injury")
      .member("--longest-km", "longest_km_before", Kind::number, "Longest run before the injury")
      .member("--goal-min", "goal_min", Kind::number, "Goal: minutes of continuous running, 20-90")
      .flag("--running-now", "running_now", "You are running at the moment")
      .member("--equipment", "equipment", Kind::list, "none, backpack, dumbbell, machine, step; with commas")
      .member("--started", "started", Kind::text, "First day of the programme, as 2026-03-02");
  verb.form("checkin", "The morning: pain on the first steps")
      .member("pain,--pain", "pain", Kind::number, "0 (none) to 10")
      .required()
      .member("--stiffness", "stiffness_min", Kind::number, "Minutes until it eased")
      .member("--settled", "settled", Kind::truth, "yes or no: back to usual since the last session")
      .flag("--analgesic", "analgesic", "Took a painkiller");
  verb.form("session", "A session; without figures it was today's, as planned", &log_session)
      .member("track,--track", "track", Kind::text, "strength, spring, run, walk or other")
      .required()
      .member("--during", "pain_during", Kind::number, "Pain during it, 0-10")
      .member("--after", "pain_after", Kind::number, "Pain after it, 0-10")
      .flag("--limp", "limp", "It made you limp")
      .flag("--analgesic", "analgesic", "Took a painkiller")
      .member("--effort", "effort", Kind::number, "How hard, 0-10 (decides nothing)")
      .member("--shoe", "shoe", Kind::text, "Shoe worn")
      .flag("--impact", "impact", "For other: it had running or jumping in it")
      .member("--recording", "recording", Kind::text, "Id of the imported recording it is")
      .into("done")
      .member("--jog-s", "jog_s", Kind::number, "Seconds jogged, in all")
      .member("--walk-s", "walk_s", Kind::number, "Seconds walked, in all")
      .member("--rounds", "rounds", Kind::number, "Rounds")
      .member("--distance-m", "distance_m", Kind::number, "Metres")
      .member("--ascent-m", "ascent_m", Kind::number, "Metres climbed")
      .member("--pace", "pace", Kind::text, "easy or fast")
      .member("--exercise", "exercise", Kind::text, "As `ladder` names it")
      .member("--sets", "sets", Kind::number, "Sets")
      .member("--reps", "reps", Kind::number, "Repetitions a set")
      .member("--hold-s", "hold_s", Kind::number, "Seconds held a set")
      .member("--load-kg", "load_kg", Kind::number, "External load");
  verb.form("symptom", "Pain outside sessions and mornings")
      .member("pain,--pain", "pain", Kind::number, "0-10")
      .required()
      .member("--side", "side", Kind::text, "left, right or both")
      .member("--context", "context", Kind::text, "rest, daily, stairs or night");
  verb.form("flag", "Something a clinician should know of")
      .member("flag,--flag", "flag", Kind::text,
              "pop, cannot_raise, calf_swelling, breathless, fever, fluoroquinolone, steroid_injection, "
              "night_pain, other_tendons, other_achilles, joint_stiffness, unsure")
      .required();
  verb.form("shoe", "A pair of shoes, from now on")
      .member("shoe,--shoe", "shoe", Kind::text, "Its name")
      .required()
      .member("--drop-mm", "drop_mm", Kind::number, "Heel drop");
  verb.form("break", "Days away; explains a gap, decides nothing")
      .member("--from", "from", Kind::text, "First day")
      .required()
      .member("--to", "to", Kind::text, "Last day")
      .required()
      .member("--reason", "reason", Kind::text, "illness, holiday or other");
  verb.form("test", "A heel-raise or hop test")
      .member("test,--test", "test", Kind::text, "heel_raise or hop")
      .required()
      .member("--left", "left", Kind::number, "Count, left")
      .member("--right", "right", Kind::number, "Count, right")
      .member("--pain", "pain", Kind::number, "Pain in it, 0-10");
  verb.form("score", "A questionnaire's result")
      .member("scale,--scale", "scale", Kind::text, "visa_a or tendins_a")
      .required()
      .member("value,--value", "value", Kind::number, "0-100")
      .required();
  verb.form("note", "Words of your own; they never decide anything")
      .member("text,--text", "text", Kind::text, "The note")
      .required();
}

void add_order_forms(LogVerb& verb) {
  verb.form("order", "What a clinician ordered, or your own clearing of a referral")
      .member("order,--order", "order", Kind::text, "hold, clear, set_rung or limit")
      .required()
      .member("--by", "by", Kind::text, "clinician, or self (only to clear a referral)")
      .required()
      .member("--track", "track", Kind::text, "strength, spring or run (default: all)")
      .member("--rung", "rung", Kind::text, "For set_rung: as `ladder` names it")
      .member("--until", "until", Kind::text, "Last day it holds")
      .into("limit")
      .member("--pain-max", "pain_max", Kind::number, "For limit: pain at which to stop")
      .member("--jog-s-max", "jog_s_max", Kind::number, "For limit: seconds of jogging")
      .member("--days-between", "days_between_min", Kind::number, "For limit: full days between");
  verb.form("protocol", "Follow another protocol from now on", &log_protocol)
      .member("protocol,--protocol", "protocol", Kind::text, "Its name, as achilles-midportion@1")
      .required()
      .member("--by", "by", Kind::text, "clinician or self");
  verb.form("separate", "Count a recording as a session of its own, however much it looks like another")
      .member("recording,--recording", "recording", Kind::text, "Id of the recording")
      .required();
  verb.form("retract", "Take back a fact")
      .member("target,--target", "target", Kind::text, "Id of the fact")
      .required()
      .member("--by", "by", Kind::text, "clinician or self");
}

}  // namespace

void add_log(Verb app, Program& program) {
  Verb log = app.verb("log", "Write into the diary: a morning, a session, anything it knows");
  LogVerb verb(log, program);
  add_runner_forms(verb);
  add_order_forms(verb);
  Verb facts = log.verb("facts", "Facts as the diary's JSON Lines, from an argument or '-'");
  const auto text = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  facts.option("facts", *text, "JSON, or - for standard input").required();
  facts.flag("--json", *json, "Print the kept facts");
  facts.work([&program, text, json] { return log_lines(program, *text, *json); });
}

}  // namespace springback::cli
