#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/sort.h"
#include "codec/fit.h"
#include "codec/fit_crc.h"
#include "codec/fit_profile.h"

namespace springback::fit {
namespace {

// chosen: a hostile chain can hold a fault in every few bytes; a person reads no hundred of them.
constexpr std::size_t kFaultsKept = 100;

/// Slots of one record before it goes into the columns.
enum Column : std::uint8_t {
  kLatitude,
  kLongitude,
  kAltitude,
  kSpeed,
  kDistance,
  kCadence,
  kFraction,
  kHeartRate,
  kPower,
  kTemperature,
  kColumns,
};

std::uint16_t load16(const std::uint8_t* p, bool big) {
  std::uint16_t v = 0;
  std::memcpy(&v, p, sizeof v);
  return big == (std::endian::native == std::endian::big) ? v : __builtin_bswap16(v);
}

std::uint32_t load32(const std::uint8_t* p, bool big) {
  std::uint32_t v = 0;
  std::memcpy(&v, p, sizeof v);
  return big == (std::endian::native == std::endian::big) ? v : __builtin_bswap32(v);
}

/// A column holds no number beyond 31 bits: 21,474 km or 595 h are no recording, so such a value is absent.
constexpr std::int32_t narrow(std::uint32_t v) {
  return v <= std::uint32_t{INT32_MAX} ? static_cast<std::int32_t>(v) : kAbsent;
}

/// The bits of an integer type; nothing for types that hold no integer of up to 32 bits.
struct Integer {
  std::uint32_t mask;
  std::uint32_t invalid;
  std::uint32_t sign;
};
std::optional<Integer> integer(std::uint8_t base_type) {
  switch (static_cast<BaseType>(base_type)) {
    case BaseType::enumeration:
    case BaseType::uint8:
    case BaseType::byte:
      return Integer{0xff, 0xff, 0};
    case BaseType::uint8z:
      return Integer{0xff, 0, 0};
    case BaseType::sint8:
      return Integer{0xff, 0x7f, 0x80};
    case BaseType::uint16:
      return Integer{0xffff, 0xffff, 0};
    case BaseType::uint16z:
      return Integer{0xffff, 0, 0};
    case BaseType::sint16:
      return Integer{0xffff, 0x7fff, 0x8000};
    case BaseType::uint32:
      return Integer{0xffff'ffff, 0xffff'ffff, 0};
    case BaseType::uint32z:
      return Integer{0xffff'ffff, 0, 0};
    case BaseType::sint32:
      return Integer{0xffff'ffff, 0x7fff'ffff, 0x8000'0000};
    default:
      return std::nullopt;
  }
}

std::optional<std::uint8_t> column_of(std::uint8_t number) {
  switch (number) {
    case record_field::latitude:
      return kLatitude;
    case record_field::longitude:
      return kLongitude;
    case record_field::altitude:
    case record_field::enhanced_altitude:
      return kAltitude;
    case record_field::speed:
    case record_field::enhanced_speed:
      return kSpeed;
    case record_field::distance:
      return kDistance;
    case record_field::cadence:
      return kCadence;
    case record_field::fractional_cadence:
      return kFraction;
    case record_field::heart_rate:
      return kHeartRate;
    case record_field::power:
      return kPower;
    case record_field::temperature:
      return kTemperature;
    default:
      return std::nullopt;
  }
}

bool is_enhanced(std::uint8_t number) {
  return number == record_field::enhanced_speed || number == record_field::enhanced_altitude;
}

bool has_header(std::span<const std::uint8_t> bytes, std::size_t at) {
  return bytes.size() - at >= 12 && bytes[at] >= 12 && std::memcmp(bytes.data() + at + 8, ".FIT", 4) == 0;
}

/// Messages whose fields are read. The numbers with their bytes swapped (5120 for 20) are free in the
/// profile.
bool is_wanted(std::uint16_t message) {
  switch (static_cast<Message>(message)) {
    case Message::file_id:
    case Message::sport:
    case Message::session:
    case Message::lap:
    case Message::record:
    case Message::event:
    case Message::activity:
    case Message::hr:
    case Message::field_description:
      return true;
    default:
      return false;
  }
}

std::string count_text(std::uint64_t n, const char* what) { return std::to_string(n) + what; }

}  // namespace

const char* fault_name(FaultKind kind) {
  switch (kind) {
    case FaultKind::not_fit:
      return "not_fit";
    case FaultKind::header_checksum:
      return "header_checksum";
    case FaultKind::size_zero:
      return "size_zero";
    case FaultKind::truncated:
      return "truncated";
    case FaultKind::checksum:
      return "checksum";
    case FaultKind::trailing_bytes:
      return "trailing_bytes";
    case FaultKind::undefined_local_type:
      return "undefined_local_type";
    case FaultKind::unreadable_definition:
      return "unreadable_definition";
    case FaultKind::byte_order:
      return "byte_order";
    case FaultKind::unknown_base_type:
      return "unknown_base_type";
    case FaultKind::size_not_multiple:
      return "size_not_multiple";
    case FaultKind::undescribed_developer_field:
      return "undescribed_developer_field";
    case FaultKind::relative_time:
      return "relative_time";
  }
  return "unknown";
}

bool File::has_fault(FaultKind kind) const {
  return std::any_of(faults.begin(), faults.end(), [kind](const Fault& f) { return f.kind == kind; });
}

void Decoder::fault(FaultKind kind, std::uint64_t offset, std::string detail) {
  if (file_.faults.size() < kFaultsKept) file_.faults.push_back({kind, offset, std::move(detail)});
}

/// For what a file does in every definition or message: the first place is enough.
void Decoder::fault_once(FaultKind kind, std::uint64_t offset, const char* detail) {
  const std::uint32_t bit = 1U << static_cast<unsigned>(kind);
  if ((kinds_noted_ & bit) != 0) return;
  kinds_noted_ |= bit;
  fault(kind, offset, detail);
}

void Decoder::clear() {
  file_.sessions.clear();
  file_.laps.clear();
  file_.timer_events.clear();
  file_.strap_beats.clear();
  file_.faults.clear();
  file_.type.reset();
  file_.time_created_s.reset();
  file_.sport.reset();
  file_.local_minus_utc_s.reset();
  file_.files = 0;
  file_.messages = 0;
  count_ = 0;
  room_ = file_.records.size();
  hold_columns();
}

const File& Decoder::decode(std::span<const std::uint8_t> bytes) {
  bytes_ = bytes;
  clear();
  std::size_t at = 0;
  do {
    at = decode_one(at);
  } while (at < bytes_.size());
  finish();
  return file_;
}

/// One file of the chain; the place of what follows it.
std::size_t Decoder::decode_one(std::size_t begin) {
  const std::size_t size = bytes_.size();
  if (!has_header(bytes_, begin)) {
    if (begin == 0) {
      fault(FaultKind::not_fit, 0, "no FIT header: bytes 8 to 11 must read \".FIT\"");
    } else {
      fault(FaultKind::trailing_bytes, begin,
            count_text(size - begin, " bytes after the end that are no file"));
    }
    return size;
  }
  kinds_noted_ = 0;
  for (Layout& layout : layouts_) layout.defined = false;
  have_time_ = false;
  short_distance_16ths_ = 0;
  have_strap_offset_ = false;
  open_end_ = false;
  described_.reset();
  ++file_.files;

  const std::size_t header = std::min<std::size_t>(bytes_[begin], size - begin);
  const std::uint64_t data_size = load32(bytes_.data() + begin + 4, false);
  if (header >= 14) {
    const std::uint16_t stored = load16(bytes_.data() + begin + 12, false);
    if (stored != 0 && stored != crc16(bytes_.subspan(begin, 12))) {
      fault(FaultKind::header_checksum, begin + 12, "the header's checksum does not match its bytes");
    }
  }
  const std::size_t end = data_end(begin, header, data_size);
  decode_messages(begin + header, end);
  return std::min(size, end + 2);
}

/// Where the messages end, and what is wrong with that.
std::size_t Decoder::data_end(std::size_t begin, std::size_t header, std::uint64_t data_size) {
  const std::size_t size = bytes_.size();
  const std::size_t first = begin + header;
  if (data_size == 0) {
    // Truly empty: nothing but a checksum follows, or the next file of the chain.
    if (size - first <= 2 || has_header(bytes_, first + 2)) return first;
    fault(FaultKind::size_zero, begin + 4, "the header gives no length: the file was never closed");
    open_end_ = true;
    return crc16(bytes_.subspan(begin)) == 0 ? size - 2 : size;
  }
  const std::uint64_t end = first + data_size;
  if (end + 2 <= size) {
    if (crc16(bytes_.subspan(begin, static_cast<std::size_t>(end) + 2 - begin)) != 0) {
      fault(FaultKind::checksum, end,
            "the checksum does not match: some bytes were changed, or never written");
    }
    return static_cast<std::size_t>(end);
  }
  fault(FaultKind::truncated, size,
        "the header promises " + count_text(end + 2 - begin, " bytes, ") +
            count_text(size - begin, " are there"));
  return static_cast<std::size_t>(std::min<std::uint64_t>(end, size));
}

void Decoder::decode_messages(std::size_t at, std::size_t end) {
  const std::uint8_t* const base = bytes_.data();
  while (at < end) {
    const std::uint8_t head = base[at];
    if ((head & 0xc0U) == 0x40U) {
      at = define(at, end);
      continue;
    }
    const bool short_time = (head & 0x80U) != 0;
    const unsigned local = short_time ? (head >> 5) & 3U : head & 15U;
    const Layout& layout = layouts_[local];
    if (!layout.defined) {
      fault(FaultKind::undefined_local_type, at,
            "a message of local type " + std::to_string(local) +
                ", which nothing defined; the rest is not readable");
      return;
    }
    if (end - at - 1 < layout.size) {
      // What a file without a length leaves at its end may be its checksum.
      if (!open_end_ || end - at > 2)
        fault(FaultKind::truncated, at, "the last message is cut; it is left out");
      return;
    }
    const std::uint8_t* const p = base + at + 1;
    std::uint32_t time_s = kNoTime;
    if (layout.time_at >= 0) {
      time_s = load32(p + layout.time_at, layout.big_endian);
      if (time_s != kNoTime) {
        last_time_ = time_s;
        have_time_ = true;
      }
    }
    if (short_time && time_s == kNoTime) {
      const std::uint32_t low = head & 31U;
      // The five bits count on from the last full time, once around at most.
      if (have_time_) last_time_ += (low - last_time_) & 31U;
      if (!have_time_) last_time_ = low;
      have_time_ = true;
      time_s = last_time_;
    }
    ++file_.messages;
    if (layout.message == static_cast<std::uint16_t>(Message::record)) {
      layout.big_endian ? take_record<true>(layout, p, time_s) : take_record<false>(layout, p, time_s);
    } else if (layout.field_count > 0) {
      take_other(layout, p, time_s);
    }
    at += 1 + layout.size;
  }
}

/// Reads a definition; the place of what follows it, or `end` when it is cut.
std::size_t Decoder::define(std::size_t at, std::size_t end) {
  const std::uint8_t* const base = bytes_.data();
  const auto cut = [this, at, end] {
    fault(FaultKind::truncated, at, "the last definition is cut; it is left out");
    return end;
  };
  if (end - at < 6) return cut();
  Layout& layout = layouts_[base[at] & 15U];
  const bool with_developer_fields = (base[at] & 0x20U) != 0;
  const std::uint8_t order = base[at + 2];
  const std::size_t count = base[at + 5];
  std::size_t next = at + 6 + 3 * count;
  if (next > end) return cut();

  layout.defined = false;
  layout.big_endian = (order & 1U) != 0;
  layout.message = load16(base + at + 3, layout.big_endian);
  if (!is_wanted(layout.message) && is_wanted(load16(base + at + 3, !layout.big_endian))) {
    // Some units write one byte order and claim the other; then every message has a number that nobody uses.
    layout.big_endian = !layout.big_endian;
    layout.message = load16(base + at + 3, layout.big_endian);
    fault_once(FaultKind::byte_order, at + 2,
               "the definition claims the wrong byte order; it is read in the other one");
  }
  layout.field_count = 0;
  std::uint32_t offset = 0;
  if (order > 1) {
    fault_once(FaultKind::unreadable_definition, at + 2,
               "a byte order other than 0 and 1; its lowest bit is taken");
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* const f = base + at + 6 + 3 * i;
    layout.fields[i] = {f[0], f[2], f[1], static_cast<std::uint16_t>(offset)};
    const std::size_t element = base_size(f[2]);
    if (element == 0) {
      fault_once(FaultKind::unknown_base_type, at + 6 + 3 * i,
                 "a field of unknown base type is skipped by its size");
    } else if (f[1] % element != 0) {
      fault_once(FaultKind::size_not_multiple, at + 6 + 3 * i,
                 "a field whose size is no multiple of its base type is skipped by its size");
    }
    offset += f[1];
  }
  layout.field_count = static_cast<std::uint32_t>(count);
  if (with_developer_fields) {
    if (next >= end) return cut();
    const std::size_t developer_count = base[next++];
    if (end - next < 3 * developer_count) return cut();
    for (std::size_t i = 0; i < developer_count; ++i, next += 3) {
      offset += base[next + 1];
      if (!described_.test(developer_key(base[next + 2], base[next]))) {
        fault_once(FaultKind::undescribed_developer_field, next,
                   "an app's field without description is skipped by its size");
      }
    }
  }
  layout.size = offset;
  layout.defined = true;
  compile(layout);
  return next;
}

/// Turns a definition into what the reading of its messages needs, so that no message looks at it again.
void Decoder::compile(Layout& layout) {
  layout.time_at = -1;
  layout.short_at = -1;
  layout.step_count = 0;
  for (std::uint32_t i = 0; i < layout.field_count; ++i) {
    const Field& field = layout.fields[i];
    if (field.number == kTimestampField && field.size == 4) layout.time_at = field.at;
  }
  if (layout.message != static_cast<std::uint16_t>(Message::record)) {
    if (!is_wanted(layout.message)) layout.field_count = 0;  // nothing of it is wanted but its time
    return;
  }
  // Enhanced fields come last, so that they win where both are valid.
  for (const bool enhanced : {false, true}) {
    for (std::uint32_t i = 0; i < layout.field_count && layout.step_count < layout.steps.size(); ++i) {
      const Field& field = layout.fields[i];
      if (field.number == record_field::compressed_speed_distance && field.size == 3)
        layout.short_at = field.at;
      const auto column = column_of(field.number);
      if (!column || is_enhanced(field.number) != enhanced) continue;
      const std::size_t element = base_size(field.base_type);
      const auto type = integer(field.base_type);
      if (!type || field.size == 0 || field.size % element != 0) continue;
      // Only places and temperatures go below zero; a speed that claims to is none.
      const bool below_zero = *column == kLatitude || *column == kLongitude || *column == kTemperature;
      const std::uint32_t most = type->sign == 0 ? std::uint32_t{INT32_MAX}
                                 : below_zero    ? 0xffff'ffffU
                                                 : type->sign - 1;
      const auto shift = static_cast<std::uint8_t>(32 - 8 * element);
      layout.steps[layout.step_count++] = {type->mask, type->invalid, type->sign, most,
                                           field.at,   shift,         *column};
    }
  }
}

/// 12 bits of speed in 1/100 m/s, 12 bits of distance in 1/16 m that count on modulo 256 m.
void Decoder::take_short_distance(const std::uint8_t* p, std::int32_t& speed_mm_s,
                                  std::int32_t& distance_cm) {
  if (p[0] == 0xff && p[1] == 0xff && p[2] == 0xff) return;
  const std::uint32_t speed = p[0] | (std::uint32_t{p[1]} & 15U) << 8;
  const std::uint32_t low = std::uint32_t{p[1]} >> 4 | std::uint32_t{p[2]} << 4;
  short_distance_16ths_ += (low - short_distance_16ths_) & 0xfffU;
  if (speed_mm_s == kAbsent && speed != 0xfff) speed_mm_s = static_cast<std::int32_t>(speed * 10);
  if (distance_cm == kAbsent) {
    distance_cm = narrow(static_cast<std::uint32_t>(std::uint64_t{short_distance_16ths_} * 100 / 16));
  }
}

template <bool big_endian>
inline void Decoder::take_record(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s) {
  // Four bytes are loaded for a field of one: at the very end of the input they would lie behind it.
  if (static_cast<std::size_t>(bytes_.data() + bytes_.size() - p) < layout.size + std::size_t{4})
      [[unlikely]] {
    last_message_.assign(p, p + layout.size);
    last_message_.resize(layout.size + std::size_t{4});
    p = last_message_.data();
  }
  std::array<std::int32_t, kColumns> row;
  row.fill(kAbsent);
  for (std::uint32_t i = 0; i < layout.step_count; ++i) {
    const Step& step = layout.steps[i];
    std::uint32_t bits = load32(p + step.at, big_endian);
    if constexpr (big_endian) bits >>= step.shift;
    bits &= step.mask;
    const auto value = static_cast<std::int32_t>((bits ^ step.sign) - step.sign);
    const bool known = bits != step.invalid && bits <= step.most;
    row[step.column] = known ? value : row[step.column];
  }
  if (layout.short_at >= 0) take_short_distance(p + layout.short_at, row[kSpeed], row[kDistance]);
  // A position counts only as a pair; 0x7fffffff (180°) was FIT's "invalid" and is gone already.
  if (row[kLatitude] == kAbsent || row[kLongitude] == kAbsent) row[kLatitude] = row[kLongitude] = kAbsent;
  // Raw altitude is in 1/5 m above −500 m.
  if (row[kAltitude] > INT32_MAX / 20) row[kAltitude] = kAbsent;
  if (row[kAltitude] != kAbsent) row[kAltitude] = row[kAltitude] * 20 - 50'000;
  if (row[kCadence] > 0xffff) row[kCadence] = kAbsent;
  if (row[kCadence] != kAbsent) {
    row[kCadence] *= 128;
    if (row[kFraction] > 0 && row[kFraction] < 128) row[kCadence] += row[kFraction];
  }
  if (count_ == room_) grow();
  const std::size_t n = count_++;
  times_[n] = time_s;
  columns_[0][n] = row[kLatitude];
  columns_[1][n] = row[kLongitude];
  columns_[2][n] = row[kAltitude];
  columns_[3][n] = row[kSpeed];
  columns_[4][n] = row[kDistance];
  columns_[5][n] = row[kCadence];
  columns_[6][n] = row[kHeartRate];
  columns_[7][n] = row[kPower];
  columns_[8][n] = row[kTemperature];
}

namespace {

template <class Change>
void each_column(Records& records, Change change) {
  change(records.time_s);
  change(records.latitude);
  change(records.longitude);
  change(records.altitude_cm);
  change(records.speed_mm_s);
  change(records.distance_cm);
  change(records.cadence_128);
  change(records.heart_rate_bpm);
  change(records.power_w);
  change(records.temperature_c);
}

}  // namespace

void Decoder::hold_columns() {
  Records& r = file_.records;
  times_ = r.time_s.data();
  columns_ = {r.latitude.data(),       r.longitude.data(),   r.altitude_cm.data(),
              r.speed_mm_s.data(),     r.distance_cm.data(), r.cadence_128.data(),
              r.heart_rate_bpm.data(), r.power_w.data(),     r.temperature_c.data()};
}

void Decoder::grow() {
  room_ = std::max<std::size_t>(4096, room_ * 2);
  each_column(file_.records, [this](auto& column) { column.resize(room_); });
  hold_columns();
}

/// A strap's beats go to the records of their second that have no heart rate of their own.
void Decoder::merge_beats() {
  auto& beats = file_.strap_beats;
  const auto earlier = [](const StrapBeat& a, const StrapBeat& b) {
    return a.time_s != b.time_s ? a.time_s < b.time_s : a.bpm < b.bpm;
  };
  if (!std::is_sorted(beats.begin(), beats.end(), earlier)) sort_values(std::span(beats), earlier);
  for (std::size_t i = 0; !beats.empty() && i < count_; ++i) {
    if (file_.records.heart_rate_bpm[i] != kAbsent) continue;
    const auto beat =
        std::lower_bound(beats.begin(), beats.end(), StrapBeat{file_.records.time_s[i], 0}, earlier);
    if (beat != beats.end() && beat->time_s == file_.records.time_s[i]) {
      file_.records.heart_rate_bpm[i] = beat->bpm;
    }
  }
}

void Decoder::finish() {
  each_column(file_.records, [this](auto& column) { column.resize(count_); });
  merge_beats();
  const auto relative = [](std::uint32_t t) { return t < kFirstAbsoluteTime; };
  const auto& times = file_.records.time_s;
  if (const auto first = std::find_if(times.begin(), times.end(), relative); first != times.end()) {
    fault(FaultKind::relative_time, 0,
          "record " + std::to_string(first - times.begin() + 1) +
              " has a time since the device's start, not a date");
  }
}

}  // namespace springback::fit
