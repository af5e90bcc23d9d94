#include "codec/fit_workout.h"

#include <array>
#include <string_view>

#include "codec/fit_encode.h"

namespace springback::fit {
namespace {

constexpr std::uint8_t kNameBytes = 24;
constexpr std::uint8_t kStepNameBytes = 8;
// source: FIT profile: wkt_step_duration, wkt_step_target, intensity, sport
constexpr std::int64_t kDurationTime = 0, kDurationRepeat = 6;
constexpr std::int64_t kTargetOpen = 2;
constexpr std::int64_t kActive = 0, kRest = 1;
constexpr std::int64_t kRunningSport = 1;

}  // namespace

std::vector<std::uint8_t> encode_workout(const WalkJogWorkout& workout) {
  const bool walks = workout.walk_s > 0;
  const bool repeats = workout.rounds > 1;
  Encoder to;
  to.define(0, Message::file_id,
            {{file_field::type, BaseType::enumeration},
             {file_field::manufacturer, BaseType::uint16},
             {file_field::product, BaseType::uint16},
             {file_field::serial, BaseType::uint32z},
             {file_field::time_created, BaseType::uint32}});
  // 255 is the profile's number for makers in development; the serial number tells one workout from another.
  const std::int64_t created = workout.created_unix_s - kEpochUnix_s;
  to.data(0, std::array<std::int64_t, 5>{kFileTypeWorkout, 255, 0, created, created});
  to.define(1, Message::workout,
            {{workout_field::sport, BaseType::enumeration},
             {workout_field::steps, BaseType::uint16},
             {workout_field::name, BaseType::string, kNameBytes}});
  const std::int64_t steps = 1 + (walks ? 1 : 0) + (repeats ? 1 : 0);
  to.data(1, std::array<std::int64_t, 2>{kRunningSport, steps}, {},
          std::array<std::string_view, 1>{workout.name});
  to.define(2, Message::workout_step,
            {{step_field::message_index, BaseType::uint16},
             {step_field::duration_type, BaseType::enumeration},
             {step_field::duration, BaseType::uint32},
             {step_field::target_type, BaseType::enumeration},
             {step_field::target, BaseType::uint32},
             {step_field::intensity, BaseType::enumeration},
             {step_field::name, BaseType::string, kStepNameBytes}});
  std::int64_t index = 0;
  const auto step = [&to, &index](std::int64_t seconds, std::int64_t intensity, std::string_view name) {
    to.data(2, std::array<std::int64_t, 6>{index++, kDurationTime, seconds * 1000, kTargetOpen, 0, intensity},
            {}, std::array<std::string_view, 1>{name});
  };
  step(workout.jog_s, kActive, "Jog");
  if (walks) step(workout.walk_s, kRest, "Walk");
  if (repeats) {
    to.data(2, std::array<std::int64_t, 6>{index, kDurationRepeat, 0, kInvalid, workout.rounds, kInvalid});
  }
  return to.finish();
}

}  // namespace springback::fit
