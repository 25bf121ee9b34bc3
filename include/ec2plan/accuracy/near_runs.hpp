#pragma once

#include <string>
#include <vector>

#include "ec2plan/accuracy/score.hpp"

namespace ec2plan {

/// What runs share with a plan, beside its accelerator.
enum class Nearness { workload, kind, accelerator };  // kind and precision; dense or mixture; none

/// Published runs on one accelerator, and how near they come to a plan.
struct NearRuns {
  std::string accelerator{};
  std::string precision{};  // of the plan
  bool mixture = false;     // the plan's model
  Nearness nearness = Nearness::workload;
  std::vector<ScoredRow> rows{};
};

/// The nearest of the step times that were predicted and measured on this accelerator.
NearRuns near_runs(std::vector<ScoredRow> rows, std::string accelerator, Transformer const& model,
                   std::string precision);

}  // namespace ec2plan
