#include "base/id.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

#include "base/sha256_blocks.h"

namespace springback {
namespace {

// Test vectors of FIPS 180-4 (the two messages of its examples) and of the empty message.
TEST(Id, sha256_gives_the_published_sums) {
  EXPECT_EQ(format_sha256(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(format_sha256(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(format_sha256(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Id, sha256_of_every_length_around_a_block_reads_back) {
  for (std::size_t length = 0; length < 200; ++length) {
    const Sha256 sum = sha256(std::string(length, 'a'));
    EXPECT_EQ(parse_sha256(format_sha256(sum)), sum);
  }
}

TEST(Id, the_processors_instructions_give_the_sums_that_every_machine_gives) {
  if (!has_sha256_instructions()) GTEST_SKIP() << "this processor has none";
  std::mt19937 random(7);
  std::vector<std::uint8_t> bytes(64 * 33);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  std::array<std::uint32_t, 8> portable{}, quick{};
  for (auto& word : portable) word = static_cast<std::uint32_t>(random());
  quick = portable;
  for (std::size_t blocks = 0; blocks < 33; ++blocks) {
    sha256_portable(portable.data(), bytes.data() + 64 * (32 - blocks), blocks);
    sha256_with_instructions(quick.data(), bytes.data() + 64 * (32 - blocks), blocks);
    ASSERT_EQ(portable, quick) << blocks << " blocks";
  }
}

// RFC 4122's own name space for host names; the value is the one that RFC 9562, A.4, prints.
TEST(Id, uuid_v5_gives_the_published_name) {
  const auto dns = parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  ASSERT_TRUE(dns);
  EXPECT_EQ(format_uuid(uuid_v5(*dns, "www.example.com")), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Id, only_a_whole_uuid_is_read) {
  EXPECT_TRUE(parse_uuid("2ED6657D-E927-568B-95E1-2665A8AEA6A2"));
  for (const char* text : {"", "2ed6657d", "2ed6657d-e927-568b-95e1-2665a8aea6a",
                           "2ed6657d-e927-568b-95e1-2665a8aea6ag", "2ed6657de927568b95e12665a8aea6a2----"}) {
    EXPECT_FALSE(parse_uuid(text)) << text;
  }
}

}  // namespace
}  // namespace springback
