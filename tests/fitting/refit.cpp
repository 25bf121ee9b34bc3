// Fits all constants of data/fitting/recipe.json anew, leaves each source out, and prints what
// script/refit writes into data/: constants, fits without each source, ranges.

#include <cstdio>
#include <string>

#include "catalog/assumptions.hpp"
#include "ec2plan/accuracy/left_out.hpp"
#include "nlohmann/json.hpp"

using Json = nlohmann::ordered_json;

int main() {
  using namespace ec2plan;
  auto catalog = load_catalog();
  auto const runs = shipped_runs();
  Json constants = Json::object(), fits = Json::array(), ranges = Json::object(),
       counts = Json::object();
  for (auto const& group : fit_groups()) {
    counts[group.name] = refit(catalog, group, runs);
    for (auto const& constant : group.constants)
      for (auto const& key : constant.keys)
        constants[key] = catalog::find_assumption(catalog, key)->value;
  }
  auto const left_out = leave_out_each(catalog, runs);
  for (auto const& one : left_out)
    fits.push_back({{"without", one.without}, {"constants", one.constants}});
  for (auto const& range : measured_ranges(catalog, runs, left_out))
    ranges[range.name] = {{"low", range.factors.low},
                          {"high", range.factors.high},
                          {"rows", range.rows},
                          {"sources", range.sources}};
  Json const all = {
      {"runs", counts}, {"constants", constants}, {"left_out", fits}, {"ranges", ranges}};
  std::puts(all.dump(2).c_str());
}
