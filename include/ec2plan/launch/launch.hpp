#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/plan/answer.hpp"
#include "ec2plan/search/framework.hpp"

/// From a plan to files that run: what each framework, scheduler and cluster takes of it.
namespace ec2plan {

struct Work;

/// Why nothing can be written for a plan: the rule in the target's own terms, and what would do.
struct LaunchRefusal {
  std::string reason{};
  std::string fix{};  // empty: nothing is known
};

/// A file's text, or why there is none.
struct Written {
  std::string text{};
  LaunchRefusal refusal{};
};

/// One version of what a target writes for.
struct TargetVersion {
  std::string_view name;  // "core_v0.19.0"; empty: it has but one
  std::string_view file;  // "megatron.sh"
  Written (*write)(Work const&);
};

/// What a plan can be written for.
struct LaunchTarget {
  std::string_view name;     // "megatron"
  std::string_view about;    // "a torchrun script of Megatron-LM's pretrain_gpt.py"
  Framework framework;       // whose rules the plan must keep; any: it runs what a framework does
  std::string_view command;  // of a framework: what each node runs, of its default version
  std::span<TargetVersion const> versions;  // the default first
};

/// Every target, in the order of the help.
std::span<LaunchTarget const> launch_targets();
/// nullptr: none has that name.
LaunchTarget const* find_launch_target(std::string_view name);
/// nullptr: the target has no such version. Empty: its default.
TargetVersion const* find_version(LaunchTarget const& target, std::string_view name = {});
/// The framework of that name as a target; nullptr: none is written for it, or it is no name.
LaunchTarget const* target_of(Framework framework);

/// Which ec2plan wrote a file, and the command that did.
struct LaunchOrigin {
  std::string version{};
  std::string command{};
};

struct LaunchFile {
  std::string name{};
  std::string text{};
};

/// The file of one target. `trainer`: the framework's target that a cluster runs; of a framework
/// itself. Assumes: `answer` is an estimate that has a plan.
/// A refusal: a rule of the framework is broken, or the target has no place for what the plan has.
struct LaunchResult {
  std::optional<LaunchFile> file{};
  LaunchRefusal refusal{};  // where there is no file
};
LaunchResult launch_file(LaunchTarget const& target, std::string_view version, Answer const& answer,
                         LaunchTarget const& trainer, LaunchOrigin const& origin);

/// The framework that a cluster runs where none is asked for: the first that launches the plan;
/// nullptr: none does.
LaunchTarget const* fitting_trainer(Answer const& answer);

}  // namespace ec2plan
