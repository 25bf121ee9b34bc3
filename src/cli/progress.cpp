#include "cli/progress.hpp"

#include <utility>

#include "cli/replace_file.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::chrono::milliseconds silence{500}, pause{100};

}  // namespace

Progress::Progress(std::ostream& terminal, std::uint64_t total, std::string unit, double scale)
    : terminal_(terminal),
      total_(total),
      unit_(std::move(unit)),
      scale_(scale),
      next_(start_ + silence) {}

Progress::~Progress() {
  if (!drawn_) return;
  terminal_ << start_of_line << std::flush;
  wipe_when_interrupted(false);
}

void Progress::advance(std::uint64_t amount) {
  done_ += amount;
  auto const now = Clock::now();
  if (now < next_) return;
  next_ = now + pause;
  drawn_ = true;
  wipe_when_interrupted(true);
  terminal_ << start_of_line << line(std::chrono::duration<double>(now - start_).count())
            << std::flush;
}

std::string Progress::line(double seconds) const {
  double const done = static_cast<double>(done_), total = static_cast<double>(total_);
  std::string text = integer_text(done / scale_);
  if (total_ > 0) text += " of " + integer_text(total / scale_);
  text += " " + unit_;
  if (total_ > 0) text += ", " + integer_text(100 * done / total) + "%";
  if (seconds > 0) text += ", " + integer_text(done / scale_ / seconds) + " " + unit_ + "/s";
  return text;
}

}  // namespace ec2plan::cli
