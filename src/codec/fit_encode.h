#pragma once
// Writes FIT files: messages one by one, or a whole activity as the reader returns it.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "codec/fit.h"
#include "codec/fit_profile.h"

namespace springback::fit {

/// Written as the field's own "invalid" value.
inline constexpr std::int64_t kInvalid = INT64_MIN;

/// One field of a definition. The type is the number as it stands in the file, so that odd files can be made.
struct FieldSpec {
  std::uint8_t number = 0;
  std::uint8_t base_type = 0;
  std::uint8_t size = 0;  ///< bytes

  FieldSpec(std::uint8_t field_number, BaseType type, std::uint8_t elements = 1)
      : number(field_number),
        base_type(static_cast<std::uint8_t>(type)),
        size(static_cast<std::uint8_t>(base_size(base_type) * elements)) {}
  FieldSpec(std::uint8_t field_number, std::uint8_t raw_type, std::uint8_t bytes)
      : number(field_number), base_type(raw_type), size(bytes) {}
};

/// An app's field in a definition.
struct DeveloperFieldSpec {
  std::uint8_t number = 0;
  std::uint8_t size = 0;  ///< bytes
  std::uint8_t developer_index = 0;
};

enum class Header : std::uint8_t {
  with_checksum,     ///< 14 bytes
  without_checksum,  ///< 14 bytes, the checksum 0
  short_one,         ///< 12 bytes
};

/// One file, message by message. Nothing checks that it makes sense: what is wrong on purpose can be written.
class Encoder {
 public:
  /// `local` 0–15.
  void define(std::uint8_t local, Message message, std::vector<FieldSpec> fields, bool big_endian = false,
              std::vector<DeveloperFieldSpec> developer_fields = {});
  /// Values in the order of the definition; text and arrays get the value in their first element and
  /// "invalid" in the others; missing values are "invalid". `developer_bytes` follow as they are, zeros where
  /// they are missing.
  void data(std::uint8_t local, std::span<const std::int64_t> values,
            std::span<const std::uint8_t> developer_bytes = {}, std::span<const std::string_view> texts = {});
  /// The same with a compressed timestamp: `local` 0–3, `low_bits` the time's lowest five bits.
  void data_short_time(std::uint8_t local, std::uint8_t low_bits, std::span<const std::int64_t> values);
  /// Bytes as they are.
  void raw(std::span<const std::uint8_t> bytes);
  /// Messages so far, in bytes.
  [[nodiscard]] std::size_t size() const { return body_.size(); }
  /// Header, messages, checksum.
  [[nodiscard]] std::vector<std::uint8_t> finish(Header header = Header::with_checksum) const;

 private:
  struct Definition {
    std::vector<FieldSpec> fields;
    std::size_t developer_bytes = 0;
    bool big_endian = false;
  };

  void fields_of(const Definition& definition, std::span<const std::int64_t> values,
                 std::span<const std::uint8_t> developer_bytes, std::span<const std::string_view> texts);

  std::vector<std::uint8_t> body_;
  std::array<Definition, 16> definitions_;
};

/// How an activity is written; every choice gives the same `File` back.
struct ActivityStyle {
  Header header = Header::with_checksum;
  bool big_endian = false;
  bool short_times = false;  ///< compressed timestamps where they fit
  bool enhanced = true;      ///< enhanced speed and altitude; else the 16-bit fields where every value fits
};

/// A whole activity: file_id, timer events among the records by time, laps, sessions, activity. Columns that
/// are absent throughout are not written. Altitudes are kept to 20 cm, temperatures to 1 °C, as the format
/// does.
[[nodiscard]] std::vector<std::uint8_t> encode_activity(const File& file, const ActivityStyle& style = {});

}  // namespace springback::fit
