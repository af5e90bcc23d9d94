#pragma once
// The outcome of a day as JSON: one line without blanks, keys in a fixed order, the same bytes on every
// machine.

#include <string>

#include "engine/outcome.h"
#include "engine/protocol.h"

namespace springback::codec {

/// `protocol` names the exercises of the doses; null only when the outcome has none (protocol_unknown,
/// not_started). What is absent is left out; a closed track is {"open":false}. Doses are per round for runs;
/// kilograms have at most three decimals, loads one.
[[nodiscard]] std::string outcome_to_json(const engine::Outcome& outcome, const engine::Protocol* protocol);

/// The same for one item of `today` alone, as a `shown` fact keeps it.
[[nodiscard]] std::string item_to_json(const engine::Item& item, const engine::Protocol* protocol);

/// The same for one reason alone.
[[nodiscard]] std::string reason_to_json(const engine::Reason& reason);

}  // namespace springback::codec
