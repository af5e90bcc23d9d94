// The messages that come rarely: sessions, laps, events, the activity, an app's fields, a strap's beats.

#include "codec/fit.h"
#include "codec/fit_profile.h"

namespace springback::fit {
namespace {

std::uint64_t load(const std::uint8_t* p, std::size_t size, bool big) {
  std::uint64_t v = 0;
  for (std::size_t i = 0; i < size; ++i) v |= std::uint64_t{p[big ? size - 1 - i : i]} << (8 * i);
  return v;
}

bool is_zero_invalid(BaseType type) {
  return type == BaseType::uint8z || type == BaseType::uint16z || type == BaseType::uint32z ||
         type == BaseType::uint64z;
}

bool is_signed(BaseType type) {
  return type == BaseType::sint8 || type == BaseType::sint16 || type == BaseType::sint32 ||
         type == BaseType::sint64;
}

/// The first element of an unsigned integer field; nothing when invalid, of another type, or wider than 32
/// bits.
std::optional<std::uint32_t> unsigned_value(const std::uint8_t* p, std::uint8_t base_type, std::size_t size,
                                            bool big) {
  const auto type = static_cast<BaseType>(base_type);
  const std::size_t element = base_size(base_type);
  if (element == 0 || element > 4 || size < element || size % element != 0 || is_signed(type) ||
      type == BaseType::string || type == BaseType::float32) {
    return std::nullopt;
  }
  const std::uint64_t value = load(p, element, big);
  const std::uint64_t invalid = is_zero_invalid(type) ? 0 : (std::uint64_t{1} << (8 * element)) - 1;
  if (value == invalid) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

}  // namespace

/// Looks fields up in one message by their number.
class FieldLookup {
 public:
  FieldLookup(std::span<const Decoder::Field> fields, const std::uint8_t* p, bool big)
      : fields_(fields), p_(p), big_(big) {}

  [[nodiscard]] const Decoder::Field* find(std::uint8_t number) const {
    for (const auto& field : fields_) {
      if (field.number == number) return &field;
    }
    return nullptr;
  }
  [[nodiscard]] std::optional<std::uint32_t> u32(std::uint8_t number) const {
    const auto* field = find(number);
    return field != nullptr ? unsigned_value(p_ + field->at, field->base_type, field->size, big_)
                            : std::nullopt;
  }
  [[nodiscard]] std::optional<std::uint8_t> u8(std::uint8_t number) const {
    const auto value = u32(number);
    if (!value || *value > 0xff) return std::nullopt;
    return static_cast<std::uint8_t>(*value);
  }
  [[nodiscard]] std::span<const std::uint8_t> raw(std::uint8_t number) const {
    const auto* field = find(number);
    return field != nullptr ? std::span{p_ + field->at, field->size} : std::span<const std::uint8_t>{};
  }

