#include "app/protocols.h"

#include "app/read_file.h"
#include "app/shipped.h"
#include "base/check.h"
#include "base/json_writer.h"
#include "codec/protocol_json.h"
#include "formats/protocol_toml.h"

namespace springback::app {

namespace {

bool looks_like_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

Refusal refused(const std::string& place) {
  return Refusal{Trouble::bad_input, "protocol_refused", place + " cannot be followed.", {}};
}

}  // namespace

Answer<engine::Protocol> read_protocol_text(const std::string& place, std::string_view text) {
  Refusal refusal = refused(place);
  if (looks_like_json(text)) {
    auto parsed = codec::parse_protocol(text);
    if (parsed) return *std::move(parsed);
    for (const engine::ProtocolFault& fault : parsed.error()) {
      refusal.faults.push_back(
          {0, fault.key, place + ": " + fault.key + (fault.key.empty() ? "" : ": ") + fault.detail});
    }
    return std::unexpected(std::move(refusal));
  }
  auto parsed = formats::read_protocol_toml(text);
  if (parsed) return *std::move(parsed);
  for (const formats::ProtocolFileFault& fault : parsed.error()) {
    refusal.faults.push_back(
        {static_cast<std::size_t>(fault.line), fault.key, place + ": " + formats::to_string(fault)});
  }
  return std::unexpected(std::move(refusal));
}

std::string ProtocolShelf::json() const {
  JsonWriter json;
  json.open('[');
  for (const engine::Protocol& protocol : protocols_) json.raw(codec::protocol_to_json(protocol));
  return json.close(']').take() + '\n';
}

const ProtocolShelf& shipped_protocols() {
  static const ProtocolShelf shelf = [] {
    ProtocolShelf made;
    for (const ShippedFile& file : shipped_files()) {
      auto protocol = formats::read_protocol_toml(file.toml);
      SPRINGBACK_CHECK(protocol.has_value());  // the tests hold that every shipped file is sound
      made.protocols_.push_back(*std::move(protocol));
    }
    return made;
  }();
  return shelf;
}

Answer<ProtocolShelf> read_protocol(const std::filesystem::path& file) {
  const auto text = read_file(file, "a protocol file");
  if (!text) return refuse(text.error(), "protocol_refused");
  auto protocol = read_protocol_text(file.string(), *text);
  if (!protocol) return std::unexpected(protocol.error());
  ProtocolShelf shelf;
  shelf.protocols_.push_back(*std::move(protocol));
  return shelf;
}

Answer<ProtocolShelf> find_protocol(const std::string& name) {
  for (const engine::Protocol& protocol : shipped_protocols().all()) {
    if (protocol.id != name) continue;
    ProtocolShelf shelf;
    shelf.protocols_.push_back(protocol);
    return shelf;
  }
  return read_protocol(name);
}

}  // namespace springback::app
