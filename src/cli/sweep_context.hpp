#pragma once

#include "cli/environment.hpp"
#include "cli/sweep_grid.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {

/// All that the words of a point stand for, with its numbers at those of the grid's first point.
struct SweepContext {
  AskedJob asked{};
  Goal goal{};
  bool batch_by_rule = false;           // of the sequence's length
  std::vector<Candidate> candidates{};  // of an estimate one, without offers
  Plan plan{};                          // of an estimate: its type, price, job and stack
  std::string status = "ok";            // of an estimate: else why its plan cannot be bought so
  std::string reason{};                 // likewise, in a sentence
};

SweepContext sweep_context(Terms words, Catalog const& catalog, bool one_setup);

/// Whether --set is swept.
bool sweeps_settings(Grid const& grid);

}  // namespace ec2plan::cli
