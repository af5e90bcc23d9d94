#include "base/id.h"

#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/sha256_blocks.h"

namespace springback {
namespace {

constexpr std::array<std::int8_t, 256> kHexValues = [] {
  std::array<std::int8_t, 256> values{};
  for (std::int8_t& value : values) value = -1;
  for (std::size_t i = 0; i < 10; ++i) values['0' + i] = static_cast<std::int8_t>(i);
  for (std::size_t i = 0; i < 6; ++i) values['a' + i] = values['A' + i] = static_cast<std::int8_t>(10 + i);
  return values;
}();

int hex_value(char c) { return kHexValues[static_cast<unsigned char>(c)]; }

/// Two digits at `to`; gives the place behind them.
char* put_hex(char* to, std::uint8_t byte) {
  constexpr char kDigits[] = "0123456789abcdef";
  to[0] = kDigits[byte >> 4];
  to[1] = kDigits[byte & 15];
  return to + 2;
}

std::uint32_t big_endian(const std::uint8_t* p) {
  return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 |
         std::uint32_t{p[3]};
}

void store_big_endian(std::uint8_t* p, std::uint32_t word) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<std::uint8_t>(word >> (24 - 8 * i));
}

/// Both sums pad alike (FIPS 180-4, 5.1.1): a one bit, zeros, the length in bits; `blocks` takes whole blocks
/// of 64 bytes and how many there are.
template <class Blocks>
void feed_padded(std::span<const std::uint8_t> bytes, Blocks blocks) {
  const std::size_t at = bytes.size() / 64 * 64;
  blocks(bytes.data(), bytes.size() / 64);
  std::array<std::uint8_t, 128> tail{};
  const std::size_t rest = bytes.size() - at;
  if (rest > 0) std::memcpy(tail.data(), bytes.data() + at, rest);
  tail[rest] = 0x80;
  const std::size_t end = rest + 9 <= 64 ? 64 : 128;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) tail[end - 1 - i] = static_cast<std::uint8_t>(bits >> (8 * i));
  blocks(tail.data(), end / 64);
}

// FIPS 180-4, 6.1.2. SHA-1 only names things here (RFC 4122 asks for it); nothing relies on its strength.
std::array<std::uint8_t, 20> sha1(std::span<const std::uint8_t> bytes) {
  std::array<std::uint32_t, 5> h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const auto work = [&h](const std::uint8_t* block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian(block + 4 * i);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    std::uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    // Five rounds at a time: after them each word is back under its own name, and none was moved.
    const auto twenty = [&](std::size_t from, std::uint32_t k, auto f) {
      const auto round = [k, f](std::uint32_t one, std::uint32_t& two, std::uint32_t three,
                                std::uint32_t four, std::uint32_t& five, std::uint32_t word) {
        five += std::rotl(one, 5) + f(two, three, four) + k + word;
        two = std::rotl(two, 30);
      };
      for (std::size_t i = from; i < from + 20; i += 5) {
        round(a, b, c, d, e, w[i]);
        round(e, a, b, c, d, w[i + 1]);
        round(d, e, a, b, c, w[i + 2]);
        round(c, d, e, a, b, w[i + 3]);
        round(b, c, d, e, a, w[i + 4]);
      }
    };
    using Word = std::uint32_t;
    const auto parity = [](Word x, Word y, Word z) { return x ^ y ^ z; };
    twenty(0, 0x5a827999, [](Word x, Word y, Word z) { return (x & y) | (~x & z); });
    twenty(20, 0x6ed9eba1, parity);
    twenty(40, 0x8f1bbcdc, [](Word x, Word y, Word z) { return (x & y) | (x & z) | (y & z); });
    twenty(60, 0xca62c1d6, parity);
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
  };
  feed_padded(bytes, [&work](const std::uint8_t* block, std::size_t count) {
    for (; count > 0; --count, block += 64) work(block);
  });
  std::array<std::uint8_t, 20> out{};
  for (std::size_t i = 0; i < 5; ++i) store_big_endian(out.data() + 4 * i, h[i]);
  return out;
}

}  // namespace

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      if (text[at++] != '-') return std::nullopt;
    }
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return id;
}

std::string format_uuid(const Uuid& id) {
  std::string out(36, '-');
  char* to = out.data();
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++to;
    to = put_hex(to, id.bytes[i]);
  }
  return out;
}

Uuid uuid_v5(const Uuid& name_space, std::string_view name) {
  std::string bytes(name_space.bytes.begin(), name_space.bytes.end());
  bytes += name;
  const auto sum = sha1({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  Uuid id;
  std::memcpy(id.bytes.data(), sum.data(), 16);
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x50);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

const Uuid& springback_name_space() {
  // UUIDv5 of "springback" in RFC 4122's name space for URLs, written out so that it never moves.
  static const Uuid id = uuid_v5(*parse_uuid("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "springback");
  return id;
}

void sha256_portable(std::uint32_t* h, const std::uint8_t* block, std::size_t blocks) {
  for (; blocks > 0; --blocks, block += 64) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian(block + 4 * i);
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
      const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    std::array<std::uint32_t, 8> v{h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]};
    for (std::size_t i = 0; i < 64; i += 8) {
      // Eight rounds at a time, as above: round n finds its word "a" n places back.
      const auto round = [&v, &w, i]<std::size_t n>(std::integral_constant<std::size_t, n>) {
        const auto word = [&v](std::size_t k) -> std::uint32_t& { return v[(k + 8 - n) % 8]; };
        const std::uint32_t a = word(0), b = word(1), c = word(2), e = word(4), f = word(5), g = word(6);
        const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t one = word(7) + s1 + ((e & f) ^ (~e & g)) + kSha256Round[i + n] + w[i + n];
        const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        word(3) += one;
        word(7) = one + s0 + ((a & b) ^ (a & c) ^ (b & c));
      };
      [&round]<std::size_t... n>(std::index_sequence<n...>) {
        (round(std::integral_constant<std::size_t, n>{}), ...);
      }(std::make_index_sequence<8>{});
    }
    for (std::size_t i = 0; i < 8; ++i) h[i] += v[i];
  }
}

Sha256 sha256(std::span<const std::uint8_t> bytes) {
  std::array<std::uint32_t, 8> h{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  feed_padded(bytes, [&h](const std::uint8_t* block, std::size_t blocks) {
    (has_sha256_instructions() ? sha256_with_instructions : sha256_portable)(h.data(), block, blocks);
  });
  Sha256 out;
  for (std::size_t i = 0; i < 8; ++i) store_big_endian(out.bytes.data() + 4 * i, h[i]);
  return out;
}

Sha256 sha256(std::string_view text) {
  return sha256(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::optional<Sha256> parse_sha256(std::string_view hex) {
  if (hex.size() != 64) return std::nullopt;
  Sha256 sum;
  for (std::size_t i = 0; i < 32; ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    sum.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return sum;
}

std::string format_sha256(const Sha256& sum) {
  std::string out(64, '0');
  char* to = out.data();
  for (const std::uint8_t byte : sum.bytes) to = put_hex(to, byte);
  return out;
}

}  // namespace springback
