#pragma once

#include <string>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// Lays KEY=VALUE over the catalog's assumptions; their basis becomes "user".
/// Throws: InputError for an unknown key (did you mean), or a value out of range.
void set_assumption(Catalog& catalog, std::string_view key_and_value);

/// The engine's view of the assumptions. Throws: InputError if a key is missing.
Assumptions assumptions_of(Catalog const& catalog);
AcceleratorConstants accelerator_constants(Catalog const& catalog, Accelerator const& accelerator);
NetworkConstants network_constants(Catalog const& catalog, InstanceType const& type);

/// A job on a type with everything that is assumed about the two. A part without bf16 (V100, T4)
/// trains in fp16 where bf16 is asked for.
Setup setup_of(Catalog const& catalog, InstanceType const& type, Job const& job);

/// Keys of all assumptions that an estimate on the type uses, sorted.
std::vector<std::string> assumptions_used(Catalog const& catalog, InstanceType const& type);

}  // namespace ec2plan
