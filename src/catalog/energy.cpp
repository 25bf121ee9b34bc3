#include "ec2plan/catalog/energy.hpp"

#include <span>
#include <string>

#include "catalog/assumptions.hpp"

namespace ec2plan {
namespace {

using PC = PowerConstants;

/// A constant of a part, of a type, of a region or of all, and its place.
struct EnergyRow {
  std::string_view name;
  void (*set)(PC&, Site&, double);
};

template <auto member, auto const&... unit>
void put_power(PC& power, Site&, double value) {
  power.*member = (value * ... * unit);
}

template <auto member, auto const&... unit>
void put_site(PC&, Site& site, double value) {
  site.*member = (value * ... * unit);
}

constexpr CarbonIntensity kilogram_per_kilowatt_hour = kilogram / kilowatt_hour;

constexpr EnergyRow of_parts[] = {
    {"idle_power", put_power<&PC::idle, watt>},
    {"mean_power", put_power<&PC::mean, watt>},
    {"mean_power_high", put_power<&PC::mean_high, watt>},
    {"mean_power_low", put_power<&PC::mean_low, watt>},
};

// Of a part, its own figures or those of all of them.
constexpr EnergyRow own_shares[] = {
    {"power_share", put_power<&PC::share>},
    {"power_share_high", put_power<&PC::share_high>},
    {"power_share_low", put_power<&PC::share_low>},
};
constexpr EnergyRow usual_shares[] = {
    {"energy.power_share", put_power<&PC::share>},
    {"energy.power_share_high", put_power<&PC::share_high>},
    {"energy.power_share_low", put_power<&PC::share_low>},
};

constexpr EnergyRow of_types[] = {
    {"host_power", put_power<&PC::host, watt>},
    {"host_power_high", put_power<&PC::host_high, watt>},
    {"host_power_low", put_power<&PC::host_low, watt>},
};

constexpr EnergyRow of_all[] = {
    {"energy.fabric", put_power<&PC::fabric>},
    {"energy.fabric_high", put_power<&PC::fabric_high>},
    {"energy.fabric_low", put_power<&PC::fabric_low>},
    {"energy.host_share", put_power<&PC::host_share>},
    {"energy.host_share_high", put_power<&PC::host_share_high>},
    {"energy.host_share_low", put_power<&PC::host_share_low>},
};

// Of a region, its own figure or that of all of them.
constexpr EnergyRow own_pue[] = {
    {"pue", put_site<&Site::pue>},
};
constexpr EnergyRow with_own_pue[] = {
    {"energy.pue_spread", put_site<&Site::pue_spread>},
};
constexpr EnergyRow without_pue[] = {
    {"energy.pue", put_site<&Site::pue>},
    {"energy.pue_spread_unknown", put_site<&Site::pue_spread>},
};
constexpr EnergyRow own_carbon[] = {
    {"carbon_intensity", put_site<&Site::carbon, kilogram_per_kilowatt_hour>},
};
constexpr EnergyRow with_carbon[] = {
    {"energy.carbon_spread", put_site<&Site::carbon_spread>},
};

/// Adds those of the rows that there are, with the owner before their names; whether there is any.
bool add_rows_of(Catalog const& catalog, std::span<EnergyRow const> rows, std::string const& owner,
                 std::vector<EnergyConstant>& found) {
  auto const before = found.size();
  for (EnergyRow const& row : rows)
    if (auto const* entry = catalog::find_assumption(catalog, owner + std::string(row.name)))
      found.push_back({.entry = entry, .set = row.set});
  return found.size() > before;
}

std::vector<EnergyConstant> of_site(Catalog const& catalog, std::string_view region) {
  std::vector<EnergyConstant> found;
  std::string const owner = std::string(region) + ".";
  bool const has_pue = add_rows_of(catalog, own_pue, owner, found);
  add_rows_of(catalog, has_pue ? std::span<EnergyRow const>(with_own_pue) : without_pue, "", found);
  if (add_rows_of(catalog, own_carbon, owner, found)) add_rows_of(catalog, with_carbon, "", found);
  return found;
}

std::vector<EnergyConstant> of_draw(Catalog const& catalog, InstanceType const& type) {
  std::vector<EnergyConstant> found;
  std::string const part = type.accelerator.id + ".";
  add_rows_of(catalog, of_parts, part, found);
  if (!add_rows_of(catalog, own_shares, part, found)) add_rows_of(catalog, usual_shares, "", found);
  add_rows_of(catalog, of_types, type.name + ".", found);
  add_rows_of(catalog, of_all, "", found);
  return found;
}

}  // namespace

PowerConstants power_constants(Catalog const& catalog, InstanceType const& type) {
  PowerConstants power;
  Site unused;
  for (auto const& constant : of_draw(catalog, type))
    constant.set(power, unused, constant.entry->value);
  return power;
}

Site site_of(Catalog const& catalog, std::string_view region) {
  PowerConstants unused;
  Site site;
  for (auto const& constant : of_site(catalog, region))
    constant.set(unused, site, constant.entry->value);
  return site;
}

std::vector<EnergyConstant> energy_constants(Catalog const& catalog, InstanceType const& type,
                                             std::string_view region) {
  auto found = of_draw(catalog, type);
  auto const around = of_site(catalog, region);
  found.insert(found.end(), around.begin(), around.end());
  return found;
}

}  // namespace ec2plan
