#include "cli/sweep_run.hpp"

#include <algorithm>
#include <memory>

#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

/// How many points one thread takes at a time: many where each is soon done.
std::uint64_t points_at_once(Grid const& grid) {
  if (!grid.one_setup) return 1;
  auto const& layout = grid.question.layout;
  bool const laid_out = layout.tensor && layout.pipeline && layout.micro_batch && layout.recompute;
  return laid_out ? 512 : 16;
}

constexpr std::int64_t most_shards = 1'000'000'000;

/// What one thread made of some neighbouring points.
template <typename Rows>
struct Block {
  Rows rows{};
  Tally tally{};
};

/// Blocks of rows in order: `add` puts a row into its block, `take` gets each block.
template <typename Rows, typename Add, typename Take>
Tally swept(SweepTask const& task, Shard const& shard, std::size_t threads, Add add, Take take) {
  std::uint64_t const each = points_at_once(task.grid);
  std::uint64_t const blocks = (shard.last - shard.first + each - 1) / each;
  auto const make_work = [&] {
    return [&, work = std::make_shared<SweepPoints>(task)](std::uint64_t index) {
      Block<Rows> block;
      auto const first = shard.first + index * each;
      for (auto point = first; point < std::min(first + each, shard.last); ++point) {
        SweepRow const& row = work->row(point);
        add(row, block.rows);
        block.tally.count(row);
      }
      return block;
    };
  };
  Tally tally;
  auto const most = static_cast<std::size_t>(std::min<std::uint64_t>(threads, blocks));
  work_in_order<Block<Rows>>(blocks, std::max<std::size_t>(most, 1), make_work,
                             [&](Block<Rows> block) {
                               tally += block.tally;
                               return take(std::move(block));
                             });
  return tally;
}

SweptPoint kept_point(SweepRow const& row) {
  SweptPoint point{.point = row.point, .positions = row.positions};
  if (row.plan != nullptr) point.plan = *row.plan;
  point.goal = *row.goal;
  point.status = row.status;
  point.reason = row.reason;
  return point;
}

}  // namespace

Shard asked_shard(Arguments const& arguments, std::uint64_t points) {
  auto const* value = last_given(arguments, "--shard");
  if (value == nullptr) return {.last = points};
  auto const refused = [&](std::string problem) {
    return refusal(*value, std::move(problem), "K/N with 1 <= K <= N, such as 2/8",
                   "count the parts from 1");
  };
  auto const slash = value->text.find('/');
  if (slash == std::string::npos) throw refused("is no part of a whole");
  auto const number = [&](std::string_view text) {
    try {
      return parsed_integer(text, 1, most_shards);
    } catch (InputError const&) {
      throw refused("is no part of a whole");
    }
  };
  auto const part = number(std::string_view(value->text).substr(0, slash));
  auto const parts = number(std::string_view(value->text).substr(slash + 1));
  if (part > parts) throw refused("is beyond the last part");
  auto const begin = [&](std::int64_t index) {  // points x parts stays below 2^70: in two steps
    auto const n = static_cast<std::uint64_t>(parts), k = static_cast<std::uint64_t>(index);
    return points / n * k + points % n * k / n;
  };
  return {.first = begin(part - 1), .last = begin(part), .text = value->text};
}

void Tally::count(SweepRow const& row) {
  ++points;
  if (row.plan == nullptr) ++without_plan[row.status];
  if (row.plan != nullptr && !row.reason.empty()) ++not_sold[row.status];
}

Tally& Tally::operator+=(Tally const& other) {
  points += other.points;
  for (auto const& [status, count] : other.without_plan)
    without_plan[status] += count;
  for (auto const& [status, count] : other.not_sold)
    not_sold[status] += count;
  return *this;
}

std::uint64_t total(Tally::Statuses const& statuses) {
  std::uint64_t all = 0;
  for (auto const& [status, count] : statuses)
    all += count;
  return all;
}

Tally sweep_texts(SweepTask const& task, Shard const& shard, std::size_t threads,
                  std::function<void(SweepRow const&, std::string&)> const& append,
                  std::function<bool(std::string const&, std::uint64_t)> const& take) {
  return swept<std::string>(task, shard, threads, append, [&](Block<std::string> const& block) {
    return take(block.rows, block.tally.points);
  });
}

Tally sweep_points(SweepTask const& task, Shard const& shard, std::size_t threads,
                   std::vector<SweptPoint>& kept, std::function<void(std::uint64_t)> const& take) {
  using Points = std::vector<SweptPoint>;
  auto const add = [](SweepRow const& row, Points& points) { points.push_back(kept_point(row)); };
  return swept<Points>(task, shard, threads, add, [&](Block<Points> block) {
    std::ranges::move(block.rows, std::back_inserter(kept));
    take(block.tally.points);
    return true;
  });
}

}  // namespace ec2plan::cli
