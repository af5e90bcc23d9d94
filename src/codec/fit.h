#pragma once
// Reads FIT recordings: bytes to columns in one pass, keeping every complete message of damaged files.

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace springback::fit {

/// The value of an absent sample in every column of `Records`. FIT's own invalid values never get through.
inline constexpr std::int32_t kAbsent = INT32_MIN;
/// An absent time. Times are FIT seconds (since 1989-12-31T00:00:00Z, or since the device started).
inline constexpr std::uint32_t kNoTime = 0xffff'ffff;

/// The `record` messages as columns of equal length, in the file's order, one entry a message.
struct Records {
  std::vector<std::uint32_t> time_s;      ///< FIT seconds or kNoTime
  std::vector<std::int32_t> latitude;     ///< semicircles: 180° / 2^31
  std::vector<std::int32_t> longitude;    ///< semicircles
  std::vector<std::int32_t> altitude_cm;  ///< above sea level; the enhanced field where there is one
  std::vector<std::int32_t> speed_mm_s;   ///< the enhanced field where there is one
  std::vector<std::int32_t> distance_cm;  ///< since the start of the activity
  std::vector<std::int32_t> cadence_128;  ///< cycles (strides) a minute × 128, fraction included
  std::vector<std::int32_t> heart_rate_bpm;
  std::vector<std::int32_t> power_w;
  std::vector<std::int32_t> temperature_c;

  [[nodiscard]] std::size_t size() const { return time_s.size(); }
};

/// One session (a leg of a multisport activity) or one lap.
struct Segment {
  std::uint32_t time_s = kNoTime;  ///< when it was written: its end
  std::uint32_t start_time_s = kNoTime;
  std::optional<std::uint8_t> sport;  ///< profile's number; sessions only
  std::optional<std::uint8_t> sub_sport;
  std::optional<std::uint32_t> elapsed_ms;
  std::optional<std::uint32_t> timer_ms;
  std::optional<std::uint32_t> distance_cm;
  std::optional<std::uint32_t> cycles;  ///< strides on foot
  std::optional<std::uint32_t> ascent_m;
  std::size_t records_before = 0;  ///< records read before this message
};

/// The timer was started or stopped.
struct TimerEvent {
  std::uint32_t time_s = kNoTime;
  bool running = false;  ///< from now on
};

/// A beat-to-beat strap's heart rate, written by later files of a chain.
struct StrapBeat {
  std::uint32_t time_s = kNoTime;
  std::uint8_t bpm = 0;
};

enum class FaultKind : std::uint8_t {
  not_fit,
  header_checksum,
  size_zero,
  truncated,
  checksum,
  trailing_bytes,
  undefined_local_type,
  unreadable_definition,
  byte_order,
  unknown_base_type,
  size_not_multiple,
  undescribed_developer_field,
  relative_time,
};

/// "truncated", "trailing_bytes", …: stable, for programs.
[[nodiscard]] const char* fault_name(FaultKind kind);

/// One thing that is not as the format wants it. Reading went on, or kept what came before.
struct Fault {
  FaultKind kind = FaultKind::not_fit;
  std::uint64_t offset = 0;  ///< bytes from the start of the input
  std::string detail;        ///< plain words
};

/// All that was read from one input (a chain of files counts as one).
struct File {
  Records records;
  std::vector<Segment> sessions;
  std::vector<Segment> laps;
  std::vector<TimerEvent> timer_events;
  std::vector<StrapBeat> strap_beats;
  std::vector<Fault> faults;
  std::optional<std::uint8_t> type;               ///< file_id.type of the first file; 4 is an activity
  std::optional<std::uint32_t> time_created_s;    ///< file_id.time_created, FIT seconds
  std::optional<std::uint8_t> sport;              ///< from the sport message
  std::optional<std::int32_t> local_minus_utc_s;  ///< activity.local_timestamp − activity.timestamp
  std::uint32_t files = 0;                        ///< in the chain
  std::uint64_t messages = 0;                     ///< data messages of every kind

  [[nodiscard]] bool has_fault(FaultKind kind) const;
};

/// A reader that keeps its buffers: after the first few files, decoding allocates nothing.
/// Not for use by two threads at once.
class Decoder {
 public:
  /// Reads everything that can be read; never fails. What is wrong stands in `faults`; input that is no FIT
  /// at all yields no record and `not_fit`. The result lives until the next call.
  const File& decode(std::span<const std::uint8_t> bytes);

 private:
  friend class FieldLookup;
  /// How to get one column's value out of a record message, without a branch on its type: four bytes are
  /// loaded, brought to the bottom of a word, and compared with what the type cannot or must not hold.
  struct Step {
    std::uint32_t mask;     ///< the field's bits
    std::uint32_t invalid;  ///< the type's "invalid"
    std::uint32_t sign;     ///< the sign bit; 0 for unsigned types
    std::uint32_t most;     ///< the largest pattern that a column can hold
    std::uint16_t at;       ///< bytes from the start of the message's fields
    std::uint8_t shift;     ///< big-endian: bits that follow the field in the four bytes
    std::uint8_t column;
  };
  struct Field {
    std::uint8_t number;
    std::uint8_t base_type;
    std::uint16_t size;
    std::uint16_t at;
  };
  /// One local message type as its definition fixed it.
  struct Layout {
    bool defined = false;
    bool big_endian = false;
    std::uint16_t message = 0;
    std::uint32_t size = 0;      ///< bytes of a data message after its header byte
    std::int32_t time_at = -1;   ///< where field 253 is, if it is there
    std::int32_t short_at = -1;  ///< where a record's three bytes of speed and distance are
    std::uint32_t step_count = 0;
    std::uint32_t field_count = 0;
    std::array<Step, 24> steps{};
    std::array<Field, 255> fields{};
  };

  [[nodiscard]] static std::size_t developer_key(std::uint8_t index, std::uint8_t number) {
    return std::size_t{index} * 256 + number;
  }
  void clear();
  [[nodiscard]] std::size_t decode_one(std::size_t begin);
  [[nodiscard]] std::size_t data_end(std::size_t begin, std::size_t header, std::uint64_t data_size);
  void decode_messages(std::size_t at, std::size_t end);
  [[nodiscard]] std::size_t define(std::size_t at, std::size_t end);
  void compile(Layout& layout);
  template <bool big_endian>
  void take_record(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s);
  void take_short_distance(const std::uint8_t* p, std::int32_t& speed_mm_s, std::int32_t& distance_cm);
  void take_other(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s);
  [[nodiscard]] Segment segment(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s) const;
  void take_beats(const Layout& layout, const std::uint8_t* p, std::uint32_t time_s);
  void hold_columns();
  void grow();
  void merge_beats();
  void finish();
  void fault(FaultKind kind, std::uint64_t offset, std::string detail);
  void fault_once(FaultKind kind, std::uint64_t offset, const char* detail);

  std::span<const std::uint8_t> bytes_;
  std::array<Layout, 16> layouts_{};
  File file_;
  std::array<std::int32_t*, 9> columns_{};  ///< the columns' storage while reading
  std::uint32_t* times_ = nullptr;
  std::vector<std::uint8_t> last_message_;
  std::size_t count_ = 0;  ///< records read; the columns are longer while reading
  std::size_t room_ = 0;   ///< length of the columns while reading
  std::uint32_t last_time_ = 0;
  bool have_time_ = false;
  // Running sums of fields that count modulo a small range.
  std::uint32_t short_distance_16ths_ = 0;
  std::bitset<65536> described_;   ///< apps' fields that have a description
  bool open_end_ = false;          ///< the header gave no length
  std::uint32_t kinds_noted_ = 0;  ///< bit set of FaultKind already listed for this file of the chain
  // The strap's clock against the watch's, 1/1024 s.
  std::int64_t strap_offset_1024_ = 0;
  bool have_strap_offset_ = false;
  std::uint32_t strap_clock_1024_ = 0;
};

}  // namespace springback::fit
