#pragma once
// A JSON object put together member by member: facts on their way to the diary, answers on their way out.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace springback::app {

class ObjectText {
 public:
  ObjectText& text(std::string_view key, std::string_view value);
  ObjectText& number(std::string_view key, std::int64_t value);
  ObjectText& truth(std::string_view key, bool value);
  /// `json` is a whole value already.
  ObjectText& raw(std::string_view key, std::string_view json);

  [[nodiscard]] bool empty() const { return body_.empty(); }
  /// The object so far, compact.
  [[nodiscard]] std::string close() const { return '{' + body_ + '}'; }

 private:
  void key(std::string_view name);
  std::string body_;
};

/// "12.5" for 12,500 thousandths, without trailing zeros.
[[nodiscard]] std::string thousandths(std::int64_t value);

}  // namespace springback::app
