#include "plan/energy_grounds.hpp"

#include "catalog/constant_rows.hpp"
#include "ec2plan/catalog/energy.hpp"

namespace ec2plan {
namespace {

std::vector<double> energy_figures(Plan const& plan, PowerConstants const& power,
                                   Site const& site) {
  std::vector<double> figures{site.pue};
  add_energy(energy_use(plan.type, power, site, plan.instances, plan.run), figures);
  return figures;
}

bool is_of_grid(std::string_view key) {
  return key.ends_with(".carbon_intensity") || key == "energy.carbon_spread";
}

}  // namespace

/// The user's own figure of the grid stands in place of the region's.
void take_energy(Catalog const& catalog, Plan const& plan, Terms const& terms,
                 std::set<std::string>& keys) {
  auto const power = power_constants(catalog, plan.type);
  auto const before = energy_figures(plan, power, plan.price.site);
  for (auto const& constant : energy_constants(catalog, plan.type, plan.price.region)) {
    auto const& key = constant.entry->key;
    if (keys.contains(key) || (terms.market.carbon_intensity && is_of_grid(key))) continue;
    for (double const value : catalog::other_values(*constant.entry)) {
      auto other = power;
      auto site = plan.price.site;
      constant.set(other, site, value);
      if (energy_figures(plan, other, site) != before) keys.insert(key);
    }
  }
}

void add_energy(std::optional<EnergyUse> const& use, std::vector<double>& figures) {
  if (!use) return;
  auto const add = [&](auto const& range, auto unit) {
    figures.insert(figures.end(), {range.low / unit, range.likely / unit, range.high / unit});
  };
  add(use->instance, watt);
  add(use->accelerators, kilowatt_hour);
  add(use->servers, kilowatt_hour);
  add(use->facility, kilowatt_hour);
  if (use->emission) add(*use->emission, kilogram);
}

}  // namespace ec2plan
