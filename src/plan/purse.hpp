#pragma once

#include "ec2plan/plan/demand.hpp"
#include "plan/terms.hpp"

/// What the questions of one `afford` have in common.
namespace ec2plan {

/// The catalog and the question. The terms' job says all but a model and its tokens.
struct Purse {
  Catalog const& catalog;
  Terms const& terms;
};

/// A model and its tokens, searched as `recommend` does.
struct Tried {
  Terms terms{};
  Searched found{};
  double demand = 0;  // of the least demanding plan; at most 1 where one is affordable
};

/// In the batch that the job has, whatever its tokens.
Tried tried_in_batch(Purse const& purse, AskedJob asked);

/// The plan that `recommend` chooses, if it has room.
std::optional<Affordable> affordable(Purse const& purse, Tried const& trial, std::string law);

/// The largest listed model that is affordable to tune on the examples.
std::optional<Affordable> largest_tuned(Purse const& purse);
/// The smallest of them, affordable or not.
Tried smallest_tuned(Purse const& purse);

}  // namespace ec2plan
