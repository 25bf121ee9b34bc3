#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "ec2plan/search/search.hpp"

namespace ec2plan::cli {

/// Which search a point needs. A sweep comes back to a search only while its era lasts, and eras
/// only grow.
struct SearchKey {
  std::uint64_t era = 0;
  std::uint64_t within = 0;
  auto operator<=>(SearchKey const&) const = default;
};

/// What was searched, kept for points that differ only in what a search does not look at. Several
/// threads may ask at once: one of them searches and the others wait.
class Searches {
 public:
  using Results = std::shared_ptr<std::vector<SearchResult> const>;

  /// Keeps about so many bytes: what an era asked for first.
  explicit Searches(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  Results found(SearchKey const& key, std::function<std::vector<SearchResult>()> const& search);

 private:
  struct Kept {
    std::size_t bytes = 0;
    std::shared_future<Results> results{};
  };

  void begin(std::uint64_t era);

  std::size_t most_bytes_;
  std::mutex mutex_{};
  std::map<SearchKey, Kept> kept_{};
  std::uint64_t era_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace ec2plan::cli
