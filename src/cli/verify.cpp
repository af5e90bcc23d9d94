// The verb `verify`: whether any diary can make a protocol prescribe what it must not.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "app/protocols.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "lab/verify_json.h"

namespace springback::cli {
namespace {

struct VerifyAsked {
  std::string protocol;
  std::string diary;
  int threads = 0;
  bool json = false;
};

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string searched(const lab::VerifyReport& report) {
  std::string out = fmt::format("{:<10}{:>8}{:>12}{:>14}{:>12}{:>10}\n", "part", "ladders", "states",
                                "transitions", "depth/days", "seconds");
  for (const lab::PartReport& part : report.parts) {
    out += fmt::format("{:<10}{:>8}{:>12}{:>14}{:>12}{:>10.2f}\n", part.part, part.cases,
                       grouped(part.states), grouped(part.transitions), part.depth, part.seconds);
  }
  double core_seconds = 0;
  for (const lab::PartReport& part : report.parts) core_seconds += part.seconds;
  out += fmt::format("In all {} states, {} transitions, {} runs of a step; {:.2f} M runs a second and core\n",
                     grouped(report.states()), grouped(report.transitions()), grouped(report.evaluations()),
                     core_seconds > 0 ? static_cast<double>(report.evaluations()) / core_seconds / 1e6 : 0.0);
  out += fmt::format("monotone: {} pairs of mornings compared\n", grouped(report.monotone_pairs));
  out += fmt::format("no_dead_end: {} starting points, at the longest {} days to full recovery\n",
                     grouped(report.walks), report.longest_walk_days);
  out += fmt::format("{} goals ({} different run ladders), {:.1f} s on {} threads\n", report.goals,
                     report.ladders, report.seconds, report.threads);
  return out;
}

std::string refusal(const lab::Counterexample& broken, const std::optional<lab::Realised>& diary) {
  const lab::InvariantText& text = lab::invariants()[static_cast<std::size_t>(broken.invariant)];
  std::string out = "\n" + toned(std::string(text.name), Tone::alarm) + ": " + std::string(text.rule) + " (" +
                    std::string(text.source) + ")\n";
  out += "  found in the part \"" + broken.part + "\", for " + broken.ladder +
         (broken.days.empty() ? "" : ", on day " + std::to_string(broken.days.size()) + " of the search") +
         "\n";
  if (!broken.note.empty()) out += wrapped(broken.note, 2) + "\n";
  if (diary) {
    out += "  A diary that brings it about, on " + format_day(diary->day) + ":\n" + diary->lines;
  } else {
    out += "  Unrealised: no diary was found for it. It is refused all the same.\n";
  }
  return out;
}

int run_verify(const VerifyAsked& asked) {
  const auto shelf = app::find_protocol(asked.protocol);
  if (!shelf) return complain(shelf.error());
  const engine::Protocol& protocol = shelf->all().front();
  lab::Verified verified;
  {
    Progress progress("verify");
    const int cores = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
    verified = lab::verify_with_diaries(
        protocol, asked.threads > 0 ? asked.threads : cores,
        [&progress](std::size_t done, std::size_t total) { progress.show(done, total, "searches"); });
  }
  const auto found =
      std::ranges::find_if(verified.diaries, [](const auto& diary) { return diary.has_value(); });
  if (!asked.diary.empty() && found != verified.diaries.end()) {
    std::ofstream file(asked.diary, std::ios::binary);
    file << (*found)->lines;
    if (!file.flush()) return complain(Error{Trouble::machine, asked.diary, "cannot be written"});
  }
  const int status = verified.proved() ? kDone : kFinding;
  if (asked.json) {
    print(lab::to_json(protocol, verified));
    return status;
  }
  std::string out = fmt::format("{}@{}, {}\n\n", protocol.id, protocol.version, protocol.hash.substr(0, 12));
  out += searched(verified.report) + '\n';
  if (verified.proved()) {
    out += toned("Proved", Tone::good) +
           fmt::format(": {} invariants hold in every state, whatever is answered.\n", lab::kInvariants);
  } else {
    out += toned("Refused", Tone::alarm) + fmt::format(": {} of {} invariants can be broken.\n",
                                                       verified.report.broken.size(), lab::kInvariants);
    for (std::size_t i = 0; i < verified.diaries.size(); ++i)
      out += refusal(verified.report.broken[i], verified.diaries[i]);
  }
  out += "\nNot covered by the search:\n";
  for (const std::string_view sentence : lab::not_covered())
    out += wrapped("- " + std::string(sentence), 2) + "\n";
  print(out);
  return status;
}

}  // namespace

void add_verify(Verb app) {
  Verb verb = app.verb("verify",
                       "Search every state: can any diary make a protocol prescribe what "
                       "it must not?");
  const auto asked = std::make_shared<VerifyAsked>();
  verb.option("protocol", asked->protocol, "A protocol file (TOML or JSON), or a shipped one by name")
      .required()
      .kind("PROTOCOL");
  verb.option("--diary-file", asked->diary, "Write the first diary that breaks an invariant to this file")
      .kind("FILE");
  verb.option("--threads", asked->threads, "Threads, 1 to 64 (default: one a core)").within(1, 64).kind("N");
  verb.flag("--json", asked->json, "As JSON");
  verb.footer(
      "Exit status 0: proved; 1: refused, with a diary that `springback replay` plays; 2: not a protocol.");
  verb.work([asked] { return run_verify(*asked); });
}

}  // namespace springback::cli
