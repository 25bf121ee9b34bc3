#include "plan/grounds.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "catalog/assumptions.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "plan/energy_grounds.hpp"
#include "plan/given.hpp"
#include "plan/ties.hpp"

namespace ec2plan {
namespace {

using catalog::UsedConstant;
using Figures = std::vector<double>;

void add(Figures& all, Range<Time> const& range) {
  all.insert(all.end(), {range.low / second, range.likely / second, range.high / second});
}

void add(Figures& all, StepBreakdown const& step) {
  for (Time const part : {step.compute, step.tensor_comm, step.pipeline_comm, step.expert_comm,
                          step.context_comm, step.data_comm, step.bubble, step.optimizer})
    all.push_back(part / second);
}

void add(Figures& all, MemoryBreakdown const& memory) {
  for (Bytes const part :
       {memory.weights, memory.gradients, memory.optimizer, memory.activations, memory.other})
    all.push_back(part / byte);
}

void add(Figures& all, Reliability const& r) {
  all.insert(all.end(), {r.failures_per_day, r.reclaims_per_day, r.interval / second,
                         r.restart / second, r.goodput, r.checkpoint.state / byte,
                         r.checkpoint.blocked / second, r.checkpoint.written / second});
}

void add(Figures& all, Run const& run) {
  add(all, run.step_time);
  add(all, run.duration);
  add(all, run.step);
  all.insert(all.end(), {run.goodput, run.achieved / (flop / second), run.mfu.value_or(0)});
  if (!run.reliability) return;
  for (auto const* end : {&run.reliability->low, &run.reliability->likely, &run.reliability->high})
    add(all, *end);
}

void add(Figures& all, Plan const& plan, Estimate const& estimate, Run const& run,
         Range<Money> const& cost) {
  add(all, run);
  add(all, estimate.memory);
  all.push_back(static_cast<double>(estimate.fit));
  all.push_back(plan.instances);
  all.insert(all.end(), {cost.low / dollar, cost.likely / dollar, cost.high / dollar});
}

/// What the plan says in numbers, were it estimated on this set-up.
Figures figures(Setup const& s, Plan const& plan) {
  auto const estimated = estimate(s, plan.layout);
  auto const capacity =
      plan.price.purchase == Purchase::spot ? Capacity::reclaimable : Capacity::kept;
  auto const whole = run(s, plan.layout, estimated, plan.instances, capacity);
  Figures all;
  all.reserve(64);
  add(all, plan, estimated, whole, cost(plan.price, plan.instances, whole));
  if (whole.reliability)
    all.push_back(spare_instances(s.assumptions, plan.instances, whole.duration.likely));
  all.push_back(static_cast<double>(confidence(s)));
  return all;
}

/// Documents round: what differs in the last digits alone is the same.
bool is_same(double a, double b) {
  constexpr double grain = 1e-9;
  return a == b || std::abs(a - b) <= grain * std::max(std::abs(a), std::abs(b));
}

/// A set-up, and the constants that are not yet known to move anything.
struct Open {
  Setup setup{};
  std::vector<UsedConstant> constants{};
};

bool moves(Setup const& s, Plan const& plan, Figures const& before) {
  return !std::ranges::equal(figures(s, plan), before, is_same);
}

/// Whether the constants, or one of them, move a figure; all are tried at one end, then the other.
bool any_moves(Setup s, std::span<UsedConstant const> constants, Plan const& plan,
               Figures const& before) {
  for (bool const first : {true, false}) {
    for (UsedConstant const& constant : constants) {
      auto const values = catalog::other_values(*constant.entry);
      constant.set(s, first ? values.front() : values.back());
    }
    if (moves(s, plan, before)) return true;
  }
  return false;
}

void take_moving(Open const& open, Plan const& plan, bool alone, Keys& keys) {
  auto const before = figures(open.setup, plan);
  if (!alone && !any_moves(open.setup, open.constants, plan, before)) return;
  for (UsedConstant const& constant : open.constants)
    if (any_moves(open.setup, {&constant, 1}, plan, before)) keys.insert(constant.entry->key);
}

/// Spot prices move, up to the price on demand.
void take_price(Price const& price, Keys& keys) {
  if (price.purchase != Purchase::spot || price.per_instance <= HourlyPrice{}) return;
  keys.insert("spot_price_low");
  if (!price.on_demand || *price.on_demand > price.per_instance) keys.insert("spot_price_high");
}

/// A minimum that reaches into the run moves its bill.
void take_minimum(Catalog const& catalog, Plan const& plan, Keys& keys) {
  auto const entry =
      std::ranges::find(catalog.assumptions, "billing_minimum", &AssumptionEntry::key);
  if (entry == catalog.assumptions.end()) return;
  auto const paid = [&](double least) {
    Price price = plan.price;
    price.minimum = least * second;
    auto const range = cost(price, plan.instances, plan.run);
    return std::tuple(range.low, range.likely, range.high);
  };
  for (double const value : catalog::other_values(*entry))
    if (paid(value) != paid(entry->value)) keys.insert(entry->key);
}

/// What a plan says of the blocks that it is bought as; shown whole, how many they are too.
bool same_blocks(CapacityBlocks const& sold, Plan const& plan, bool is_whole) {
  int const instances = plan.instances * plan.type.ec2_instances;
  auto const of = [&](CapacityBlocks const& blocks) {
    auto price = plan.price;
    price.blocks = blocks;
    auto const paid = cost(price, plan.instances, plan.run);
    return std::tuple(paid.low, paid.likely, paid.high,
                      is_whole ? capacity_blocks(blocks, instances) : 0,
                      capacity_blocks_hold(blocks, instances, plan.run.duration.high));
  };
  return of(sold) == of(plan.price.blocks);
}

void take_blocks(Catalog const& catalog, Plan const& plan, bool is_whole, Keys& keys) {
  if (plan.price.purchase != Purchase::capacity_block) return;
  for (BlockFact const& fact : block_facts()) {
    auto const entry = std::ranges::find(catalog.assumptions, fact.key, &AssumptionEntry::key);
    if (entry == catalog.assumptions.end()) continue;
    for (double const value : catalog::other_values(*entry)) {
      auto sold = plan.price.blocks;
      fact.set(sold, value);
      if (!same_blocks(sold, plan, is_whole)) keys.insert(entry->key);
    }
  }
}

/// How many plans tie with the first; of the same kind in all that is not the tie.
std::ptrdiff_t ties(Goal const& goal, std::vector<Plan> const& plans) {
  auto const first = std::ranges::find_if(plans, &Plan::satisfies);
  return std::ranges::count_if(plans, [&](Plan const& plan) {
    return plan.satisfies() && plan.type.name != first->type.name &&
           plan.job.tokens == first->job.tokens && plan.estimate.fit == first->estimate.fit &&
           are_tied(goal, *first, plan);
  });
}

/// Constants of ties, another value of which ties other plans with the first, or puts another
/// first.
void take_ties(Catalog const& catalog, Goal const& goal, Recommendation const& result, Keys& keys) {
  if (goal.objective == Objective::pareto) return;
  auto const now = ties(goal, result.candidates);
  for (TieFact const& fact : tie_facts()) {
    auto const entry = std::ranges::find(catalog.assumptions, fact.key, &AssumptionEntry::key);
    if (entry == catalog.assumptions.end()) continue;
    bool const chooses = fact.member == &TieRule::dearer && result.had_tied_choice;
    auto const moves = [&](double value) {
      Goal other = goal;
      other.ties.*fact.member = value;
      return ties(other, result.candidates) != now;
    };
    if (chooses || std::ranges::any_of(catalog::other_values(*entry), moves))
      keys.insert(entry->key);
  }
}

/// Most constants move the first plan; what is left is tried together on each of the others.
/// The first `whole` plans are shown whole, the others in a few figures.
Keys moving(Catalog const& catalog, Terms const& terms, Plans const& plans, std::size_t whole) {
  Keys keys;
  std::map<std::pair<std::string, double>, Open> known;
  for (Plan const* plan : plans) {
    auto const [place, is_new] = known.try_emplace({plan->type.name, plan->job.tokens / token});
    auto& open = place->second;
    if (is_new) {
      open.setup = setup_of(catalog, plan->type, plan->job, plan->stack);
      open.setup.given = terms.speed.rate;
      open.setup.goodput = terms.speed.goodput;
      open.constants = catalog::constants_used(catalog, plan->type, plan->stack, plan->job);
    }
    std::erase_if(open.constants,
                  [&](UsedConstant const& one) { return keys.contains(one.entry->key); });
    take_moving(open, *plan, plan == plans.front(), keys);
    take_price(plan->price, keys);
    take_minimum(catalog, *plan, keys);
    take_blocks(catalog, *plan, whole > 0, keys);
    take_energy(catalog, *plan, terms, keys);
    if (whole > 0) --whole;
  }
  return keys;
}

}  // namespace

Plans shown_plans(Recommendation const& result) {
  Plans plans;
  for (auto const* list : {&result.candidates, &result.by_purchase})
    for (Plan const& plan : *list)
      plans.push_back(&plan);
  for (auto const* one : {&result.safe, &result.even_odds, &result.fastest, &result.cheapest,
                          &result.sooner, &result.knee, &result.beyond})
    if (*one) plans.push_back(&**one);
  return plans;
}

Keys grounds(Catalog const& catalog, Terms const& terms, Recommendation const& result) {
  auto const plans = shown_plans(result);
  auto keys = moving(catalog, terms, plans, result.candidates.size());
  take_ties(catalog, terms.goal, result, keys);
  bool const to_knee = terms.goal.objective == Objective::knee || result.knee;
  if (to_knee && !plans.empty()) keys.insert("knee_exponent");
  if (!plans.empty()) return keys;
  for (InstanceType const* type : terms.types)
    for (auto const& used :
         catalog::constants_used(catalog, *type, terms.asked.stack, terms.asked.job))
      keys.insert(used.entry->key);
  return keys;
}

std::vector<double> figures(Recommendation const& result) {
  Figures all;
  for (Plan const* plan : shown_plans(result)) {
    add(all, *plan, plan->estimate, plan->run, plan->cost);
    if (plan->run.reliability) all.push_back(plan->spare_instances);
    add_energy(plan->energy, all);
    all.push_back(static_cast<double>(plan->tie_with.size()));
  }
  all.push_back(static_cast<double>(result.rejected.size()));
  return all;
}

std::vector<std::string> idle_settings(Question const& question, Frame const& frame) {
  std::vector<std::string> idle;
  for (auto const& setting : question.facts.settings) {
    auto key = catalog::set_key(setting);
    bool const told = std::ranges::find(idle, key) != idle.end();
    bool const used =
        std::ranges::find(frame.assumptions, key, &AssumptionEntry::key) != frame.assumptions.end();
    if (!told && !used) idle.push_back(std::move(key));
  }
  return idle;
}

void add_idle_setting(Question const& question, std::string const& key, Frame& frame) {
  frame.warnings.push_back("--set " + key + " changes nothing here");
  for (GivenValue const& value : places_of(question, "set"))
    if (catalog::set_key(value.text) == key)
      frame.idle.push_back(refusal(value, "changes nothing here",
                                   "an assumption that the plans use",
                                   "leave it out: `explain` lists those that count"));
}

}  // namespace ec2plan
