#include <algorithm>
#include <array>

#include "text/render.h"

namespace springback::text {
namespace {

using engine::Action;
using engine::AlertLevel;
using engine::Code;
using engine::Reason;

/// Codes whose sentence depends on the value of one parameter, as well as on which ones are there.
struct Variant {
  Code code;
  std::string_view param;
};
constexpr std::array kVariants{
    Variant{Code::pending, "missing"},       Variant{Code::morning_inadmissible, "cause"},
    Variant{Code::refer_spiking, "track"},   Variant{Code::irritability_high, "cause"},
    Variant{Code::incomplete, "missing"},    Variant{Code::gate_closed, "condition"},
    Variant{Code::good_on_rest_day, "site"}, Variant{Code::one_increase, "kind"},
    Variant{Code::late_excess, "cause"},     Variant{Code::spacing, "cause"},
    Variant{Code::trend_unknown, "cause"},   Variant{Code::progress_earned, "trend"},
    Variant{Code::streak_short, "cause"},    Variant{Code::order_rung, "cause"},
};

std::string_view variant_param(Code code) {
  for (const Variant& variant : kVariants) {
    if (variant.code == code) return variant.param;
  }
  return {};
}

std::string text_of(const Args& args, std::string_view name) {
  for (const auto& [key, value] : args) {
    if (key != name) continue;
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
  }
  return {};
}

std::int64_t number_of(const Args& args, std::string_view name) {
  for (const auto& [key, value] : args) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (key == name && number != nullptr) return *number;
  }
  return 0;
}

bool given(const Args& args, std::string_view name) {
  return std::any_of(args.begin(), args.end(), [name](const auto& one) { return one.first == name; });
}

/// "stop if pain reaches 4/10 and jog no more than 10 min in a run".
std::string limits_of(const Voice& voice, const Args& args) {
  std::vector<std::string> parts;
  for (const std::string_view limit : {"pain_max", "jog_s_max", "days_between_min"}) {
    if (given(args, limit)) parts.push_back(say(voice, std::string("engine.limits.").append(limit), args));
  }
  return list_text(voice, parts);
}

Args args_of(const Reason& reason, const Voice& voice) {
  Args args;
  for (const engine::Param& param : reason.params) args.emplace_back(param.key, param.value);
  if (reason.code == Code::one_increase) {
    const std::string increase = text_of(args, "waits_for");
    args.emplace_back("kind", std::string(increase == "shoe" || increase.empty() ? increase : "track"));
  }
  if (reason.code == Code::order_limit) {
    std::string limits = limits_of(voice, args);
    if (!limits.empty()) args.emplace_back("limits", std::move(limits));
  }
  if (reason.code == Code::morning_inadmissible && given(args, "context"))
    args.emplace_back("where", say(voice, "engine.places." + text_of(args, "context")));
  if (reason.code == Code::overdone && number_of(args, "done") <= number_of(args, "prescribed")) {
    // The amount was as planned: it was harder, faster or hillier, and the figures would not show it.
    std::erase_if(args, [](const auto& one) { return one.first == "done"; });
  }
  if (tells_fall(reason) && number_of(args, "closed") == 0) {
    std::erase_if(args, [](const auto& one) { return one.first == "closed"; });
  }
  if (reason.code == Code::streak_short && number_of(args, "streak") == 0) {
    // "0 of 3 are done" reads as blame on a rung's first day.
    std::erase_if(args, [](const auto& one) { return one.first == "streak"; });
  }
  if (reason.track && !given(args, "track"))
    args.emplace_back("track", std::string(engine::name(*reason.track)));
  return args;
}

/// Where the track went for it: "So strength work goes back to calm holds on two legs."
std::string fall_of(const Reason& reason, const Voice& voice, const Args& args) {
  if (!tells_fall(reason)) return {};
  return say(voice, given(args, "rung") ? "engine.fall.back" : "engine.fall.closed", args);
}

std::string own_sentence(const Reason& reason, const Voice& voice, const Args& args) {
  const std::string key = std::string("engine.reasons.").append(engine::name(reason.code));
  // The gate then waits for nothing else: what the wait itself says, which is told once.
  if (reason.code == Code::gate_closed && text_of(args, "condition") == "reopen")
    return say(voice, "engine.reasons.reopen_wait", args);
  const std::string_view param = variant_param(reason.code);
  if (param.empty()) return say(voice, key, args);
  const std::string sentence = say(voice, key + "." + text_of(args, param), args);
  return sentence.empty() ? say(voice, key + ".any", args) : sentence;
}

std::string sentence_of(const Reason& reason, const Voice& voice) {
  const Args args = args_of(reason, voice);
  std::string sentence = own_sentence(reason, voice, args);
  const auto add = [&](const std::string& next) {
    if (!next.empty()) sentence.append(" ").append(next);
  };
  add(fall_of(reason, voice, args));
  if (reason.code == Code::order_limit) add(say(voice, "engine.limits.no_run", args));
  if (reason.code != Code::irritability_high) return sentence;
  add(say(voice, "engine.upset.held." + (given(args, "held") ? text_of(args, "held") : "any")));
  add(say(voice, "engine.upset.dose." + text_of(args, "dose")));
  return sentence;
}

/// How sure, from the surest to the least sure.
constexpr std::array<std::string_view, 9> kCertainties{
    "trials", "guideline", "one_trial", "small", "observed", "proposal", "practice", "model", "chosen"};

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

/// "seed S13", "S13" and "s13" are the seed's row; "Silbernagel 2007" is silbernagel_2007; "chosen: …" is
/// chosen.
std::string source_key(std::string_view part) {
  if (part.starts_with("chosen")) return "chosen";
  std::string key;
  for (const char c : part) {
    key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' || c == '-' ? '_' : c);
  }
  const bool row = key.size() == 3 && (key[0] == 's' || key[0] == 'b') && key[1] >= '0' && key[1] <= '9';
  return row ? "seed_" + key : key;
}

std::vector<std::string_view> source_parts(std::string_view source) {
  std::vector<std::string_view> parts;
  while (!source.empty()) {
    const std::size_t end =
        source.starts_with("chosen") ? std::string_view::npos : source.find_first_of(",;/+");
    const std::string_view part = trimmed(source.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) break;
    source.remove_prefix(end + 1);
  }
  if (parts.empty()) parts.emplace_back("engine");
  return parts;
}

/// The parameter `flag` of every reason with this code, or "" where it has none.
std::vector<std::string> flags_of(const engine::Outcome& outcome, Code code) {
  std::vector<std::string> flags;
  for (const Reason& reason : outcome.reasons) {
    if (reason.code != code) continue;
    std::string flag;
    for (const engine::Param& param : reason.params) {
      const auto* text = std::get_if<std::string>(&param.value);
      if (param.key == "flag" && text != nullptr) flag = *text;
    }
    if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(std::move(flag));
  }
  return flags;
}

void add_once(std::vector<std::string>& sentences, std::string sentence) {
  if (sentence.empty()) return;
  if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) {
    sentences.push_back(std::move(sentence));
  }
}

