#pragma once

#include "cli/candidates.hpp"
#include "cli/output.hpp"
#include "cli/timings.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::cli {

/// What is asked of a recommendation beside the job. Points into the catalog it was read with.
struct Terms {
  Goal goal{};
  Market market{};
  Types types{};
  GivenSpeed speed{};
};

Terms asked_terms(Arguments const& arguments, Environment const& environment,
                  Catalog const& catalog, Precision precision, Reading& reading);

/// Warns where --tflops is taken for several kinds of accelerator.
void warn_of_one_rate(Types const& types, GivenSpeed const& speed, Reading& reading);

/// A recommendation with what it was made from. The terms point into the catalog.
struct Recommended {
  Catalog catalog{};
  Terms terms{};
  Searched found{};
  RecommendAnswer answer{};
};

/// Reads the question of `recommend`, and answers it. `command` is the one that asks.
Recommended recommended(Arguments const& arguments, Environment const& environment,
                        std::string const& command, Timings& timings);

/// The same of a catalog that was read before; `reading` says with which flags.
Recommended recommended(Catalog read, Reading reading, Arguments const& arguments,
                        Environment const& environment, std::string const& command,
                        Timings& timings);

/// The same without what it was made from.
RecommendAnswer recommend_answer(Arguments const& arguments, Environment const& environment,
                                 std::string const& command, Timings& timings);

/// Adds the front of every offer.
void add_fronts(Recommended& recommended);

/// Adds what charts show: the front of every offer, and how the offer of `plan` scales.
void add_charted(Recommended& recommended, Plan const& plan);

/// The same of the plan that is chosen, else of the first; nothing where there is none.
void add_charted(Recommended& recommended);

/// Names of the types that the answer rests on: those put forward, else all considered.
std::vector<std::string> types_of(Recommendation const& result, Types const& considered);

/// Prices of the plans that were put forward, and of those of other kinds of purchase beside them.
std::vector<Price> prices_of(Recommendation const& result);

/// "1,234 layouts: 1,000 evaluated, ..."
std::string counts_text(SearchCounts const& counts);

}  // namespace ec2plan::cli
