#pragma once

#include <string>
#include <vector>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// A constant that is fitted: where it may lie, what is thought of it before any run is seen, and
/// how far from that runs may move it.
struct FreeConstant {
  std::vector<std::string> keys{};  // assumptions that share the value
  double low = 0, high = 0;
  double prior = 0;
  std::string prior_of{};  // instead: the value of this key, as a stack's pace is near all others'
  double spread = 0;       // of the logarithm
};

/// Constants that are fitted together, and the runs that they are fitted to.
struct FitGroup {
  std::string name{};
  std::vector<std::string> accelerators{};  // ids
  bool mixtures = false;                    // runs of mixtures of experts, else of dense models
  bool tuning = false;                      // runs that tuned a model of either kind, else none
  std::vector<FreeConstant> constants{};
};

/// What is fitted, in order: later groups see the constants of earlier ones.
std::vector<FitGroup> fit_groups();

/// Whether the run is one that the group is fitted to: kept for fitting, modelled, and measured.
bool fitted_to(FitGroup const& group, PublishedRun const& run);

/// Fits the group's constants to those of the runs that are its own, from their priors on, and
/// writes them into the catalog. Minimises Huber's loss of the logarithm of predicted over measured
/// step time, in units of 5 %, and the distance from the priors. Source: docs/model.md, "Fitting".
/// Gives the number of runs used.
int refit(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs);

}  // namespace ec2plan
