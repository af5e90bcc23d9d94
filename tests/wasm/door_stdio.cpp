// The door's native build on standard input and output, so that another program can ask both builds the same.
//
// A frame in: one letter, 4 bytes length (little end first), that many bytes. c: sb_call. f: sb_read_fit.
// p: a protocol file (TOML) → its canonical JSON. r: a seed in decimal → the bytes of a FIT recording of a
// run that nobody ran. A frame out: 4 bytes length, the bytes.

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "codec/protocol_json.h"
#include "formats/protocol_toml.h"
#include "wasm/door.h"
#include "wasm/recordings_door.h"

namespace {

using namespace springback;

bool read_exactly(std::uint8_t* to, std::size_t size) { return std::fread(to, 1, size, stdin) == size; }

void write_frame(const std::uint8_t* bytes, std::size_t size) {
  std::uint8_t length[4];
  for (unsigned i = 0; i < 4; ++i) length[i] = static_cast<std::uint8_t>(size >> (8 * i));
  std::fwrite(length, 1, 4, stdout);
  std::fwrite(bytes, 1, size, stdout);
  std::fflush(stdout);
}

void pass_on(std::uint8_t* answer) {
  std::size_t size = 0;
  for (unsigned i = 0; i < 4; ++i) size |= std::size_t{answer[i]} << (8 * i);
  write_frame(answer + 4, size);
  sb_release(answer);
}

std::vector<std::uint8_t> recording(unsigned seed) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'000'000 + std::int64_t{seed} * 86'400;
  run.seed = seed;
  run.has_position = seed % 5 != 0;
  for (unsigned i = 0; i < 3 + seed % 6; ++i) {
    run.bouts.push_back({engine::BoutKind::jog, 60 + static_cast<int>(seed % 3) * 30, 2'700, 160});
    run.bouts.push_back({engine::BoutKind::walk, 120, 1'400, 112});
  }
  return fit::encode_activity(fit::synthetic_run(run));
}

}  // namespace

int main() {
  std::uint8_t head[5];
  while (read_exactly(head, sizeof head)) {
    std::uint32_t size = 0;
    for (unsigned i = 0; i < 4; ++i) size |= std::uint32_t{head[1 + i]} << (8 * i);
    std::uint8_t* request = sb_alloc(size);
    if (request == nullptr || !read_exactly(request, size)) return 2;
    const std::string text(reinterpret_cast<const char*>(request), size);
    if (head[0] == 'c') {
      pass_on(sb_call(request, size));
    } else if (head[0] == 'f') {
      pass_on(sb_read_fit(request, size));
    } else if (head[0] == 'r') {
      const auto bytes = recording(static_cast<unsigned>(std::stoul(text)));
      write_frame(bytes.data(), bytes.size());
    } else if (head[0] == 'p') {
      const auto protocol = formats::read_protocol_toml(text);
      if (!protocol) return 2;
      const std::string json = codec::protocol_to_json(*protocol);
      write_frame(reinterpret_cast<const std::uint8_t*>(json.data()), json.size());
    } else {
      return 2;
    }
    sb_free(request, size);
  }
  return 0;
}
