#include "cli/sweep_points.hpp"

namespace ec2plan::cli {
namespace {

std::size_t bytes_of(std::vector<SearchResult> const& results) {
  std::size_t bytes = 0;
  for (SearchResult const& each : results)
    bytes += sizeof each + sizeof(Found) * (each.best.capacity() + each.tight.capacity());
  return bytes;
}

}  // namespace

/// Nobody comes back to the eras before.
void Searches::begin(std::uint64_t era) {
  if (era <= era_) return;
  era_ = era;
  std::erase_if(kept_, [&](auto const& one) {
    bool const old = one.first.era < era_;
    if (old) bytes_ -= one.second.bytes;
    return old;
  });
}

Searches::Results Searches::found(SearchKey const& key,
                                  std::function<std::vector<SearchResult>()> const& search) {
  std::promise<Results> promise;
  {
    std::unique_lock lock(mutex_);
    begin(key.era);
    if (auto const known = kept_.find(key); known != kept_.end()) {
      auto const results = known->second.results;
      lock.unlock();
      return results.get();
    }
    if (bytes_ < most_bytes_) kept_.emplace(key, Kept{.results = promise.get_future().share()});
  }
  try {
    auto results = std::make_shared<std::vector<SearchResult> const>(search());
    promise.set_value(results);
    std::unique_lock const lock(mutex_);
    if (auto const known = kept_.find(key); known != kept_.end()) {
      known->second.bytes = bytes_of(*results);
      bytes_ += known->second.bytes;
    }
    return results;
  } catch (...) {
    promise.set_exception(std::current_exception());
    throw;
  }
}

}  // namespace ec2plan::cli
