#include "codec/fit_encode.h"

#include <algorithm>
#include <utility>

#include "codec/fit_crc.h"

namespace springback::fit {
namespace {

// source: FIT protocol 2.0; the profile number is 21.60's.
constexpr std::uint8_t kProtocol = 0x20;
constexpr std::uint16_t kProfile = 2160;

void put(std::vector<std::uint8_t>& to, std::uint64_t value, std::size_t size, bool big_endian) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t shift = 8 * (big_endian ? size - 1 - i : i);
    to.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

std::uint64_t invalid_of(std::uint8_t base_type) {
  switch (static_cast<BaseType>(base_type)) {
    case BaseType::sint8:
      return 0x7f;
    case BaseType::sint16:
      return 0x7fff;
    case BaseType::sint32:
      return 0x7fff'ffff;
    case BaseType::sint64:
      return 0x7fff'ffff'ffff'ffff;
    case BaseType::string:
    case BaseType::uint8z:
    case BaseType::uint16z:
    case BaseType::uint32z:
    case BaseType::uint64z:
      return 0;
    default:
      return ~std::uint64_t{0};
  }
}

}  // namespace

void Encoder::define(std::uint8_t local, Message message, std::vector<FieldSpec> fields, bool big_endian,
                     std::vector<DeveloperFieldSpec> developer_fields) {
  const bool with_developer = !developer_fields.empty();
  body_.push_back(static_cast<std::uint8_t>(0x40U | (with_developer ? 0x20U : 0U) | (local & 15U)));
  body_.push_back(0);
  body_.push_back(big_endian ? 1 : 0);
  put(body_, static_cast<std::uint16_t>(message), 2, big_endian);
  body_.push_back(static_cast<std::uint8_t>(fields.size()));
  for (const FieldSpec& f : fields) body_.insert(body_.end(), {f.number, f.size, f.base_type});
  Definition& definition = definitions_[local & 15U];
  definition = {std::move(fields), 0, big_endian};
  if (!with_developer) return;
  body_.push_back(static_cast<std::uint8_t>(developer_fields.size()));
  for (const DeveloperFieldSpec& f : developer_fields) {
    body_.insert(body_.end(), {f.number, f.size, f.developer_index});
    definition.developer_bytes += f.size;
  }
}

void Encoder::fields_of(const Definition& definition, std::span<const std::int64_t> values,
                        std::span<const std::uint8_t> developer_bytes,
                        std::span<const std::string_view> texts) {
  std::size_t text = 0;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    const FieldSpec& field = definition.fields[i];
    if (field.base_type == static_cast<std::uint8_t>(BaseType::string)) {
      const std::string_view from = text < texts.size() ? texts[text++] : std::string_view{};
      for (std::size_t k = 0; k < field.size; ++k) {
        const bool inside = k < from.size() && k + 1 < field.size;
        body_.push_back(inside ? static_cast<std::uint8_t>(from[k]) : std::uint8_t{0});
      }
      continue;
    }
    const std::size_t known = base_size(field.base_type);
    const std::size_t element = known == 0 || field.size % known != 0 ? 1 : known;
    const std::uint64_t invalid = invalid_of(field.base_type);
    for (std::size_t k = 0; k < field.size / element; ++k) {
      const bool given = k == 0 && i < values.size() && values[i] != kInvalid;
      put(body_, given ? static_cast<std::uint64_t>(values[i]) : invalid, element, definition.big_endian);
    }
  }
  for (std::size_t i = 0; i < definition.developer_bytes; ++i) {
    body_.push_back(i < developer_bytes.size() ? developer_bytes[i] : std::uint8_t{0});
  }
}

void Encoder::data(std::uint8_t local, std::span<const std::int64_t> values,
                   std::span<const std::uint8_t> developer_bytes, std::span<const std::string_view> texts) {
  body_.push_back(static_cast<std::uint8_t>(local & 15U));
  fields_of(definitions_[local & 15U], values, developer_bytes, texts);
}

void Encoder::data_short_time(std::uint8_t local, std::uint8_t low_bits,
                              std::span<const std::int64_t> values) {
  body_.push_back(static_cast<std::uint8_t>(0x80U | (local & 3U) << 5 | (low_bits & 31U)));
  fields_of(definitions_[local & 3U], values, {}, {});
}

void Encoder::raw(std::span<const std::uint8_t> bytes) {
  body_.insert(body_.end(), bytes.begin(), bytes.end());
}

std::vector<std::uint8_t> Encoder::finish(Header header) const {
  std::vector<std::uint8_t> out;
  out.reserve(body_.size() + 16);
  out.push_back(header == Header::short_one ? 12 : 14);
  out.push_back(kProtocol);
  put(out, kProfile, 2, false);
  put(out, body_.size(), 4, false);
  for (const char c : {'.', 'F', 'I', 'T'}) out.push_back(static_cast<std::uint8_t>(c));
  if (header == Header::with_checksum) put(out, crc16(out), 2, false);
  if (header == Header::without_checksum) put(out, 0, 2, false);
  out.insert(out.end(), body_.begin(), body_.end());
  put(out, crc16(out), 2, false);
  return out;
}

