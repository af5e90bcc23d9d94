#include "wasm/memory.h"

#include <cstdlib>
#include <cstring>

#include "base/check.h"

std::uint8_t* sb_alloc(std::uint32_t size) {
  // An allocation of nothing may answer null, which would look like a lack of memory.
  return static_cast<std::uint8_t*>(std::malloc(size == 0 ? 1 : size));
}

void sb_free(std::uint8_t* at, std::uint32_t) { std::free(at); }

void sb_release(std::uint8_t* answer) { std::free(answer); }

namespace springback::wasm {

std::uint8_t* handed_over(const std::string& text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  auto* answer = sb_alloc(size + 4);
  SPRINGBACK_CHECK(answer != nullptr);
  for (unsigned i = 0; i < 4; ++i) answer[i] = static_cast<std::uint8_t>(size >> (8 * i));
  std::memcpy(answer + 4, text.data(), size);
  return answer;
}

}  // namespace springback::wasm
