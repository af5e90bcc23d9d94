#include "base/sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace springback {
namespace {

struct Card {
  std::uint16_t value;
  std::uint32_t dealt;  // its place before sorting
  bool operator==(const Card&) const = default;
};

bool lower(const void*, const void* a, const void* b) {
  return static_cast<const Card*>(a)->value < static_cast<const Card*>(b)->value;
}

void expect_sorted_and_stable(std::vector<Card> cards) {
  for (std::size_t i = 0; i < cards.size(); ++i) cards[i].dealt = static_cast<std::uint32_t>(i);
  std::vector<Card> wanted = cards;
  std::ranges::stable_sort(wanted, {}, &Card::value);
  merge_sort(cards.data(), cards.size(), sizeof(Card), lower, nullptr);
  ASSERT_EQ(cards, wanted) << cards.size() << " values";
}

TEST(Sort, merge_sort_orders_any_count_and_keeps_the_order_of_what_is_equal) {
  std::minstd_rand dice(7);
  for (std::size_t count = 0; count <= 130; ++count) {
    for (const std::uint32_t kinds : {1U, 2U, 7U, 65'536U}) {
      std::vector<Card> cards(count);
      for (Card& card : cards) card.value = static_cast<std::uint16_t>(dice() % kinds);
      expect_sorted_and_stable(std::move(cards));
    }
  }
  std::vector<Card> many(100'003);
  for (Card& card : many) card.value = static_cast<std::uint16_t>(dice() % 50'000);
  expect_sorted_and_stable(std::move(many));
}

TEST(Sort, merge_sort_orders_what_is_in_order_already_or_backwards) {
  std::vector<Card> upwards, downwards;
  for (std::uint16_t i = 0; i < 1'000; ++i) {
    upwards.push_back({i, 0});
    downwards.push_back({static_cast<std::uint16_t>(1'000 - i), 0});
  }
  expect_sorted_and_stable(upwards);
  expect_sorted_and_stable(downwards);
}

TEST(Sort, merge_sort_asks_the_order_that_it_is_given) {
  const std::vector<int> rank = {3, 0, 2, 1};
  std::vector<std::size_t> places = {0, 1, 2, 3};
  const auto by_rank = [](const void* order, const void* a, const void* b) {
    const auto& ranks = *static_cast<const std::vector<int>*>(order);
    return ranks[*static_cast<const std::size_t*>(a)] < ranks[*static_cast<const std::size_t*>(b)];
  };
  merge_sort(places.data(), places.size(), sizeof(std::size_t), by_rank, &rank);
  EXPECT_EQ(places, (std::vector<std::size_t>{1, 3, 2, 0}));
}

}  // namespace
}  // namespace springback
