#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace ec2plan::cli {

/// How far a long work is, on one line of a terminal that is drawn again and again: "312 of 1,024
/// MB, 30%, 162 MB/s". Nothing is drawn of what is over soon.
class Progress {
 public:
  /// `total` 0: not known. `unit` is counted in `scale`s: 1e6 of "MB".
  Progress(std::ostream& terminal, std::uint64_t total, std::string unit, double scale = 1);
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;
  ~Progress();  // wipes the line

  void advance(std::uint64_t amount);

  /// The line as it would be drawn after so many seconds.
  std::string line(double seconds) const;

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& terminal_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  std::string unit_;
  double scale_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_;  // not drawn before
  bool drawn_ = false;
};

}  // namespace ec2plan::cli
