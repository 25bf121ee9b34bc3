#include "ec2plan/document/rejection.hpp"

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using Figures = decltype(Rejection::figures);

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

std::string counted_figure(double figure, std::string_view noun) {
  return counted(static_cast<std::int64_t>(figure), noun);
}

std::string place(Rejection const& r) {
  return r.region.empty() ? "any of these regions" : r.region;
}

std::string known(std::string const& date, std::string const& otherwise) {
  return date.empty() ? otherwise : date;
}

std::string flops_text(double figure) { return rate_text(figure, "FLOP"); }

std::string memory_text(Figures const& f, std::string const& holder) {
  std::string const shortfall =
      "needs at least " + gib_text(f[0]) + " " + holder + " and has " + gib_text(f[1]);
  if (f[2] == 0) return "no EFA, so one instance: " + shortfall;
  return shortfall + " at the most sharding that " + counted_figure(f[2], "instance") +
         (f[2] == 1 ? " allows" : " allow");
}

std::string undivided(std::string const& flag, Figures const& f, std::string const& whole) {
  return flag + " " + integer_text(f[0]) + " does not divide " + whole;
}

std::string outcome_text(Outcome const& o) {
  return counted(o.instances, "instance") + ", " + duration_text(o.duration / day) + ", " +
         dollars_text(o.cost / dollar);
}

std::string price_text(Price const& p) {
  return purchase_words(p.purchase) + " in " + p.region + " at " +
         dollars_text(p.per_instance * hour / dollar) + " an hour (" + price_day_text(p) + ")";
}

/// What would help, where it is known without another search.
std::string hint(Rejection const& r) {
  switch (r.obstacle) {
    case Obstacle::unknown_link:
      return "give its \"link\" in a file with --catalog";
    case Obstacle::unknown_bandwidth:
      return "give it in a file with --catalog";
    case Obstacle::unknown_fp8_rate:
      return r.figures[0] > 0 ? "--precision bf16" : "";
    case Obstacle::no_network:
      return "--min-instances 1";
    case Obstacle::no_split:
      return "another --global-batch";
    default:
      return {};
  }
}

/// "--context 2, or --instance-count 126, or --global-batch 2032"
std::string nearest_flags(std::vector<NearestValue> const& values) {
  std::vector<std::string> flags;
  for (auto const& [key, value] : values)
    flags.push_back(flag_of(std::string(key)) + " " + std::to_string(value));
  return joined(flags, ", or ");
}

std::string layout_text(Rejection const& r) {
  auto const& f = r.figures;
  switch (r.obstacle) {
    case Obstacle::tensor_degree:
      return undivided("--tensor", f,
                       counted_figure(f[1], "device") + " of an instance, " +
                           counted_figure(f[2], "head") + " and the feed-forward width");
    case Obstacle::context_degree:
      return undivided("twice --context", f, "sequences of " + counted_figure(f[1], "token"));
    case Obstacle::pipeline_degree:
      return "--pipeline " + integer_text(f[0]) + " is more than the model's " +
             counted_figure(f[1], "layer");
    case Obstacle::replica_count:
      return undivided("--data-replicas", f, "--data " + integer_text(f[1]));
    case Obstacle::unsharded:
      return "--data-replicas " + integer_text(f[0]) +
             " are groups that shard, and --zero 0 shards nothing";
    case Obstacle::framework_rule:
      return r.rule;
    case Obstacle::chunk_count:
      return "--virtual-stages " + integer_text(f[0]) +
             (f[2] == 1 ? " needs more than the one stage of --pipeline 1"
                        : " is more than the " + counted_figure(f[1], "layer") + " of a stage");
    case Obstacle::pipeline_fill:
      return "virtual stages need as many micro-batches as stages, " + integer_text(f[1]) +
             ", and a replica has " + integer_text(f[0]);
    case Obstacle::batch_share:
      return "--data times --micro-batch, " + integer_text(f[0]) +
             ", does not divide the batch of " + counted_figure(f[1], "sequence");
    case Obstacle::device_count:
      return "the layout has " + integer_text(f[0]) + " devices and the instances " +
             (f[1] == f[2] ? "" : integer_text(f[1]) + " to ") + integer_text(f[2]);
    default:
      return "no layout splits " + counted_figure(f[0], "sequence") + " and " +
             counted_figure(f[1], "head") + " over " + counted_figure(f[2], "device") +
             " an instance";
  }
}

}  // namespace

std::string reason_text(Rejection const& r) {
  auto const& f = r.figures;
  switch (r.obstacle) {
    case Obstacle::retired:
      return "no longer offered since " + r.date;
    case Obstacle::not_announced:
      return "not offered before " + known(r.date, "a later date");
    case Obstacle::not_offered:
      return "not offered in " + place(r);
    case Obstacle::unknown_link:
      return "what links its accelerators is not recorded";
    case Obstacle::unknown_bandwidth:
      return "no memory bandwidth is recorded for " + r.accelerator;
    case Obstacle::unknown_rate:
      return "no dense matrix rate of " + r.accelerator + " is known";
    case Obstacle::unknown_fp8_rate:
      return "no fp8 rate of " + r.accelerator + " is known";
    case Obstacle::no_quantised_state:
      return "no kernels that read 4-bit weights or 8-bit states are known for " + r.accelerator;
    case Obstacle::unknown_peak:
      return "no dense peak is published for " + r.accelerator + ", so --mfu says nothing of it";
    case Obstacle::above_peak:
      return flops_text(f[0]) + " is above the dense peak of " + r.accelerator + ", " +
             flops_text(f[1]);
    case Obstacle::no_network:
      return "no EFA, so one instance, and at least " + integer_text(f[0]) + " are asked for";
    case Obstacle::device_memory:
      return memory_text(f, "a device");
    case Obstacle::accelerator_memory:
      return memory_text(f, "an accelerator");
    case Obstacle::capacity_blocks:
      return "nothing ends within what Capacity Blocks give: " + integer_text(f[0]) +
             " instances for " + integer_text(f[1]) + " days, also when it runs slow";
    case Obstacle::no_price:
      return "no " + purchase_words(r.purchase) + " price in " + place(r);
    default:
      return layout_text(r);
  }
}

std::string nearest_text(Rejection const& r) {
  std::string const outcome = r.outcome ? outcome_text(*r.outcome) : "";
  if (r.other) return price_text(*r.other) + (r.outcome ? ": " + outcome : "");
  if (r.outcome) return "at its last price: " + outcome;
  if (r.fits_from) return "fits on " + counted(*r.fits_from, "instance") + ", for one";
  if (!r.nearest.empty()) return nearest_flags(r.nearest);
  return hint(r);
}

}  // namespace ec2plan
