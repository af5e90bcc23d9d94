#pragma once
// What live entry asks of a fact beyond its form: that its time is not to come, and that it can have the
// effect that whoever enters it expects.

#include <map>
#include <string>
#include <vector>

#include "app/findings.h"
#include "app/notebook.h"
#include "codec/diary_json.h"

namespace springback::app {

/// The rules over one request; all arguments must outlive it. `ahead_s` as in log.h.
class LiveRules {
 public:
  LiveRules(const Pages& pages, const std::vector<codec::ParsedFact>& given, const Instant& now, int ahead_s);

  void check(const codec::ParsedFact& given);
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  void refuse(const engine::Fact& fact, std::string field, std::string words);
  void check_time(const codec::ParsedFact& given);
  void check_profile(const engine::Fact& fact, const engine::Profile& profile);
  void check_session(const engine::Fact& fact, const engine::Session& session);
  void check_order(const engine::Fact& fact, const engine::Order& order);
  void check_rung(const engine::Fact& fact, const engine::Order& order);
  void check_limit(const engine::Fact& fact, const engine::Limit& limit);
  void check_own_clearing(const engine::Fact& fact);
  void check_retract(const engine::Fact& fact, const engine::Retract& retract);
  void check_separate(const engine::Fact& fact, const engine::Separate& separate);
  [[nodiscard]] const engine::Fact* find(const Uuid& id) const;
  /// The diary with this request's facts, those that come after `fact` left out.
  [[nodiscard]] engine::Diary before(const engine::Fact& fact) const;

  const Pages& pages_;
  Instant now_;
  int ahead_s_;
  std::map<Uuid, const engine::Fact*> given_;
  std::vector<Finding> findings_;
};

}  // namespace springback::app
