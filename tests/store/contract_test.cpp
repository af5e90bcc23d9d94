// What every diary store must do, whatever stands behind it. A further implementation is one more line in the
// list at the end.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <ostream>
#include <set>
#include <thread>

#include "store/sqlite_store.h"
#include "store/store_samples.h"

namespace springback {
namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

struct Implementation {
  std::string name;
  std::function<Result<std::unique_ptr<DiaryStore>>(const std::filesystem::path&, std::string_view)> open;

  friend void PrintTo(const Implementation& one, std::ostream* out) { *out << one.name; }
};

class DiaryStoreContract : public testing::TestWithParam<Implementation> {
 protected:
  std::unique_ptr<DiaryStore> open(std::string_view name = "runner") {
    auto store = GetParam().open(folder_.path(), name);
    if (!store) {
      ADD_FAILURE() << store.error().place << ": " << store.error().detail;
      return nullptr;
    }
    return std::move(*store);
  }

 private:
  TemporaryDir folder_;
};

std::vector<StoredFact> all_facts(DiaryStore& store) {
  auto facts = store.facts_after(0, no_limit);
  EXPECT_TRUE(facts) << facts.error().detail;
  return facts ? std::move(*facts) : std::vector<StoredFact>();
}

TEST_P(DiaryStoreContract, a_new_diary_is_empty) {
  const auto store = open();
  EXPECT_EQ(store->count(), 0);
  EXPECT_EQ(store->last_seq(), 0);
  EXPECT_TRUE(all_facts(*store).empty());
  EXPECT_TRUE(store->list_blobs()->empty());
  EXPECT_TRUE(store->find_damage()->empty());
}

TEST_P(DiaryStoreContract, facts_come_back_unchanged_in_the_order_given) {
  const auto store = open();
  std::vector<NewFact> facts{sample_fact("a", 1), sample_fact("a", 2), sample_fact("a", 3),
                             sample_fact("a", 4)};
  facts[1].json = "{\"text\":\"Grüße 'aus' \\\"dem\\\" Wald 🌲; DROP TABLE facts;\"}";
  facts[2].json = std::string("{\"zero\":\"\0\"}", 12);
  facts[3].day = Day{-25'567};
  facts[3].at_utc_ms = -2'208'988'800'000;
  const auto report = store->append(facts);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->added, 4U);
  EXPECT_EQ(report->already_there, 0U);
  EXPECT_EQ(report->seqs, (std::vector<std::int64_t>{1, 2, 3, 4}));
  const auto kept = all_facts(*store);
  ASSERT_EQ(kept.size(), facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    EXPECT_TRUE(same_fact(kept[i], facts[i])) << i;
    EXPECT_EQ(kept[i].seq, static_cast<std::int64_t>(i) + 1);
  }
  EXPECT_EQ(store->count(), 4);
  EXPECT_EQ(store->last_seq(), 4);
}

TEST_P(DiaryStoreContract, what_was_kept_is_there_after_closing_and_opening) {
  const std::vector<NewFact> facts{sample_fact("a", 1), sample_fact("a", 2)};
  const auto bytes = sample_bytes(1, 70'000);
  Sha256 sha;
  {
    const auto store = open();
    ASSERT_TRUE(store->append(facts));
    sha = store->put_blob(bytes).value();
  }
  const auto store = open();
  EXPECT_EQ(all_facts(*store).size(), 2U);
  EXPECT_EQ(store->get_blob(sha).value(), bytes);
  EXPECT_EQ(store->append(std::vector{sample_fact("a", 3)})->seqs, std::vector<std::int64_t>{3});
}

TEST_P(DiaryStoreContract, a_repeat_is_harmless_and_reported_with_its_first_sequence) {
  const auto store = open();
  ASSERT_TRUE(store->append(std::vector{sample_fact("a", 1), sample_fact("a", 2)}));
  const auto report = store->append(
      std::vector{sample_fact("a", 2), sample_fact("a", 3), sample_fact("a", 3), sample_fact("a", 1)});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added, 1U);
  EXPECT_EQ(report->already_there, 3U);
  EXPECT_EQ(report->seqs, (std::vector<std::int64_t>{2, 3, 3, 1}));
  EXPECT_EQ(store->count(), 3);
}

TEST_P(DiaryStoreContract, another_fact_with_a_known_id_is_refused_by_name_and_nothing_of_its_batch_is_kept) {
  const auto store = open();
  ASSERT_TRUE(store->append(std::vector{sample_fact("a", 1)}));
  NewFact other = sample_fact("a", 1);
  other.json += " ";
  const auto bytes = sample_bytes(2, 1000);
  const std::vector<BlobBytes> blobs{bytes};
  const auto report = store->append(std::vector{sample_fact("a", 2), other, sample_fact("a", 3)}, blobs);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Trouble::bad_input);
  EXPECT_NE(report.error().place.find(format_uuid(other.id)), std::string::npos) << report.error().place;
  const auto kept = all_facts(*store);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_TRUE(same_fact(kept[0], sample_fact("a", 1)));
  EXPECT_TRUE(store->list_blobs()->empty());
}

