#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "catalog/constant_rows.hpp"
#include "ec2plan/units/error.hpp"
#include "plan/terms.hpp"

/// What the figures of an answer rest on.
namespace ec2plan {

using Plans = std::vector<Plan const*>;
using Keys = std::set<std::string>;

/// All plans that a recommendation shows.
Plans shown_plans(Recommendation const& result);

/// Keys of the assumptions of which another legal value moves a figure of these plans or their
/// order: what their estimates and their prices read. Each is tried. Without a plan: what an
/// estimate on each of these types may read.
Keys grounds(Catalog const& catalog, Terms const& terms, Recommendation const& result);

/// What a recommendation says in numbers.
std::vector<double> figures(Recommendation const& result);

/// Keys that the question sets and nothing of the answer rests on.
std::vector<std::string> idle_settings(Question const& question, Frame const& frame);

/// Says that a setting changes nothing.
void add_idle_setting(Question const& question, std::string const& key, Frame& frame);

/// Warns of each setting that moves nothing: `again(catalog)`, the figures, are the same with other
/// values of it.
template <typename Again>
void warn_of_idle_settings(Catalog const& catalog, Question const& question, Frame& frame,
                           Again again) {
  for (auto const& key : idle_settings(question, frame)) {
    Catalog other = catalog;
    auto const entry = std::ranges::find(other.assumptions, key, &AssumptionEntry::key);
    auto const is_told = [&, before = again(catalog)](double value) {
      entry->value = value;
      try {
        return again(other) != before;
      } catch (InputError const&) {  // a value that is refused has a say
        return true;
      }
    };
    bool const moves = entry != other.assumptions.end() &&
                       std::ranges::any_of(catalog::other_values(*entry), is_told);
    if (!moves) add_idle_setting(question, key, frame);
  }
}

}  // namespace ec2plan
