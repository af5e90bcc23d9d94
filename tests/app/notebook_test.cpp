#include "app/notebook.h"

#include <gtest/gtest.h>

#include "codec/diary_json.h"
#include "support/program.h"

namespace springback::app {
namespace {

NewFact note(const std::string& text) {
  const auto parsed =
      codec::parse_fact(R"({"type":"note","at":"2026-03-02T07:10:00+01:00","text":")" + text + "\"}");
  return new_fact(*parsed);
}

void keep(Notebook& notebook, const std::string& text) {
  const std::vector<NewFact> facts{note(text)};
  ASSERT_TRUE(notebook.store().append(facts));
}

TEST(Notebook, what_another_program_adds_is_there_at_the_next_look) {
  const test::TempDir dir;
  const auto here = Notebook::open(dir.path(), kDemoDiary), there = Notebook::open(dir.path(), kDemoDiary);
  keep(**here, "one");
  ASSERT_EQ((*(*here)->pages())->diary.size(), 1U);
  keep(**there, "two");
  const auto pages = *(*here)->pages();
  ASSERT_EQ(pages->diary.size(), 2U);
  EXPECT_EQ(pages->last_seq, 2);
}

TEST(Notebook, a_diary_that_another_program_emptied_is_empty_at_the_next_look) {
  const test::TempDir dir;
  const auto here = Notebook::open(dir.path(), kDemoDiary), there = Notebook::open(dir.path(), kDemoDiary);
  keep(**here, "one");
  keep(**here, "two");
  const auto before = *(*here)->pages();
  ASSERT_EQ(before->diary.size(), 2U);
  ASSERT_TRUE((*there)->store().wipe());
  EXPECT_EQ((*(*here)->pages())->diary.size(), 0U);
  EXPECT_EQ(before->diary.size(), 2U) << "who holds the old pages goes on reading them";
}

TEST(Notebook, a_diary_that_another_program_emptied_and_filled_again_has_no_fact_twice) {
  const test::TempDir dir;
  const auto here = Notebook::open(dir.path(), kDemoDiary), there = Notebook::open(dir.path(), kDemoDiary);
  keep(**here, "one");
  keep(**here, "two");
  ASSERT_EQ((*(*here)->pages())->diary.size(), 2U);
  ASSERT_TRUE((*there)->store().wipe());
  for (const char* text : {"one", "three", "four"}) keep(**there, text);
  const auto pages = *(*here)->pages();
  EXPECT_EQ(pages->diary.size(), 3U);
  EXPECT_EQ(pages->places.size(), 3U);
  EXPECT_EQ(pages->seqs.front(), 3) << "sequences go on";
}

}  // namespace
}  // namespace springback::app