TEST_P(DiaryStoreContract, two_different_facts_with_one_id_in_one_batch_are_refused) {
  const auto store = open();
  NewFact other = sample_fact("a", 1);
  other.json = "{}";
  const auto report = store->append(std::vector{sample_fact("a", 1), other});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Trouble::bad_input);
  EXPECT_EQ(store->count(), 0);
}

TEST_P(DiaryStoreContract, a_refused_batch_uses_up_no_sequence) {
  const auto store = open();
  NewFact other = sample_fact("a", 1);
  other.json = "{}";
  ASSERT_FALSE(store->append(std::vector{sample_fact("a", 1), other}));
  EXPECT_EQ(store->append(std::vector{sample_fact("a", 5)})->seqs, std::vector<std::int64_t>{1});
}

TEST_P(DiaryStoreContract, a_fact_without_id_type_or_text_is_refused) {
  const auto store = open();
  for (const int missing : {0, 1, 2}) {
    NewFact fact = sample_fact("a", 1);
    if (missing == 0) fact.id = Uuid{};
    if (missing == 1) fact.type.clear();
    if (missing == 2) fact.json.clear();
    const auto report = store->append(std::vector{sample_fact("a", 2), fact});
    ASSERT_FALSE(report) << missing;
    EXPECT_EQ(report.error().kind, Trouble::bad_input);
  }
  EXPECT_EQ(store->count(), 0);
}

TEST_P(DiaryStoreContract, an_empty_append_changes_nothing) {
  const auto store = open();
  const auto report = store->append({});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added + report->already_there, 0U);
  EXPECT_EQ(store->last_seq(), 0);
}

TEST_P(DiaryStoreContract, facts_are_read_in_pages_by_sequence) {
  const auto store = open();
  std::vector<NewFact> facts;
  for (int i = 0; i < 10; ++i) facts.push_back(sample_fact("a", i));
  ASSERT_TRUE(store->append(facts));
  std::int64_t cursor = 0;
  std::size_t seen = 0;
  for (;;) {
    const auto page = store->facts_after(cursor, 4);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    EXPECT_LE(page->size(), 4U);
    for (const StoredFact& fact : *page) EXPECT_TRUE(same_fact(fact, facts[seen++]));
    cursor = page->back().seq;
  }
  EXPECT_EQ(seen, 10U);
  EXPECT_TRUE(store->facts_after(0, 0)->empty());
  EXPECT_TRUE(store->facts_after(10, 100)->empty());
  EXPECT_TRUE(store->facts_after(std::numeric_limits<std::int64_t>::max(), 100)->empty());
}

