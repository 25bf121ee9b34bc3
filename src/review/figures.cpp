#include "review/figures.hpp"

#include <cmath>

#include "ec2plan/units/format.hpp"

namespace ec2plan::review {
namespace {

constexpr int most_decimals = 6;

}  // namespace

std::string dollars(double value, int decimals) { return "$" + fixed_text(value, decimals); }

std::string cents(double value, int decimals) { return dollars(value, decimals + 2); }

std::string days(double value, int decimals) { return fixed_text(value, decimals + 1) + " days"; }

std::string percent(double value, int decimals) { return fixed_text(value, decimals + 1) + "%"; }

int decimals_apart(double one, double other, Words words) {
  auto const same = [&](int decimals) {
    return words(one, decimals) == words(other, decimals) ||
           words(std::abs(one - other), decimals) == words(0, decimals);
  };
  int decimals = 0;
  while (one != other && decimals < most_decimals && same(decimals))
    ++decimals;
  return decimals;
}

}  // namespace ec2plan::review
