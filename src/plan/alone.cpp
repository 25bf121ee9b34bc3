#include "ec2plan/plan/alone.hpp"

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/legal.hpp"

namespace ec2plan {
namespace {

/// Replicas that fill the instances, where the user did not give their number; 0: none do.
int replicas(Setup const& s, SearchLimits const& limits, Layout const& l) {
  if (limits.layout.data) return *limits.layout.data;
  std::int64_t const all = std::int64_t{limits.max_instances} * s.device.per_instance;
  std::int64_t const each = devices(l);  // of one replica
  bool const whole = all % each == 0 && all / each <= s.job.global_batch;
  return whole ? static_cast<int>(all / each) : 0;
}

/// The stage that no other beats, as the search has it; empty where it tries several.
std::optional<int> only_zero(std::optional<int> const& fixed, Layout const& l) {
  if (fixed) return fixed;
  if (!replicated(l)) return 0;
  return l.pipeline > 1 ? std::optional(1) : std::nullopt;
}

std::optional<int> only_virtual_stages(Setup const& s, std::optional<int> const& fixed,
                                       Layout const& l) {
  if (fixed) return fixed;
  bool const interleaves = l.pipeline > 1 && s.job.model.layers > l.pipeline &&
                           !s.assumptions.no_interleaving && micro_batches(s.job, l) >= l.pipeline;
  return interleaves ? std::nullopt : std::optional(1);
}

std::optional<Layout> only_layout(Setup const& s, SearchLimits const& limits) {
  auto const& f = limits.layout;
  bool const one_count = limits.min_instances == limits.max_instances;
  bool const one_expert = f.expert || !s.job.model.experts;
  bool const one_context = f.context || s.job.sequence_length < 2 * least_context_tokens;
  if (!one_count || !one_expert || !one_context || !f.tensor || !f.pipeline || !f.micro_batch ||
      !f.recompute)
    return {};
  Layout l{.tensor = *f.tensor,
           .pipeline = *f.pipeline,
           .context = f.context.value_or(1),
           .expert = f.expert.value_or(1),
           .micro_batch = *f.micro_batch,
           .recompute = *f.recompute,
           .sequence_parallel = f.sequence_parallel.value_or(*f.tensor > 1)};
  l.data = replicas(s, limits, l);
  int const batch = l.data > 0 ? batch_of(s.job, limits, std::int64_t{l.data} * l.micro_batch) : 0;
  if (batch == 0) return {};
  if (batch != s.job.global_batch) l.global_batch = batch;
  l.data_replicas = f.data_replicas.value_or(1);
  auto const zero = only_zero(f.zero, l);
  auto const stages = only_virtual_stages(s, f.virtual_stages, l);
  if (!zero || !stages) return {};
  l.zero = *zero;
  l.virtual_stages = *stages;
  return l;
}

}  // namespace

std::optional<SearchResult> search_alone(Setup const& s, SearchLimits const& limits) {
  auto const layout = only_layout(s, limits);
  if (!layout || !legal(s, *layout) || broken_rule(limits.framework, s, *layout) ||
      instances(s, *layout) != limits.max_instances)
    return {};
  Found found{limits.max_instances, *layout, estimate(s, *layout)};
  Fit const fit = found.estimate.fit;
  if (fit == Fit::no && !limits.layout.data) return {};  // others may fit on more instances
  SearchResult result{.counts = {.legal = 1, .evaluated = 1}};
  if (fit == Fit::no)
    result.closest = found;
  else
    (fit == Fit::yes ? result.best : result.tight).push_back(found);
  return result;
}

}  // namespace ec2plan
