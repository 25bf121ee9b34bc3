#pragma once

#include "cli/environment.hpp"
#include "ec2plan/plan/answer.hpp"

namespace ec2plan::cli {

/// A set-up on which no layout runs, and why.
struct NoLayout {
  std::string where{};  // "128 p4d.24xlarge"
  std::string reason{};
  std::string nearest{};
};
/// Of an answer to an estimate that has no plan.
NoLayout no_layout(Answer const& answer);

/// Says on stderr why there is no answer.
void print_none(NoLayout const& none, std::string const& command, Streams const& streams);

/// Notes on prices that are old today. Throws: InputError for a bad SOURCE_DATE_EPOCH, so ask
/// before anything is printed.
std::vector<std::string> price_notes(Answer const& answer, Catalog const& catalog,
                                     Environment const& environment);

}  // namespace ec2plan::cli
