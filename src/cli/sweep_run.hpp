#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/sweep_points.hpp"

namespace ec2plan::cli {

/// Pieces of work that several threads do, taken in their order whoever is done first. Threads
/// that are far ahead wait, so that few results are held at once.
template <typename Result>
class InOrder {
 public:
  InOrder(std::uint64_t count, std::size_t threads) : count_(count), ahead_(4 * threads) {}

  /// Does pieces until none is left, with the work that make_work() gives.
  template <typename MakeWork>
  void help(MakeWork make_work) {
    std::optional<decltype(make_work())> work;
    while (auto const index = next()) {
      Piece piece;
      try {
        if (!work) work.emplace(make_work());
        piece.result = (*work)(*index);
      } catch (...) {
        piece.error = std::current_exception();
      }
      std::unique_lock const lock(mutex_);
      done_.emplace(*index, std::move(piece));
      changed_.notify_all();
    }
  }

  /// The next result in order; empty after the last. Throws: what its work threw.
  std::optional<Result> taken() {
    std::unique_lock lock(mutex_);
    if (taken_ == count_) return {};
    changed_.wait(lock, [&] { return done_.contains(taken_); });
    auto piece = std::move(done_.at(taken_));
    done_.erase(taken_++);
    changed_.notify_all();
    if (piece.error) std::rethrow_exception(piece.error);
    return std::move(piece.result);
  }

  void stop() {
    std::unique_lock const lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  struct Piece {
    std::optional<Result> result{};
    std::exception_ptr error{};
  };

  std::optional<std::uint64_t> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || next_ == count_ || next_ < taken_ + ahead_; });
    if (stopped_ || next_ == count_) return {};
    return next_++;
  }

  std::uint64_t count_, ahead_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::map<std::uint64_t, Piece> done_{};
  std::uint64_t next_ = 0, taken_ = 0;
  bool stopped_ = false;
};

/// Does `count` pieces of work on so many threads and gives each result to `take`, in order, until
/// it says false. Each thread makes its own `work` of make_work().
template <typename Result, typename MakeWork, typename Take>
void work_in_order(std::uint64_t count, std::size_t threads, MakeWork make_work, Take take) {
  InOrder<Result> pieces(count, threads);
  std::vector<std::future<void>> helpers;
  struct Stop {
    InOrder<Result>& pieces;
    ~Stop() { pieces.stop(); }
  } const at_the_end{pieces};
  for (std::size_t i = 0; i < threads; ++i)
    helpers.push_back(std::async(std::launch::async, [&] { pieces.help(make_work); }));
  while (auto result = pieces.taken())
    if (!take(std::move(*result))) return;
}

/// A part of the grid: points `first` to before `last`, from 0.
struct Shard {
  std::uint64_t first = 0, last = 0;
  std::string text{};  // "2/8"; empty: all of it
};

/// --shard. The N parts follow each other, and their sizes differ by at most one point.
Shard asked_shard(Arguments const& arguments, std::uint64_t points);

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