void say_urgent(const engine::Outcome& outcome, const Voice& voice, AlertText& alert) {
  std::vector<std::string> flags = flags_of(outcome, Code::urgent_flag);
  // What cannot wait for the same day stands first.
  std::stable_partition(flags.begin(), flags.end(),
                        [](const std::string& flag) { return flag == "breathless"; });
  for (const std::string& flag : flags) {
    if (!flag.empty()) add_once(alert.sentences, say(voice, "engine.alerts.urgent." + flag));
  }
  if (alert.sentences.empty()) alert.sentences.push_back(say(voice, "engine.alerts.urgent.any"));
}

/// Whether some track gets less today than its rung, or nothing for another cause than rest.
bool holds_something(const engine::Outcome& outcome) {
  const auto less = [](const engine::TrackOutcome& track) {
    return track.action == Action::hold || track.action == Action::stop || track.action == Action::step_back;
  };
  constexpr std::array kHolding{Code::irritability_high, Code::order_hold,      Code::order_limit,
                                Code::impact_wait,       Code::needs_checkin,   Code::morning_inadmissible,
                                Code::unplanned_long,    Code::trend_worsening, Code::time_off};
  return less(outcome.strength) || less(outcome.spring) || less(outcome.run) ||
         std::any_of(outcome.reasons.begin(), outcome.reasons.end(), [&](const Reason& reason) {
           return std::find(kHolding.begin(), kHolding.end(), reason.code) != kHolding.end();
         });
}

