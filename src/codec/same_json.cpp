#include "codec/same_json.h"

#include "base/json_writer.h"

namespace springback::codec {

std::string same_activities_to_json(std::span<const engine::SameActivity> groups) {
  const auto id = [](const engine::Fact* fact) { return format_uuid(fact->id); };
  JsonWriter json;
  json.open('{').list("groups", groups, [&](const engine::SameActivity& group) {
    json.open('{').text("counts", id(group.counts)).texts("others", group.others, id).close('}');
  });
  return json.close('}').take();
}

}  // namespace springback::codec
