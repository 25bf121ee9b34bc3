#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/stack.hpp"

namespace ec2plan::catalog {

/// What "megatron-lm@2022.a100.pace" or "megatron-bridge@2026.06.gb200.pace" is made of. The part
/// is an accelerator or what several begin with; empty where the constant holds on every one.
struct StackKey {
  std::string_view name{};
  int year = 0;
  int month = 1;               // from which it holds
  std::string_view release{};  // as the key says it
  std::string_view part{}, constant{};
};

/// Empty for the key of a constant that is of no software.
std::optional<StackKey> stack_key(std::string_view key);

/// What the keys of a stack's constants begin with on an accelerator, most specific first:
/// "torchtitan@2024.a100.", "torchtitan@2024.", then those of its family, "fsdp@2023.a100.", and of
/// any software of that time, "any@2021.a100.". A constant holds from its year on, until one of a
/// later year takes its place; software older than all of them is like the first.
std::vector<std::string> stack_prefixes(Catalog const& catalog, Stack const& stack,
                                        Accelerator const& accelerator);

/// Whether the prefix is that of any software on any part: "any@2021.".
bool is_of_any(std::string_view prefix);

/// Software of its kind, "fsdp" of torchtitan; empty: of none.
std::string_view stack_family(std::string_view stack);

/// "a100" of "a100-80gb".
std::string_view generation(std::string_view accelerator_id);

}  // namespace ec2plan::catalog
