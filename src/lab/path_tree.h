#pragma once
// The paths of one step through the controller, each run once and then only looked up.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lab/choice.h"
#include "lab/model.h"
#include "lab/packed_states.h"

namespace springback::lab {

/// Every path that a step has been seen to take, as a tree: a node is a variable that is read, its branches
/// are the values. From one state a walk takes all branches of a letter, and of a kept variable the one of
/// the state. So the controller runs once for a path, however many states take it.
class PathTree {
 public:
  using Taken = Chooser::Taken;
  /// What a path does to the kept variables, and what it breaks.
  struct Leaf {
    std::uint64_t changed = 0;  ///< bit id
    std::uint64_t mask = 0;     ///< the bits of these variables in a key
    std::uint64_t bits = 0;     ///< and their new values
    std::uint32_t broken = 0;   ///< bit invariant
    bool ends_here = true;      ///< impossible, or broken: what lies beyond a broken demand follows from it
    friend bool operator==(const Leaf&, const Leaf&) = default;
  };

  /// Calls see(leaf) for every different leaf of the paths from `key`. `run(path)` runs the step along a path
  /// not yet known, and returns its leaf and, through `chooser`, all that it read. Returns the kept variables
  /// that were read.
  template <class Run, class See>
  std::uint64_t walk(std::uint64_t key, std::uint64_t keeps, const Packer& packer, const Chooser& chooser,
                     Run run, See see) {
    std::uint64_t read = 0;
    ++now_;
    const auto visit = [&](const auto& self, std::size_t branch, std::size_t depth) -> void {
      if (branches_[branch] == kUnknown) grow(branch, depth, chooser, run(std::span(path_).first(depth)));
      const std::uint32_t to = branches_[branch];
      if ((to & kLeaf) != 0) {
        const std::uint32_t leaf = to & ~kLeaf;
        if (seen_[leaf] == now_) return;
        seen_[leaf] = now_;
        see(leaves_[leaf]);
        return;
      }
      const Node node = nodes_[to];
      path_[depth] = {0, node.count, node.id};
      if (node.id < kStateVariables && (keeps >> node.id & 1U) != 0) {
        read |= std::uint64_t{1} << node.id;
        path_[depth].choice = packer.choice(key, node.id);
        return self(self, node.first + path_[depth].choice, depth + 1);
      }
      for (std::uint8_t i = 0; i < node.count; ++i) {
        path_[depth].choice = i;
        self(self, node.first + i, depth + 1);
      }
    };
    visit(visit, 0, 0);
    return read;
  }

 private:
  static constexpr std::uint32_t kUnknown = UINT32_MAX;
  static constexpr std::uint32_t kLeaf = std::uint32_t{1} << 31U;
  struct Node {
    std::uint32_t first = 0;  ///< branch of its lowest value
    std::uint8_t count = 0, id = 0;
  };
  void grow(std::size_t branch, std::size_t depth, const Chooser& chooser, const Leaf& leaf) {
    for (std::size_t i = depth; i < chooser.read(); ++i) {
      const Taken taken = chooser.taken(i);
      branches_[branch] = static_cast<std::uint32_t>(nodes_.size());
      const auto first = static_cast<std::uint32_t>(branches_.size());
      nodes_.push_back({first, taken.count, taken.id});
      branches_.resize(branches_.size() + taken.count, kUnknown);
      branch = first + taken.choice;
    }
    // Most paths end like an earlier one.
    const auto known = std::ranges::find(leaves_.rbegin(), leaves_.rend(), leaf);
    if (known == leaves_.rend()) {
      branches_[branch] = static_cast<std::uint32_t>(leaves_.size()) | kLeaf;
      leaves_.push_back(leaf);
      seen_.push_back(0);
    } else {
      branches_[branch] = static_cast<std::uint32_t>(leaves_.rend() - known - 1) | kLeaf;
    }
  }
  std::vector<std::uint32_t> branches_{kUnknown};  ///< to a node, or with kLeaf to a leaf
  std::vector<Node> nodes_;
  std::vector<Leaf> leaves_;
  std::vector<std::uint32_t> seen_;  ///< the walk that last came to a leaf
  std::uint32_t now_ = 0;
  std::array<Taken, kVariables> path_{};
};

}  // namespace springback::lab
