#pragma once

#include <span>
#include <string_view>

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Whose layouts are looked for: `known`: those within what published runs used, all of which
/// Megatron-LM takes; `any`: all that divide; a name: those that this software can be launched
/// with.
enum class Framework {
  known,
  any,
  megatron,
  torchtitan,
  deepspeed,
  nemo,
  accelerate,
  trl,
  nxdt,
  axolotl,
  torchtune
};

/// The last thing that a rule reads: a search asks as soon as it has laid out so much.
enum class RuleReads { job, degrees, recompute, zero, chunks, schedule };

/// What a framework asks of a job and its layout, beyond what `legal` does.
struct FrameworkRule {
  RuleReads reads{};
  std::string_view words{};   // what it says, in the framework's own terms
  std::string_view source{};  // where it says so
  bool (*keeps)(Setup const&, Layout const&);
};

/// None of `known` and `any`. Source: docs/launch.md, "Rules".
std::span<FrameworkRule const> framework_rules(Framework framework);

/// The first rule that is broken; nullptr: none is.
FrameworkRule const* broken_rule(Framework framework, Setup const& setup, Layout const& layout);

/// Whether the rules that read no more than this are kept.
bool keeps_named_rules(Framework framework, Setup const& setup, Layout const& layout,
                       RuleReads reads);
inline bool keeps_rules(Framework framework, Setup const& setup, Layout const& layout,
                        RuleReads reads) {
  bool const has_none = framework == Framework::known || framework == Framework::any;
  return has_none || keeps_named_rules(framework, setup, layout, reads);
}

}  // namespace ec2plan
