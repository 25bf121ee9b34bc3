#pragma once

#include <vector>

#include "cli/layout_flags.hpp"
#include "cli/market.hpp"

namespace ec2plan::cli {

using Types = std::vector<InstanceType const*>;

/// The types that --instance-type and --accelerator leave; all where neither is given.
/// Throws: InputError for a name that no type has (did you mean), or when nothing is left.
Types asked_types(Arguments const& arguments, Catalog const& catalog, Reading& reading);

/// The types of one --accelerator filter; `types` where it is not given.
Types with_accelerators(Arguments const& arguments, Catalog const& catalog, Types types);

/// By name, each once: neither the order of the flags nor of the catalog has a say.
Types in_order(Types types);

/// The types that one name or pattern of --instance-type stands for.
Types named_types(GivenValue const& value, Catalog const& catalog);

/// The one type of --instance-type. Throws: InputError if it is missing, unknown, or several.
InstanceType const& asked_type(Arguments const& arguments, Catalog const& catalog,
                               Reading& reading);

/// --instance-count. Throws: InputError if it is missing.
int asked_count(Arguments const& arguments, Reading& reading);

/// The job with its software on the type, at the speed that the user gave.
Setup asked_setup(Catalog const& catalog, InstanceType const& type, AskedJob const& asked,
                  GivenSpeed const& speed);

/// Why the type has no plan at the speed that the user gave, which it does not reach.
Rejection too_slow(InstanceType const& type, GivenSpeed const& speed, Precision precision);

/// What was found for a job on each type, before any of it is judged.
struct Searched {
  std::vector<Candidate> candidates{};
  Types unreachable{};  // types below the speed that the user gave
};

/// Searches each type, several at once.
Searched searched(Catalog const& catalog, Types const& types, AskedJob const& asked,
                  GivenSpeed const& speed, Market const& market, SearchLimits const& limits);

/// The question's best answer among what was found: all types ranked together.
Recommendation asked_recommendation(Catalog const& catalog, Searched const& found, Job const& job,
                                    GivenSpeed const& speed, Market const& market,
                                    Goal const& goal);

}  // namespace ec2plan::cli
