#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/estimate/energy.hpp"
#include "ec2plan/estimate/run.hpp"
#include "ec2plan/plan/cost.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {

enum class Risk { slow, likely };  // which end of the range must meet the deadline
/// What is least in the first plan: cost; time; cost x time, the knee of one against the other.
/// pareto: all plans that no other beats in both; energy: kWh at the facility; co2e: of its grid.
enum class Objective { cost, time, knee, pareto, energy, co2e };

/// Whether it is of what a run takes from the grid.
inline bool is_of_energy(Objective objective) {
  return objective == Objective::energy || objective == Objective::co2e;
}

/// Whether sequences are filled with several examples, or each is padded to the longest beside it.
enum class Packing { on, off };

/// When plans cannot be told apart, and which of them is put first: docs/model.md, "Ties".
struct TieRule {
  double chance = 1;  // of being the better one really, from which on a plan ties; 1: none does
  double dearer = 0;  // share above the cheapest (or the soonest) that the one put first may be
  double same_accelerator = 0, same_vendor = 0, other = 0;  // correlation of the errors
};

/// What a recommendation must satisfy.
struct Goal {
  std::optional<Time> deadline{};
  std::optional<Money> budget{};
  Risk risk = Risk::slow;
  Objective objective = Objective::cost;
  SearchLimits limits{};
  bool include_retired = false;
  double knee_exponent = 1;   // of the duration, beside the cost
  bool stop_at_knee = false;  // the front ends where more instances stop being sensible
  TieRule ties{};
};

/// Cost x duration^e, to the power of 1 / (1 + e) so that a share of it is one of cost and time
/// together. Least at the knee: from there on a share of time costs more than that share of money,
/// where e is 1. Source: Eager et al. 1989; docs/model.md, "The knee".
double knee_value(Goal const& goal, Time duration, Money cost);

/// What the objective makes least, in seconds, dollars or both; of a front the cost.
double objective_value(Goal const& goal, Time duration, Money cost);

/// One complete answer: everything that explain, compare and launch need.
struct Plan {
  int rank = 0;
  InstanceType type{};
  int instances = 0;
  Price price{};
  Job job{};
  Stack stack{};
  Layout layout{};
  Estimate estimate{};
  Run run{};
  Range<Money> cost{};
  CostBreakdown cost_parts{};
  std::optional<EnergyUse> energy{};   // empty: nothing is known of what the accelerator draws
  int spare_instances = 0;             // to keep beside the job: advice, not in the cost
  bool meets_deadline = true;          // by the risk rule
  bool meets_deadline_if_slow = true;  // at the slow end of the range
  bool meets_budget = true;            // by the risk rule
  bool on_front = false;               // none with room is as cheap and sooner, or the reverse
  Confidence confidence = Confidence::guess;
  /// Keys of the user's own constants that make it cheaper, sooner, surer or fit; "goodput" is
  /// --goodput, "catalog" a catalog that stands alone. Empty optional: nobody looked.
  std::optional<std::vector<std::string>> own_constants{};
  std::vector<std::string> tie_with{};  // names: of the first the offers that cannot be told from
                                        // it, of these the first

  bool satisfies() const { return meets_deadline && meets_budget; }
};

/// What the objective of energy or of CO2e makes least, in kWh or kg; empty where it is not known,
/// or under another objective.
std::optional<Range<double>> burden(Goal const& goal, std::optional<EnergyUse> const& use);

/// What the objective makes least of the plan; infinite where that is not known.
double objective_value(Goal const& goal, Plan const& plan);

/// One found layout, priced and judged.
Plan plan_of(Setup const& setup, Found const& found, Price const& price, Goal const& goal);

/// Fills in all that the layout, its price and the question say of a plan whose type, price, job
/// and stack stand already.
void settle(Plan& plan, Setup const& setup, Found const& found, Goal const& goal);

}  // namespace ec2plan