TEST_P(DiaryStoreContract, blobs_come_back_by_their_hash_and_a_repeat_changes_nothing) {
  const auto store = open();
  std::vector<BlobInfo> expected;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, std::size_t{5'000'000}}) {
    const auto bytes = sample_bytes(size, size);
    const auto sha = store->put_blob(bytes);
    ASSERT_TRUE(sha);
    EXPECT_EQ(*sha, sha256(bytes));
    EXPECT_EQ(store->put_blob(bytes), *sha);
    EXPECT_EQ(store->get_blob(*sha).value(), bytes);
    expected.push_back({*sha, static_cast<std::int64_t>(size)});
  }
  std::ranges::sort(expected, {}, &BlobInfo::sha256);
  EXPECT_EQ(store->list_blobs(), expected);
  EXPECT_EQ(store->get_blob(Sha256{}).value(), std::nullopt);
}

TEST_P(DiaryStoreContract, a_fact_and_its_bytes_are_kept_together) {
  const auto store = open();
  const auto bytes = sample_bytes(3, 200'000);
  NewFact fact = sample_fact("recording", 1);
  fact.blob = sha256(bytes);
  const std::vector<BlobBytes> blobs{bytes};
  ASSERT_TRUE(store->append(std::vector{fact}, blobs));
  const auto kept = all_facts(*store);
  ASSERT_EQ(kept.size(), 1U);
  ASSERT_TRUE(kept[0].blob);
  EXPECT_EQ(store->get_blob(*kept[0].blob).value(), bytes);
}

TEST_P(DiaryStoreContract, a_fact_whose_bytes_are_nowhere_is_refused_with_its_whole_batch) {
  const auto store = open();
  NewFact fact = sample_fact("recording", 1);
  fact.blob = sha256("never given");
  const auto report = store->append(std::vector{sample_fact("a", 1), fact});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, Trouble::bad_input);
  EXPECT_NE(report.error().place.find(format_uuid(fact.id)), std::string::npos);
  EXPECT_EQ(store->count(), 0);
}

TEST_P(DiaryStoreContract, a_fact_that_came_without_its_bytes_can_get_them_later) {
  const auto store = open();
  NewFact fact = sample_fact("recording", 1);
  ASSERT_TRUE(store->append(std::vector{fact}));
  const auto bytes = sample_bytes(4, 100);
  const std::vector<BlobBytes> blobs{bytes};
  fact.blob = sha256(bytes);
  EXPECT_FALSE(store->append(std::vector{fact}));
  const auto report = store->append(std::vector{fact}, blobs);
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->already_there, 1U);
  EXPECT_TRUE(same_fact(all_facts(*store).at(0), fact));
}

