#include "engine/same_activity.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <numeric>

#include "base/sort.h"
#include "engine/exposure.h"
#include "engine/timeline.h"

namespace springback::engine {
namespace {

// source: docs/decisions/0005-recordings-from-anywhere.md
constexpr std::int64_t kShareOf = 5;
constexpr std::int64_t kShare = 4;

bool on_foot(const Bout& bout) { return bout.kind != BoutKind::still && bout.duration_s > 0; }

std::int64_t begin_of(const Recording& recording, const Bout& bout) {
  return recording.start.utc_ms + std::int64_t{bout.start_s} * 1000;
}

/// Without bouts to go by, the timer is all there is.
bool by_timer(const Recording& recording) {
  return steps_unknown(recording) || std::ranges::none_of(recording.bouts, on_foot);
}

/// Of `of`'s time on foot, what lies within `span`.
std::int64_t within(const Recording& of, const FootTime& own, const FootTime& span) {
  const auto common = [&span](std::int64_t from, std::int64_t to) {
    return std::max<std::int64_t>(0, std::min(to, span.to_ms) - std::max(from, span.from_ms));
  };
  if (by_timer(of)) return common(own.from_ms, own.to_ms);
  std::int64_t sum = 0;
  for (const Bout& bout : of.bouts) {
    if (!on_foot(bout)) continue;
    const std::int64_t from = begin_of(of, bout);
    sum += common(from, from + std::int64_t{bout.duration_s} * 1000);
  }
  return sum;
}

const Recording& recording_of(const Fact& fact) { return std::get<Recording>(fact.body); }

/// The first bytes of the sum: enough to sort by.
std::uint64_t head_of(const Fact& fact) {
  std::uint64_t head = 0;
  std::memcpy(&head, recording_of(fact).sha256.bytes.data(), sizeof head);
  return head;
}

bool overlap(const FootTime& a, const FootTime& b) {
  return a.on_foot_ms > 0 && b.on_foot_ms > 0 && a.from_ms < b.to_ms && b.from_ms < a.to_ms;
}

bool same_time(const Recording& a, const Recording& b) {
  const FootTime of_a = foot_time(a);
  const FootTime of_b = foot_time(b);
  if (!overlap(of_a, of_b)) return false;
  const std::int64_t shorter = std::min(of_a.on_foot_ms, of_b.on_foot_ms);
  return std::min(within(a, of_a, of_b), within(b, of_b, of_a)) * kShareOf >= shorter * kShare;
}

}  // namespace

FootTime foot_time(const Recording& recording) {
  FootTime time;
  const Track track = recorded_kind(recording).track;
  if (track != Track::run && track != Track::walk) return time;
  if (by_timer(recording)) {
    time.from_ms = recording.start.utc_ms;
    time.on_foot_ms = std::int64_t{recording.timer_s} * 1000;
    time.to_ms = time.from_ms + time.on_foot_ms;
    return time;
  }
  time.from_ms = std::numeric_limits<std::int64_t>::max();
  time.to_ms = std::numeric_limits<std::int64_t>::min();
  for (const Bout& bout : recording.bouts) {
    if (!on_foot(bout)) continue;
    const std::int64_t from = begin_of(recording, bout);
    const std::int64_t length = std::int64_t{bout.duration_s} * 1000;
    time.from_ms = std::min(time.from_ms, from);
    time.to_ms = std::max(time.to_ms, from + length);
    time.on_foot_ms += length;
  }
  return time;
}

bool same_activity(const Recording& a, const Recording& b) { return a.sha256 == b.sha256 || same_time(a, b); }

bool counts_rather(const Fact& a, const Fact& b) {
  const Recording& one = recording_of(a);
  const Recording& other = recording_of(b);
  const std::int32_t jog = recorded_jog_s(one);
  const std::int32_t other_jog = recorded_jog_s(other);
  if (jog != other_jog) return jog > other_jog;
  if (one.distance_m != other.distance_m) return one.distance_m > other.distance_m;
  if (one.start.utc_ms != other.start.utc_ms) return one.start.utc_ms < other.start.utc_ms;
  if (one.start.offset_min != other.start.offset_min) return one.start.offset_min < other.start.offset_min;
  return a.id < b.id;
}

void Settlement::settle(std::span<const Fact* const> recordings, std::span<const Uuid> apart,
                        std::span<RecordingClaim> claims) {
  reading_.resize(recordings.size());
  counting_.resize(recordings.size());
  std::iota(reading_.begin(), reading_.end(), std::size_t{0});
  std::iota(counting_.begin(), counting_.end(), std::size_t{0});
  given_.assign(recordings.size(), 0);
  if (recordings.size() > 1) group(recordings, apart);
  give(recordings, claims);
}

void Settlement::group(std::span<const Fact* const> recordings, std::span<const Uuid> apart) {
  order_ = reading_;
  sort_values(std::span(order_), [&recordings](std::size_t a, std::size_t b) {
    return counts_rather(*recordings[a], *recordings[b]);
  });
  apart_.assign(recordings.size(), 0);
  for (std::size_t n = 0; n < order_.size(); ++n) {  // the best reading of the same bytes speaks for all
    const std::size_t best = order_[n];
    if (reading_[best] != best) continue;
    for (std::size_t m = n; m < order_.size(); ++m) {
      const std::size_t other = order_[m];
      if (recording_of(*recordings[other]).sha256 != recording_of(*recordings[best]).sha256) continue;
      reading_[other] = counting_[other] = best;
      if (std::ranges::find(apart, recordings[other]->id) != apart.end()) apart_[best] = 1;
    }
  }
  std::erase_if(order_, [this](std::size_t at) { return reading_[at] != at; });
  for (std::size_t n = 0; n < order_.size(); ++n) {
    const std::size_t best = order_[n];
    if (counting_[best] != best || apart_[best] != 0) continue;
    for (std::size_t m = n + 1; m < order_.size(); ++m) {
      const std::size_t other = order_[m];
      if (counting_[other] != other || apart_[other] != 0) continue;
      if (same_time(recording_of(*recordings[best]), recording_of(*recordings[other])))
        counting_[other] = best;
    }
  }
  for (std::size_t at = 0; at < counting_.size(); ++at) counting_[at] = counting_[reading_[at]];
}

void Settlement::give(std::span<const Fact* const> recordings, std::span<RecordingClaim> claims) {
  // A recorded run that a walk claims stays a run of its own.
  const auto sound = [&](const RecordingClaim& claim) {
    const RecordedKind kind = recorded_kind(recording_of(*recordings[counting_[claim.names]]));
    return !kind.impact || std::get<Session>(claim.session->body).track == Track::run;
  };
  const auto take = [this](RecordingClaim& claim, std::size_t at) {
    claim.gets = at;
    given_[at] = kGiven;
  };
  for (RecordingClaim& claim : claims) {  // who names what counts has it
    const std::size_t named = reading_[claim.names];
    if (counting_[named] == named && given_[named] == 0 && sound(claim)) take(claim, named);
  }
  for (RecordingClaim& claim : claims) {
    const std::size_t named = reading_[claim.names];
    const std::size_t counts = counting_[named];
    if (claim.gets != RecordingClaim::kNothing || counts == named || given_[named] != 0 || !sound(claim))
      continue;
    if (given_[counts] == 0) {
      take(claim, counts);
      given_[named] = kStoodFor;
    } else {
      take(claim, named);
    }
  }
}

std::vector<std::vector<std::size_t>> same_chains(std::span<const Fact* const> recordings) {
  std::vector<std::vector<std::size_t>> chains;
  if (recordings.size() < 2) return chains;
  std::vector<std::pair<FootTime, std::size_t>> times;
  for (std::size_t at = 0; at < recordings.size(); ++at) {
    const FootTime time = foot_time(recording_of(*recordings[at]));
    if (time.on_foot_ms > 0) times.emplace_back(time, at);
  }
  const auto sooner_begun = [](const auto& a, const auto& b) {
    return a.first.from_ms != b.first.from_ms ? a.first.from_ms < b.first.from_ms : a.second < b.second;
  };
  if (!std::ranges::is_sorted(times, sooner_begun)) sort_values(std::span(times), sooner_begun);

  std::vector<std::size_t> root(recordings.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto root_of = [&root](std::size_t at) {
    while (root[at] != at) at = root[at] = root[root[at]];
    return at;
  };
  std::vector<std::pair<FootTime, std::size_t>> open;  // those that have not ended yet
  bool any = false;
  const auto join = [&](std::size_t one, std::size_t other) {
    any = true;
    const std::size_t a = root_of(one);
    const std::size_t b = root_of(other);
    root[std::max(a, b)] = std::min(a, b);
  };
  std::vector<std::pair<std::uint64_t, std::size_t>>
      sums;  // another reading of the same bytes may have another time
  for (std::size_t at = 0; at < recordings.size(); ++at) sums.emplace_back(head_of(*recordings[at]), at);
  sort_values(std::span(sums), std::less());
  for (std::size_t n = 1; n < sums.size(); ++n) {
    const Sha256& sum = recording_of(*recordings[sums[n].second]).sha256;
    for (std::size_t m = n; m > 0 && sums[m - 1].first == sums[n].first; --m) {
      if (recording_of(*recordings[sums[m - 1].second]).sha256 != sum) continue;
      join(sums[n].second, sums[m - 1].second);
      break;
    }
  }
  for (const auto& next : times) {
    std::erase_if(open, [&next](const auto& one) { return one.first.to_ms <= next.first.from_ms; });
    for (const auto& one : open) {
      if (same_time(recording_of(*recordings[one.second]), recording_of(*recordings[next.second])))
        join(one.second, next.second);
    }
    open.push_back(next);
  }
  if (!any) return chains;
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  for (std::size_t at = 0; at < root.size(); ++at) by_root[root_of(at)].push_back(at);
  for (auto& [first, members] : by_root)
    if (members.size() > 1) chains.push_back(std::move(members));
  return chains;
}

std::vector<SameActivity> same_activities(const Diary& diary) {
  constexpr Day kEnd{std::numeric_limits<std::int32_t>::max()};
  const Timeline timeline(diary, false, kEnd);
  std::vector<const Fact*> recordings;
  std::vector<Uuid> apart;
  std::map<Uuid, std::vector<const Fact*>> claimants;
  for (const TimedFact& entry : timeline.entries()) {
    if (entry.until != kEnd) continue;  // taken back
    if (std::holds_alternative<Recording>(entry.fact->body)) recordings.push_back(entry.fact);
    if (const auto* one = std::get_if<Separate>(&entry.fact->body)) apart.push_back(one->recording);
    if (const auto* session = std::get_if<Session>(&entry.fact->body); session && session->recording)
      claimants[*session->recording].push_back(entry.fact);
  }
  std::vector<SameActivity> all;
  Settlement settlement;
  for (const std::vector<std::size_t>& chain : same_chains(recordings)) {
    std::vector<const Fact*> members;
    std::vector<RecordingClaim> claims;
    for (const std::size_t at : chain) {
      const Fact* recording = recordings[at];
      for (const Fact* session : claimants[recording->id])
        if (session->at.day() == moment(*recording).day())
          claims.push_back({session, members.size(), RecordingClaim::kNothing});
      members.push_back(recording);
    }
    sort_values(std::span(claims), [](const RecordingClaim& a, const RecordingClaim& b) {
      return sooner(*a.session, *b.session);
    });
    settlement.settle(members, apart, claims);
    for (std::size_t at = 0; at < members.size(); ++at) {
      SameActivity one{members[at], {}};
      for (std::size_t other = 0; other < members.size(); ++other)
        if (settlement.left_out(other, at)) one.others.push_back(members[other]);
      if (!one.others.empty()) all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace springback::engine
