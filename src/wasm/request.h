#pragma once
// A request of the page: the members of one JSON object, each as it was written, so that facts and protocols
// reach their own readers unchanged.

#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"

namespace springback::wasm {

/// What cannot be answered: a stable code, and plain words.
struct Refusal {
  std::string code;
  std::string detail;
  std::string faults;  ///< a JSON array; empty: none
};

template <class T>
using Answer = std::expected<T, Refusal>;

[[nodiscard]] std::unexpected<Refusal> refuse(std::string code, std::string detail, std::string faults = {});

class Request {
 public:
  /// One object, strictly JSON; the views point into `json`.
  [[nodiscard]] static Answer<Request> parse(std::string_view json);

  /// Refuses a member that is not named.
  [[nodiscard]] Answer<void> only(std::initializer_list<std::string_view> allowed) const;
  /// The member as written; nothing when absent.
  [[nodiscard]] std::optional<std::string_view> raw(std::string_view key) const;
  [[nodiscard]] Answer<std::string> text(std::string_view key) const;
  [[nodiscard]] Answer<Day> day(std::string_view key) const;
  /// False when absent.
  [[nodiscard]] Answer<bool> truth(std::string_view key) const;
  /// A whole number of that range; `otherwise` when absent.
  [[nodiscard]] Answer<int> whole(std::string_view key, int lowest, int highest, int otherwise) const;
  /// The elements of an array, each as written.
  [[nodiscard]] Answer<std::vector<std::string_view>> elements(std::string_view key) const;

 private:
  struct Member {
    std::string key;
    std::string_view raw;
  };
  std::vector<Member> members_;
};

}  // namespace springback::wasm
