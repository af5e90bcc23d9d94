#include "codec/reading.h"

#include <algorithm>

#include "codec/diary_json.h"

namespace springback::codec {
namespace {

// chosen: nobody takes 105 strides (210 steps) a minute for half of the way, so such a file counts steps; a
// walk of 80 strides (160 steps) a minute is none either.
constexpr std::int32_t kMostStrides_128 = 105 * 128;
constexpr std::int32_t kMostWalkStrides_128 = 80 * 128;

/// Steps are twice the strides, unless the writer counted steps already.
std::int32_t steps_per_cycle(const std::vector<std::int32_t>& cycles_min_128, std::int32_t most_strides_128) {
  std::vector<std::int32_t> known;
  known.reserve(cycles_min_128.size());
  for (const std::int32_t c : cycles_min_128) {
    if (c > 0) known.push_back(c);
  }
  if (known.empty()) return 2;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  return *middle > most_strides_128 ? 1 : 2;
}

/// Writes one JSON object or array; every text that comes here is our own ASCII or is escaped.
class Writer {
 public:
  [[nodiscard]] std::string take() { return std::move(out_); }

  void open(char bracket) {
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void next() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void key(const char* name) {
    next();
    text(name);
    out_ += ':';
  }
  void member(const char* name, std::string_view value) {
    key(name);
    text(value);
  }
  void member(const char* name, const char* value) { member(name, std::string_view(value)); }
  void member(const char* name, std::int64_t value) {
    key(name);
    out_ += std::to_string(value);
  }
  void member(const char* name, bool value) {
    key(name);
    out_ += value ? "true" : "false";
  }
  void null(const char* name) {
    key(name);
    out_ += "null";
  }
  /// value / 10^decimals without trailing zeros: 412 with two decimals is 4.12, 400 is 4.
  void decimal(const char* name, std::uint64_t value, int decimals) {
    key(name);
    std::uint64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    out_ += std::to_string(value / unit);
    std::uint64_t rest = value % unit;
    if (rest == 0) return;
    out_ += '.';
    for (unit /= 10; rest > 0; unit /= 10) {
      out_ += static_cast<char>('0' + rest / unit);
      rest %= unit;
    }
  }

 private:
  void text(std::string_view value) {
    constexpr char kDigits[] = "0123456789abcdef";
    out_ += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (byte < 0x20) {
        out_ += "\\u00";
        out_ += kDigits[byte >> 4];
        out_ += kDigits[byte & 15];
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  std::string out_;
  bool first_ = true;
};

const char* name(engine::BoutKind kind) {
  switch (kind) {
    case engine::BoutKind::jog:
      return "jog";
    case engine::BoutKind::walk:
      return "walk";
    case engine::BoutKind::still:
      break;
  }
  return "still";
}

void write_bouts(Writer& to, const std::vector<engine::Bout>& bouts) {
  to.key("bouts");
  to.open('[');
  for (const engine::Bout& bout : bouts) {
    to.next();
    to.open('{');
    to.member("kind", name(bout.kind));
    to.member("start_s", std::int64_t{bout.start_s});
    to.member("duration_s", std::int64_t{bout.duration_s});
    if (bout.distance_m) to.member("distance_m", std::int64_t{*bout.distance_m});
    to.close('}');
  }
  to.close(']');
}

std::int32_t rounded(std::uint64_t value, std::uint64_t unit) {
  return static_cast<std::int32_t>(std::min<std::uint64_t>((value + unit / 2) / unit, INT32_MAX));
}

}  // namespace

std::vector<std::int32_t> steps_of_cycles(std::vector<std::int32_t> cycles_min_128, bool walk) {
  const std::int32_t factor = steps_per_cycle(cycles_min_128, walk ? kMostWalkStrides_128 : kMostStrides_128);
  for (std::int32_t& c : cycles_min_128) {
    if (c != engine::kNoSample) c = c * factor * 5 / 64;
  }
  return cycles_min_128;
}

void take_at_its_word(engine::OnFoot foot, bool running, Reading& reading) {
  engine::RecordingMeaning& meaning = reading.meaning;
  if (foot != engine::OnFoot::yes || !meaning.bouts.empty() || reading.foot_timer_ms == 0) return;
  engine::Bout bout;
  bout.kind = running ? engine::BoutKind::jog : engine::BoutKind::walk;
  bout.duration_s =
      static_cast<std::int32_t>(std::min<std::uint64_t>(reading.foot_timer_ms / 1000, INT32_MAX));
  if (reading.foot_distance_cm > 0) {
    bout.distance_m =
        static_cast<std::int32_t>(std::min<std::uint64_t>(reading.foot_distance_cm / 100, INT32_MAX));
  }
  (running ? meaning.jog_s : meaning.walk_s) = bout.duration_s;
  meaning.unknown_s = 0;
  meaning.bouts.push_back(bout);
}

void name_samples_out_of_time(Reading& reading) {
  if (reading.meaning.samples_out_of_time == 0 || reading.meaning.start_s == engine::kNoTime) return;
  reading.faults.push_back(
      {"samples_out_of_time", 0,
       std::to_string(reading.meaning.samples_out_of_time) +
           " records without a time, or far from all others; they count only as records"});
}

std::string reading_json(const Reading& reading) {
  Writer to;
  to.open('{');
  to.member("format", reading.format);
  if (reading.start) {
    std::string start = format_instant(*reading.start);
    // "Z": the moment is known, the place's clock is not (RFC 3339, 4.3 would say "-00:00").
    if (!reading.offset_known && start.ends_with("+00:00")) start.replace(start.size() - 6, 6, "Z");
    to.member("start", start);
  } else {
    to.null("start");
  }
  to.member("sport", reading.sport);
  to.member("records", static_cast<std::int64_t>(reading.records));
  to.decimal("distance_m", reading.distance_cm, 2);
  to.decimal("timer_s", reading.timer_ms, 3);
  to.member("totals_rebuilt", reading.totals_rebuilt);
  to.member("jog_s", std::int64_t{reading.meaning.jog_s});
  to.member("walk_s", std::int64_t{reading.meaning.walk_s});
  to.member("still_s", std::int64_t{reading.meaning.still_s});
  to.member("unknown_s", std::int64_t{reading.meaning.unknown_s});
  to.member("gaps", std::int64_t{reading.meaning.gaps});
  if (reading.ascent_m) {
    to.member("ascent_m", std::int64_t{*reading.ascent_m});
    to.member("ascent_from", reading.ascent_by_device ? "device" : "smoothed_altitude");
  } else {
    to.null("ascent_m");
  }
  if (reading.steps) to.member("steps", std::int64_t{*reading.steps});
  write_bouts(to, reading.meaning.bouts);
  to.key("faults");
  to.open('[');
  for (const ReadingFault& fault : reading.faults) {
    to.next();
    to.open('{');
    to.member("kind", fault.kind);
    to.member("offset", static_cast<std::int64_t>(fault.offset));
    to.member("detail", fault.detail);
    to.close('}');
  }
  to.close(']');
  to.close('}');
  return to.take();
}

std::optional<engine::Recording> recording_fact(const Reading& reading, std::span<const std::uint8_t> bytes,
                                                std::string derived_by) {
  if (!reading.start) return std::nullopt;
  return recording_fact(reading, sha256(bytes), std::move(derived_by));
}

std::optional<engine::Recording> recording_fact(const Reading& reading, const Sha256& sum,
                                                std::string derived_by) {
  if (!reading.start) return std::nullopt;
  engine::Recording fact;
  fact.sha256 = sum;
  fact.derived_by = std::move(derived_by);
  fact.start = *reading.start;
  fact.sport = reading.sport;
  fact.distance_m = rounded(reading.foot_distance_cm, 100);
  fact.timer_s = rounded(reading.foot_timer_ms, 1000);
  fact.jog_s = reading.meaning.jog_s;
  fact.walk_s = reading.meaning.walk_s;
  fact.ascent_m = reading.ascent_m;
  fact.steps = reading.steps;
  fact.bouts = reading.meaning.bouts;
  return fact;
}

Uuid recording_id(const engine::Recording& recording) {
  return recording_id(recording.sha256, recording.derived_by);
}

std::string recording_fact_json(const engine::Recording& recording) {
  const std::string start = format_instant(recording.start);
  Writer to;
  to.open('{');
  to.member("type", "recording");
  to.member("at", start);
  to.member("id", format_uuid(recording_id(recording)));
  to.member("sha256", format_sha256(recording.sha256));
  to.member("derived_by", recording.derived_by);
  to.member("start", start);
  to.member("sport", recording.sport);
  to.member("distance_m", std::int64_t{recording.distance_m});
  to.member("timer_s", std::int64_t{recording.timer_s});
  to.member("jog_s", std::int64_t{recording.jog_s});
  to.member("walk_s", std::int64_t{recording.walk_s});
  if (recording.ascent_m) to.member("ascent_m", std::int64_t{*recording.ascent_m});
  if (recording.steps) to.member("steps", std::int64_t{*recording.steps});
  write_bouts(to, recording.bouts);
  to.close('}');
  return to.take();
}

}  // namespace springback::codec
