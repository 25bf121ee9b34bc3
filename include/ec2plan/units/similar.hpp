#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ec2plan {

/// How many letters must be added, dropped, changed or swapped with their neighbour to turn `left`
/// into `right`; ASCII letters match in either case. Source: the optimal string alignment form of
/// Damerau and Levenshtein's distance.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate that was probably meant by `name`, or none when all are too far (more than a third
/// of the letters). The order of the candidates has no say: among equals the first in the alphabet
/// wins. Views one of `candidates`.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name,
                                                      std::span<const std::string_view> candidates);
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name,
                                                      std::span<const std::string> candidates);

/// "did you mean p5.48xlarge?" of the records by their names, else what helps otherwise.
template <typename Records, typename NameOf = std::identity>
[[nodiscard]] std::string suggestion(std::string_view name, Records const& records,
                                     std::string_view otherwise, NameOf name_of = {}) {
  std::vector<std::string_view> names;
  for (auto const& record : records)
    names.push_back(std::invoke(name_of, record));
  auto const meant = nearest(name, std::span<const std::string_view>(names));
  return meant ? "did you mean " + std::string(*meant) + "?" : std::string(otherwise);
}

/// Whether `name` matches, in any case of ASCII letters, a pattern whose * stands for any text.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

}  // namespace ec2plan
