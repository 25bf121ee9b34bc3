#pragma once

#include <map>
#include <string>
#include <vector>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan::accuracy {

/// A published run as the engine sees it: its own hardware, network and software, and every layout
/// that it may have had.
struct Subject {
  Setup setup{};
  std::vector<Layout> layouts{};     // several where fields were not published; none: not modelled
  bool recompute_is_free = false;    // the row does not name it
  double saved_by_cheap_parts = 1;   // fill up to which recomputing these makes it fit
  std::vector<std::string> notes{};  // what was assumed or is searched
  std::string not_modelled{};        // why there is no prediction; empty: there is one
};

Subject subject_of(Catalog const& catalog, PublishedRun const& run);

/// A layout and what is predicted for it.
struct Predicted {
  Layout layout{};
  Estimate estimate{};
};

/// The fastest layout that fits, else the fastest. Assumes: the subject is modelled.
Predicted prediction(Subject const& subject);

/// "TP8 PP8 DP16, micro-batch 1, recompute full ZeRO-1".
std::string layout_text(Layout const& layout);

/// Assumes: there is at least one.
double median(std::vector<double> values);

/// Seconds of a step as measured, by tokens a second where no step time was published.
std::optional<Time> measured_step(Subject const& subject, PublishedRun const& run);

/// Every layout that agrees with what the row gives. Fields that it does not give are free, within
/// what frameworks run; the notes name those that have several values.
std::vector<Layout> layouts_of(Setup const& setup, PublishedRun const& run, int devices,
                               std::vector<std::string>& notes);

/// What simpler estimates say of the same runs.
class Baselines {
 public:
  /// Takes the median MFU of each accelerator's and precision's rows kept for fitting.
  Baselines(std::vector<Subject> const& subjects, std::vector<PublishedRun> const& runs);

  /// A step at that MFU. Empty: no row to take it from, or no peak is published.
  std::optional<Time> step_by_best_mfu(Subject const& subject) const;

 private:
  std::map<std::string, double> best_;  // by accelerator and precision
};

/// A step whose executed FLOPs all run at the dense peak.
std::optional<Time> step_by_roofline(Subject const& subject, Layout const& layout);

}  // namespace ec2plan::accuracy
