#include <cmath>

#include "ec2plan/units/format.hpp"
#include "review/judgement.hpp"

namespace ec2plan::review {
namespace {

constexpr int most_decimals = 6;

/// The last digit that is told of so many days.
double grain_of_days(double value, int decimals) {
  return duration_unit(value * day).one / day * std::pow(10.0, -decimals - 1);
}

}  // namespace

std::string dollars(double value, int decimals) { return "$" + fixed_text(value, decimals); }

std::string cents(double value, int decimals) { return dollars(value, decimals + 2); }

std::string days(double value, int decimals) {
  return decimals == 0 ? duration_text(value) : duration_text(value * day, decimals + 1);
}

std::string percent(double value, int decimals) { return fixed_text(value, decimals + 1) + "%"; }

int decimals_apart(double one, double other, Words words) {
  auto const same = [&](int decimals) {
    return words(one, decimals) == words(other, decimals) ||
           words(std::abs(one - other), decimals) == words(0, decimals) ||
           (words == days && std::abs(one - other) < 0.999 * grain_of_days(one, decimals));
  };
  int decimals = 0;
  while (one != other && decimals < most_decimals && same(decimals))
    ++decimals;
  return decimals;
}

}  // namespace ec2plan::review
