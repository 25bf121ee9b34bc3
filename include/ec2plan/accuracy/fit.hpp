#pragma once

#include <filesystem>
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
  std::vector<FreeConstant> constants{};
};

/// What is fitted, in order: later groups see the constants of earlier ones.
std::vector<FitGroup> fit_groups();

/// A recipe of one's own. Throws: InputError of kind file.
std::vector<FitGroup> fit_groups_from(std::filesystem::path const& file);

/// Whether the run is one that the group is fitted to: kept for fitting, modelled, and measured.
bool fitted_to(FitGroup const& group, PublishedRun const& run);

/// Fits the group's constants to those of the runs that are its own, from their priors on, and
/// writes them into the catalog. Minimises Huber's loss of the logarithm of predicted over measured
/// step time, in units of 5 %, and the distance from the priors. Source: docs/model.md, "Fitting".
/// Gives the number of runs used.
int refit(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs);

/// A run predicted by constants that were fitted without it.
struct OutOfFold {
  std::string id{};
  std::string range{};  // same_stack, same_accelerator, extrapolated, mixture_of_experts
  double ratio = 0;     // measured over predicted
};

/// Every run kept for fitting, once for each way in which it can be unknown: without itself and
/// a fifth of the others; without all runs of its stack; with another generation's constants.
/// Takes about a minute. Source: docs/model.md, "Ranges".
std::vector<OutOfFold> out_of_fold(Catalog const& catalog, std::vector<PublishedRun> const& runs);

/// Between its ends lies the central share of the ratios. As in split conformal prediction
/// (Papadopoulos et al. 2002), of errors that the fit did not see, but interpolated rather than
/// rounded outwards.
struct RatioInterval {
  double low = 0, high = 0;
  int runs = 0;
};
RatioInterval central_interval(std::vector<double> ratios, double share);

}  // namespace ec2plan
