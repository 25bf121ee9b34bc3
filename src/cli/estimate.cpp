#include <algorithm>
#include <ostream>

#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/estimation.hpp"
#include "cli/facts.hpp"
#include "cli/job.hpp"
#include "cli/offers.hpp"
#include "cli/question.hpp"
#include "cli/values.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

void refuse_several(Arguments const& arguments, std::string_view flag, std::size_t count) {
  auto const* value = last_given(arguments, flag);
  if (count < 2 || value == nullptr) return;
  throw refusal(*value, "is more than one", "one value: an estimate is of one set-up",
                "name one, or use `ec2plan recommend`");
}

NoLayout reason_of(Setup const& setup, SearchResult const& found, Goal const& goal) {
  auto const count = goal.limits.max_instances;
  auto const rejected = why_none(setup, found, goal);
  NoLayout none{.where = integer_text(count) + " " + setup.type.name,
                .reason = rejected.reason,
                .nearest = rejected.nearest};
  if (rejected.code == ReasonCode::no_network && count > 1) none.nearest = "--instance-count 1";
  return none;
}

}  // namespace

Price asked_price(Catalog const& catalog, Market const& market, InstanceType const& type) {
  auto const& region = market.asked.regions.front();
  auto const purchase = market.asked.purchases.front();
  auto const price = paid_price(catalog, market, type, region, purchase);
  return price.value_or(Price{.purchase = purchase, .region = region});
}

std::vector<Obstacle> obstacles(Catalog const& catalog, Market const& market,
                                InstanceType const& type) {
  std::vector<Obstacle> all;
  auto const offers = offers_of(catalog, market, type);
  auto const& offer = *std::ranges::find(offers, true, &Offer::asked);
  if (offer.retired) {
    all.push_back({ReasonCode::retired, type.name + " is no longer offered since " +
                                            type.retired.value_or("a date unknown")});
  } else if (!offer.offered) {
    all.push_back({ReasonCode::not_offered, type.name + " is not offered in " + offer.region});
  }
  if (!offer.price) {
    all.push_back({ReasonCode::unpriced, "no " + std::string(purchase_name(offer.purchase)) +
                                             " price of " + type.name + " in " + offer.region +
                                             " is known: the cost stays open"});
  }
  return all;
}

std::optional<Obstacle> beyond_blocks(Plan const& plan) {
  if (plan.price.purchase != Purchase::capacity_block) return {};
  if (capacity_blocks_hold(plan.instances * plan.type.ec2_instances, plan.run.duration.high))
    return {};
  return Obstacle{ReasonCode::too_many_instances,
                  "Capacity Blocks give at most " + integer_text(most_capacity_block_instances) +
                      " instances for " + integer_text(longest_capacity_block / day) +
                      " days: this would take more, and nobody promises it"};
}

Rejection why_none(Setup const& setup, SearchResult const& found, Goal const& goal) {
  Candidate const candidate{.setup = setup, .found = found, .offers = {Offer{}}};
  return recommendation(goal, {candidate}).rejected.front();
}

Estimation estimation(Arguments const& arguments, Environment const& environment,
                      std::string const& command, Timings& timings) {
  Reading reading;
  Estimation result;
  result.catalog = asked_catalog(arguments, reading);
  auto const& catalog = result.catalog;
  auto& answer = result.answer;
  timings.lap("catalog");
  answer.asked = asked_job(arguments, catalog, reading);
  auto const& type = asked_type(arguments, catalog, reading);
  answer.goal = asked_question(arguments, catalog, asked_count(arguments, reading), reading);
  auto const market = asked_market(arguments, environment, catalog, reading);
  refuse_several(arguments, "--region", market.asked.regions.size());
  refuse_several(arguments, "--purchase", market.asked.purchases.size());
  auto const speed = given_speed(arguments, answer.goal.limits.layout, reading);
  check_speed(arguments, speed, answer.asked.job.precision, {&type});
  answer.price = market.asked;
  answer.setup = asked_setup(catalog, type, answer.asked, speed);
  SearchResult found;
  if (modelled(answer.setup)) found = search(answer.setup, answer.goal.limits);
  timings.lap("search");
  result.counts = found.counts;
  if (found.best.empty() && found.tight.empty()) {
    result.none = reason_of(answer.setup, found, answer.goal);
    return result;
  }
  auto const& chosen = found.best.empty() ? found.tight.front() : found.best.front();
  answer.plan = plan_of(answer.setup, chosen, asked_price(catalog, market, type), answer.goal);
  answer.plan.rank = 1;
  for (Obstacle const& obstacle : obstacles(catalog, market, type))
    reading.warnings.push_back(obstacle.text);
  if (auto const obstacle = beyond_blocks(answer.plan)) reading.warnings.push_back(obstacle->text);
  std::vector<Price> prices;
  if (priced(answer.plan)) prices.push_back(answer.plan.price);
  answer.frame = asked_frame(catalog, command, {type.name}, prices, {answer.asked.model.shape.name},
                             reading, answer.asked.stack);
  add_assumptions(answer.frame, catalog, price_assumptions(prices));
  return result;
}

void print_none(NoLayout const& none, std::string const& command, Streams const& streams) {
  streams.err << "error: " << none.where << ": " << none.reason << '\n';
  if (!none.nearest.empty()) streams.err << "  nearest: " << none.nearest << '\n';
  streams.err << "  fix: give other flags (see `ec2plan " << command << " --help`)\n";
}

std::vector<std::string> price_notes(EstimateAnswer const& answer, Environment const& environment) {
  if (answer.price.as_of || !priced(answer.plan)) return {};
  return old_price_notes({answer.plan.price}, today(environment));
}

bool is_kept(EstimateAnswer const& answer) {
  bool const unknown = answer.goal.budget && !priced(answer.plan);
  return answer.plan.satisfies() && !unknown;
}

Exit estimate_one(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const [catalog, answer, none, counts] =
      estimation(arguments, environment, "estimate", timings);
  if (none) {
    print_none(*none, "estimate", streams);
    return Exit::unsatisfied;
  }
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  auto const notes = price_notes(answer, environment);
  deliver(text, output, streams);
  warn(answer.frame.warnings, output, streams);
  for (auto const& note : notes)
    remark(note, output, streams);
  timings.report(output, streams);
  return is_kept(answer) ? Exit::answered : Exit::unsatisfied;
}

}  // namespace ec2plan::cli
