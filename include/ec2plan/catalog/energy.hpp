#pragma once

#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/energy.hpp"

namespace ec2plan {

/// What the catalog says of the draw of a type and of its accelerator.
PowerConstants power_constants(Catalog const& catalog, InstanceType const& type);

/// The data centres and the grid of a region; the mean of all regions where one has no figure of
/// its buildings.
Site site_of(Catalog const& catalog, std::string_view region);

/// A constant that the energy of a type in a region may rest on, and its place.
struct EnergyConstant {
  AssumptionEntry const* entry = nullptr;  // of the catalog
  void (*set)(PowerConstants&, Site&, double) = nullptr;
};
std::vector<EnergyConstant> energy_constants(Catalog const& catalog, InstanceType const& type,
                                             std::string_view region);

}  // namespace ec2plan