 private:
  std::span<const Decoder::Field> fields_;
  const std::uint8_t* p_;
  bool big_;
};

void Decoder::take_other(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s) {
  const FieldLookup get({layout.fields.data(), layout.field_count}, p, layout.big_endian);
  switch (static_cast<Message>(layout.message)) {
    case Message::file_id:
      if (!file_.type) file_.type = get.u8(file_field::type);
      if (!file_.time_created_s) file_.time_created_s = get.u32(file_field::time_created);
      break;
    case Message::sport:
      if (!file_.sport) file_.sport = get.u8(sport_field::sport);
      break;
    case Message::session: {
      Segment s = segment(layout, p, time_s);
      s.sport = get.u8(session_field::sport);
      s.sub_sport = get.u8(session_field::sub_sport);
      s.ascent_m = get.u32(session_field::ascent);
      file_.sessions.push_back(s);
      break;
    }
    case Message::lap: {
      Segment s = segment(layout, p, time_s);
      s.ascent_m = get.u32(lap_field::ascent);
      file_.laps.push_back(s);
      break;
    }
    case Message::event:
      if (get.u8(event_field::event) == kEventTimer && time_s != kNoTime) {
        const auto type = get.u8(event_field::type);
        if (type == kEventStart) file_.timer_events.push_back({time_s, true});
        if (type == kEventStop || type == kEventStopAll || type == kEventStopDisable ||
            type == kEventStopDisableAll) {
          file_.timer_events.push_back({time_s, false});
        }
      }
      break;
    case Message::activity: {
      const auto local = get.u32(activity_field::local_timestamp);
      if (local && time_s != kNoTime && !file_.local_minus_utc_s) {
        const std::int64_t difference = std::int64_t{*local} - std::int64_t{time_s};
        if (difference >= INT32_MIN && difference <= INT32_MAX) {
          file_.local_minus_utc_s = static_cast<std::int32_t>(difference);
        }
      }
      break;
    }
    case Message::field_description: {
      const auto index = get.u8(description_field::developer_index);
      const auto number = get.u8(description_field::number);
      if (index && number) described_.set(developer_key(*index, *number));
      break;
    }
    case Message::hr:
      take_beats(layout, p, time_s);
      break;
    default:
      break;
  }
}

/// What sessions and laps have in common; their field numbers agree as far as this goes.
Segment Decoder::segment(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s) const {
  const FieldLookup get({layout.fields.data(), layout.field_count}, p, layout.big_endian);
  Segment s;
  s.time_s = time_s;
  s.start_time_s = get.u32(session_field::start_time).value_or(kNoTime);
  s.elapsed_ms = get.u32(session_field::elapsed);
  s.timer_ms = get.u32(session_field::timer);
  s.distance_cm = get.u32(session_field::distance);
  s.cycles = get.u32(session_field::cycles);
  s.records_before = count_;
  return s;
}

/// A strap stores beats with its own clock (1/1024 s): the first message ties it to the watch's, the
/// following carry 12 bits of it, two in three bytes.
void Decoder::take_beats(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s) {
  const FieldLookup get({layout.fields.data(), layout.field_count}, p, layout.big_endian);
  const auto bpm = get.raw(hr_field::filtered_bpm);
  std::size_t beat = 0;
  const auto take = [this, &bpm, &beat] {
    if (beat < bpm.size() && bpm[beat] != 0 && bpm[beat] != 0xff && have_strap_offset_) {
      const std::int64_t watch_1024 = strap_offset_1024_ + strap_clock_1024_;
      if (watch_1024 >= 0 && watch_1024 / 1024 < std::int64_t{kNoTime}) {
        file_.strap_beats.push_back({static_cast<std::uint32_t>(watch_1024 / 1024), bpm[beat]});
      }
    }
    ++beat;
  };
  if (const auto full = get.raw(hr_field::event_timestamp); full.size() >= 4) {
    for (std::size_t i = 0; i + 4 <= full.size(); i += 4) {
      const auto clock = static_cast<std::uint32_t>(load(full.data() + i, 4, layout.big_endian));
      if (clock == 0xffff'ffff) continue;
      strap_clock_1024_ = clock;
      if (time_s != kNoTime && i == 0) {
        const std::uint32_t fraction = get.u32(hr_field::fractional).value_or(0);  // 1/32768 s
        strap_offset_1024_ = std::int64_t{time_s} * 1024 + fraction / 32 - std::int64_t{clock};
        have_strap_offset_ = true;
      }
      take();
    }
    return;
  }
  const auto packed = get.raw(hr_field::event_timestamp_12);
  for (std::size_t i = 0; i + 3 <= packed.size(); i += 3) {
    const std::uint32_t first = packed[i] | (std::uint32_t{packed[i + 1]} & 15U) << 8;
    const std::uint32_t second = std::uint32_t{packed[i + 1]} >> 4 | std::uint32_t{packed[i + 2]} << 4;
    for (const std::uint32_t low : {first, second}) {
      strap_clock_1024_ += (low - strap_clock_1024_) & 0xfffU;
      take();
    }
  }
}

}  // namespace springback::fit
