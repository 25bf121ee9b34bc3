#include "ec2plan/review/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ec2plan {

bool is_same(double a, double b) {
  return std::abs(a - b) <= same_share * std::max(std::abs(a), std::abs(b));
}

double logarithmic_mean(double a, double b) {
  double const distance = std::log(a / b);
  return distance == 0 ? a : b * (std::expm1(distance) / distance);
}

/// What is left is noise of the last digits: it goes with the largest part.
std::vector<double> attributed(std::vector<FactorStep> const& factors, double base, double head) {
  double const mean = logarithmic_mean(head, base);
  std::vector<double> parts;
  for (auto const& factor : factors) {
    double const distance = std::log(factor.head / factor.base);
    parts.push_back(std::abs(distance) <= same_share ? 0 : mean * distance);
  }
  auto const largest =
      std::ranges::max_element(parts, {}, [](double part) { return std::abs(part); });
  if (largest != parts.end() && *largest != 0)
    *largest += head - base - std::accumulate(parts.begin(), parts.end(), 0.0);
  return parts;
}

}  // namespace ec2plan
