#include "ec2plan/plan/ranking.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <tuple>

#include "plan/rejection.hpp"
#include "plan/ties.hpp"

namespace ec2plan {
namespace {

using Scoreds = std::vector<Scored>;

/// By cost, or by time; the other, then names break ties, so that the order of the candidates does
/// not matter.
bool before(Scored const& a, Scored const& b, bool by_time) {
  auto const key = [&](Scored const& s) {
    return std::tuple(by_time ? s.nine_of_time : s.nine_of_cost,
                      by_time ? s.nine_of_cost : s.nine_of_time,
                      std::tie(s.candidate->setup.type.name, s.price->region, s.price->purchase,
                               s.found->instances));
  };
  return key(a) < key(b);
}

/// The first plan with room that passes; a tight one only where there is no other.
std::optional<Plan> first_of(Scoreds const& all, bool by_time,
                             std::function<bool(Scored const&)> const& passes) {
  Scored const* best = nullptr;
  for (Scored const& s : all) {
    if (!passes(s)) continue;
    bool const more_room = !best || (best->tight() && !s.tight());
    if (more_room || (best->tight() == s.tight() && before(s, *best, by_time))) best = &s;
  }
  return best ? std::optional(plan_from(*best)) : std::nullopt;
}

std::optional<Plan> cheapest(Scoreds const& all, std::function<bool(Scored const&)> const& passes) {
  return first_of(all, false, passes);
}

void add_extremes(Scoreds const& all, Recommendation& r) {
  auto const any = [](Scored const&) { return true; };
  r.cheapest = first_of(all, false, any);
  r.fastest = first_of(all, true, any);
}

void add_safe_and_even_odds(Goal const& q, Scoreds const& all, Recommendation& r) {
  if (!q.deadline && !q.budget) return;
  r.safe = cheapest(all, [&](Scored const& s) {
    return s.judged.meets_deadline_if_slow && (!q.budget || s.cost.high <= *q.budget);
  });
  r.even_odds = cheapest(all, [&](Scored const& s) {
    return (!q.deadline || s.run->duration.likely <= *q.deadline) &&
           (!q.budget || s.cost.likely <= *q.budget);
  });
}

void add_sooner(Goal const& q, Scoreds const& all, Recommendation& r) {
  Plan const* chosen = r.chosen();
  if (!chosen || q.objective == Objective::pareto) return;
  Time const earlier = chosen->run.duration.likely - day;
  r.sooner = cheapest(
      all, [&](Scored const& s) { return s.satisfies() && s.run->duration.likely <= earlier; });
}

/// The sensible end of "more instances", where no deadline asks for more.
void add_knee(Goal const& q, Scoreds const& all, Recommendation& r) {
  if (q.deadline) return;
  Scored const* knee = nullptr;
  Goal const by_knee{.objective = Objective::knee, .knee_exponent = q.knee_exponent};
  for (Scored const& s : all)
    if (s.satisfies() && (!knee || ranks_before(by_knee, s, *knee))) knee = &s;
  if (!knee) return;
  r.knee = plan_from(*knee);
  Scored const* next = nullptr;
  for (Scored const& s : all) {
    bool const larger = s.candidate == knee->candidate && s.price == knee->price && !s.tight() &&
                        s.found->instances >= 2 * knee->found->instances;
    if (larger && (!next || s.found->instances < next->found->instances)) next = &s;
  }
  if (next) r.beyond = plan_from(*next);
}

void add_by_purchase(Scoreds const& ways, Recommendation& r) {
  std::map<Purchase, Scoreds> kinds;
  for (Scored const& s : ways)
    if (s.satisfies()) kinds[s.price->purchase].push_back(s);
  for (auto const& [purchase, of_kind] : kinds)
    r.by_purchase.push_back(*cheapest(of_kind, [](Scored const&) { return true; }));
  std::stable_sort(r.by_purchase.begin(), r.by_purchase.end(), [](Plan const& a, Plan const& b) {
    return nine_digits(a.cost.likely / dollar) < nine_digits(b.cost.likely / dollar);
  });
}

/// Marks the plans that no other candidate beats in both time and cost.
void mark_front(std::vector<Plan>& plans) {
  std::vector<Plan*> order;
  order.reserve(plans.size());
  for (Plan& p : plans)
    order.push_back(&p);
  std::sort(order.begin(), order.end(), [](Plan const* a, Plan const* b) {
    if (a->run.duration.likely != b->run.duration.likely)
      return a->run.duration.likely < b->run.duration.likely;
    return a->cost.likely < b->cost.likely;
  });
  Money least{std::numeric_limits<double>::infinity()};
  for (Plan* p : order) {
    bool const room = p->estimate.fit == Fit::yes;
    p->on_front = room && p->cost.likely < least;
    if (p->on_front) least = p->cost.likely;
  }
}

/// The other offer's name, and of region and purchase what differs.
std::string label(Plan const& other, Plan const& own) {
  std::string text = other.type.name;
  if (other.price.region != own.price.region) text += " " + other.price.region;
  if (other.price.purchase != own.price.purchase)
    text += " " + std::string(purchase_name(other.price.purchase));
  return text;
}

/// The first names those that tie with it, and they the first; its own type elsewhere is no news.
void mark_ties(Goal const& q, std::vector<Plan>& plans) {
  auto const first = std::ranges::find_if(plans, &Plan::satisfies);
  if (first == plans.end()) return;
  for (Plan& p : plans) {
    bool const is_alike = p.satisfies() && p.estimate.fit == first->estimate.fit;
    if (!is_alike || p.type.name == first->type.name || !are_tied(q, *first, p)) continue;
    first->tie_with.push_back(label(p, *first));
    p.tie_with.push_back(label(*first, p));
  }
}

/// All that can be bought, and what is put forward of it.
struct Ranked {
  std::vector<FoundRuns> runs{};                           // that the others point into
  Scoreds all{}, ways{};                                   // of the offers asked for, and of all
  double least = std::numeric_limits<double>::infinity();  // of the roomy plans that satisfy
  Recommendation result{};
};

Scored best_of_offer(Goal const& q, Scoreds const& plans, Ranked& ranked) {
  auto const best = static_cast<std::size_t>(best_of(q, plans) - plans.data());
  Scored const& one = plans[best];
  if (one.satisfies() && !one.tight()) ranked.least = std::min(ranked.least, asked_value(q, one));
  auto const put = put_first(q, plans, best, asked_value(q, one));
  ranked.result.had_tied_choice = ranked.result.had_tied_choice || put.had_choice;
  return plans[put.index];
}

/// The one that the rule of ties puts first, before the others in their order.
void put_tied_first(Goal const& q, Scoreds& plans, Ranked& ranked) {
  auto const first = std::ranges::find_if(plans, &Scored::satisfies);
  if (first == plans.end() || first->tight()) return;
  auto const put =
      put_first(q, plans, static_cast<std::size_t>(first - plans.begin()), ranked.least);
  ranked.result.had_tied_choice = ranked.result.had_tied_choice || put.had_choice;
  auto const chosen = plans.begin() + static_cast<std::ptrdiff_t>(put.index);
  std::rotate(first, chosen, chosen + 1);
}

/// What an offer puts forward.
void take_offer(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs,
                Scoreds& put_forward, Ranked& ranked) {
  Scoreds plans;
  if (stands(q, c, offer)) plans = scored(q, c, runs, *offer.price);
  ranked.ways.insert(ranked.ways.end(), plans.begin(), plans.end());
  if (!offer.asked) return;
  if (plans.empty()) {
    ranked.result.rejected.push_back(rejection(q, c, offer, runs));
    return;
  }
  ranked.all.insert(ranked.all.end(), plans.begin(), plans.end());
  if (q.objective == Objective::pareto) {
    plans = front_of(std::move(plans));
    if (q.stop_at_knee) plans = up_to_knee(q, std::move(plans));
  } else {
    plans = {best_of_offer(q, plans, ranked)};
  }
  put_forward.insert(put_forward.end(), plans.begin(), plans.end());
}

Ranked ranked(Goal const& q, std::vector<Candidate> const& candidates) {
  Ranked all;
  Recommendation& r = all.result;
  Scoreds put_forward;
  all.runs.reserve(candidates.size());
  for (Candidate const& c : candidates) {
    all.runs.push_back(found_runs(c));
    r.counts += c.found.counts;
    for (Offer const& offer : c.offers)
      take_offer(q, c, offer, all.runs.back(), put_forward, all);
  }
  std::sort(put_forward.begin(), put_forward.end(),
            [&](Scored const& a, Scored const& b) { return ranks_before(q, a, b); });
  put_tied_first(q, put_forward, all);
  for (Scored const& s : put_forward) {
    r.candidates.push_back(plan_from(s));
    r.candidates.back().rank = static_cast<int>(r.candidates.size());
  }
  std::sort(r.rejected.begin(), r.rejected.end(), [](Rejection const& a, Rejection const& b) {
    return std::tie(a.instance_type, a.region, a.purchase) <
           std::tie(b.instance_type, b.region, b.purchase);
  });
  mark_front(r.candidates);
  if (q.objective != Objective::pareto) mark_ties(q, r.candidates);
  return all;
}

}  // namespace

Plan const* Recommendation::chosen() const {
  Plan const* first = nullptr;  // by rank: the rows may have been sorted otherwise since
  for (Plan const& p : candidates)
    if (p.satisfies() && (!first || p.rank < first->rank)) first = &p;
  return first;
}

Recommendation ranking(Goal const& q, std::vector<Candidate> const& candidates) {
  return ranked(q, candidates).result;
}

Recommendation recommendation(Goal const& q, std::vector<Candidate> const& candidates) {
  Ranked all = ranked(q, candidates);
  add_extremes(all.all, all.result);
  add_safe_and_even_odds(q, all.all, all.result);
  add_sooner(q, all.all, all.result);
  add_knee(q, all.all, all.result);
  add_by_purchase(all.ways, all.result);
  return std::move(all.result);
}

std::vector<Plan> scaling(Goal const& q, Candidate const& candidate, Price const& price) {
  auto const runs = found_runs(candidate);
  auto found = scored(q, candidate, runs, price);  // those with room come first
  std::stable_sort(found.begin(), found.end(), [](Scored const& a, Scored const& b) {
    return a.found->instances < b.found->instances;
  });
  std::vector<Plan> plans;
  for (Scored const& one : found)
    if (plans.empty() || plans.back().instances != one.found->instances)
      plans.push_back(plan_from(one));
  return plans;
}

}  // namespace ec2plan
