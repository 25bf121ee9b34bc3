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
Assumptions assumptions_of(Catalog const& catalog, Stack const& stack = {},
                           Accelerator const& accelerator = {});
AcceleratorConstants accelerator_constants(Catalog const& catalog, Accelerator const& accelerator,
                                           Stack const& stack = {});

/// Line rate for each accelerator of systems with this part, where no instance type has it; 0: none
/// is known.
Bandwidth network_of_part(Catalog const& catalog, Accelerator const& accelerator);
NetworkConstants network_constants(Catalog const& catalog, InstanceType const& type);

/// A job on a type with everything that is assumed about the two. A part without bf16 (V100, T4)
/// trains in fp16 where bf16 is asked for. `alike`: of the same job, stack and accelerator, whose
/// constants it has.
Setup setup_of(Catalog const& catalog, InstanceType const& type, Job const& job,
               Stack const& stack = {}, Setup const* alike = nullptr);

/// Reads the accelerator's and the software's constants of a setup again.
void take_constants(Catalog const& catalog, Setup& setup);

/// Keys of all assumptions that an estimate on the type uses, sorted.
std::vector<std::string> assumptions_used(Catalog const& catalog, InstanceType const& type,
                                          Stack const& stack = {});

/// A stack as --stack gives it: NAME or NAME@YEAR. Names match case-insensitively.
/// Throws: InputError for a name that nothing is known of (did you mean), or a bad year.
Stack stack_from(Catalog const& catalog, std::string_view text);

/// "megatron-lm@2022"; "today" for the empty one.
std::string stack_text(Stack const& stack);

/// The latest year that any software has constants of: what stands for today's.
int newest_stack_year(Catalog const& catalog);

/// Names of the stacks that have constants of their own, sorted.
std::vector<std::string> stack_names(Catalog const& catalog);

}  // namespace ec2plan
