#pragma once
// Assertions of what must hold whatever the input: always on, in every build. A failed check is our mistake.

#if !defined(__wasm__)
#include <cstdio>
#endif
#include <cstdlib>

namespace springback {

[[noreturn]] inline void check_failed([[maybe_unused]] const char* what, [[maybe_unused]] const char* file,
                                      [[maybe_unused]] int line) {
#if defined(__wasm__)
  __builtin_trap();
#else
  std::fprintf(stderr, "springback: internal check failed: %s (%s:%d)\n", what, file, line);
  std::abort();
#endif
}

}  // namespace springback

#define SPRINGBACK_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::springback::check_failed(#condition, __FILE__, __LINE__))
