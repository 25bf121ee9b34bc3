#pragma once

#include <map>
#include <optional>

#include "cli/sweep_grid.hpp"
#include "cli/sweep_searches.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {

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
  std::map<std::uint64_t, State> states_{};
  Recommendation result_{};
  SweepRow row_{};
};

/// How many points one thread takes at a time: many where each is soon done.
std::uint64_t points_at_once(Grid const& grid);

}  // namespace ec2plan::cli
