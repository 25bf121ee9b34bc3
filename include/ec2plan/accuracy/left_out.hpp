#pragma once

#include <map>
#include <string>
#include <vector>

#include "ec2plan/accuracy/fit.hpp"

namespace ec2plan {

/// What is left out together, so that nothing of it is in the fit: the source of a dense model's
/// run; of a mixture of experts the model, whoever measured it.
std::string left_out_with(PublishedRun const& run);

/// Constants that were fitted to all runs but those that are left out together.
struct LeftOut {
  std::string without{};
  std::map<std::string, double> constants{};  // by key; of the groups that lose a run by it
};

/// Fits anew without each source and model that a run kept for fitting has. Takes seconds.
/// Assumes: the catalog holds the constants fitted to all of the runs.
std::vector<LeftOut> leave_out_each(Catalog const& catalog, std::vector<PublishedRun> const& runs);

/// The same, as it was recorded in data/fitting/left-out.json; a test repeats it.
std::vector<LeftOut> recorded_left_out();

/// The catalog as it would be had those runs never been seen.
Catalog without(Catalog const& catalog, LeftOut const& left_out);

/// Between its ends lies the central share of measured over predicted step time, each run predicted
/// as if its source (of mixtures: its model) had never been seen, and sources counting alike.
struct MeasuredRange {
  std::string name{};  // same_stack, same_accelerator, extrapolated, guess, mixture_of_experts, ...
  RangeFactors factors{};
  int rows = 0, sources = 0;
};

/// The ranges that the assumptions hold; a test compares. Source: docs/model.md, "Ranges".
std::vector<MeasuredRange> measured_ranges(Catalog const& catalog,
                                           std::vector<PublishedRun> const& runs,
                                           std::vector<LeftOut> const& left_out);

/// A value and what it counts.
struct Weighed {
  double value = 0, weight = 1;
};

/// The value that a share of the weight does not exceed. Assumes: there is one.
double quantile(std::vector<Weighed> values, double share);

/// Each counts one over the number of values that share its name: sources count alike.
std::vector<Weighed> weighed_alike(std::vector<std::pair<std::string, double>> const& named_values);

}  // namespace ec2plan
