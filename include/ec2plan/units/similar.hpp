#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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

}  // namespace ec2plan
