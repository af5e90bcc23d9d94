#pragma once
// Writing for a person at a terminal: colour and progress only where there is one, lines that fit.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace springback::cli {

enum class Tone { plain, strong, faint, good, warn, alarm };

/// True when standard output is a terminal that takes colour: not with NO_COLOR set, not with TERM=dumb.
[[nodiscard]] bool colour_on();
/// The text in that tone, or as it is.
[[nodiscard]] std::string toned(std::string_view text, Tone tone);

/// Columns that a line may have: the terminal's, at most 78, and 78 where there is none.
[[nodiscard]] std::size_t screen_width();
/// Paragraphs broken at blanks to that width, every line after `indent` blanks; UTF-8 counts by character.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);
/// Lines broken to that width, each at the blanks that it begins with.
[[nodiscard]] std::string fitted(std::string_view text);

/// One line on standard error that is written over, twenty times a second at most: "import  12/340
/// morning.fit". Silent off a terminal.
class Progress {
 public:
  explicit Progress(std::string_view what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();
  void show(std::size_t done, std::size_t total, std::string_view name);
  void show(std::string_view amount, std::string_view name);

 private:
  std::string what_;
  bool on_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_{};  // not before then
};

/// Writes to standard output, whole; false when nobody takes it (a closed pipe, a full disk).
bool print(std::string_view text);
/// Whether every `print` so far was taken.
[[nodiscard]] bool all_printed();
void print_error(std::string_view text);

}  // namespace springback::cli
