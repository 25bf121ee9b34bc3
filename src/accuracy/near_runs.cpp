#include "ec2plan/accuracy/near_runs.hpp"

#include <algorithm>

namespace ec2plan {
namespace {

/// Leaves those that pass, unless none does.
bool keep(std::vector<ScoredRow>& rows, auto passes) {
  if (std::none_of(rows.begin(), rows.end(), passes)) return false;
  std::erase_if(rows, [&](ScoredRow const& row) { return !passes(row); });
  return true;
}

}  // namespace

NearRuns near_runs(std::vector<ScoredRow> rows, std::string accelerator, Transformer const& model,
                   std::string precision) {
  std::erase_if(rows, [&](ScoredRow const& row) {
    return row.accelerator != accelerator || row.quantity != "step_time_s" || !row.predicted ||
           !row.measured;
  });
  auto const workload = workload_name(model, precision);
  auto const kind = workload.substr(0, workload.find(' ') + 1);
  auto nearness = Nearness::accelerator;
  if (keep(rows, [&](ScoredRow const& row) { return row.workload == workload; }))
    nearness = Nearness::workload;
  else if (keep(rows, [&](ScoredRow const& row) { return row.workload.starts_with(kind); }))
    nearness = Nearness::kind;
  return {std::move(accelerator), std::move(precision), model.experts.has_value(), nearness,
          std::move(rows)};
}

}  // namespace ec2plan
