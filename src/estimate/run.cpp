#include "ec2plan/estimate/run.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

bool given(Setup const& s) { return s.given.hardware || s.given.mfu; }

double accelerators(Setup const& s, int instances) {
  return static_cast<double>(instances) * s.type.accelerators;
}

/// Dense peak of one accelerator.
std::optional<FlopRate> peak(Setup const& s) {
  if (!s.device.peak) return {};
  return *s.device.peak * s.type.accelerator.devices;
}

/// What the paper's formula counts: 8 T P with recomputation, 6 T P without; of frozen weights 2
/// less.
Flops stated_flops(Setup const& s) {
  double const frozen = s.job.tuning.frozen() ? 2 : 0;
  double const per_parameter = (s.given.recomputed ? 8 : 6) - frozen;
  return per_parameter * (s.job.tokens / token) * s.job.stated_parameters * flop;
}

FlopsPerToken flops_needed(Setup const& s) {
  return model_flops(s.job.model, padded_length(s.job, 1), s.job.tuning);
}

/// FLOPs and rate that the user's own figure stands for, whole run over all accelerators.
Time given_duration(Setup const& s, int instances) {
  double const n = accelerators(s, instances);
  if (s.given.hardware) return stated_flops(s) / (n * *s.given.hardware);
  auto const of_model = flops_needed(s) * s.job.tokens;
  return of_model / (n * *s.given.mfu * *peak(s));
}

/// The whole step stands under compute: nothing is known of its parts.
void take_given(Setup const& s, int instances, Run& r) {
  Time const duration = given_duration(s, instances);
  Time const step = duration / r.steps;
  r.step = {.compute = step};
  r.step_time = {step, step, step};
  r.duration = {duration, duration, duration};
}

/// The goodput that the user gave, else that of the failure model.
Range<double> take_goodput(Setup const& s, int instances, Capacity capacity, Run& r) {
  r.goodput = s.goodput.value_or(1);
  if (s.goodput) return {r.goodput, r.goodput, r.goodput};
  auto const found = reliability(s.assumptions, saved_parameters(s), instances, capacity);
  r.reliability = found;
  r.goodput = found.likely.goodput;
  return {found.low.goodput, found.likely.goodput, found.high.goodput};
}

/// The parts as they are at the software's pace; what is left, jitter and overhead, is `other`.
StepBreakdown paced(Setup const& s, StepBreakdown step) {
  Time const whole = step.total();
  for (auto* part : {&step.compute, &step.tensor_comm, &step.pipeline_comm, &step.expert_comm,
                     &step.context_comm, &step.data_comm, &step.bubble, &step.optimizer})
    *part *= pace(s);
  step.other = Time{};
  step.other = std::max(Time{}, whole - step.total());
  return step;
}

/// The largest share of the dense peak that a job at this precision gets.
double largest_hfu(Setup const& s) {
  auto const& part = s.accelerator;
  return s.job.precision == Precision::fp8 ? part.largest_hfu_fp8.value_or(part.largest_hfu)
                                           : part.largest_hfu;
}

/// The fast end of the step's range, where the likely step has the FLOP/s of one accelerator.
double fast_factor(Setup const& s, double of_range, FlopRate likely) {
  auto const most = peak(s);
  if (!most) return of_range;
  return std::min(1.0, std::max(of_range, likely / (largest_hfu(s) * *most)));
}

FlopRate achieved(Setup const& s, Layout const& l, int instances, Time step) {
  return executed_flops(s, l) *
         (step_tokens(s.job, global_batch(s.job, l)) / step / accelerators(s, instances));
}

void take_estimated(Setup const& s, Layout const& l, Estimate const& e, int instances,
                    Capacity capacity, Run& r) {
  Time const likely = e.step.total();
  r.step = paced(s, e.step);
  auto const [fast, slow] = range_factors(s, e);
  r.step_time = {likely * fast_factor(s, fast, achieved(s, l, instances, likely)), likely,
                 likely * slow};
  auto const goodput = take_goodput(s, instances, capacity, r);
  r.startup = startup(s, instances);
  Time const before = r.startup.total();
  auto const& about = s.assumptions.startup;
  double const steps = r.steps * (1 + s.assumptions.evaluation_share);
  r.duration = {about.low * before + steps / goodput.low * r.step_time.low,
                before + steps / goodput.likely * r.step_time.likely,
                about.high * before + steps / goodput.high * r.step_time.high};
}

}  // namespace

FlopsPerToken executed_flops(Setup const& s, Layout const& l) {
  bool const nothing_more = l.recompute == Recompute::selective && s.accelerator.fused_attention;
  return hardware_flops(s.job.model, padded_length(s.job, l.micro_batch), s.job.tuning,
                        nothing_more ? Recompute::none : l.recompute);
}

Flops run_flops(Setup const& s, Layout const& l) {
  if (s.given.hardware) return stated_flops(s);
  int const batch = global_batch(s.job, l);
  return executed_flops(s, l) * (steps(s.job, batch) * step_tokens(s.job, batch));
}

Run run(Setup const& s, Layout const& l, Estimate const& e, int instances, Capacity capacity) {
  int const batch = global_batch(s.job, l);
  Run r{.steps = steps(s.job, batch)};
  if (given(s))
    take_given(s, instances, r);
  else
    take_estimated(s, l, e, instances, capacity, r);
  r.tokens_per_second = step_tokens(s.job, batch) / r.step_time.likely;
  TokenRate const each = r.tokens_per_second / accelerators(s, instances);
  r.achieved = s.given.hardware ? *s.given.hardware : executed_flops(s, l) * each;
  if (auto const most = peak(s)) {
    r.mfu = flops_needed(s) * each / *most;
    r.hfu = r.achieved / *most;
  }
  return r;
}

}  // namespace ec2plan
