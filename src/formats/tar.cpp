#include "formats/tar.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/check.h"

namespace springback {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kNameMax = 100;
// Where the fields of a header stand.
constexpr std::size_t kMode = 100, kOwner = 108, kGroup = 116, kSize = 124, kTime = 136, kSum = 148,
                      kKind = 156, kMagic = 257;
constexpr std::string_view kMagicText{"ustar\00000", 8};

void put_octal(std::array<char, kBlock>& header, std::size_t at, std::size_t digits, std::uint64_t value) {
  for (std::size_t i = digits; i-- > 0; value /= 8) header[at + i] = static_cast<char>('0' + value % 8);
}

std::optional<std::uint64_t> octal(std::span<const std::uint8_t> field) {
  std::uint64_t value = 0;
  bool any = false;
  for (const std::uint8_t c : field) {
    if (c == ' ' && !any) continue;
    if (c == ' ' || c == 0) break;
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + (c - std::uint64_t{'0'});
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

// The sum of a header's bytes, its own field read as blanks.
template <class Header>
std::uint64_t header_sum(const Header& header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    sum += i >= kSum && i < kSum + 8 ? std::uint64_t{' '} : static_cast<std::uint8_t>(header[i]);
  }
  return sum;
}

}  // namespace

bool looks_like_tar(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= kBlock && std::memcmp(bytes.data() + kMagic, "ustar", 5) == 0;
}

std::string write_tar(std::span<const TarMember> members) {
  std::string out;
  std::size_t total = 2 * kBlock;
  for (const TarMember& member : members)
    total += kBlock + (member.bytes.size() + kBlock - 1) / kBlock * kBlock;
  out.reserve(total);
  for (const TarMember& member : members) {
    SPRINGBACK_CHECK(!member.name.empty() && member.name.size() <= kNameMax);
    std::array<char, kBlock> header{};
    std::ranges::copy(member.name, header.begin());
    put_octal(header, kMode, 7, 0644);
    put_octal(header, kOwner, 7, 0);
    put_octal(header, kGroup, 7, 0);
    put_octal(header, kSize, 11, member.bytes.size());
    put_octal(header, kTime, 11, 0);
    header[kKind] = '0';
    std::ranges::copy(kMagicText, header.begin() + kMagic);
    put_octal(header, kSum, 6, header_sum(header));
    header[kSum + 7] = ' ';
    out.append(header.data(), kBlock);
    out.append(reinterpret_cast<const char*>(member.bytes.data()), member.bytes.size());
    out.append((kBlock - member.bytes.size() % kBlock) % kBlock, '\0');
  }
  out.append(2 * kBlock, '\0');
  return out;
}

Result<std::vector<TarMember>> read_tar(std::span<const std::uint8_t> archive) {
  std::vector<TarMember> members;
  std::size_t at = 0;
  while (true) {
    const std::string place = "archive, byte " + std::to_string(at);
    if (archive.size() - at < kBlock)
      return bad_input(place, "the archive is cut short; allowed: a whole one");
    const auto header = archive.subspan(at, kBlock);
    if (std::ranges::all_of(header, [](std::uint8_t c) { return c == 0; })) return members;
    const auto sum = octal(header.subspan(kSum, 8));
    const auto size = octal(header.subspan(kSize, 12));
    if (!sum || *sum != header_sum(header) || !size) {
      return bad_input(place, "the header is damaged; allowed: an archive as `export` writes it");
    }
    if (header[kKind] != '0' && header[kKind] != 0) {
      return bad_input(place, "a member is no regular file; allowed: regular files");
    }
    at += kBlock;
    if (*size > archive.size() - at) {
      return bad_input(place, "the archive is cut short; allowed: a whole one");
    }
    const auto name_field = header.first(kNameMax);
    const auto name_end = std::ranges::find(name_field, std::uint8_t{0});
    members.push_back({std::string(name_field.begin(), name_end), archive.subspan(at, *size)});
    at += std::min<std::size_t>((*size + kBlock - 1) / kBlock * kBlock, archive.size() - at);
  }
}

}  // namespace springback
