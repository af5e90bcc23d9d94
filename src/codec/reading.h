#pragma once
// One recording as it was read, whatever its format: what `read` prints, and the diary's `recording` fact.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/id.h"
#include "engine/diary.h"
#include "engine/recording.h"

namespace springback::codec {

/// Something that was not as the format wants it, and that did not stop the reading.
struct ReadingFault {
  std::string kind;          ///< stable, for programs
  std::uint64_t offset = 0;  ///< bytes from the start of the file
  std::string detail;        ///< plain ASCII, for people
};

struct Reading {
  std::string format;             ///< "fit", "gpx", "tcx", …
  std::optional<Instant> start;   ///< nothing when the recording has no date
  bool offset_known = false;      ///< whether `start` carries the place's UTC offset; else it is UTC
  std::string sport;              ///< the FIT profile's name; "multisport" for several; "unknown"
  std::uint64_t records = 0;      ///< samples as the file holds them
  std::uint64_t distance_cm = 0;  ///< of the whole file: its own totals, or rebuilt
  std::uint64_t timer_ms = 0;
  std::uint64_t foot_distance_cm = 0;  ///< of the legs on foot: what the diary counts
  std::uint64_t foot_timer_ms = 0;
  bool totals_rebuilt = false;  ///< the file had no totals (for all of it): they come from the samples
  std::optional<std::int32_t> ascent_m;
  bool ascent_by_device = false;  ///< the device's own (barometric) total; else the smoothed altitude column
  std::optional<std::int32_t> steps;
  engine::RecordingMeaning meaning;  ///< bouts; `start_s` may be relative when `start` is absent
  std::vector<ReadingFault> faults;
};

/// Cadence as files write it, cycles (strides) a minute × 128, to `Samples::steps_min_10`: doubled, unless
/// the writer evidently counted steps already. `walk`: of a walk or a hike, where fewer strides are too many.
[[nodiscard]] std::vector<std::int32_t> steps_of_cycles(std::vector<std::int32_t> cycles_min_128, bool walk);

/// A run or walk of which no sample tells anything (heart rate alone, or totals alone) is taken at its word:
/// read as nothing it would look like rest. For readers, when totals and meaning are there.
void take_at_its_word(engine::OnFoot foot, bool running, Reading& reading);

/// Adds the fault that says how many samples the meaning had to leave out, if any.
void name_samples_out_of_time(Reading& reading);

/// `springback read FILE`: one JSON object, compact, keys in a fixed order, always the same bytes. `fact`,
/// when there is one, stands at its end as "fact".
[[nodiscard]] std::string reading_json(const Reading& reading, const engine::Recording* fact = nullptr);

/// The diary's fact of a reading. `bytes` are the file's, `derived_by` names reader and version. Nothing when
/// the recording has no date: a diary cannot place it.
[[nodiscard]] std::optional<engine::Recording> recording_fact(const Reading& reading,
                                                              std::span<const std::uint8_t> bytes,
                                                              std::string derived_by);

/// The same where the bytes' sum is known already.
[[nodiscard]] std::optional<engine::Recording> recording_fact(const Reading& reading, const Sha256& sum,
                                                              std::string derived_by);

/// The fact's id: the same bytes read by the same reader are the same fact.
[[nodiscard]] Uuid recording_id(const engine::Recording& recording);

/// The fact as one line of a diary (no line end), with `at` its start and `id` as above.
[[nodiscard]] std::string recording_fact_json(const engine::Recording& recording);

}  // namespace springback::codec
