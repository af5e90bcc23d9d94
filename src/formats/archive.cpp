#include "formats/archive.h"

#include <libdeflate.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <new>
#include <utility>

namespace springback::formats {

namespace {

// Deflate makes at most 258 bytes of two bits (RFC 1951): who claims more than that is not believed.
constexpr std::uint64_t kMostOfOneByte = 1032;

// Incompressible bytes become longer by an eighth at most (RFC 1951, fixed codes); chosen: twice that, and
// room for a writer's wastefulness. Who claims more would have memory taken for what can be no content.
std::uint64_t most_packed(std::uint64_t size_bytes) { return size_bytes + size_bytes / 4 + 4096; }

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

std::unexpected<Error> damaged(const char* what) { return bad_input({}, what); }

// Little-endian words, as zip and gzip have them.
std::uint64_t word(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = size; i-- > 0;) out = out << 8 | bytes[at + i];
  return out;
}

// The length of the character at the front of `text`, and whether it may be shown; 0 for broken UTF-8.
struct Character {
  std::size_t length = 0;
  bool shown = false;
};

Character character(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {1, first >= 0x20 && first != 0x7f};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return {};
  std::uint32_t code = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {};
    code = code << 6 | (byte(i) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
  const bool control = code < 0xa0;
  const bool turns = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
                     (code >= 0x2066 && code <= 0x2069) || code == 0xfeff || code == 0x061c;
  return {length, !control && !turns};
}

}  // namespace

std::string shown_name(std::string_view name) {
  constexpr std::size_t kLongest = 300;  // chosen: as long as a path on most disks
  std::string out;
  while (!name.empty() && out.size() < kLongest) {
    const Character next = character(name);
    if (next.length == 0) {
      out += '?';
      name.remove_prefix(1);
      continue;
    }
    if (next.shown) out += name.substr(0, next.length);
    name.remove_prefix(next.length);
  }
  return out;
}

Unpacker::Unpacker() : state_(libdeflate_alloc_decompressor()) {
  if (state_ == nullptr) throw std::bad_alloc();
}

Unpacker::~Unpacker() { libdeflate_free_decompressor(state_); }

Result<void> Unpacker::gunzip(std::span<const std::uint8_t> packed, std::uint64_t most_bytes,
                              std::vector<std::uint8_t>& out) {
  constexpr std::size_t kLeastMember = 18;  // header and trailer alone
  if (packed.size() < kLeastMember) return damaged("the gzip file is cut short: fetch it again");
  const std::uint64_t claimed = word(packed, packed.size() - 4, 4);
  const std::uint64_t possible = std::min(most_bytes, packed.size() * kMostOfOneByte);
  out.resize(std::max<std::size_t>(std::min(claimed, possible), 1));
  std::size_t done = 0;
  bool first = true;
  while (packed.size() >= kLeastMember && packed[0] == 0x1f && packed[1] == 0x8b) {
    std::size_t used = 0;
    std::size_t made = 0;
    const auto result = libdeflate_gzip_decompress_ex(state_, packed.data(), packed.size(), out.data() + done,
                                                      out.size() - done, &used, &made);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() >= most_bytes)
        return bad_input({}, "is larger than " + megabytes(most_bytes) + " when unpacked");
      out.resize(std::min<std::uint64_t>(most_bytes, std::max<std::uint64_t>(out.size() * 2, 65'536)));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) return damaged("the gzip file is damaged or cut short: fetch it again");
    done += made;
    packed = packed.subspan(used);
    first = false;
  }
  if (first) return damaged("is no gzip file");
  out.resize(done);
  return {};
}

Result<void> Unpacker::inflate(std::span<const std::uint8_t> packed, std::uint64_t size_bytes,
                               std::uint32_t crc, std::vector<std::uint8_t>& out) {
  if (size_bytes > packed.size() * kMostOfOneByte) return damaged("claims a size that it cannot have");
  out.resize(size_bytes);
  std::uint8_t none = 0;
  const auto result = libdeflate_deflate_decompress(state_, packed.data(), packed.size(),
                                                    out.empty() ? &none : out.data(), out.size(), nullptr);
  if (result != LIBDEFLATE_SUCCESS) return damaged("is damaged in its archive");
  if (libdeflate_crc32(0, out.data(), out.size()) != crc)
    return damaged("is damaged in its archive (the checksum differs)");
  return {};
}

Result<void> Unpacker::check(std::span<const std::uint8_t> stored, std::uint64_t size_bytes,
                             std::uint32_t crc) {
  if (stored.size() != size_bytes || libdeflate_crc32(0, stored.data(), stored.size()) != crc)
    return damaged("is damaged in its archive (the checksum differs)");
  return {};
}

struct ZipArchive::Open {
  std::vector<std::uint8_t> bytes;  // of an archive in memory
  zip_t* zip = nullptr;
  zip_file_t* reading = nullptr;
  std::uint64_t length = 0;  // of the whole archive
  std::vector<ZipMember> members;

  Open() = default;
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    if (reading != nullptr) zip_fclose(reading);
    if (zip != nullptr) zip_discard(zip);
  }
};

namespace {

// chosen: 300 bytes for each of the entries that are allowed.
constexpr std::uint64_t kTableMax_bytes = kEntriesMax * 300;

// Before libzip takes memory for every entry: what each possible end of the archive claims. `tail` are the
// archive's last bytes.
Result<void> check_claims(std::span<const std::uint8_t> tail) {
  constexpr std::size_t kEnd = 22, kEnd64 = 56;
  const auto refuse_over = [](std::uint64_t entries, std::uint64_t table_bytes) -> Result<void> {
    if (entries <= kEntriesMax && table_bytes <= kTableMax_bytes) return {};
    return bad_input({}, "the archive has more than " + std::to_string(kEntriesMax) + " entries");
  };
  bool found = false;
  for (std::size_t at = 0; at + kEnd <= tail.size(); ++at) {
    if (tail[at] != 'P' || tail[at + 1] != 'K') continue;
    if (tail[at + 2] == 5 && tail[at + 3] == 6) {
      found = true;
      const std::uint64_t entries = word(tail, at + 10, 2), table = word(tail, at + 12, 4);
      if (table == 0xffff'ffff) continue;  // the 64-bit end says it
      if (auto fits = refuse_over(entries == 0xffff ? 0 : entries, table); !fits) return fits;
    } else if (tail[at + 2] == 6 && tail[at + 3] == 6 && at + kEnd64 <= tail.size()) {
      if (auto fits = refuse_over(word(tail, at + 32, 8), word(tail, at + 40, 8)); !fits) return fits;
    }
  }
  if (!found) return damaged("the archive is cut short or damaged: its table of contents is missing");
  return {};
}

constexpr std::size_t kTail_bytes = 65'536 + 22 + 20 + 56;

std::string words_of(zip_error_t& error) {
  std::string words = zip_error_strerror(&error);
  zip_error_fini(&error);
  return words;
}

Packing packing_of(std::uint16_t method) {
  if (method == ZIP_CM_STORE) return Packing::stored;
  return method == ZIP_CM_DEFLATE ? Packing::deflate : Packing::other;
}

ZipMember member_of(zip_t* zip, std::uint64_t index) {
  ZipMember member;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip, index, 0, &stat) != 0) {
    member.packing = Packing::other;
    return member;
  }
  if ((stat.valid & ZIP_STAT_NAME) != 0 && stat.name != nullptr) member.name = stat.name;
  member.size_bytes = stat.size;
  member.packed_bytes = stat.comp_size;
  member.crc = stat.crc;
  member.packing = packing_of(stat.comp_method);
  member.encrypted = stat.encryption_method != ZIP_EM_NONE;
  member.folder = member.name.ends_with('/');
  return member;
}

}  // namespace

ZipArchive::ZipArchive(std::unique_ptr<Open> open) : open_(std::move(open)) {}
ZipArchive::ZipArchive(ZipArchive&& other) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&& other) noexcept = default;
ZipArchive::~ZipArchive() = default;

