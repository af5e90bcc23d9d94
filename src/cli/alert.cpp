#include "cli/alert.h"

#include "cli/screen.h"

namespace springback::cli {

std::string alert_lines(const text::AlertText& alert) {
  if (alert.title.empty()) return {};
  const bool urgent = alert.level == engine::AlertLevel::urgent;
  std::string out = toned(wrapped(alert.title, 0), urgent ? Tone::alarm : Tone::warn);
  for (const std::string& sentence : alert.sentences) out += wrapped(sentence, 2);
  if (!alert.cleared.empty()) {
    out += wrapped(alert.cleared, 2);
    out += urgent ? "    springback log order clear --by clinician\n"
                  : "    springback log order clear --by self\n";
  }
  return out + "\n";
}

}  // namespace springback::cli
