#pragma once
// The numbers of the FIT profile that reader and writer share: messages, fields, base types, epoch.
// source: FIT protocol and profile, published by Garmin; every number was held against recordings.

#include <array>
#include <cstddef>
#include <cstdint>

namespace springback::fit {

/// 1989-12-31T00:00:00Z in seconds since 1970: where FIT starts to count.
inline constexpr std::int64_t kEpochUnix_s = 631'065'600;
/// Below this a timestamp counts from the device's start, not from the epoch.
inline constexpr std::uint32_t kFirstAbsoluteTime = 0x1000'0000;

enum class Message : std::uint16_t {
  file_id = 0,
  sport = 12,
  session = 18,
  lap = 19,
  record = 20,
  event = 21,
  workout = 26,
  workout_step = 27,
  activity = 34,
  hr = 132,
  field_description = 206,
  developer_data_id = 207,
};

inline constexpr std::uint8_t kTimestampField = 253;

namespace record_field {
inline constexpr std::uint8_t latitude = 0, longitude = 1, altitude = 2, heart_rate = 3, cadence = 4,
                              distance = 5, speed = 6, power = 7, compressed_speed_distance = 8,
                              temperature = 13, fractional_cadence = 53, enhanced_speed = 73,
                              enhanced_altitude = 78;
}
namespace session_field {
inline constexpr std::uint8_t start_time = 2, sport = 5, sub_sport = 6, elapsed = 7, timer = 8, distance = 9,
                              cycles = 10, ascent = 22, descent = 23;
}
namespace lap_field {
inline constexpr std::uint8_t start_time = 2, elapsed = 7, timer = 8, distance = 9, cycles = 10, ascent = 21,
                              trigger = 24;
}
namespace event_field {
inline constexpr std::uint8_t event = 0, type = 1, data = 3;
}
namespace activity_field {
inline constexpr std::uint8_t timer = 0, sessions = 1, type = 2, event = 3, event_type = 4,
                              local_timestamp = 5;
}
namespace file_field {
inline constexpr std::uint8_t type = 0, manufacturer = 1, product = 2, serial = 3, time_created = 4;
}
namespace hr_field {
inline constexpr std::uint8_t fractional = 0, filtered_bpm = 6, event_timestamp = 9, event_timestamp_12 = 10;
}
namespace sport_field {
inline constexpr std::uint8_t sport = 0, sub_sport = 1;
}
namespace description_field {
inline constexpr std::uint8_t developer_index = 0, number = 1, base_type = 2, name = 3, units = 8;
}

namespace workout_field {
inline constexpr std::uint8_t sport = 4, steps = 6, name = 8;
}
namespace step_field {
inline constexpr std::uint8_t message_index = 254, name = 0, duration_type = 1, duration = 2, target_type = 3,
                              target = 4, intensity = 7;
}

inline constexpr std::uint8_t kFileTypeActivity = 4;
inline constexpr std::uint8_t kFileTypeWorkout = 5;

// event.event and event.event_type
inline constexpr std::uint8_t kEventTimer = 0;
inline constexpr std::uint8_t kEventStart = 0, kEventStop = 1, kEventStopAll = 4, kEventStopDisable = 8,
                              kEventStopDisableAll = 9;

enum class BaseType : std::uint8_t {
  enumeration = 0x00,
  sint8 = 0x01,
  uint8 = 0x02,
  string = 0x07,
  uint8z = 0x0a,
  byte = 0x0d,
  sint16 = 0x83,
  uint16 = 0x84,
  sint32 = 0x85,
  uint32 = 0x86,
  float32 = 0x88,
  float64 = 0x89,
  uint16z = 0x8b,
  uint32z = 0x8c,
  sint64 = 0x8e,
  uint64 = 0x8f,
  uint64z = 0x90,
};

/// Bytes of one element; 0 for a base type that the profile does not know.
[[nodiscard]] constexpr std::size_t base_size(std::uint8_t type) {
  switch (static_cast<BaseType>(type)) {
    case BaseType::enumeration:
    case BaseType::sint8:
    case BaseType::uint8:
    case BaseType::string:
    case BaseType::uint8z:
    case BaseType::byte:
      return 1;
    case BaseType::sint16:
    case BaseType::uint16:
    case BaseType::uint16z:
      return 2;
    case BaseType::sint32:
    case BaseType::uint32:
    case BaseType::float32:
    case BaseType::uint32z:
      return 4;
    case BaseType::float64:
    case BaseType::sint64:
    case BaseType::uint64:
    case BaseType::uint64z:
      return 8;
  }
  return 0;
}

}  // namespace springback::fit
