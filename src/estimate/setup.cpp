#include "ec2plan/estimate/setup.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/model/parameters.hpp"

namespace ec2plan {

bool reads_quantised_state(Setup const& s) {
  auto const& t = s.job.tuning;
  bool const weights = t.quantization == Quantization::nf4 || t.quantization == Quantization::int8;
  bool const state = t.optimizer == Optimizer::adamw_8bit || t.optimizer == Optimizer::paged_8bit;
  return (!weights && !state) || s.type.accelerator.vendor == "NVIDIA";
}

Tokens step_tokens(Job const& job) { return step_tokens(job, job.global_batch); }

Tokens step_tokens(Job const& job, int global_batch) {
  double const length = job.example_tokens > 0 ? job.example_tokens : job.sequence_length;
  return 1.0 * global_batch * job.tuning.answers() * length * token;
}

double steps(Job const& job) { return steps(job, job.global_batch); }

double steps(Job const& job, int global_batch) {
  return std::ceil(job.tokens / step_tokens(job, global_batch));
}

double saved_parameters(Setup const& s) {
  auto const& m = s.job.model;
  auto const& t = s.job.tuning;
  return t.frozen() ? m.layers * adapter_widths(m, t.targets).parameters(t.rank)
                    : parameters(m).total();
}

/// The software's pace is that of dense models, so a mixture is never nearer than extrapolated.
Confidence confidence(Setup const& s) {
  auto const part = s.accelerator.confidence;
  return s.job.model.experts ? std::max(Confidence::extrapolated, part) : part;
}

namespace {

/// Of an architecture that is known.
RangeFactors known_factors(Setup const& s) {
  auto const& a = s.assumptions;
  if (!s.job.tuning.pretrains()) return s.tuning.range;
  if (s.job.model.experts && s.accelerator.confidence < Confidence::guess)
    return a.mixtures_measured ? a.mixture_of_experts : a.other_mixture_of_experts;
  switch (s.accelerator.confidence) {
    case Confidence::same_stack:
      return a.same_stack;
    case Confidence::same_accelerator:
      return a.same_accelerator;
    case Confidence::extrapolated:
      return a.extrapolated;
    case Confidence::guess:
      break;
  }
  return a.guess;
}

}  // namespace

RangeFactors range_factors(Setup const& s) {
  auto factors = known_factors(s);
  if (!s.job.unknown_architecture) return factors;
  factors.low *= s.assumptions.unknown_architecture.low;
  factors.high *= s.assumptions.unknown_architecture.high;
  return factors;
}

}  // namespace ec2plan
