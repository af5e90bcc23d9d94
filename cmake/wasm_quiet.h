// Read before every source of the browser's build: a broken rule of the standard library traps at once, instead of
// carrying its texts and formatted printing along.
#ifdef __cplusplus
#define _LIBCPP_VERBOSE_ABORT(...) __builtin_trap()
#endif
