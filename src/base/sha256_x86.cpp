#include "base/sha256_blocks.h"

#include "base/check.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

namespace springback {
namespace {

#define SPRINGBACK_SHA __attribute__((target("sha,sse4.1")))

struct State {
  __m128i abef;
  __m128i cdgh;
};

// Four rounds with the words `now`.
SPRINGBACK_SHA inline void rounds(State& state, __m128i now, int at) {
  const __m128i words =
      _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(kSha256Round.data() + at)));
  state.cdgh = _mm_sha256rnds2_epu32(state.cdgh, state.abef, words);
  state.abef = _mm_sha256rnds2_epu32(state.abef, state.cdgh, _mm_shuffle_epi32(words, 0x0e));
}

// The four words that follow sixteen, in place of the first four of them.
SPRINGBACK_SHA inline void extend(__m128i& first, __m128i second, __m128i third, __m128i fourth) {
  const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(first, second), _mm_alignr_epi8(fourth, third, 4));
  first = _mm_sha256msg2_epu32(sum, fourth);
}

SPRINGBACK_SHA inline __m128i load_words(const std::uint8_t* bytes) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)), big_endian);
}

SPRINGBACK_SHA inline void block(State& state, const std::uint8_t* bytes) {
  __m128i a = load_words(bytes), b = load_words(bytes + 16), c = load_words(bytes + 32),
          d = load_words(bytes + 48);
  rounds(state, a, 0);
  rounds(state, b, 4);
  rounds(state, c, 8);
  rounds(state, d, 12);
  for (int at = 16; at < 64; at += 16) {
    extend(a, b, c, d);
    rounds(state, a, at);
    extend(b, c, d, a);
    rounds(state, b, at + 4);
    extend(c, d, a, b);
    rounds(state, c, at + 8);
    extend(d, a, b, c);
    rounds(state, d, at + 12);
  }
}

}  // namespace

bool has_sha256_instructions() {
  static const bool has = [] {
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kSsse3 = 1U << 9, kSse41 = 1U << 19, kSha = 1U << 29;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSsse3) == 0 || (c & kSse41) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
  }();
  return has;
}

// The instructions want the eight words as f, e, b, a and h, g, d, c.
SPRINGBACK_SHA void sha256_with_instructions(std::uint32_t* state, const std::uint8_t* bytes,
                                             std::size_t blocks) {
  auto* words = reinterpret_cast<__m128i*>(state);
  const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xb1);
  const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1b);
  State now{_mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xf0)};
  for (; blocks > 0; --blocks, bytes += 64) {
    const State before = now;
    block(now, bytes);
    now.abef = _mm_add_epi32(now.abef, before.abef);
    now.cdgh = _mm_add_epi32(now.cdgh, before.cdgh);
  }
  const __m128i abef = _mm_shuffle_epi32(now.abef, 0x1b);
  const __m128i ghcd = _mm_shuffle_epi32(now.cdgh, 0xb1);
  _mm_storeu_si128(words, _mm_blend_epi16(abef, ghcd, 0xf0));
  _mm_storeu_si128(words + 1, _mm_alignr_epi8(ghcd, abef, 8));
}

}  // namespace springback

#else

namespace springback {

bool has_sha256_instructions() { return false; }

void sha256_with_instructions(std::uint32_t*, const std::uint8_t*, std::size_t) { SPRINGBACK_CHECK(false); }

}  // namespace springback

#endif
