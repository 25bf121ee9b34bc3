#pragma once

#include <string>
#include <vector>

#include "ec2plan/plan/ranking.hpp"
#include "tests/properties/random.hpp"

/// One job, the types that could run it, and questions about it, drawn by chance.
namespace ec2plan::testing {

inline constexpr int most_instances = 4;

inline Offer any_offer(std::string const& region, Purchase purchase) {
  Offer offer{.region = region, .purchase = purchase};
  offer.offered = *rc::gen::inRange(0, 8) > 0;
  offer.retired = *rc::gen::inRange(0, 8) == 0;
  if (*rc::gen::inRange(0, 8) == 0) return offer;
  offer.price = price(one_of<double>({1, 10, 11, 40}));
  offer.price->region = region;
  offer.price->purchase = purchase;
  return offer;
}

inline Candidate searched(Setup const& setup, int instances) {
  return {.setup = setup, .found = search(setup, {.max_instances = instances})};
}

/// One job on three types, the last of which is a twin of another now and then, in two regions.
inline std::vector<Candidate> any_market() {
  Job const job = any_job();
  std::vector<Candidate> market;
  for (std::string const name : {"a.large", "b.large", "c.large"}) {
    bool const twin = name == "c.large" && coin();
    Setup setup = twin ? market.back().setup : any_setup_of(job, any_type());
    setup.type.name = name;
    market.push_back(searched(setup, most_instances));
    for (std::string const region : {"eu-west-1", "us-east-1"})
      for (Purchase const purchase : {Purchase::on_demand, Purchase::spot})
        market.back().offers.push_back(any_offer(region, purchase));
  }
  return market;
}

inline std::vector<Plan> all_plans(std::vector<Candidate> const& market) {
  return recommendation({.objective = Objective::pareto}, market).candidates;
}

/// A question that some plans of the market satisfy and others may not.
inline Goal any_question(std::vector<Candidate> const& market) {
  auto const plans = all_plans(market);
  Goal q{.risk = one_of<Risk>({Risk::slow, Risk::likely}),
         .objective = one_of<Objective>({Objective::cost, Objective::time}),
         .include_retired = coin(),
         .ties = {.chance = 0.2, .dearer = 0.02, .same_accelerator = 0.8}};
  if (!plans.empty() && coin()) q.deadline = between(0.5, 2) * one_of(plans).run.duration.likely;
  if (!plans.empty() && coin()) q.budget = between(0.5, 2) * one_of(plans).cost.likely;
  return q;
}

inline bool tight(Plan const& p) { return p.estimate.fit == Fit::tight; }

inline Money likely_cost(Plan const& p) { return p.cost.likely; }
inline Time likely_time(Plan const& p) { return p.run.duration.likely; }

}  // namespace ec2plan::testing
