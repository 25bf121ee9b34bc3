#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "plan/scored.hpp"

/// Which plans cannot be told apart, and which of those is put first: docs/model.md, "Ties".
namespace ec2plan {

/// A constant of the rule, and where it stands.
struct TieFact {
  std::string_view key;
  double TieRule::*member;
};
std::span<TieFact const> tie_facts();

/// The natural logarithm of a cost or a time, as a normal distribution.
struct Uncertainty {
  double centre = 0;        // of the range's two ends
  double spread = 0;        // standard deviation of what the estimate may be off
  double price_spread = 0;  // of what the price may move, beside that
};

/// A range holds 8 in 10: its ends are the first and the last tenth. Of it, the prices that a spot
/// price may move between are told apart. Assumes: no end is 0.
Uncertainty uncertainty(Range<Money> const& cost, Price const& price);
Uncertainty uncertainty(Range<Time> const& duration);

/// The chance that the one is really less than the other. `correlation` is that of the estimates'
/// errors; prices move together where they are of one offer, and not else.
double chance_of_less(Uncertainty const& one, Uncertainty const& other, double correlation,
                      bool one_offer);

/// How far the errors of estimates on the two types go together.
double correlation(TieRule const& rule, InstanceType const& one, InstanceType const& other);

/// Whether the two cannot be told apart in what is asked for: cost, time, energy or CO2e.
bool are_tied(Goal const& goal, Scored const& one, Scored const& other);
bool are_tied(Goal const& goal, Plan const& one, Plan const& other);

/// Of plans in their order, the one to put first: among those tied with the first, as roomy, that
/// satisfy and are at most the rule's share above `least` (a value: dollars, or seconds), the one
/// that ends first even if it runs slow; under the objective of time the one that costs least
/// likewise. Assumes: there is a plan.
struct PutFirst {
  std::size_t index = 0;
  bool had_choice = false;  // whether any share would have put another first
};
PutFirst put_first(Goal const& goal, std::vector<Scored> const& plans, std::size_t first,
                   double least);

}  // namespace ec2plan
