#pragma once
// What is wrong with a command line, in one line: the place, the value, and what is allowed there.

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace springback::cli {

/// For a line that `app` refused with `error`: "springback log: 'chekin'; allowed: profile, checkin, …". Help
/// and version are no refusals and not for here.
[[nodiscard]] std::string usage_fault(const CLI::App& app, const CLI::ParseError& error);

}  // namespace springback::cli
