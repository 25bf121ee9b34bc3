#include "plan/rejection.hpp"

#include <algorithm>
#include <tuple>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/search/legal.hpp"
#include "plan/nearest.hpp"

namespace ec2plan {
namespace {

using Figures = decltype(Rejection::figures);

template <typename... Values>
Figures figures(Values... values) {
  return {static_cast<double>(values)...};
}

/// What the type would take under the price; empty where it cannot be bought so.
std::optional<Outcome> outcome(Goal const& q, Candidate const& c, FoundRuns const& runs,
                               Price const& price) {
  auto const plans = scored(q, c, runs, price);
  Scored const* best = best_of(q, plans);
  if (!best) return {};
  return Outcome{best->found->instances, best->run->duration.likely, best->cost.likely};
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

void add_other_price(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs,
                     Rejection& r) {
  Price const* price = other_price(c, offer);
  if (!price) return;
  r.other = *price;
  r.outcome = outcome(q, c, runs, *price);
}

void hold(Rejection& r, ReasonCode code, Obstacle obstacle, Figures const& of = {}) {
  r.code = code;
  r.obstacle = obstacle;
  r.figures = of;
}

void explain_unmodelled(Candidate const& c, Rejection& r) {
  auto const& device = c.setup.device;
  auto const code = ReasonCode::no_legal_layout;
  bool const has_rate = device.peak && device.peak16;
  if (!reads_quantised_state(c.setup)) return hold(r, code, Obstacle::no_quantised_state);
  if (has_rate && !linked(c.setup.type)) return hold(r, code, Obstacle::unknown_link);
  if (has_rate && !device.memory_bandwidth) return hold(r, code, Obstacle::unknown_bandwidth);
  if (c.setup.job.precision != Precision::fp8) return hold(r, code, Obstacle::unknown_rate);
  hold(r, code, Obstacle::unknown_fp8_rate, figures(device.peak16.has_value()));
}

/// The fixed product against the devices that the limits give; false where it fills them.
bool misfits(Goal const& q, Setup const& s, Rejection& r) {
  auto const& f = q.limits.layout;
  if (!f.tensor || !f.pipeline || !f.data) return false;
  auto const each = std::int64_t{s.device.per_instance};
  auto const asked = devices({.tensor = *f.tensor,
                              .pipeline = *f.pipeline,
                              .data = *f.data,
                              .context = f.context.value_or(1)});
  auto const least = q.limits.min_instances * each, most = q.limits.max_instances * each;
  if (asked % each == 0 && asked >= least && asked <= most) return false;
  hold(r, ReasonCode::no_legal_layout, Obstacle::device_count, figures(asked, least, most));
  return true;
}

/// What is fixed of a layout as one, and the last that a rule may read of it.
std::pair<Layout, RuleReads> fixed_part(LayoutChoice const& f) {
  Layout l{.tensor = f.tensor.value_or(1),
           .pipeline = f.pipeline.value_or(1),
           .data = f.data.value_or(1),
           .context = f.context.value_or(1),
           .expert = f.expert.value_or(1),
           .virtual_stages = f.virtual_stages.value_or(1),
           .micro_batch = f.micro_batch.value_or(1),
           .recompute = f.recompute.value_or(Recompute::none),
           .zero = f.zero.value_or(1)};
  if (!f.zero) return {l, RuleReads::recompute};
  bool const scheduled = f.pipeline && f.data && f.micro_batch && f.virtual_stages;
  return {l, scheduled ? RuleReads::schedule : RuleReads::zero};
}

/// A rule of the framework asked for that what is fixed breaks already; else the first that the
/// other layouts break.
bool breaks_rule(Goal const& q, Setup const& s, Rejection& r) {
  auto const [layout, reads] = fixed_part(q.limits.layout);
  for (FrameworkRule const& rule : framework_rules(q.limits.framework)) {
    if (rule.reads > reads || rule.keeps(s, layout)) continue;
    hold(r, ReasonCode::no_legal_layout, Obstacle::framework_rule);
    r.rule = std::string(name_of(q.limits.framework)) + ": " + std::string(rule.words);
    return true;
  }
  return false;
}

/// What a fixed degree does not divide, or a fixed product does not fill.
void explain_layout(Goal const& q, Setup const& s, Rejection& r) {
  auto const& f = q.limits.layout;
  auto const& job = s.job;
  auto const code = ReasonCode::no_legal_layout;
  if (breaks_rule(q, s, r)) return;
  std::int64_t const share = std::int64_t{f.data.value_or(1)} * f.micro_batch.value_or(1);
  if (f.tensor && !legal_tensor(s, *f.tensor))
    return hold(r, code, Obstacle::tensor_degree,
                figures(*f.tensor, s.device.per_instance, job.model.heads));
  if (f.context && !legal_context(s, *f.context))
    return hold(r, code, Obstacle::context_degree, figures(*f.context, job.sequence_length));
  if (f.pipeline && *f.pipeline > job.model.layers)
    return hold(r, code, Obstacle::pipeline_degree, figures(*f.pipeline, job.model.layers));
  int const stage = layers_per_stage(job.model.layers, f.pipeline.value_or(1));
  if (f.virtual_stages && f.pipeline && *f.virtual_stages > 1 &&
      (*f.pipeline == 1 || *f.virtual_stages > stage))
    return hold(r, code, Obstacle::chunk_count, figures(*f.virtual_stages, stage, *f.pipeline));
  int const copies = f.data_replicas.value_or(1);
  if (copies > 1 && f.zero == 0) return hold(r, code, Obstacle::unsharded, figures(copies));
  if (f.data && *f.data % copies != 0)
    return hold(r, code, Obstacle::replica_count, figures(copies, *f.data));
  if (batch_of(job, q.limits, share) == 0)
    return hold(r, code, Obstacle::batch_share, figures(share, job.global_batch));
  if (misfits(q, s, r)) return;
  std::int64_t const micro_batches = job.global_batch / std::max<std::int64_t>(1, share);
  if (f.virtual_stages && *f.virtual_stages > 1 && f.pipeline && f.data && f.micro_batch &&
      micro_batches < *f.pipeline)
    return hold(r, code, Obstacle::pipeline_fill, figures(micro_batches, *f.pipeline));
  hold(r, code, Obstacle::no_split,
       figures(job.global_batch, job.model.heads, s.device.per_instance));
}

void explain_no_layout(Goal const& q, Candidate const& c, Rejection& r) {
  if (c.setup.device.efa || q.limits.min_instances <= 1) {
    explain_layout(q, c.setup, r);
    r.nearest = nearest_values(c.setup, q.limits);
    return;
  }
  hold(r, ReasonCode::no_network, Obstacle::no_network, figures(q.limits.min_instances));
}

void explain_shortfall(Goal const& q, Candidate const& c, Rejection& r) {
  auto const& memory = c.found.closest->estimate.memory;
  bool const alone = !c.setup.device.efa;
  if (!alone) r.fits_from = c.found.fits_from;
  auto const code = alone         ? ReasonCode::no_network
                    : r.fits_from ? ReasonCode::too_many_instances
                                  : ReasonCode::no_fit;
  bool const on_devices = c.setup.type.accelerator.devices > 1;
  hold(r, code, on_devices ? Obstacle::device_memory : Obstacle::accelerator_memory,
       figures(memory.total() / byte, memory.capacity / byte, alone ? 0 : q.limits.max_instances));
}

/// Of a type that has a plan, or could have one: whether the offer is one.
void explain_offer(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs,
                   Rejection& r) {
  if (offer.price)
    hold(r, ReasonCode::too_many_instances, Obstacle::capacity_blocks,
         figures(offer.price->blocks.most_instances, offer.price->blocks.longest / day));
  else
    hold(r, ReasonCode::unpriced, Obstacle::no_price);
  add_other_price(q, c, offer, runs, r);
}

void explain_retired(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs,
                     Rejection& r) {
  hold(r, ReasonCode::retired, Obstacle::retired);
  r.date = c.setup.type.retired.value_or("");
  if (offer.price) r.outcome = outcome(q, c, runs, *offer.price);
}

}  // namespace

bool Rejection::unmodelled() const {
  return obstacle == Obstacle::unknown_link || obstacle == Obstacle::unknown_bandwidth ||
         obstacle == Obstacle::unknown_rate || obstacle == Obstacle::unknown_fp8_rate ||
         obstacle == Obstacle::no_quantised_state || obstacle == Obstacle::unknown_peak;
}

bool stands(Goal const& q, Candidate const& c, Offer const& offer) {
  bool const sold = offer.announced && offer.offered && (!offer.retired || q.include_retired);
  bool const fits = !c.found.best.empty() || !c.found.tight.empty();
  return sold && fits && offer.price;
}

Rejection rejection(Goal const& q, Candidate const& c, Offer const& offer, FoundRuns const& runs) {
  Rejection r{.instance_type = c.setup.type.name,
              .region = offer.region,
              .purchase = offer.purchase,
              .accelerator = c.setup.type.accelerator.id};
  if (offer.retired && !q.include_retired) {
    explain_retired(q, c, offer, runs, r);
  } else if (!offer.announced) {
    hold(r, ReasonCode::not_offered, Obstacle::not_announced);
    r.date = c.setup.type.since.value_or("");
  } else if (!offer.offered) {
    hold(r, ReasonCode::not_offered, Obstacle::not_offered);
    add_other_price(q, c, offer, runs, r);
  } else if (!modelled(c.setup)) {
    explain_unmodelled(c, r);
  } else if (c.found.counts.legal == 0) {
    explain_no_layout(q, c, r);
  } else if (c.found.closest) {
    explain_shortfall(q, c, r);
  } else {
    explain_offer(q, c, offer, runs, r);
  }
  return r;
}

}  // namespace ec2plan
