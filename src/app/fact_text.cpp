#include "app/fact_text.h"

#include "codec/json_text.h"

namespace springback::app {

void ObjectText::key(std::string_view name) {
  if (!body_.empty()) body_ += ',';
  codec::append_json_string(body_, name);
  body_ += ':';
}

ObjectText& ObjectText::text(std::string_view name, std::string_view value) {
  key(name);
  codec::append_json_string(body_, value);
  return *this;
}

ObjectText& ObjectText::number(std::string_view name, std::int64_t value) {
  return raw(name, std::to_string(value));
}

ObjectText& ObjectText::truth(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

ObjectText& ObjectText::raw(std::string_view name, std::string_view json) {
  key(name);
  body_ += json;
  return *this;
}

std::string thousandths(std::int64_t value) {
  std::int32_t decimals = 3;
  while (decimals > 0 && value % 10 == 0) {
    value /= 10;
    --decimals;
  }
  return codec::decimal_text({value < 0, value < 0 ? -value : value, decimals});
}

}  // namespace springback::app
