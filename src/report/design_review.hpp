#pragma once

#include <string>
#include <vector>

#include "ec2plan/accuracy/score.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/review/sensitivity.hpp"

namespace ec2plan {

/// A saved plan, and what its reviewers ask about it.
struct ReviewedPlan {
  SavedResult result{};       // that holds it
  SavedPlan saved{};          // as it was then
  ExplainAnswer explained{};  // as it is now; with a recommendation beside it, and its charts
  std::vector<Sensitivity> sensitivities{};
  NearRuns runs{};  // published runs like it, predicted by the same model
};

/// report
struct DesignReview {
  std::string title{};    // empty: what was asked
  std::string version{};  // of the program
  std::string command{};  // that makes the page again
  std::vector<ReviewedPlan> plans{};
};

/// One self-contained HTML file: it asks for nothing and runs nothing but its own script.
std::string html(DesignReview const& review);

}  // namespace ec2plan
