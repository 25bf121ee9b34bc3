#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// What one input of a plan moves of its likely cost, all else as it is.
struct Sensitivity {
  std::string input{};              // "efficiency"
  std::string low_at{}, high_at{};  // the input's own low and high value
  Money low{}, high{};              // the cost at each: the low one may be the dearer
  std::string meaning{};            // what the two values are: a range that is known, or a what-if
};

/// Efficiency and failures over their ranges, the price over its own range (of spot) or a tenth to
/// either side, the batch halved and doubled with the layout searched again; the widest first.
/// What does not move the cost is left out, as is all where the plan has no price.
/// Source: docs/model.md, "Sensitivity".
std::vector<Sensitivity> sensitivities(Answer const& answer);

}  // namespace ec2plan