namespace {

// Local types of an activity; the first two are records, so that a compressed timestamp can name them.
enum Local : std::uint8_t {
  kRecord,
  kRecordShortTime,
  kFileId,
  kEvent,
  kLap,
  kSession,
  kActivity,
  kSportLocal
};

template <class T>
std::int64_t value_of(const std::optional<T>& value) {
  return value ? std::int64_t{*value} : kInvalid;
}
std::int64_t time_of(std::uint32_t time_s) { return time_s == kNoTime ? kInvalid : std::int64_t{time_s}; }

bool any(const std::vector<std::int32_t>& column) {
  return std::any_of(column.begin(), column.end(), [](std::int32_t v) { return v != kAbsent; });
}

bool fit_16_bits(const std::vector<std::int32_t>& column, std::int32_t add, std::int32_t per) {
  return std::all_of(column.begin(), column.end(), [add, per](std::int32_t v) {
    return v == kAbsent || (v >= -add && (std::int64_t{v} + add) / per < 0xffff);
  });
}

/// The record definition that a file's columns need, and the messages under it.
class RecordWriter {
 public:
  RecordWriter(const Records& records, const ActivityStyle& style) : records_(records) {
    const bool small_altitude = !style.enhanced && fit_16_bits(records.altitude_cm, 50'000, 20);
    const bool small_speed = !style.enhanced && fit_16_bits(records.speed_mm_s, 0, 1);
    const bool positions = any(records.latitude);
    add(positions, {record_field::latitude, BaseType::sint32},
        [](const Records& r, std::size_t i) { return r.latitude[i]; });
    add(positions, {record_field::longitude, BaseType::sint32},
        [](const Records& r, std::size_t i) { return r.longitude[i]; });
    add(any(records.altitude_cm),
        small_altitude ? FieldSpec{record_field::altitude, BaseType::uint16}
                       : FieldSpec{record_field::enhanced_altitude, BaseType::uint32},
        [](const Records& r, std::size_t i) {
          return r.altitude_cm[i] == kAbsent ? kAbsent : (r.altitude_cm[i] + 50'000) / 20;
        });
    add(any(records.speed_mm_s),
        small_speed ? FieldSpec{record_field::speed, BaseType::uint16}
                    : FieldSpec{record_field::enhanced_speed, BaseType::uint32},
        [](const Records& r, std::size_t i) { return r.speed_mm_s[i]; });
    add(any(records.distance_cm), {record_field::distance, BaseType::uint32},
        [](const Records& r, std::size_t i) { return r.distance_cm[i]; });
    const bool cadence = any(records.cadence_128);
    add(cadence, {record_field::cadence, BaseType::uint8}, [](const Records& r, std::size_t i) {
      return r.cadence_128[i] == kAbsent ? kAbsent : r.cadence_128[i] / 128;
    });
    add(cadence, {record_field::fractional_cadence, BaseType::uint8}, [](const Records& r, std::size_t i) {
      return r.cadence_128[i] == kAbsent ? kAbsent : r.cadence_128[i] % 128;
    });
    add(any(records.heart_rate_bpm), {record_field::heart_rate, BaseType::uint8},
        [](const Records& r, std::size_t i) { return r.heart_rate_bpm[i]; });
    add(any(records.power_w), {record_field::power, BaseType::uint16},
        [](const Records& r, std::size_t i) { return r.power_w[i]; });
    add(any(records.temperature_c), {record_field::temperature, BaseType::sint8},
        [](const Records& r, std::size_t i) { return r.temperature_c[i]; });
  }

  void define(Encoder& to, const ActivityStyle& style) const {
    if (style.short_times) to.define(kRecordShortTime, Message::record, specs_, style.big_endian);
    std::vector<FieldSpec> with_time{{kTimestampField, BaseType::uint32}};
    with_time.insert(with_time.end(), specs_.begin(), specs_.end());
    to.define(kRecord, Message::record, std::move(with_time), style.big_endian);
  }

  /// `before` is the last time written by any message; kNoTime if there is none.
  void write(Encoder& to, std::size_t i, bool short_times, std::uint32_t before) {
    const std::uint32_t time_s = records_.time_s[i];
    values_.assign(1, time_of(time_s));
    for (const Get get : gets_) {
      const std::int32_t value = get(records_, i);
      values_.push_back(value == kAbsent ? kInvalid : std::int64_t{value});
    }
    const bool near = time_s != kNoTime && before != kNoTime && time_s >= before && time_s - before < 32;
    if (short_times && near) {
      to.data_short_time(kRecordShortTime, static_cast<std::uint8_t>(time_s & 31U),
                         std::span(values_).subspan(1));
    } else {
      to.data(kRecord, values_);
    }
  }

 private:
  using Get = std::int32_t (*)(const Records&, std::size_t);
  void add(bool wanted, FieldSpec spec, Get get) {
    if (!wanted) return;
    specs_.push_back(spec);
    gets_.push_back(get);
  }

  const Records& records_;
  std::vector<FieldSpec> specs_;
  std::vector<Get> gets_;
  std::vector<std::int64_t> values_;
};

void write_segments(Encoder& to, const File& file, bool big_endian) {
  const std::vector<FieldSpec> common{
      {kTimestampField, BaseType::uint32},         {session_field::start_time, BaseType::uint32},
      {session_field::elapsed, BaseType::uint32},  {session_field::timer, BaseType::uint32},
      {session_field::distance, BaseType::uint32}, {session_field::cycles, BaseType::uint32}};
  const auto values = [](const Segment& s) {
    return std::vector<std::int64_t>{time_of(s.time_s),    time_of(s.start_time_s), value_of(s.elapsed_ms),
                                     value_of(s.timer_ms), value_of(s.distance_cm), value_of(s.cycles)};
  };
  std::vector<FieldSpec> lap = common;
  lap.emplace_back(lap_field::ascent, BaseType::uint16);
  if (!file.laps.empty()) to.define(kLap, Message::lap, lap, big_endian);
  for (const Segment& s : file.laps) {
    auto v = values(s);
    v.push_back(value_of(s.ascent_m));
    to.data(kLap, v);
  }
  std::vector<FieldSpec> session = common;
  session.emplace_back(session_field::ascent, BaseType::uint16);
  session.emplace_back(session_field::sport, BaseType::enumeration);
  session.emplace_back(session_field::sub_sport, BaseType::enumeration);
  if (!file.sessions.empty()) to.define(kSession, Message::session, session, big_endian);
  for (const Segment& s : file.sessions) {
    auto v = values(s);
    v.push_back(value_of(s.ascent_m));
    v.push_back(value_of(s.sport));
    v.push_back(value_of(s.sub_sport));
    to.data(kSession, v);
  }
}

void write_activity(Encoder& to, const File& file, std::uint32_t last, bool big_endian) {
  if (last == kNoTime) last = file.sessions.empty() ? kNoTime : file.sessions.back().time_s;
  if (last == kNoTime) return;
  std::int64_t timer_ms = 0;
  for (const Segment& s : file.sessions) timer_ms += s.timer_ms.value_or(0);
  to.define(kActivity, Message::activity,
            {{kTimestampField, BaseType::uint32},
             {activity_field::timer, BaseType::uint32},
             {activity_field::sessions, BaseType::uint16},
             {activity_field::type, BaseType::enumeration},
             {activity_field::local_timestamp, BaseType::uint32}},
            big_endian);
  const std::int64_t local = file.local_minus_utc_s ? std::int64_t{last} + *file.local_minus_utc_s : kInvalid;
  const std::array<std::int64_t, 5> values{last, timer_ms, static_cast<std::int64_t>(file.sessions.size()), 0,
                                           local};
  to.data(kActivity, values);
}

}  // namespace

std::vector<std::uint8_t> encode_activity(const File& file, const ActivityStyle& style) {
  Encoder to;
  to.define(kFileId, Message::file_id,
            {{file_field::type, BaseType::enumeration},
             {file_field::manufacturer, BaseType::uint16},
             {file_field::time_created, BaseType::uint32}},
            style.big_endian);
  // 255 is the profile's number for makers in development.
  const std::array<std::int64_t, 3> id{value_of(file.type), 255, value_of(file.time_created_s)};
  to.data(kFileId, id);
  if (file.sport) {
    to.define(kSportLocal, Message::sport, {{sport_field::sport, BaseType::enumeration}}, style.big_endian);
    const std::array<std::int64_t, 1> sport{*file.sport};
    to.data(kSportLocal, sport);
  }
  if (!file.timer_events.empty()) {
    to.define(kEvent, Message::event,
              {{kTimestampField, BaseType::uint32},
               {event_field::event, BaseType::enumeration},
               {event_field::type, BaseType::enumeration}},
              style.big_endian);
  }
  RecordWriter writer(file.records, style);
  if (file.records.size() > 0) writer.define(to, style);
  std::uint32_t last = kNoTime;
  auto event = file.timer_events.begin();
  const auto write_event = [&to, &last](const TimerEvent& e) {
    const std::array<std::int64_t, 3> values{time_of(e.time_s), kEventTimer,
                                             e.running ? kEventStart : kEventStopAll};
    to.data(kEvent, values);
    if (e.time_s != kNoTime) last = e.time_s;
  };
  for (std::size_t i = 0; i < file.records.size(); ++i) {
    const std::uint32_t time_s = file.records.time_s[i];
    while (event != file.timer_events.end() && event->time_s <= time_s) write_event(*event++);
    writer.write(to, i, style.short_times, last);
    if (time_s != kNoTime) last = time_s;
  }
  while (event != file.timer_events.end()) write_event(*event++);
  write_segments(to, file, style.big_endian);
  write_activity(to, file, last, style.big_endian);
  return to.finish(style.header);
}

}  // namespace springback::fit
