#include "oracle/people.h"

#include <algorithm>

#include "support/protocol_files.h"

namespace springback::oracle {

Person any_person(Chance& chance) {
  Person person;
  person.usual = chance.one_of(std::array{0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6});
  if (chance.percent(25)) return person;
  person.noise_pct = chance.one_of(std::array{0, 0, 15, 25, 60});
  person.flare_pct = chance.one_of(std::array{0, 0, 3, 10, 30});
  person.missed_pct = chance.one_of(std::array{0, 0, 10, 30, 60});
  person.skipped_pct = chance.one_of(std::array{0, 0, 8, 30, 60});
  person.silent_pct = chance.one_of(std::array{0, 6, 25});
  person.overdone_pct = chance.one_of(std::array{0, 0, 5, 33});
  person.underdone_pct = chance.one_of(std::array{0, 0, 5, 33});
  person.told_pct = chance.one_of(std::array{0, 40, 100});
  person.extra_pct = chance.one_of(std::array{0, 0, 3, 15});
  person.unsettled_pct = chance.one_of(std::array{0, 6, 25});
  person.painkiller_pct = chance.one_of(std::array{0, 0, 2, 15});
  person.limp_pct = chance.one_of(std::array{0, 0, 1, 6});
  person.odd_permille = chance.one_of(std::array{0, 10, 30, 120});
  person.early_pct = chance.one_of(std::array{0, 0, 2, 30});
  person.recorded_pct = chance.one_of(std::array{0, 20, 80});
  person.twice_pct = chance.one_of(std::array{0, 0, 4, 20});
  person.travels = chance.percent(25);
  person.creep_days = chance.one_of(std::array{0, 0, 0, 0, 8, 14, 20, 30});
  person.creep_by = chance.percent(60) ? 1 : -1;
  return person;
}

std::vector<engine::Protocol> choose_protocols(Chance& chance, std::vector<std::string>& varied) {
  std::vector<engine::Protocol> protocols = test::shipped_protocols();
  if (chance.percent(65)) return protocols;
  const auto numbers = engine::protocol_numbers();
  const int changes = chance.between(1, 10);
  for (int n = 0; n < changes; ++n) {
    const engine::ProtocolNumber& number =
        numbers[static_cast<std::size_t>(chance.between(0, static_cast<int>(numbers.size()) - 1))];
    const bool near = chance.percent(50);
    const int by = chance.between(-2, 2);
    const std::int32_t anywhere = chance.between(number.lowest, number.highest);
    for (engine::Protocol& protocol : protocols) {
      std::int32_t& value = number.at(protocol);
      value = near ? std::clamp(value + by, number.lowest, number.highest) : anywhere;
    }
    varied.push_back(std::string(number.key) + " = " + std::to_string(number.read(protocols.front())));
  }
  if (chance.percent(30)) {  // a window that a life of weeks can leave
    const int days = chance.between(28, 40);
    for (engine::Protocol& protocol : protocols) protocol.trend.drift_window_days = days;
    varied.push_back("trend.drift_window_days = " + std::to_string(days));
  }
  for (const engine::Protocol& protocol : protocols) {
    if (engine::check_protocol(protocol).empty()) continue;
    varied.clear();
    return test::shipped_protocols();
  }
  return protocols;
}

}  // namespace springback::oracle
