#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "formats/bundle.h"
#include "formats/tar.h"

namespace springback {
namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

formats::Bundle two_recordings(const std::string& facts, const std::string& one, const std::string& other) {
  return {facts, {{sha256(one), bytes_of(one)}, {sha256(other), bytes_of(other)}}};
}

TEST(Bundle, without_recordings_is_the_facts_alone) {
  const std::string facts = "{\"type\":\"note\"}\n";
  EXPECT_EQ(formats::write_bundle({facts, {}}), facts);
  const auto read = formats::read_bundle(facts);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->facts, facts);
  EXPECT_TRUE(read->blobs.empty());
}

TEST(Bundle, gives_back_what_went_in_whatever_the_sizes) {
  for (const std::size_t size : {0U, 1U, 511U, 512U, 513U, 100'000U}) {
    const std::string facts(size, 'f');
    const std::string one(size + 1, '\x01');
    const std::string other(2 * size + 3, '\0');
    const std::string file = formats::write_bundle(two_recordings(facts, one, other));
    EXPECT_EQ(file.size() % 512, 0U);
    const auto read = formats::read_bundle(file);
    ASSERT_TRUE(read) << size;
    EXPECT_EQ(read->facts, facts);
    ASSERT_EQ(read->blobs.size(), 2U);
    for (const formats::BundleBlob& blob : read->blobs) EXPECT_EQ(sha256(blob.bytes), blob.sha256);
  }
}

TEST(Bundle, is_the_same_whatever_the_order_of_the_recordings) {
  const std::string facts = "x\n", one = "one", other = "other";
  formats::Bundle bundle = two_recordings(facts, one, other);
  const std::string file = formats::write_bundle(bundle);
  std::swap(bundle.blobs[0], bundle.blobs[1]);
  EXPECT_EQ(formats::write_bundle(bundle), file);
}

TEST(Bundle, refuses_an_archive_cut_at_any_block) {
  const std::string file = formats::write_bundle(two_recordings("facts\n", "one", "other"));
  for (std::size_t size = 512; size < file.size() - 512; size += 512) {
    EXPECT_FALSE(formats::read_bundle(file.substr(0, size))) << size;
  }
}

TEST(Bundle, refuses_a_recording_whose_bytes_changed) {
  std::string file = formats::write_bundle(two_recordings("facts\n", "first recording", "other"));
  file[file.find("first recording")] = 'F';
  const auto read = formats::read_bundle(file);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().detail.find("bytes"), std::string::npos);
}

TEST(Bundle, refuses_a_damaged_header) {
  std::string file = formats::write_bundle(two_recordings("facts\n", "one", "other"));
  for (const std::size_t at : {0U, 100U, 124U, 150U}) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_FALSE(formats::read_bundle(damaged)) << at;
  }
}

TEST(Bundle, refuses_members_that_do_not_belong_and_an_archive_without_facts) {
  const std::string bytes = "x";
  const std::vector<TarMember> strange{{"facts.jsonl", bytes_of(bytes)}, {"../etc/passwd", bytes_of(bytes)}};
  EXPECT_FALSE(formats::read_bundle(write_tar(strange)));
  const std::vector<TarMember> twice{{"facts.jsonl", bytes_of(bytes)}, {"facts.jsonl", bytes_of(bytes)}};
  EXPECT_FALSE(formats::read_bundle(write_tar(twice)));
  const std::vector<TarMember> factless{{"recordings/" + format_sha256(sha256(bytes)), bytes_of(bytes)}};
  EXPECT_FALSE(formats::read_bundle(write_tar(factless)));
}

}  // namespace
}  // namespace springback
