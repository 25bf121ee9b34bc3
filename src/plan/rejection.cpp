#include <algorithm>
#include <tuple>

#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/search/legal.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/scored.hpp"

namespace ec2plan {
namespace {

std::string purchase_words(Purchase purchase) {
  switch (purchase) {
    case Purchase::on_demand:
      return "on-demand";
    case Purchase::spot:
      return "spot";
    case Purchase::reserved_1yr:
      return "one-year reserved";
    case Purchase::reserved_3yr:
      return "three-year reserved";
    case Purchase::savings_plan:
      return "savings plan";
    case Purchase::capacity_block:
      return "Capacity Block";
  }
  return {};
}

std::string hourly(Price const& p) {
  return dollars_text(p.per_instance * hour / dollar) + " an hour (" + p.as_of + ")";
}

std::string counted_noun(std::int64_t count, std::string const& noun) {
  return integer_text(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string counted(int instances) { return counted_noun(instances, "instance"); }

/// What the type would take under the price: "96 instances, 29.0 days, $2.4M".
std::string outcome(Goal const& q, Candidate const& c, FoundRuns const& runs, Price const& price) {
  auto const plans = scored(q, c, runs, price);
  Scored const* best = best_of(q, plans);
  if (!best) return {};
  return counted(best->found->instances) + ", " + duration_text(best->run->duration.likely / day) +
         ", " + dollars_text(best->cost.likely / dollar);
}

/// How surely the instances can be had: a spot price is no promise of any.
int certainty(Purchase purchase) {
  switch (purchase) {
    case Purchase::on_demand:
      return 0;
    case Purchase::capacity_block:
      return 1;
    case Purchase::reserved_1yr:
      return 2;
    case Purchase::reserved_3yr:
      return 3;
    case Purchase::savings_plan:
      return 4;
    case Purchase::spot:
      return 5;
  }
  return 6;
}

/// Of the type's other prices: the same region first, then the surest, then the cheapest.
Price const* other_price(Candidate const& c, Offer const& offer) {
  auto const key = [&](Price const& p) {
    return std::make_tuple(p.region != offer.region, certainty(p.purchase), p.per_instance,
                           p.region);
  };
  Price const* best = nullptr;
  for (Price const& p : c.prices) {
    bool const own = p.region == offer.region && p.purchase == offer.purchase;
    if (!own && (!best || key(p) < key(*best))) best = &p;
  }
  return best;
}

std::string place(Offer const& offer) {
  return offer.region.empty() ? "any of these regions" : offer.region;
}

std::string nearest_price(Goal const& q, Candidate const& c, Offer const& offer,
                          FoundRuns const& runs) {
  Price const* price = other_price(c, offer);
  if (!price) return {};
  std::string const plan = outcome(q, c, runs, *price);
  return purchase_words(price->purchase) + " in " + price->region + " at " + hourly(*price) +
         (plan.empty() ? "" : ": " + plan);
}

std::string memory_shortfall(Candidate const& c) {
  auto const& m = c.found.closest->estimate.memory;
  std::string const what = c.setup.type.accelerator.devices > 1 ? " a device" : " an accelerator";
  return "needs at least " + gib_text(m.total() / byte) + what + " and has " +
         gib_text(m.capacity / byte);
}

void explain_unmodelled(Candidate const& c, Rejection& r) {
  r.code = ReasonCode::no_legal_layout;
  r.unmodelled = true;
  bool const fp8 = c.setup.job.precision == Precision::fp8;
  bool const has_rate = c.setup.device.peak && c.setup.device.peak16;
  if (has_rate && !linked(c.setup.type)) {
    r.reason = "what links its accelerators is not recorded";
    r.nearest = "give its \"link\" in a file with --catalog";
    return;
  }
  if (has_rate && !c.setup.device.memory_bandwidth) {
    r.reason = "no memory bandwidth is recorded for " + c.setup.type.accelerator.id;
    r.nearest = "give it in a file with --catalog";
    return;
  }
  std::string const id = c.setup.type.accelerator.id;
  r.reason = (fp8 ? "no fp8 rate of " : "no dense matrix rate of ") + id + " is known";
  if (fp8 && c.setup.device.peak16) r.nearest = "--precision bf16";
}

/// What a fixed degree does not divide, or a fixed product does not fill.
std::string fixed_obstacle(Goal const& q, Setup const& s) {
  auto const& f = q.limits.layout;
  auto const not_of = [](std::string const& flag, int value, std::string const& what) {
    return flag + " " + integer_text(value) + " does not divide " + what;
  };
  if (f.tensor && !legal_tensor(s, *f.tensor))
    return not_of("--tensor", *f.tensor,
                  counted_noun(s.device.per_instance, "device") + " of an instance, " +
                      counted_noun(s.job.model.heads, "head") + " and the feed-forward width");
  if (f.context && !legal_context(s, *f.context))
    return not_of("twice --context", *f.context,
                  "sequences of " + counted_noun(s.job.sequence_length, "token"));
  if (f.pipeline && *f.pipeline > s.job.model.layers)
    return "--pipeline " + integer_text(*f.pipeline) + " is more than the model's " +
           counted_noun(s.job.model.layers, "layer");
  std::int64_t const share = std::int64_t{f.data.value_or(1)} * f.micro_batch.value_or(1);
  if (s.job.global_batch % share != 0)
    return "--data times --micro-batch, " + integer_text(share) +
           ", does not divide the batch of " + counted_noun(s.job.global_batch, "sequence");
  if (!f.tensor || !f.pipeline || !f.data) return {};
  std::int64_t const asked =
      std::int64_t{*f.tensor} * *f.pipeline * *f.data * f.context.value_or(1);
  std::int64_t const least = std::int64_t{q.limits.min_instances} * s.device.per_instance;
  std::int64_t const most = std::int64_t{q.limits.max_instances} * s.device.per_instance;
  bool const fills = asked % s.device.per_instance == 0 && asked >= least && asked <= most;
  return fills ? ""
               : "the layout has " + integer_text(asked) + " devices and the instances " +
                     (least == most ? "" : integer_text(least) + " to ") + integer_text(most);
}

void explain_no_layout(Goal const& q, Candidate const& c, Rejection& r) {
  bool const alone = !c.setup.device.efa;
  if (alone && q.limits.min_instances > 1) {
    r.code = ReasonCode::no_network;
    r.reason = "no EFA, so one instance, and at least " + integer_text(q.limits.min_instances) +
               " are asked for";
    r.nearest = "--min-instances 1";
    return;
  }
  r.code = ReasonCode::no_legal_layout;
  std::string const obstacle = fixed_obstacle(q, c.setup);
  r.reason = obstacle.empty()
                 ? "no layout splits " + counted_noun(c.setup.job.global_batch, "sequence") +
                       " and " + counted_noun(c.setup.job.model.heads, "head") + " over " +
                       counted_noun(c.setup.device.per_instance, "device") + " an instance"
                 : obstacle;
  r.nearest = obstacle.empty() ? "another --global-batch" : "";
}

void explain_shortfall(Goal const& q, Candidate const& c, Rejection& r) {
  std::string const shortfall = memory_shortfall(c);
  if (!c.setup.device.efa) {
    r.code = ReasonCode::no_network;
    r.reason = "no EFA, so one instance: " + shortfall;
    return;
  }
  auto const from = c.found.fits_from;
  r.code = from ? ReasonCode::too_many_instances : ReasonCode::no_fit;
  r.reason = shortfall + " at the most sharding that " + counted(q.limits.max_instances) +
             (q.limits.max_instances == 1 ? " allows" : " allow");
  if (from) r.nearest = "fits on " + counted(*from) + ", for one";
}

}  // namespace

bool stands(Goal const& q, Candidate const& c, Offer const& offer) {
  bool const sold = offer.announced && offer.offered && (!offer.retired || q.include_retired);
  bool const fits = !c.found.best.empty() || !c.found.tight.empty();
  return sold && fits && offer.price;
}

Rejection rejection(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs) {
  Rejection r{
      .instance_type = c.setup.type.name, .region = offer.region, .purchase = offer.purchase};
  std::string const& retired = c.setup.type.retired.value_or("");
  if (offer.retired && !q.include_retired) {
    r.code = ReasonCode::retired;
    r.reason = "no longer offered since " + retired;
    if (offer.price) r.nearest = outcome(q, c, runs, *offer.price);
    if (!r.nearest.empty()) r.nearest = "at its last price: " + r.nearest;
  } else if (!offer.announced) {
    r.code = ReasonCode::not_offered;
    r.reason = "not offered before " + c.setup.type.since.value_or("a later date");
  } else if (!offer.offered) {
    r.code = ReasonCode::not_offered;
    r.reason = "not offered in " + place(offer);
    r.nearest = nearest_price(q, c, offer, runs);
  } else if (!modelled(c.setup)) {
    explain_unmodelled(c, r);
  } else if (c.found.counts.legal == 0) {
    explain_no_layout(q, c, r);
  } else if (c.found.closest) {
    explain_shortfall(q, c, r);
  } else if (offer.price) {
    r.code = ReasonCode::too_many_instances;
    r.reason = "nothing ends within what Capacity Blocks give: " +
               integer_text(most_capacity_block_instances) + " instances for " +
               integer_text(longest_capacity_block / day) + " days, also when it runs slow";
    r.nearest = nearest_price(q, c, offer, runs);
  } else {
    r.code = ReasonCode::unpriced;
    r.reason = "no " + purchase_words(offer.purchase) + " price in " + place(offer);
    r.nearest = nearest_price(q, c, offer, runs);
  }
  return r;
}

}  // namespace ec2plan
