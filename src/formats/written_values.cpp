#include "formats/written_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/civil.h"

namespace springback::formats {
namespace {

constexpr double kSemicirclesPerDegree = 2147483648.0 / 180.0;
constexpr std::int64_t kMsPerDay = 86'400'000;

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Takes texts apart from the left; every step says whether it fitted.
class Left {
 public:
  explicit Left(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char next() const { return text_.empty() ? '\0' : text_.front(); }
  void skip() { text_.remove_prefix(text_.empty() ? 0 : 1); }
  bool take(char c) {
    if (next() != c) return false;
    skip();
    return true;
  }
  /// Exactly two digits, 0…most; −1 otherwise.
  int two(int most) {
    if (text_.size() < 2 || !digit(text_[0]) || !digit(text_[1])) return -1;
    const int value = (text_[0] - '0') * 10 + (text_[1] - '0');
    text_.remove_prefix(2);
    return value <= most ? value : -1;
  }
  std::string_view take_first(std::size_t count) {
    const std::string_view part = text_.substr(0, count);
    text_.remove_prefix(part.size());
    return part;
  }

 private:
  std::string_view text_;
};

/// Decimals of a second to milliseconds, further ones cut off; −1 when there is none.
int decimals_ms(Left& text) {
  if (!text.take('.') && !text.take(',')) return 0;
  int ms = 0;
  int scale = 100;
  bool any = false;
  for (; digit(text.next()); text.skip(), scale /= 10) {
    ms += (text.next() - '0') * scale;
    any = true;
  }
  return any ? ms : -1;
}

/// What is behind the time of day. False when it is no zone.
bool take_zone(Left& text, WrittenTime& time) {
  while (text.next() == ' ') text.skip();
  if (text.at_end()) {
    time.zoned = false;
    return true;
  }
  if (text.take('Z') || text.take('z')) return text.at_end();
  const bool west = text.next() == '-';
  if (!text.take('+') && !text.take('-')) return false;
  const int hours = text.two(18);
  static_cast<void>(text.take(':'));
  const int minutes = text.at_end() ? 0 : text.two(59);
  if (hours < 0 || minutes < 0 || !text.at_end()) return false;
  const int offset = (hours * 60 + minutes) * (west ? -1 : 1);
  if (offset < -1080 || offset > 1080) return false;
  time.offset_min = static_cast<std::int16_t>(offset);
  return true;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

struct Word {
  std::string_view written;
  const char* sport;
};

// source: the numbers that Strava's GPX files had until they changed to words
constexpr std::array kNumbers{
    Word{"1", "cycling"},
    Word{"2", "alpine_skiing"},
    Word{"3", "alpine_skiing"},
    Word{"4", "hiking"},
    Word{"5", "ice_skating"},
    Word{"6", "inline_skating"},
    Word{"7", "cross_country_skiing"},
    Word{"9", "running"},
    Word{"10", "walking"},
    Word{"11", "training"},
    Word{"12", "snowboarding"},
    Word{"13", "snowshoeing"},
    Word{"16", "swimming"},
    Word{"17", "cycling"},
    Word{"18", "e_biking"},
};

constexpr std::array kWords{
    Word{"run", "running"},
    Word{"running", "running"},
    Word{"runs", "running"},
    Word{"jog", "running"},
    Word{"jogging", "running"},
    Word{"treadmill", "running"},
    Word{"trailrun", "running"},
    Word{"virtualrun", "running"},
    Word{"trailrunning", "running"},
    Word{"walk", "walking"},
    Word{"walking", "walking"},
    Word{"nordicwalking", "walking"},
    Word{"hike", "hiking"},
    Word{"hiking", "hiking"},
    Word{"trekking", "hiking"},
    Word{"mountaineering", "mountaineering"},
    Word{"snowshoe", "snowshoeing"},
    Word{"ride", "cycling"},
    Word{"cycling", "cycling"},
    Word{"biking", "cycling"},
    Word{"bike", "cycling"},
    Word{"bicycle", "cycling"},
    Word{"mtb", "cycling"},
    Word{"cycle", "cycling"},
    Word{"virtualride", "cycling"},
    Word{"ebikeride", "e_biking"},
    Word{"gravelride", "cycling"},
    Word{"mountainbikeride", "cycling"},
    Word{"swim", "swimming"},
    Word{"swimming", "swimming"},
    Word{"rowing", "rowing"},
    Word{"row", "rowing"},
    Word{"skiing", "cross_country_skiing"},
    Word{"ski", "cross_country_skiing"},
    Word{"nordicski", "cross_country_skiing"},
    Word{"alpineski", "alpine_skiing"},
    Word{"snowboard", "snowboarding"},
    Word{"snowboarding", "snowboarding"},
    Word{"skating", "inline_skating"},
    Word{"skate", "inline_skating"},
    Word{"driving", "driving"},
    Word{"car", "driving"},
    Word{"sailing", "sailing"},
    Word{"kayaking", "kayaking"},
    Word{"paddling", "paddling"},
    Word{"yoga", "training"},
    Word{"workout", "training"},
    Word{"strength", "training"},
    Word{"multisport", "multisport"},
    Word{"transition", "transition"},
    Word{"elliptical", "fitness_equipment"},
};

// Apple's names in small letters without their beginning.
constexpr std::array kApple{
    Word{"running", "running"},
    Word{"walking", "walking"},
    Word{"hiking", "hiking"},
    Word{"cycling", "cycling"},
    Word{"handcycling", "cycling"},
    Word{"swimming", "swimming"},
    Word{"rowing", "rowing"},
    Word{"elliptical", "fitness_equipment"},
    Word{"stairclimbing", "fitness_equipment"},
    Word{"stairs", "fitness_equipment"},
    Word{"steptraining", "fitness_equipment"},
    Word{"traditionalstrengthtraining", "training"},
    Word{"functionalstrengthtraining", "training"},
    Word{"coretraining", "training"},
    Word{"crosstraining", "training"},
    Word{"highintensityintervaltraining", "training"},
    Word{"mixedcardio", "training"},
    Word{"flexibility", "training"},
    Word{"cooldown", "training"},
    Word{"preparationandrecovery", "training"},
    Word{"pilates", "training"},
    Word{"yoga", "training"},
    Word{"mindandbody", "training"},
    Word{"basketball", "basketball"},
    Word{"soccer", "soccer"},
    Word{"tennis", "tennis"},
    Word{"golf", "golf"},
    Word{"downhillskiing", "alpine_skiing"},
    Word{"crosscountryskiing", "cross_country_skiing"},
    Word{"snowboarding", "snowboarding"},
    Word{"skatingsports", "inline_skating"},
    Word{"paddlesports", "paddling"},
    Word{"sailing", "sailing"},
    Word{"surfingsports", "surfing"},
    Word{"equestriansports", "horseback_riding"},
    Word{"climbing", "rock_climbing"},
    Word{"swimbikerun", "multisport"},
    Word{"transition", "transition"},
};

template <std::size_t n>
const char* find_word(const std::array<Word, n>& words, std::string_view written) {
  const auto found = std::ranges::find(words, written, &Word::written);
  return found == words.end() ? nullptr : found->sport;
}

}  // namespace

std::optional<double> written_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::int32_t written_sample(std::string_view text, double unit, double least, double most) {
  const auto value = written_number(text);
  if (!value || *value < least || *value > most) return engine::kNoSample;
  const double scaled = std::round(*value * unit);
  if (scaled <= -2147483648.0 || scaled > 2147483647.0) return engine::kNoSample;
  return static_cast<std::int32_t>(scaled);
}

Position written_position(std::string_view latitude, std::string_view longitude) {
  const auto north = written_number(latitude);
  const auto east = written_number(longitude);
  if (!north || !east || std::fabs(*north) > 90.0 || std::fabs(*east) > 180.0) return {};
  if (*north == 0.0 && *east == 0.0) return {};
  // 180° east is one more than a semicircle can say; 180° west is what stands for "absent".
  const double turn = std::clamp(std::round(*east * kSemicirclesPerDegree), -2147483647.0, 2147483647.0);
  return {static_cast<std::int32_t>(std::round(*north * kSemicirclesPerDegree)),
          static_cast<std::int32_t>(turn)};
}

std::optional<WrittenTime> written_time(std::string_view text) {
  Left left(text);
  const auto day = parse_day(left.take_first(10));
  if (!day || civil_from_day(*day).year < 1990) return std::nullopt;
  if (!left.take('T') && !left.take('t') && !left.take(' ')) return std::nullopt;
  const int hour = left.two(23);
  if (hour < 0 || !left.take(':')) return std::nullopt;
  const int minute = left.two(59);
  if (minute < 0 || !left.take(':')) return std::nullopt;
  const int second = left.two(60);
  if (second < 0) return std::nullopt;
  const int ms = decimals_ms(left);
  WrittenTime time;
  if (ms < 0 || !take_zone(left, time)) return std::nullopt;
  time.utc_ms = std::int64_t{day->value} * kMsPerDay + ((hour * 60 + minute) * 60 + second) * 1000LL + ms -
                std::int64_t{time.offset_min} * 60'000;
  return time;
}

std::string written_sport(std::string_view text) {
  const std::string all = lower(text);
  if (const char* sport = find_word(kNumbers, all)) return sport;
  // Word by word: "trail_running", "Mountain Biking", "Running/Outdoor".
  for (std::size_t at = 0; at < all.size();) {
    std::size_t end = at;
    while (end < all.size() && all[end] >= 'a' && all[end] <= 'z') ++end;
    if (const char* sport = find_word(kWords, std::string_view(all).substr(at, end - at))) return sport;
    at = end + 1;
  }
  return "unknown";
}

std::string apple_sport(std::string_view type) {
  constexpr std::string_view kBegin = "HKWorkoutActivityType";
  if (type.starts_with(kBegin)) type.remove_prefix(kBegin.size());
  const char* sport = find_word(kApple, lower(type));
  return sport != nullptr ? sport : "unknown";
}

engine::OnFoot foot_of_sport(std::string_view sport) {
  if (sport == "unknown" || sport == "multisport") return engine::OnFoot::unknown;
  constexpr std::array<std::string_view, 4> kFoot{"running", "walking", "hiking", "mountaineering"};
  return std::ranges::find(kFoot, sport) != kFoot.end() ? engine::OnFoot::yes : engine::OnFoot::no;
}

}  // namespace springback::formats
