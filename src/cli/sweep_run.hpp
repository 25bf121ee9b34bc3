#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cli/sweep_work.hpp"

namespace ec2plan::cli {

/// What became of some points.
struct Tally {
  using Statuses = std::map<std::string, std::uint64_t>;

  std::uint64_t points = 0;
  Statuses without_plan{};  // points of each status
  Statuses not_sold{};      // likewise, of those with a plan that cannot be bought so

  void count(SweepRow const& row);
  Tally& operator+=(Tally const& other);
};

/// All points of the statuses.
std::uint64_t total(Tally::Statuses const& statuses);

/// Works out the points of the shard on so many threads. `append` writes a row, and is called by
/// all of them; `take` gets the texts of some points at a time, in the order of the grid, until it
/// says false. The number of threads changes nothing of what it gets but where texts begin.
Tally sweep_texts(SweepTask const& task, Shard const& shard, std::size_t threads,
                  std::function<void(SweepRow const&, std::string&)> const& append,
                  std::function<bool(std::string const&, std::uint64_t)> const& take);

/// The same points, kept; `take` is told how many were added.
Tally sweep_points(SweepTask const& task, Shard const& shard, std::size_t threads,
                   std::vector<SweptPoint>& kept, std::function<void(std::uint64_t)> const& take);

}  // namespace ec2plan::cli
