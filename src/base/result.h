#pragma once
// Bad input as a value: what went wrong, where, and what is allowed. Our own mistakes go to check.h;
// the domain's "no" is a decision with reasons and never comes through here.

#include <expected>
#include <string>
#include <utility>

namespace springback {

/// Which door a trouble belongs to; the program's exit status follows it.
enum class Trouble {
  bad_input,  ///< what the user gave cannot be taken (exit 2)
  machine,    ///< disk, port, database (exit 3)
};

/// One trouble, for a person to read: place ("line 3", "--goal", a path), what stood there, what is allowed.
struct Error {
  Trouble kind = Trouble::bad_input;
  std::string place;
  std::string detail;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> bad_input(std::string place, std::string detail) {
  return std::unexpected(Error{Trouble::bad_input, std::move(place), std::move(detail)});
}

inline std::unexpected<Error> machine_trouble(std::string place, std::string detail) {
  return std::unexpected(Error{Trouble::machine, std::move(place), std::move(detail)});
}

}  // namespace springback
