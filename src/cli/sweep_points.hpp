#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "cli/sweep_grid.hpp"
#include "ec2plan/search/search.hpp"
#include "plan/own_constants.hpp"
#include "plan/terms.hpp"

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

/// What works out points has in common; read by several threads at once.
struct SweepTask {
  Grid const& grid;
  Catalog const& catalog;
  Searches& searches;
};

/// Works out points of the grid, one at a time. Each thread has its own.
class SweepPoints {
 public:
  explicit SweepPoints(SweepTask const& task);

  /// The point, counted from 0. It stands until the next one is asked for.
  SweepRow const& row(std::uint64_t index);

 private:
  /// What the words of a point stand for, with its numbers at those of the last point.
  struct State {
    Question question{};
    Goal goal{};
    bool batch_by_rule = false;           // of the sequence's length
    std::vector<Candidate> candidates{};  // of an estimate one, without offers
    Plan plan{};                          // of an estimate: its type, price, job and stack
    std::string status = "ok";            // of an estimate: else why its plan cannot be bought so
    std::string reason{};                 // likewise, in a sentence
    std::optional<SearchKey> loaded{};    // of the searches that the candidates hold
    std::string refused{};                // why the words do not go together; empty: they do
  };

  void place(std::uint64_t index);
  State& state();
  State made();
  void take_one_setup(Catalog const& catalog, Terms const& terms, State& state) const;
  void take_candidates(Catalog const& catalog, Terms const& terms, State& state) const;
  void take_numbers(State& state) const;
  void judge(State const& state, Plan& plan);
  void estimate(State& state);
  void recommend(State& state);
  SearchKey search_key() const;
  SearchResult one_search(Setup const& setup, SearchLimits const& limits);
  std::vector<SearchResult> every_search(State const& state) const;
  void refuse(Rejection const& rejection);
  void refuse(std::string const& sentence);

  SweepTask task_;
  bool shares_searches_ = false;
  std::optional<Catalog> own_{};  // where --set is swept
  std::optional<OwnConstants> own_constants_{};
  std::map<std::uint64_t, State> states_{};
  Recommendation result_{};
  SweepRow row_{};
};

}  // namespace ec2plan::cli
