#pragma once

#include "cli/candidates.hpp"
#include "cli/environment.hpp"
#include "cli/sweep_grid.hpp"

namespace ec2plan::cli {

/// What the words of a point were read as, before anything is made of it. Points into the catalog.
struct PointWords {
  AskedJob asked{};
  bool batch_by_rule = false;  // of the sequence's length
  Goal goal{};
  Market market{};
  Types types{};
  GivenSpeed speed{};
};

/// Reads the flags as `estimate` or `recommend` does. Throws: their InputErrors.
PointWords read_words(Arguments const& arguments, Environment const& environment,
                      Catalog const& catalog, bool one_setup, Reading& reading);

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

SweepContext sweep_context(PointWords words, Catalog const& catalog, bool one_setup);

/// The settings of --set among a point's words, laid over a catalog that holds the grid's others.
void lay_settings(Arguments const& arguments, Catalog& catalog);

/// Whether --set is swept.
bool sweeps_settings(Grid const& grid);

}  // namespace ec2plan::cli
