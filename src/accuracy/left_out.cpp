#include "ec2plan/accuracy/left_out.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "catalog/assumptions.hpp"
#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "catalog/json_value.hpp"

namespace ec2plan {
namespace {

using Runs = std::vector<PublishedRun>;

constexpr std::string_view record = "fitting/left-out.json";

/// Every constant of the group, each key by itself.
void add_constants(Catalog const& catalog, FitGroup const& group, LeftOut& left_out) {
  for (auto const& constant : group.constants)
    for (auto const& key : constant.keys)
      if (auto const* entry = catalog::find_assumption(catalog, key))
        left_out.constants[key] = entry->value;
}

LeftOut leave_out(Catalog catalog, std::string const& name, Runs const& runs,
                  std::vector<FitGroup> const& groups) {
  Runs rest = runs;
  std::erase_if(rest, [&](PublishedRun const& run) { return left_out_with(run) == name; });
  LeftOut left_out{.without = name};
  for (auto const& group : groups) {
    bool const loses = std::ranges::any_of(runs, [&](PublishedRun const& run) {
      return left_out_with(run) == name && fitted_to(group, run);
    });
    if (!loses) continue;
    refit(catalog, group, rest);
    add_constants(catalog, group, left_out);
  }
  return left_out;
}

LeftOut left_out_of(catalog::JsonValue const& value) {
  LeftOut left_out{.without = value.at("without").text()};
  value.at("constants")
      .each_member([&](std::string const& key, catalog::JsonValue const& constant) {
        left_out.constants[key] = constant.number(0, 1e9);
      });
  return left_out;
}

}  // namespace

std::string left_out_with(PublishedRun const& run) {
  return run.model.experts ? "mixture " + run.model.name : run.source;
}

std::vector<LeftOut> leave_out_each(Catalog const& catalog, Runs const& runs) {
  std::set<std::string> names;
  for (auto const& run : runs)
    if (run.use == Use::fit) names.insert(left_out_with(run));
  auto const groups = fit_groups();
  std::vector<LeftOut> all;
  for (auto const& name : names)
    all.push_back(leave_out(catalog, name, runs, groups));
  std::erase_if(all, [](LeftOut const& one) { return one.constants.empty(); });
  return all;
}

std::vector<LeftOut> recorded_left_out() {
  std::vector<LeftOut> all;
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != record) continue;
    std::string const name = "built-in data/" + std::string(file.name);
    auto const json = catalog::parsed_json(file.text, name);
    catalog::JsonValue(json, name).at("left_out").each_element([&](auto const& value) {
      all.push_back(left_out_of(value));
    });
  }
  return all;
}

Catalog without(Catalog const& catalog, LeftOut const& left_out) {
  Catalog blind = catalog;
  for (auto& entry : blind.assumptions) {
    auto const found = left_out.constants.find(entry.key);
    if (found != left_out.constants.end() && entry.basis != "user") entry.value = found->second;
  }
  return blind;
}

double quantile(std::vector<Weighed> values, double share) {
  std::ranges::sort(values, {}, &Weighed::value);
  double const all = std::accumulate(values.begin(), values.end(), 0.0,
                                     [](double sum, auto const& one) { return sum + one.weight; });
  double below = 0;
  for (auto const& one : values) {
    below += one.weight;
    if (below >= share * all * (1 - 1e-12)) return one.value;
  }
  return values.back().value;
}

std::vector<Weighed> weighed_alike(std::vector<std::pair<std::string, double>> const& named) {
  std::map<std::string, double> of_name;
  for (auto const& [name, value] : named)
    ++of_name[name];
  std::vector<Weighed> values;
  for (auto const& [name, value] : named)
    values.push_back({value, 1 / of_name[name]});
  return values;
}

}  // namespace ec2plan
