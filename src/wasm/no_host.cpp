// What the standard library would say before it stops, said by nobody: the module asks nothing of its host.
//
// These two are what libc++ calls when a rule of its own is broken (or memory has run out); its own versions
// write to a console and pull in formatted printing.

#if defined(__wasm__)

#include <__verbose_abort>

namespace std {
inline namespace _LIBCPP_ABI_NAMESPACE {
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) { __builtin_trap(); }
}  // namespace _LIBCPP_ABI_NAMESPACE
}  // namespace std

extern "C" [[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }

#endif
