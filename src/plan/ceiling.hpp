#pragma once

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/plan.hpp"

/// How fast an accelerator can be. Source: docs/model.md, "The ceiling".
namespace ec2plan {

/// What one accelerator of the set-up computes at the most: its dense peak, or what is taken for it
/// where none is published, by constants that are ec2plan's own. 0: not known.
FlopRate ceiling_of(Catalog const& shipped, Setup const& setup);

/// What an accelerator achieves, of the ceiling: what is computed again too. 0 where it is not
/// known.
double share_of(FlopRate ceiling, Run const& run);
/// The same of the plan's layout on another set-up.
double share_of(FlopRate ceiling, Setup const& setup, Plan const& plan);

/// Whether it is more than all, but for the last digits.
bool is_above(double share);

}  // namespace ec2plan
