#include "engine/controller.h"

#include "base/check.h"
#include "engine/controller_steps.h"

namespace springback::engine {
namespace {

class BitWriter {
 public:
  void put(std::uint64_t value, int bits) {
    SPRINGBACK_CHECK(value >> bits == 0);
    word_ |= value << at_;
    at_ += bits;
  }
  [[nodiscard]] std::uint64_t word() const { return word_; }

 private:
  std::uint64_t word_ = 0;
  int at_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::uint64_t word) : word_(word) {}
  std::uint8_t take(int bits) {
    const std::uint64_t value = word_ & ((std::uint64_t{1} << bits) - 1);
    word_ >>= bits;
    return static_cast<std::uint8_t>(value);
  }
  bool flag() { return take(1) != 0; }

 private:
  std::uint64_t word_;
};

}  // namespace

std::uint64_t pack(const Controller& c) {
  BitWriter out;
  out.put(static_cast<std::uint64_t>(c.strength_rung + 1), 4);
  out.put(c.strength_streak, 2);
  out.put(c.spring_open, 1);
  out.put(c.spring_rung, 3);
  out.put(c.spring_streak, 2);
  out.put(c.run_open, 1);
  out.put(c.run_rung, 5);
  out.put(c.run_streak, 2);
  for (const bool u : c.unassessed) out.put(u, 1);
  out.put(c.shoe_left, 2);
  out.put(c.urgent, 1);
  out.put(c.refer, 1);
  for (const std::uint8_t s : c.spikes) out.put(s, 4);
  out.put(c.wait, 3);
  out.put(c.impact_ago, 2);
  out.put(c.high_ago, 2);
  out.put(c.strength_ago, 2);
  for (const Memory m : c.done) out.put(static_cast<std::uint64_t>(m), 2);
  out.put(c.own_runs, 1);
  return out.word();
}

Controller unpack(std::uint64_t word) {
  BitReader in(word);
  Controller c;
  c.strength_rung = static_cast<std::int8_t>(in.take(4) - 1);
  c.strength_streak = in.take(2);
  c.spring_open = in.flag();
  c.spring_rung = in.take(3);
  c.spring_streak = in.take(2);
  c.run_open = in.flag();
  c.run_rung = in.take(5);
  c.run_streak = in.take(2);
  for (bool& u : c.unassessed) u = in.flag();
  c.shoe_left = in.take(2);
  c.urgent = in.flag();
  c.refer = in.flag();
  for (std::uint8_t& s : c.spikes) s = in.take(4);
  c.wait = in.take(3);
  c.impact_ago = in.take(2);
  c.high_ago = in.take(2);
  c.strength_ago = in.take(2);
  for (Memory& m : c.done) m = static_cast<Memory>(in.take(2));
  c.own_runs = in.flag();
  return c;
}

std::string_view name(Condition condition) {
  constexpr std::array<std::string_view, 16> kNames{
      "met",    "urgent",     "refer",   "order",        "strength_rung", "spring_rung",
      "reopen", "steady",     "usual",   "irritability", "no_worsening",  "gate_walk",
      "raises", "unassessed", "verdict", "checkin"};
  return kNames[static_cast<std::size_t>(condition)];
}

template class MorningOf<Plain>;

void sessions(Controller& state, const Rules& rules, const SessionsLetter& letter) {
  take_sessions<Plain>(state, rules, letter);
}

}  // namespace springback::engine