const std::vector<ZipMember>& ZipArchive::members() const { return open_->members; }

namespace {

Result<zip_t*> open_source(zip_source_t* source, zip_error_t& error) {
  if (source == nullptr) return bad_input({}, "the archive cannot be read: " + words_of(error));
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == nullptr) {
    zip_source_free(source);
    return bad_input({}, "the archive is damaged or cut short: " + words_of(error));
  }
  zip_error_fini(&error);
  return zip;
}

Result<std::vector<ZipMember>> members_of(zip_t* zip) {
  const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(zip, 0), 0));
  if (count > kEntriesMax)
    return bad_input({}, "the archive has more than " + std::to_string(kEntriesMax) + " entries");
  std::vector<ZipMember> members;
  members.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) members.push_back(member_of(zip, i));
  return members;
}

}  // namespace

Result<ZipArchive> ZipArchive::open(const std::filesystem::path& file) {
  std::error_code unknown;
  const auto length = std::filesystem::file_size(file, unknown);
  std::ifstream in(file, std::ios::binary);
  if (unknown || !in) return bad_input({}, "cannot be read");
  std::vector<std::uint8_t> tail(std::min<std::uint64_t>(length, kTail_bytes));
  in.seekg(static_cast<std::streamoff>(length - tail.size()));
  in.read(reinterpret_cast<char*>(tail.data()), static_cast<std::streamsize>(tail.size()));
  if (!in) return bad_input({}, "cannot be read");
  if (auto fits = check_claims(tail); !fits) return std::unexpected(fits.error());
  zip_error_t error;
  zip_error_init(&error);
  const auto zip = open_source(zip_source_file_create(file.c_str(), 0, 0, &error), error);
  if (!zip) return std::unexpected(zip.error());
  auto opened = std::make_unique<Open>();
  opened->zip = *zip;
  opened->length = length;
  auto members = members_of(*zip);
  if (!members) return std::unexpected(members.error());
  opened->members = std::move(*members);
  return ZipArchive(std::move(opened));
}

