#include "report/low_rate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// Published dense runs on A100 and H100 are mostly at 35 to 55 % in 16 bits, and at 20 to 40 % of
/// the peak in fp8: data/runs.
constexpr double low_mfu = 0.25, low_mfu_fp8 = 0.15;

struct Loss {
  Time StepBreakdown::*part;
  char const* what;
  char const* remedy;
};

constexpr Loss losses[] = {
    {&StepBreakdown::bubble, "stages that wait for the first and last micro-batch",
     "more sequences a step, or fewer instances"},
    {&StepBreakdown::tensor_comm, "tensor-parallel traffic",
     "accelerators with more memory or faster links"},
    {&StepBreakdown::pipeline_comm, "traffic between stages", "a larger micro-batch"},
    {&StepBreakdown::expert_comm, "traffic of experts", "fewer devices that share them (--expert)"},
    {&StepBreakdown::context_comm, "traffic of shared sequences", "a smaller --context"},
    {&StepBreakdown::data_comm, "gradients and weights on their way",
     "more sequences a step, or fewer instances"},
    {&StepBreakdown::optimizer, "the update of the weights", "more sequences a step"},
    {&StepBreakdown::other, "jitter and overhead", "more sequences a step, or fewer instances"},
};

}  // namespace

std::string low_rate_text(Plan const& plan) {
  bool const fp8 = plan.job.precision == Precision::fp8;
  if (!plan.run.mfu || *plan.run.mfu >= (fp8 ? low_mfu_fp8 : low_mfu)) return {};
  auto const& step = plan.run.step;
  auto const& most = *std::ranges::max_element(
      losses, {}, [&](Loss const& loss) { return step.*(loss.part) / step.total(); });
  double const share = step.*(most.part) / step.total();
  double const again = plan.run.hfu ? 1 - *plan.run.mfu / *plan.run.hfu : 0;
  auto const low = fmt::format("only {} of the peak: ", whole_percent(plan.run.mfu));
  if (share >= 0.15 && share >= again)
    return low +
           fmt::format("{} of a step is {}; {}", whole_percent(share), most.what, most.remedy);
  if (again >= 0.15)
    return low + fmt::format(
                     "{} of the work is done again to save memory; more instances, or more "
                     "memory in each, save that",
                     whole_percent(again));
  bool const padded = plan.job.example_tokens > 0;
  return low + "small products and attention keep the units waiting; " +
         (padded ? "sequences that are filled (--packing on)" : "a larger micro-batch") +
         " or fewer devices for each layer";
}

}  // namespace ec2plan::pages
