#include "codec/same_json.h"

namespace springback::codec {

std::string same_activities_to_json(std::span<const engine::SameActivity> groups) {
  const auto quoted = [](const engine::Fact* fact) { return '"' + format_uuid(fact->id) + '"'; };
  std::string out = R"({"groups":[)";
  for (const engine::SameActivity& group : groups) {
    if (out.back() != '[') out += ',';
    out += R"({"counts":)" + quoted(group.counts) + R"(,"others":[)";
    for (const engine::Fact* other : group.others) {
      if (out.back() != '[') out += ',';
      out += quoted(other);
    }
    out += "]}";
  }
  return out + "]}";
}

}  // namespace springback::codec
