#include "ec2plan/units/similar.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "ec2plan/units/letters.hpp"

namespace ec2plan {
namespace {

using Row = std::vector<std::size_t>;

constexpr std::size_t most_edits = 8;

std::size_t edits_allowed(std::string_view name) {
  return std::clamp<std::size_t>(name.size() / 3, 1, most_edits);
}

std::size_t length_difference(std::string_view left, std::string_view right) {
  return std::max(left.size(), right.size()) - std::min(left.size(), right.size());
}

template <typename Text>
std::optional<std::string_view> nearest_of(std::string_view name,
                                           std::span<const Text> candidates) {
  const std::size_t allowed = edits_allowed(name);
  std::optional<std::tuple<std::size_t, std::string_view>> best;
  for (const std::string_view candidate : candidates) {
    if (length_difference(name, candidate) > allowed) continue;
    const std::size_t edits = edit_distance(name, candidate);
    if (edits > allowed || edits >= std::max(name.size(), candidate.size())) continue;
    const std::tuple found{edits, candidate};
    if (!best || found < *best) best = found;
  }
  if (!best) return std::nullopt;
  return std::get<1>(*best);
}

}  // namespace

// distance(i, j) = min(distance(i-1, j) + 1, distance(i, j-1) + 1, distance(i-1, j-1) + [l_i !=
// r_j],
//                      distance(i-2, j-2) + 1 where l_{i-1} l_i = r_j r_{j-1})
std::size_t edit_distance(std::string_view left, std::string_view right) {
  Row two_above(right.size() + 1);
  Row above(right.size() + 1);
  Row row(right.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const bool same = same_letter(left[i - 1], right[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && same_letter(left[i - 1], right[j - 2]) &&
                           same_letter(left[i - 2], right[j - 1]);
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
    two_above.swap(above);
    above.swap(row);
  }
  return above[right.size()];
}

std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string_view> candidates) {
  return nearest_of(name, candidates);
}

std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string> candidates) {
  return nearest_of(name, candidates);
}

/// The classic scan with one point to return to: where the last * was met.
bool matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, after = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after = n;
    } else if (p < pattern.size() && same_letter(pattern[p], name[n])) {
      ++p, ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++after;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace ec2plan