Result<ZipArchive> ZipArchive::open(std::vector<std::uint8_t> bytes) {
  const std::span<const std::uint8_t> all(bytes);
  if (auto fits = check_claims(all.last(std::min(all.size(), kTail_bytes))); !fits)
    return std::unexpected(fits.error());
  auto opened = std::make_unique<Open>();
  opened->bytes = std::move(bytes);
  opened->length = opened->bytes.size();
  zip_error_t error;
  zip_error_init(&error);
  const auto zip =
      open_source(zip_source_buffer_create(opened->bytes.data(), opened->bytes.size(), 0, &error), error);
  if (!zip) return std::unexpected(zip.error());
  opened->zip = *zip;
  auto members = members_of(*zip);
  if (!members) return std::unexpected(members.error());
  opened->members = std::move(*members);
  return ZipArchive(std::move(opened));
}

Result<void> ZipArchive::read_packed(std::size_t index, std::vector<std::uint8_t>& out) {
  const ZipMember& member = open_->members[index];
  if (member.packed_bytes > open_->length) return damaged("claims more bytes than the archive has");
  if (member.packed_bytes > most_packed(member.size_bytes))
    return damaged("claims more packed bytes than its content can need");
  zip_file_t* file = zip_fopen_index(open_->zip, index, ZIP_FL_COMPRESSED);
  if (file == nullptr)
    return bad_input({}, std::string("is damaged in its archive: ") + zip_strerror(open_->zip));
  out.resize(member.packed_bytes);
  std::size_t done = 0;
  while (done < out.size()) {
    const zip_int64_t got = zip_fread(file, out.data() + done, out.size() - done);
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  zip_fclose(file);
  if (done < out.size()) return damaged("is cut short in its archive");
  return {};
}

Result<void> ZipArchive::start(std::size_t index) {
  stop();
  open_->reading = zip_fopen_index(open_->zip, index, 0);
  if (open_->reading == nullptr)
    return bad_input({}, std::string("is damaged in its archive: ") + zip_strerror(open_->zip));
  return {};
}

Result<std::size_t> ZipArchive::read(std::span<std::uint8_t> to) {
  const zip_int64_t got = zip_fread(open_->reading, to.data(), to.size());
  if (got < 0) {
    const std::string why = zip_error_strerror(zip_file_get_error(open_->reading));
    return bad_input({}, "is damaged in its archive: " + why);
  }
  return static_cast<std::size_t>(got);
}

void ZipArchive::stop() {
  if (open_->reading != nullptr) zip_fclose(open_->reading);
  open_->reading = nullptr;
}

}  // namespace springback::formats
