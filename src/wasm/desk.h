#pragma once
// What stands behind the door: one open diary, its protocols and the reader's language, and an answer to each
// request.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "codec/diary_json.h"
#include "engine/diary.h"
#include "engine/protocol.h"
#include "text/phrase.h"
#include "wasm/request.h"

namespace springback::wasm {

class Desk {
 public:
  /// The answer to one request, as door.h describes them. JSON, always; never fails.
  [[nodiscard]] std::string answer(std::string_view request);

 private:
  using Facts = std::vector<codec::ParsedFact>;

  [[nodiscard]] Answer<std::string> dispatch(const Request& request);
  [[nodiscard]] Answer<std::string> open(const Request& request);
  [[nodiscard]] Answer<std::string> add(const Request& request, bool keep);
  [[nodiscard]] Answer<std::string> decide(const Request& request) const;
  [[nodiscard]] Answer<std::string> replay(const Request& request) const;
  [[nodiscard]] Answer<std::string> ladders(const Request& request) const;
  [[nodiscard]] Answer<std::string> what_if(const Request& request) const;
  [[nodiscard]] Answer<std::string> look_back(const Request& request) const;
  [[nodiscard]] Answer<std::string> load(const Request& request) const;
  [[nodiscard]] Answer<std::string> language(const Request& request);
  [[nodiscard]] Answer<std::string> same(const Request& request) const;
  [[nodiscard]] Answer<std::string> version(const Request& request) const;

  /// The facts of a request, checked against those that are kept.
  [[nodiscard]] Answer<Facts> read_facts(std::string_view json) const;
  void keep(const Facts& facts);
  [[nodiscard]] Answer<void> speak(const std::string& language);
  [[nodiscard]] const engine::Protocol* protocol_of(const std::string& hash) const;
  [[nodiscard]] text::Voice voice(const engine::Protocol* protocol) const;
  [[nodiscard]] std::string facts_hash(Day day) const;

  std::vector<engine::Protocol> protocols_;
  engine::Diary diary_;
  std::map<Uuid, std::size_t> index_;   ///< id → place in diary_ and canonical_
  std::vector<std::string> canonical_;  ///< beside diary_
  std::map<std::string, text::Catalog, std::less<>> catalogs_;
  const text::Catalog* catalog_ = &text::english();
  text::Units units_;
};

}  // namespace springback::wasm