TEST_P(DiaryStoreContract, a_wipe_leaves_nothing_and_never_gives_a_sequence_twice) {
  const auto store = open();
  const auto bytes = sample_bytes(5, 50'000);
  const auto sha = store->put_blob(bytes).value();
  ASSERT_TRUE(store->append(std::vector{sample_fact("a", 1), sample_fact("a", 2)}));
  const auto wiped = store->wipe();
  ASSERT_TRUE(wiped) << wiped.error().detail;
  EXPECT_EQ(store->count(), 0);
  EXPECT_EQ(store->last_seq(), 0);
  EXPECT_EQ(store->get_blob(sha).value(), std::nullopt);
  EXPECT_EQ(store->append(std::vector{sample_fact("a", 1)})->seqs, std::vector<std::int64_t>{3});
}

TEST_P(DiaryStoreContract, diaries_in_one_folder_do_not_touch) {
  const auto one = open("one");
  const auto two = open("two");
  ASSERT_TRUE(one->append(std::vector{sample_fact("a", 1)}));
  ASSERT_TRUE(two->append(std::vector{sample_fact("b", 1), sample_fact("b", 2)}));
  ASSERT_TRUE(one->wipe());
  EXPECT_EQ(one->count(), 0);
  EXPECT_EQ(two->count(), 2);
}

TEST_P(DiaryStoreContract, the_same_diary_opened_twice_is_one_diary) {
  const auto here = open();
  const auto there = open();
  ASSERT_TRUE(here->append(std::vector{sample_fact("a", 1)}));
  EXPECT_EQ(there->count(), 1);
  EXPECT_EQ(there->append(std::vector{sample_fact("a", 1), sample_fact("a", 2)})->seqs,
            (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(here->last_seq(), 2);
}

TEST_P(DiaryStoreContract, a_reader_that_follows_many_appenders_misses_no_fact) {
  constexpr int threads = 8;
  constexpr int appends = 40;
  const auto store = open();
  std::atomic<int> running = threads;
  std::vector<std::thread> appenders;
  for (int t = 0; t < threads; ++t) {
    appenders.emplace_back([&, t] {
      for (int i = 0; i < appends; ++i) {
        const std::string series = "thread" + std::to_string(t);
        const auto report =
            store->append(std::vector{sample_fact(series, 2 * i), sample_fact(series, 2 * i + 1)});
        EXPECT_TRUE(report);
        // Its own rows are there for every reader once the append has returned.
        const auto own = store->facts_after(report->seqs[0] - 1, 1);
        EXPECT_EQ(own->at(0).id, sample_fact(series, 2 * i).id);
      }
      --running;
    });
  }
  std::vector<std::int64_t> followed;
  for (bool last_look = false;; last_look = running == 0) {
    const auto page = store->facts_after(followed.empty() ? 0 : followed.back(), no_limit);
    ASSERT_TRUE(page);
    for (const StoredFact& fact : *page) followed.push_back(fact.seq);
    if (last_look) break;
  }
  for (std::thread& appender : appenders) appender.join();
  ASSERT_EQ(followed.size(), std::size_t{threads} * appends * 2);
  for (std::size_t i = 0; i < followed.size(); ++i) EXPECT_EQ(followed[i], static_cast<std::int64_t>(i) + 1);
}

TEST_P(DiaryStoreContract, one_callers_refusal_does_not_touch_anothers_append) {
  constexpr int appends = 50;
  const auto store = open();
  ASSERT_TRUE(store->append(std::vector{sample_fact("fixed", 1)}));
  NewFact wrong = sample_fact("fixed", 1);
  wrong.json = "{}";
  std::thread refused([&] {
    for (int i = 0; i < appends; ++i)
      EXPECT_FALSE(store->append(std::vector{sample_fact("refused", i), wrong}));
  });
  std::vector<std::thread> taken;
  for (const char* series : {"b", "c", "d"}) {
    taken.emplace_back([&, series] {
      for (int i = 0; i < appends; ++i) EXPECT_TRUE(store->append(std::vector{sample_fact(series, i)}));
    });
  }
  refused.join();
  for (std::thread& thread : taken) thread.join();
  EXPECT_EQ(store->count(), 1 + 3 * appends);
  EXPECT_EQ(store->last_seq(), 1 + 3 * appends);
}

TEST_P(DiaryStoreContract, a_diary_name_that_cannot_be_one_is_refused) {
  const TemporaryDir folder;
  for (const char* name : {"", "../escape", "a/b", "Upper", "white space", ".", "ümlaut"}) {
    const auto store = GetParam().open(folder.path(), name);
    ASSERT_FALSE(store) << name;
    EXPECT_EQ(store.error().kind, Trouble::bad_input);
  }
  EXPECT_FALSE(GetParam().open(folder.path(), std::string(65, 'a')));
  EXPECT_TRUE(GetParam().open(folder.path(), std::string(64, 'a')));
}

INSTANTIATE_TEST_SUITE_P(Stores, DiaryStoreContract,
                         testing::Values(Implementation{
                             "sqlite", [](const std::filesystem::path& dir,
                                          std::string_view name) { return open_diary(dir, name); }}),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace springback
