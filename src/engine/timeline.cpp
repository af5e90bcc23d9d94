#include "engine/timeline.h"

#include <algorithm>
#include <optional>

#include "base/sort.h"
#include "engine/same_activity.h"

namespace springback::engine {
namespace {

constexpr std::int64_t kFlagRetractMs = 10 * 60'000;  // source: engine rules, section 2: ten minutes
constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

/// Where each id stands in the list of entries: open addressing over the id's own bits, which are a hash
/// already. A slot keeps some of them, so that another id's fact need not be looked at.
class IdTable {
 public:
  explicit IdTable(std::size_t count) {
    std::size_t size = 16;
    while (size < 2 * count) size *= 2;
    slots_.assign(size, Slot{});
  }
  /// The entry that has this id, else `next`, which it takes in.
  std::uint32_t find_or_add(const Uuid& id, std::uint32_t next, const std::vector<TimedFact>& entries) {
    Slot& slot = slots_[place(id, entries)];
    if (slot.entry == kEmpty) slot = {next, tag(id)};
    return slot.entry;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(const Uuid& id,
                                                  const std::vector<TimedFact>& entries) const {
    const Slot& slot = slots_[place(id, entries)];
    return slot.entry == kEmpty ? std::nullopt : std::optional(slot.entry);
  }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;
  struct Slot {
    std::uint32_t entry = kEmpty;
    std::uint32_t tag = 0;
  };
  [[nodiscard]] static std::uint32_t tag(const Uuid& id) {
    return static_cast<std::uint32_t>(id.halves().second);
  }
  /// The slot of this id, or the free one where it belongs.
  [[nodiscard]] std::size_t place(const Uuid& id, const std::vector<TimedFact>& entries) const {
    const std::size_t mask = slots_.size() - 1;
    auto at = static_cast<std::size_t>(id.halves().first * 0x9e3779b97f4a7c15U >> 32) & mask;
    while (slots_[at].entry != kEmpty &&
           (slots_[at].tag != tag(id) || entries[slots_[at].entry].fact->id != id)) {
      at = (at + 1) & mask;
    }
    return at;
  }
  std::vector<Slot> slots_;
};

FoldPart part_of(const Fact& fact) {
  if (std::holds_alternative<Session>(fact.body)) return FoldPart::session;
  if (std::holds_alternative<Recording>(fact.body)) return FoldPart::recording;
  const bool silent = std::holds_alternative<Shown>(fact.body) || std::holds_alternative<Note>(fact.body) ||
                      std::holds_alternative<Break>(fact.body) ||
                      std::holds_alternative<Retract>(fact.body) ||
                      std::holds_alternative<Separate>(fact.body);
  return silent ? FoldPart::silent : FoldPart::decides;
}

bool may_retract(const Fact& target, const Fact& retract) {
  const Author by = std::get<Retract>(retract.body).by;
  if (std::holds_alternative<Retract>(target.body)) return false;
  if (std::holds_alternative<Flag>(target.body))
    return retract.at.utc_ms - target.at.utc_ms <= kFlagRetractMs;
  if (const auto* order = std::get_if<Order>(&target.body)) return by == order->by;
  return true;
}

bool clears(const Fact& fact) {
  const auto* order = std::get_if<Order>(&fact.body);
  return order != nullptr && order->order == OrderKind::clear;
}

/// `sooner`, with the day and the instant at hand.
bool placed_sooner(const TimedFact& a, const TimedFact& b) {
  if (a.day != b.day) return a.day < b.day;
  if (a.utc_ms != b.utc_ms) return a.utc_ms < b.utc_ms;
  if (clears(*a.fact) != clears(*b.fact)) return clears(*a.fact);
  return a.fact->id < b.fact->id;
}

void apply_retracts(std::vector<TimedFact>& entries, const IdTable& by_id) {
  for (const TimedFact& entry : entries) {
    const auto* retract = std::get_if<Retract>(&entry.fact->body);
    if (retract == nullptr) continue;
    const auto found = by_id.find(retract->target, entries);
    if (!found) continue;
    TimedFact& target = entries[*found];
    if (may_retract(*target.fact, *entry.fact)) target.until = std::min(target.until, entry.from);
  }
}

}  // namespace

Instant moment(const Fact& fact) {
  const auto* recording = std::get_if<Recording>(&fact.body);
  return recording != nullptr ? recording->start : fact.at;
}

bool sooner(const Fact& a, const Fact& b) {
  const auto placed = [](const Fact& fact) {
    const Instant at = moment(fact);
    return TimedFact{&fact, at.utc_ms, at.day(), at.day(), kNever, part_of(fact)};
  };
  return placed_sooner(placed(a), placed(b));
}

Timeline::Timeline(const Diary& diary, bool as_known, Day last) {
  entries_.reserve(diary.size());
  IdTable by_id(diary.size());
  bool retracts = false;
  bool any_late = false;
  bool sorted = true;
  bool separate = false;
  std::size_t recordings = 0;
  for (const Fact& fact : diary) {
    const Instant at = moment(fact);
    const Day day = at.day();
    if (day > last) continue;
    const auto next = static_cast<std::uint32_t>(entries_.size());
    if (!fact.id.is_nil() && by_id.find_or_add(fact.id, next, entries_) != next) continue;
    const bool late = as_known && fact.entered && fact.entered->day() > day;
    const FoldPart part = part_of(fact);
    // Made in its place: a copy would wait for the stores of its narrow fields.
    TimedFact& entry = entries_.emplace_back();
    entry.fact = &fact;
    entry.utc_ms = at.utc_ms;
    entry.day = day;
    entry.from = late ? fact.entered->day() : day;
    entry.part = part;
    sorted = sorted && (next == 0 || !placed_sooner(entries_[next], entries_[next - 1]));
    recordings += part == FoldPart::recording ? 1U : 0U;
    if (part == FoldPart::silent) {
      retracts = retracts || std::holds_alternative<Retract>(fact.body);
      separate = separate || std::holds_alternative<Separate>(fact.body);
    }
    any_late = any_late || late;
  }
  if (retracts) apply_retracts(entries_, by_id);
  if (!sorted) {
    sort_values(std::span(entries_),
                [](const TimedFact& a, const TimedFact& b) { return placed_sooner(a, b); });
  }
  if (recordings > 1) find_across();
  if (!retracts && !any_late && !separate && across_.empty()) return;
  for (const TimedFact& entry : entries_) {
    if (entry.until <= entry.day) continue;
    const bool acts_back = std::holds_alternative<Separate>(entry.fact->body);
    if (acts_back) separates_.push_back(entry);
    if (entry.from > entry.day || acts_back) changes_.push_back(entry.from);
    if (entry.until != kNever) changes_.push_back(entry.until);
  }
  // Until its own day is over, a later recording says nothing of the days before.
  for (const AcrossDays& one : across_) {
    for (const auto* members : {&one.recordings, &one.sessions})
      for (const TimedFact& member : *members)
        if (member.day > one.first) changes_.push_back(member.day + 1);
  }
  sort_values(std::span(changes_), std::less());
  changes_.erase(std::unique(changes_.begin(), changes_.end()), changes_.end());
}

void Timeline::find_across() {
  std::vector<const Fact*> recordings;
  std::vector<const TimedFact*> places;
  for (const TimedFact& entry : entries_) {
    if (!std::holds_alternative<Recording>(entry.fact->body)) continue;
    recordings.push_back(entry.fact);
    places.push_back(&entry);
  }
  for (const std::vector<std::size_t>& chain : same_chains(recordings)) {
    AcrossDays one{places[chain.front()]->day, places[chain.back()]->day, {}, {}};
    if (one.first == one.last) continue;
    for (const std::size_t at : chain) one.recordings.push_back(*places[at]);
    across_.insert(std::ranges::upper_bound(across_, one.first, {}, &AcrossDays::first), std::move(one));
  }
  if (across_.empty()) return;
  for (const TimedFact& entry : entries_) {
    const auto* session = std::get_if<Session>(&entry.fact->body);
    if (session == nullptr || !session->recording) continue;
    for (AcrossDays& one : across_) {
      const auto names = [&](const TimedFact& recording) {
        return recording.day == entry.day && recording.fact->id == *session->recording;
      };
      if (std::ranges::any_of(one.recordings, names)) one.sessions.push_back(entry);
    }
  }
}

}  // namespace springback::engine
