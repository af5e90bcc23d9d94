#include "oracle/twice.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "engine/exposure.h"
#include "engine/timeline.h"

namespace springback::oracle {

using engine::Fact;
using engine::Recording;
using engine::Session;
using engine::Track;

namespace {

const Recording& body(const Fact* fact) { return std::get<Recording>(fact->body); }

using Seconds = std::vector<std::int64_t>;

/// Every second of the clock in which a jog or a walk was going on, in order, each once.
Seconds seconds_on_foot(const Recording& recording) {
  Seconds seconds;
  const Track track = engine::recorded_kind(recording).track;
  if (track != Track::run && track != Track::walk) return seconds;
  const std::int64_t start = recording.start.utc_ms / 1000;
  const auto add = [&](std::int64_t from, int count) {
    for (int n = 0; n < count; ++n) seconds.push_back(start + from + n);
  };
  if (!engine::steps_unknown(recording))
    for (const engine::Bout& bout : recording.bouts)
      if (bout.kind != engine::BoutKind::still) add(bout.start_s, bout.duration_s);
  if (seconds.empty()) add(0, recording.timer_s);
  std::sort(seconds.begin(), seconds.end());
  seconds.erase(std::unique(seconds.begin(), seconds.end()), seconds.end());
  return seconds;
}

/// How many of the seconds lie between the first and the last one of `others`.
std::int64_t between(const Seconds& seconds, const Seconds& others) {
  std::int64_t count = 0;
  for (const std::int64_t second : seconds)
    if (second >= others.front() && second <= others.back()) ++count;
  return count;
}

/// Four fifths of the shorter one's time, of either, lie within the other.
bool alike(const Recording& a, const Recording& b) {
  constexpr std::int64_t kDay = 86'400'000;  // no recording of these lives is as long
  if (std::abs(a.start.utc_ms - b.start.utc_ms) > kDay) return false;
  const auto of_a = seconds_on_foot(a);
  const auto of_b = seconds_on_foot(b);
  if (of_a.empty() || of_b.empty()) return false;
  const auto shorter = static_cast<std::int64_t>(std::min(of_a.size(), of_b.size()));
  return 5 * between(of_a, of_b) >= 4 * shorter && 5 * between(of_b, of_a) >= 4 * shorter;
}

/// The larger one counts.
bool larger(const Fact* a, const Fact* b) {
  const auto rank = [](const Fact* fact) {
    return std::tuple(-engine::recorded_jog_s(body(fact)), -body(fact).distance_m, body(fact).start.utc_ms,
                      body(fact).start.offset_min, fact->id);
  };
  return rank(a) < rank(b);
}

/// For every recording the one that counts for it.
std::map<const Fact*, const Fact*> counting(const std::vector<const Fact*>& recordings,
                                            const std::set<Uuid>& separate) {
  std::map<Sha256, const Fact*> of_bytes;
  std::set<Sha256> apart;
  for (const Fact* one : recordings) {
    const auto [at, is_new] = of_bytes.try_emplace(body(one).sha256, one);
    if (!is_new && larger(one, at->second)) at->second = one;
    if (separate.contains(one->id)) apart.insert(body(one).sha256);
  }
  std::vector<const Fact*> files;
  for (const auto& [sum, best] : of_bytes) files.push_back(best);
  std::sort(files.begin(), files.end(), larger);
  std::map<const Fact*, const Fact*> counts;
  for (const Fact* one : files) {
    counts[one] = one;
    if (apart.contains(body(one).sha256)) continue;
    for (const Fact* before : files) {
      if (before == one) break;
      const bool counts_itself = counts[before] == before && !apart.contains(body(before).sha256);
      if (counts_itself && alike(body(before), body(one))) {
        counts[one] = before;
        break;
      }
    }
  }
  for (const Fact* one : recordings) counts[one] = counts[of_bytes[body(one).sha256]];
  return counts;
}

}  // namespace

std::vector<Told> told_once(Day day, std::span<const Fact* const> facts) {
  std::vector<const Fact*> recordings, sessions;
  std::set<Uuid> separate;
  for (const Fact* fact : facts) {
    if (std::holds_alternative<Recording>(fact->body)) recordings.push_back(fact);
    if (std::holds_alternative<Session>(fact->body)) sessions.push_back(fact);
    if (const auto* one = std::get_if<engine::Separate>(&fact->body)) separate.insert(one->recording);
  }
  std::sort(sessions.begin(), sessions.end(),
            [](const Fact* a, const Fact* b) { return engine::sooner(*a, *b); });
  auto counts = counting(recordings, separate);

  const auto best_reading = [&](const Fact* one) {
    const Fact* best = one;
    for (const Fact* other : recordings)
      if (body(other).sha256 == body(one).sha256 && larger(other, best)) best = other;
    return best;
  };

  // What each session names: a recording of its own day, as the best reading of its bytes; a recorded run
  // only if the session is a run.
  std::map<const Fact*, const Fact*> named;
  for (const Fact* session : sessions) {
    const auto& told = std::get<Session>(session->body);
    for (const Fact* one : recordings) {
      if (!told.recording || one->id != *told.recording) continue;
      if (engine::moment(*one).day() != session->at.day()) continue;
      if (engine::recorded_kind(body(counts[one])).impact && told.track != Track::run) continue;
      named[session] = best_reading(one);
    }
  }
  std::map<const Fact*, const Fact*> has;  // session → recording
  std::set<const Fact*> gone;
  for (const Fact* session : sessions) {
    const auto at = named.find(session);
    if (at == named.end() || counts[at->second] != at->second || !gone.insert(at->second).second) continue;
    has[session] = at->second;
  }
  for (const Fact* session : sessions) {
    const auto at = named.find(session);
    if (at == named.end() || counts[at->second] == at->second || !gone.insert(at->second).second) continue;
    const Fact* count = counts[at->second];
    has[session] = gone.insert(count).second ? count : at->second;
  }

  const auto left_out_for = [&](const Fact* count) {
    std::vector<const Fact*> also;
    for (const Fact* one : recordings) {
      bool had = false;
      for (const auto& [session, recording] : has) had = had || recording == one;
      if (one != count && counts[one] == count && best_reading(one) == one && !had) also.push_back(one);
    }
    return also;
  };
  std::vector<Told> told;
  for (const Fact* session : sessions) {
    if (session->at.day() != day) continue;
    if (const auto at = has.find(session); at != has.end())
      told.push_back({session, &body(at->second), left_out_for(at->second)});
    else
      told.push_back({session, nullptr, {}});
  }
  for (const Fact* one : recordings)
    if (engine::moment(*one).day() == day && counts[one] == one && !gone.contains(one))
      told.push_back({one, &body(one), left_out_for(one)});
  std::sort(told.begin(), told.end(),
            [](const Told& a, const Told& b) { return engine::sooner(*a.fact, *b.fact); });
  return told;
}

}  // namespace springback::oracle
