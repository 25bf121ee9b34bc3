#pragma once

#include "cli/candidates.hpp"
#include "cli/environment.hpp"
#include "cli/sweep_grid.hpp"

namespace ec2plan::cli {

/// All that the words of a point stand for, with its numbers at those of the grid's first point.
struct SweepContext {
  AskedJob asked{};
  AskedPrice price{};
  Question question{};
  GivenSpeed speed{};
  bool batch_by_rule = false;           // of the sequence's length
  std::vector<Candidate> candidates{};  // of an estimate one, without offers
  Plan plan{};                          // of an estimate: its type, price, job and stack
};

/// Reads the flags as `estimate` or `recommend` does. Throws: their InputErrors.
SweepContext sweep_context(Arguments const& arguments, Environment const& environment,
                           Catalog const& catalog, bool one_setup, Reading& reading);

/// What the grid's flags were understood as.
struct Probed {
  SweepContext first{};              // of the first point
  Reading reading{};                 // its inputs, and the warnings of all
  std::vector<std::string> types{};  // that any point may be of, by name
};

/// Reads every word, and the least and the largest number, of each axis, so that a bad one is
/// refused before anything is written. Fills in what words are understood as.
Probed probed(Grid& grid, Environment const& environment, Catalog const& catalog);

/// The settings of --set among a point's words, laid over a catalog that holds the grid's others.
void lay_settings(Arguments const& arguments, Catalog& catalog);

/// Whether --set is swept.
bool sweeps_settings(Grid const& grid);

}  // namespace ec2plan::cli
