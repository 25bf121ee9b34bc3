#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cli/sweep_work.hpp"

namespace ec2plan::cli {

/// What became of some points.
struct Tally {
  std::uint64_t points = 0, without_plan = 0;
  std::map<std::string, std::uint64_t> statuses{};  // of those without a plan

  void count(SweepRow const& row);
  Tally& operator+=(Tally const& other);
};

/// Works out the points of the shard on so many threads. `append` writes a row, and is called by
/// all of them; `take` gets the texts of some points at a time, in the order of the grid, until it
/// says false. The number of threads changes nothing of what it gets but where texts begin.
Tally sweep_texts(SweepTask const& task, Shard const& shard, std::size_t threads,
                  std::function<void(SweepRow const&, std::string&)> const& append,
                  std::function<bool(std::string const&, std::uint64_t)> const& take);

/// The same points, kept.
Tally sweep_points(SweepTask const& task, Shard const& shard, std::size_t threads,
                   std::vector<SweptPoint>& kept);

}  // namespace ec2plan::cli
