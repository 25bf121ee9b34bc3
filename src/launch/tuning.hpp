#pragma once

#include <string>
#include <vector>

#include "catalog/json_file.hpp"
#include "launch/work.hpp"

/// What the targets that tune a model share.
namespace ec2plan::launch {

Tuning const& tuning_of(Work const& work);
bool prefers(Work const& work);  // preference tuning, of pairs
bool packs(Work const& work);
Loss loss_of(Work const& work);

/// The record of the model in data/software/torchtune.json; null where there is none.
catalog::Json known_model(Work const& work);
/// Of its weights, "meta-llama/Llama-2-7b-hf"; a placeholder where it is not known.
std::string hub_name(Work const& work);

/// The matrices with adapters, as transformers names them for models of Llama's kind.
std::vector<std::string> target_modules(Work const& work);
/// Of routed experts: they are no modules, but parameters.
std::vector<std::string> target_parameters(Work const& work);

/// Passes over the examples where they were counted.
double epochs(Work const& work);

/// Whether all that is trained is held in 16 bits alone, by the plan; and whether DeepSpeed holds
/// more.
bool holds_halves(Work const& work);
bool copies_beyond_plan(Work const& work);
inline constexpr std::string_view copies_told =
    "DeepSpeed keeps fp32 copies of what is trained: more than the plan counts";

/// ZeRO and what waits on the host are DeepSpeed's.
bool with_deepspeed(Work const& work);
int deepspeed_stage(Work const& work);  // of ZeRO; 0: there is nothing for it to do
catalog::Json deepspeed_settings(Work const& work);

/// As transformers and axolotl name it.
std::string_view optimizer_name(Work const& work);

/// `software`: what the estimate would be of.
std::vector<std::string> tuning_checks(Work const& work, std::string_view software);

/// What a node runs: `torchrun` are its arguments.
std::string torchtune_command(Work const& work, std::string const& torchrun);

/// "['q_proj', 'k_proj']"
std::string quoted_list(std::vector<std::string> const& names);
std::string_view python_bool(bool is);
std::string_view yaml_bool(bool is);

}  // namespace ec2plan::launch