/// Why: the sentences of the reasons that the alert names.
void say_why(const engine::Outcome& outcome, const Voice& voice, AlertText& alert) {
  for (const Reason& reason : outcome.reasons) {
    const bool named = std::find(outcome.alert_codes.begin(), outcome.alert_codes.end(), reason.code) !=
                       outcome.alert_codes.end();
    if (named) add_once(alert.sentences, render_reason(reason, voice).sentence);
  }
}

}  // namespace

bool tells_fall(const Reason& reason) {
  constexpr std::array kFalls{Code::excessive_during,  Code::excessive_after,     Code::excessive_limp,
                              Code::excessive_morning, Code::excessive_stiffness, Code::late_excess,
                              Code::time_off};
  return std::ranges::find(kFalls, reason.code) != kFalls.end() &&
         std::ranges::any_of(reason.params,
                             [](const engine::Param& p) { return p.key == "rung" || p.key == "closed"; });
}

ReasonText render_reason(const Reason& reason, const Voice& voice) {
  return {reason.code, reason.track, sentence_of(reason, voice), render_source(reason.source, voice)};
}

SourceText render_source(std::string_view source, const Voice& voice) {
  SourceText text;
  std::size_t least = 0;
  for (const std::string_view part : source_parts(source)) {
    const std::string key = "engine.sources." + source_key(part);
    std::string words = say(voice, key + ".text");
    if (words.empty()) words = part;
    if (!text.text.empty()) text.text += " ";
    text.text += words;
    const auto& named = voice.catalog->templates(key + ".certainty");
    if (named.empty()) continue;
    const auto found = std::find(kCertainties.begin(), kCertainties.end(), named.front());
    if (found == kCertainties.end()) continue;
    const auto rank = static_cast<std::size_t>(found - kCertainties.begin());
    if (!text.certainty.empty() && rank <= least) continue;
    least = rank;
    text.certainty = say(voice, std::string("engine.certainties.").append(*found));
  }
  return text;
}

AlertText render_alert(const engine::Outcome& outcome, const Voice& voice) {
  AlertText alert;
  alert.level = outcome.alert;
  if (outcome.alert == AlertLevel::none) return alert;
  const std::string group = std::string("engine.alerts.").append(engine::name(outcome.alert));
  alert.title = say(voice, group + ".title");
  alert.cleared = say(voice, group + ".cleared");
  if (outcome.alert == AlertLevel::urgent) {
    say_urgent(outcome, voice, alert);
    return alert;
  }
  say_why(outcome, voice, alert);
  if (outcome.alert == AlertLevel::advise) {
    for (const std::string& flag : flags_of(outcome, Code::advise_flag)) {
      if (!flag.empty()) add_once(alert.sentences, say(voice, "engine.alerts.advise." + flag));
    }
  }
  const bool aside = outcome.alert == AlertLevel::advise && holds_something(outcome);
  add_once(alert.sentences, say(voice, group + (aside ? ".by_itself" : ".meanwhile")));
  return alert;
}

}  // namespace springback::text
