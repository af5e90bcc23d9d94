#include "server/verifications.h"

#include <algorithm>
#include <thread>

#include "base/json_writer.h"
#include "lab/verify_json.h"

namespace springback::server {
namespace {

constexpr std::size_t kKept = 16;  // chosen: an afternoon of editing; a report has some 100 kB at most

std::string line_of(const engine::Protocol& protocol, const lab::Verified& verified) {
  JsonWriter line;
  line.open('{').text("protocol", protocol.id + '@' + std::to_string(protocol.version));
  line.text("hash", protocol.hash).truth("proved", verified.proved());
  line.number("invariants", lab::kInvariants).number("states", verified.report.states());
  return line.close('}').take();
}

}  // namespace

std::optional<std::string> Verifications::kept(const std::string& hash) const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(kept_, hash, &Kept::hash);
  if (found == kept_.end()) return std::nullopt;
  return found->report;
}

std::optional<std::string> Verifications::report(const engine::Protocol& protocol) {
  if (auto known = kept(protocol.hash)) return known;
  // Whoever waited here would hold a worker that other requests need: so nobody waits.
  const std::unique_lock search(searching_, std::try_to_lock);
  if (!search.owns_lock()) return std::nullopt;
  if (auto known = kept(protocol.hash)) return known;
  const int cores = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U));
  const lab::Verified verified = lab::verify_with_diaries(protocol, cores);
  Kept fresh{protocol.hash, lab::to_json(protocol, verified), line_of(protocol, verified)};
  std::string report = fresh.report;
  const std::scoped_lock lock(mutex_);
  if (kept_.size() == kKept) kept_.erase(kept_.begin());
  kept_.push_back(std::move(fresh));
  return report;
}

std::string Verifications::checked_json() const {
  const std::scoped_lock lock(mutex_);
  JsonWriter json;
  json.open('{').list("checked", kept_, [&](const Kept& one) { json.raw(one.line); });
  return json.close('}').take();
}

}  // namespace springback::server
