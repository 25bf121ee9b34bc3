#include "ec2plan/launch/launch.hpp"

#include <algorithm>

#include "ec2plan/units/text.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

namespace ec2plan {
namespace {

using namespace launch;

constexpr TargetVersion of_megatron[] = {
    {"core_v0.19.0", "megatron.sh", megatron_script},
    {"core_v0.18.2", "megatron.sh", megatron_script},
    {"core_v0.17.1", "megatron.sh", megatron_script},
    {"core_v0.16.1", "megatron.sh", megatron_script},
    {"core_v0.14.0", "megatron.sh", megatron_script},
    {"core_v0.12.0", "megatron.sh", megatron_script},
};
constexpr TargetVersion of_torchtitan[] = {
    {"main", "torchtitan_recipe.py", torchtitan_recipe},
    {"0.2.2", "torchtitan.toml", torchtitan_toml},
    {"neuron", "torchtitan-neuron.sh", torchtitan_neuron_script},
};
constexpr TargetVersion of_nemo[] = {{"0.6.0", "nemo_recipe.py", bridge_recipe}};
constexpr TargetVersion of_deepspeed[] = {{"0.19", "deepspeed.json", deepspeed_json}};
constexpr TargetVersion of_accelerate[] = {{"1.14.0", "accelerate.yaml", accelerate_yaml}};
constexpr TargetVersion of_nxdt[] = {{"2.28", "nxdt.yaml", nxdt_yaml}};
constexpr TargetVersion of_trl[] = {{"1.9.0", "trl_train.py", trl_script}};
constexpr TargetVersion of_axolotl[] = {{"0.18.0", "axolotl.yaml", axolotl_yaml}};
constexpr TargetVersion of_torchtune[] = {{"main", "torchtune.yaml", torchtune_yaml}};
constexpr TargetVersion of_slurm[] = {{"", "train.sbatch", slurm_script}};
constexpr TargetVersion of_parallelcluster[] = {{"3", "cluster.yaml", parallelcluster_yaml}};
constexpr TargetVersion of_hyperpod[] = {
    {"slurm", "hyperpod-cluster.json", hyperpod_slurm_json},
    {"eks", "hyperpod-cluster.json", hyperpod_eks_json},
};
constexpr TargetVersion of_eks[] = {{"", "pytorchjob.yaml", eks_yaml}};
constexpr TargetVersion of_skypilot[] = {{"", "skypilot.yaml", skypilot_yaml}};
constexpr TargetVersion of_aws_cli[] = {{"2", "aws-cli.sh", aws_cli_script}};

// clang-format off
constexpr LaunchTarget targets[] = {
    {"megatron", "Megatron-LM: a torchrun script of pretrain_gpt.py", Framework::megatron, "bash megatron.sh", of_megatron},
    {"torchtitan", "a Python recipe; 0.2.2: TOML; neuron: Trn2 and Trn3", Framework::torchtitan, "", of_torchtitan},
    {"nemo", "NeMo: a recipe of Megatron-Bridge", Framework::nemo, "@torchrun@ nemo_recipe.py", of_nemo},
    {"trl", "fine-tuning: a script of Hugging Face's TRL", Framework::trl, "@torchrun@ trl_train.py", of_trl},
    {"axolotl", "fine-tuning: axolotl's YAML", Framework::axolotl, "@torchrun@ -m axolotl.cli.train axolotl.yaml --output_dir \"${CHECKPOINTS:-/fsx/@name@}\"", of_axolotl},
    {"torchtune", "fine-tuning: YAML for a recipe of torchtune", Framework::torchtune, "", of_torchtune},
    {"deepspeed", "DeepSpeed's JSON, for a trainer of your own", Framework::deepspeed, "@torchrun@ train.py --deepspeed deepspeed.json", of_deepspeed},
    {"accelerate", "Hugging Face Accelerate: FSDP, as YAML", Framework::accelerate, "accelerate launch --config_file accelerate.yaml --machine_rank \"$NODE_RANK\" --main_process_ip \"$MASTER_ADDR\" --main_process_port \"$MASTER_PORT\" train.py", of_accelerate},
    {"nxdt", "NxD Training of Neuron SDK 2.28, as YAML: Llama on Trn1 and Trn2", Framework::nxdt, "@torchrun@ training_orchestrator.py --config-path=conf --config-name=nxdt", of_nxdt},
    {"slurm", "a batch script for sbatch", Framework::any, "", of_slurm},
    {"parallelcluster", "AWS ParallelCluster 3: the cluster, as YAML", Framework::any, "", of_parallelcluster},
    {"hyperpod", "SageMaker HyperPod: the cluster, as JSON (slurm or eks)", Framework::any, "", of_hyperpod},
    {"eks", "Amazon EKS: a PyTorchJob with EFA, as YAML", Framework::any, "", of_eks},
    {"skypilot", "SkyPilot: a task, as YAML", Framework::any, "", of_skypilot},
    {"aws-cli", "the search for a Capacity Block and the run-instances call", Framework::any, "", of_aws_cli},
};
// clang-format on

bool is_framework(LaunchTarget const& target) { return target.framework != Framework::any; }

}  // namespace

std::span<LaunchTarget const> launch_targets() { return targets; }

LaunchTarget const* find_launch_target(std::string_view name) {
  auto const* found = std::ranges::find(targets, name, &LaunchTarget::name);
  return found == std::end(targets) ? nullptr : found;
}

TargetVersion const* find_version(LaunchTarget const& target, std::string_view name) {
  if (name.empty()) return &target.versions.front();
  auto const found = std::ranges::find_if(target.versions, [&](TargetVersion const& version) {
    return version.name == name || version.name == "core_v" + std::string(name);
  });
  return found == target.versions.end() ? nullptr : &*found;
}

LaunchTarget const* target_of(Framework framework) {
  if (framework == Framework::any) return nullptr;
  auto const* found = std::ranges::find(targets, framework, &LaunchTarget::framework);
  return found == std::end(targets) ? nullptr : found;
}

namespace {

/// Of torchtitan on Trainium: that of its Neuron fork.
TargetVersion const& wanted_version(LaunchTarget const& target, std::string_view name,
                                    Answer const& answer) {
  bool const neuron = answer.plan().type.accelerator.vendor == "AWS";
  bool const forked = name.empty() && neuron && target.framework == Framework::torchtitan;
  return *find_version(target, forked ? "neuron" : name);
}

LaunchResult attempted(LaunchTarget const& target, std::string_view version, Answer const& answer,
                       LaunchTarget const& trainer, LaunchOrigin const& origin) {
  if (auto const* rule = broken_rule(trainer.framework, *answer.setup, answer.plan().layout))
    return {.refusal = {.reason = std::string(trainer.name) +
                                  " cannot launch this plan: " + std::string(rule->words) + " (" +
                                  std::string(rule->source) + ")"}};
  auto const& chosen = wanted_version(target, version, answer);
  auto result = chosen.write(work_of(target, chosen, answer, trainer, origin));
  if (result.text.empty()) return {.refusal = std::move(result.refusal)};
  return {.file = LaunchFile{std::string(chosen.file), std::move(result.text)}};
}

bool launches(LaunchTarget const& target, Answer const& answer) {
  return is_framework(target) && attempted(target, {}, answer, target, {}).file.has_value();
}

/// Where no layout would do, the targets that launch the plan as it is.
std::string others(LaunchTarget const& trainer, Answer const& answer) {
  auto const* rule = broken_rule(trainer.framework, *answer.setup, answer.plan().layout);
  if (rule == nullptr || rule->reads != RuleReads::job) return {};
  std::vector<std::string> names;
  for (LaunchTarget const& target : targets)
    if (launches(target, answer)) names.emplace_back(target.name);
  return names.empty() ? std::string() : "take --target " + joined(names, " or ");
}

}  // namespace

LaunchTarget const* fitting_trainer(Answer const& answer) {
  auto const* found = std::ranges::find_if(
      targets, [&](LaunchTarget const& target) { return launches(target, answer); });
  return found == std::end(targets) ? nullptr : found;
}

LaunchResult launch_file(LaunchTarget const& target, std::string_view version, Answer const& answer,
                         LaunchTarget const& trainer, LaunchOrigin const& origin) {
  auto result = attempted(target, version, answer, trainer, origin);
  if (!result.file && result.refusal.fix.empty()) result.refusal.fix = others(trainer, answer);
  return result;
}

}  // namespace ec2plan
