#include "cli/screen.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace springback::cli {

namespace {

bool printed = true;

bool terminal(int descriptor) {
  const char* term = std::getenv("TERM");
  return isatty(descriptor) == 1 && !(term != nullptr && std::strcmp(term, "dumb") == 0);
}

// Characters, not bytes: continuation bytes of UTF-8 take no column.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace

bool colour_on() {
  // no-color.org: any non-empty value switches colour off.
  static const bool on = [] {
    const char* refused = std::getenv("NO_COLOR");
    return terminal(STDOUT_FILENO) && (refused == nullptr || *refused == '\0');
  }();
  return on;
}

std::string toned(std::string_view text, Tone tone) {
  if (!colour_on() || tone == Tone::plain) return std::string(text);
  const char* code = "0";
  switch (tone) {
    case Tone::plain:
      break;
    case Tone::strong:
      code = "1";
      break;
    case Tone::faint:
      code = "2";
      break;
    case Tone::good:
      code = "32";
      break;
    case Tone::warn:
      code = "33";
      break;
    case Tone::alarm:
      code = "1;31";
      break;
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::size_t screen_width() {
  constexpr std::size_t kWidest = 78;     // chosen: longer lines are harder to read
  constexpr std::size_t kNarrowest = 20;  // chosen: below it no sentence is readable
  winsize size{};
  if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kWidest;
  return std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
}

std::string fitted(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    out += indent == line.size() ? std::string("\n") : wrapped(line.substr(indent), indent);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::size_t width = screen_width();
  std::string out;
  std::string line;
  const auto flush = [&] {
    out.append(indent, ' ');
    out += line;
    out += '\n';
    line.clear();
  };
  while (!text.empty()) {
    const auto end = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, end);
    if (!word.empty()) {
      if (!line.empty() && indent + columns(line) + 1 + columns(word) > width) flush();
      if (!line.empty()) line += ' ';
      line += word;
    }
    if (end == std::string_view::npos) break;
    if (text[end] == '\n') flush();
    text.remove_prefix(end + 1);
  }
  if (!line.empty()) flush();
  return out;
}

Progress::Progress(std::string_view what) : what_(what), on_(terminal(STDERR_FILENO)) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(std::size_t done, std::size_t total, std::string_view name) {
  if (on_) show(fmt::format("{}/{}", done, total), name);
}

void Progress::show(std::string_view amount, std::string_view name) {
  const auto now = std::chrono::steady_clock::now();
  if (!on_ || now < next_) return;
  next_ = now + std::chrono::milliseconds(50);
  shown_ = true;
  const std::string line = fmt::format("\r\x1b[K{}  {}  {}", what_, amount, name.substr(0, 48));
  std::fputs(line.c_str(), stderr);
}

bool print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return true;
  // Said once; a reader that has gone (`| head`) has seen what it wanted.
  if (printed && errno != EPIPE) {
    print_error(fmt::format("springback: standard output: cannot be written ({})\n", std::strerror(errno)));
  }
  printed = false;
  return false;
}

bool all_printed() { return printed; }

void print_error(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace springback::cli
