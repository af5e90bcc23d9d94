// Every source under src/ includes the standard headers whose names it uses, itself or through the project's headers that it includes.
// The build compiles several sources as one, so that no compiler of ./test misses what a neighbour included.

import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { files, includes } from "./rooms.mjs";

// A name of std, or of none, and the headers that promise it.
const promised = [
  ["algorithm", "all_of any_of clamp copy copy_if count count_if equal fill find find_if find_if_not for_each lower_bound max max_element " +
    "merge min min_element minmax none_of nth_element partition remove_if replace reverse rotate search sort stable_sort transform " +
    "unique upper_bound"],
  ["array", "array to_array"],
  ["atomic", "atomic atomic_bool"],
  ["bit", "bit_cast bit_ceil bit_width countl_zero countr_zero endian has_single_bit popcount rotl rotr"],
  ["charconv", "chars_format from_chars to_chars"],
  ["chrono", "chrono"],
  ["cmath cstdlib", "abs"],
  ["cmath", "ceil cos exp floor fmod hypot isfinite isinf isnan llround log lround pow round sin sqrt trunc"],
  ["condition_variable", "condition_variable"],
  ["cstdint", "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t"],
  ["cstring", "memchr memcmp memcpy memmove memset strerror strlen"],
  ["deque", "deque"],
  ["exception", "exception_ptr current_exception rethrow_exception"],
  ["expected", "expected unexpected"],
  ["filesystem", "filesystem"],
  ["fstream", "fstream ifstream ofstream"],
  ["functional", "bind_front function hash invoke not_fn"],
  ["future", "async future promise"],
  ["iostream", "cerr cin cout"],
  ["iterator", "back_inserter distance istreambuf_iterator next prev"],
  ["limits", "numeric_limits"],
  ["list", "list"],
  ["map", "map multimap"],
  ["memory", "make_shared make_unique shared_ptr unique_ptr weak_ptr"],
  ["mutex", "call_once lock_guard mutex once_flag scoped_lock unique_lock"],
  ["new", "bad_alloc nothrow"],
  ["numeric", "accumulate gcd iota"],
  ["optional", "nullopt optional"],
  ["queue", "priority_queue queue"],
  ["set", "multiset set"],
  ["shared_mutex", "shared_lock shared_mutex"],
  ["span", "span"],
  ["sstream", "istringstream ostringstream stringstream"],
  ["stdexcept", "invalid_argument logic_error out_of_range runtime_error"],
  ["string", "stod stoi string to_string"],
  ["string_view string", "string_view"],
  ["system_error charconv", "errc"],
  ["system_error filesystem", "error_code system_error"],
  ["thread", "jthread this_thread thread"],
  ["tuple", "apply make_tuple tie tuple"],
  ["unordered_map", "unordered_map"],
  ["unordered_set", "unordered_set"],
  ["utility", "declval exchange make_pair move pair swap to_underlying unreachable"],
  ["variant", "get_if holds_alternative monostate variant visit"],
  ["vector", "vector"],
].flatMap(([headers, names]) => names.split(" ").map((name) => [name, headers.split(" ")]));
const headersOf = new Map(promised);

// The text without its comments and literals, the lines kept.
function bare(text) {
  const skipped = /\/\/[^\n]*|\/\*[^]*?\*\/|R"(\w*)\([^]*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<!\w)'(?:[^'\\\n]|\\.)+'/g;
  return text.replace(skipped, (found) => found.replace(/[^\n]/g, ""));
}

// path -> the standard headers that it or a header of the project below it includes.
function reached(root) {
  const known = new Map();
  return function of(path) {
    if (known.has(path)) return known.get(path);
    const found = new Set();
    known.set(path, found);
    for (const include of includes(readFileSync(path, "utf8"))) {
      const below = join(root, "src", include.path);
      if (!include.quoted) found.add(include.path);
      else if (existsSync(below)) of(below).forEach((header) => found.add(header));
    }
    return found;
  };
}

// Names used without their header, as "path:line: std::name needs <header>", the first of each header alone.
export function nameFaults(root) {
  const headersUnder = reached(root);
  return files(join(root, "src"), [".h", ".cpp"]).flatMap((path) => {
    const missing = new Map();
    const has = headersUnder(path);
    bare(readFileSync(path, "utf8")).split("\n").forEach((row, index) => {
      for (const [, name] of row.matchAll(/\bstd::(?:ranges::)?(\w+)/g)) {
        const headers = headersOf.get(name);
        if (!headers || headers.some((header) => has.has(header)) || missing.has(headers[0])) continue;
        missing.set(headers[0], `${relative(root, path)}:${index + 1}: std::${name} needs <${headers[0]}>`);
      }
    });
    return [...missing.values()];
  });
}
