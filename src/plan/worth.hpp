#pragma once

#include "plan/market.hpp"

/// What constants are worth to a plan.
namespace ec2plan {

/// A plan with some constants: of the figures less is better.
struct Worth {
  double days = 0, slow_days = 0, usd = 0, slow_usd = 0;
  Fit fit = Fit::yes;
  Confidence confidence = Confidence::guess;
};

Worth own_worth(Plan const& plan);

/// Of the plan's layout and count on another set-up, bought as the catalog says.
/// Assumes: enough is known of the set-up.
Worth worth_on(Setup const& setup, Plan const& plan, Catalog const& catalog);

/// Whether the likely run is cheaper or sooner.
bool is_likely_better(Worth const& one, Worth const& other);
/// Whether anything is better: the slow run, the room in memory or the confidence too.
bool is_better(Worth const& one, Worth const& other);

}  // namespace ec2plan
