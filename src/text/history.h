#pragma once
// The look-back and the ledger of load in words. What is said claims no cause: it came before, and no more.

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "engine/look_back.h"
#include "text/phrase.h"

namespace springback::text {

struct LookBackText {
  std::string headline;               ///< the answer
  std::vector<std::string> findings;  ///< one each, in their order
  std::vector<std::string> usual;     ///< what was there in the weeks before as well
  std::vector<std::string> notes;     ///< what the order and the figures mean, and what they do not
};
[[nodiscard]] LookBackText render_look_back(const engine::LookBack& found, const Voice& voice);
/// What a guard watches, for legends: "Long run".
[[nodiscard]] std::string guard_name(const Voice& voice, engine::Code guard);

struct LedgerText {
  std::string headline;
  std::vector<std::string> notes;
};
[[nodiscard]] LedgerText render_ledger(const engine::Ledger& ledger, const Voice& voice);
[[nodiscard]] std::string load_kind_name(const Voice& voice, engine::LoadKind kind);

/// {"headline", "findings": [sentence], "usual": [sentence], "notes": [sentence], "names": {guard: name}} for
/// the page. Keys in this order, no blanks.
[[nodiscard]] std::string look_back_words_json(const engine::LookBack& found, const Voice& voice);
/// {"headline", "notes": [sentence], "names": {kind: name}}
[[nodiscard]] std::string ledger_words_json(const engine::Ledger& ledger, const Voice& voice);

}  // namespace springback::text
