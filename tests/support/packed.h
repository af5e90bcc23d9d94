#pragma once
// Zip archives and gzip files made in memory, sound and hostile, for tests.

#include <libdeflate.h>
#include <zip.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace springback::test {

struct ZipStyle {
  bool stored = false;
  std::string password;  ///< empty: not encrypted
};

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::vector<std::uint8_t> as_bytes(std::string_view text) { return {text.begin(), text.end()}; }

/// An archive of these names and contents, in this order.
inline std::string zip_of(const Members& members, const ZipStyle& style = {}) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(to);
  zip_t* zip = zip_open_from_source(to, ZIP_TRUNCATE, &error);
  if (zip == nullptr) throw std::runtime_error(zip_error_strerror(&error));
  for (const auto& [name, content] : members) {
    const zip_int64_t index = zip_file_add(
        zip, name.c_str(), zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error(zip_strerror(zip));
    const auto at = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(zip, at, style.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1);
    if (!style.password.empty() &&
        zip_file_set_encryption(zip, at, ZIP_EM_TRAD_PKWARE, style.password.c_str()) != 0) {
      throw std::runtime_error(zip_strerror(zip));
    }
  }
  if (zip_close(zip) != 0) throw std::runtime_error(zip_strerror(zip));
  zip_source_open(to);
  zip_source_seek(to, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(to)), '\0');
  zip_source_seek(to, 0, SEEK_SET);
  zip_source_read(to, out.data(), out.size());
  zip_source_close(to);
  zip_source_free(to);
  zip_error_fini(&error);
  return out;
}

inline std::string gzip_of(std::string_view content, int level = 1) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(level);
  std::string out(libdeflate_gzip_compress_bound(compressor, content.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor, content.data(), content.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

/// Four bytes, the lowest first, over what stands there.
inline void put_word(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xff);
}

/// An archive whose table claims this size of its first member, in the table and before the member.
inline std::string with_claimed_size(std::string zip, std::uint32_t size) {
  put_word(zip, 22, size);
  put_word(zip, zip.find("PK\x01\x02") + 24, size);
  return zip;
}

}  // namespace springback::test
