#include <algorithm>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

using Lines = std::vector<std::string>;

/// What torchtitan calls a model of ours; data/software/torchtitan.json.
struct Flavor {
  std::string module{}, flavor{}, assets{};
};

std::optional<Flavor> flavor_of(std::string_view model) {
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != "software/torchtitan.json") continue;
    auto const json = catalog::parsed_json(file.text, file.name);
    for (auto const& one : json.at("models"))
      if (one.at("model") == model)
        return Flavor{one.at("module"), one.at("flavor"), one.at("assets")};
  }
  return {};
}

Written no_flavor(Work const& w) {
  return {
      .refusal = {
          .reason = "torchtitan builds models by the flavors of its registry, and has none for " +
                    w.plan.job.model.name,
          .fix = "take --target megatron, which takes any shape, or a model of its own: "
                 "llama-3.1-8b, llama-3.1-70b, llama-3.1-405b, qwen-3-8b, deepseek-v3, ..."}};
}

Written wrong_kind(Work const& w, std::string const& wanted, std::string const& fix) {
  return {.refusal = {
              .reason = w.plan.type.name + " has " + w.plan.type.accelerator.name + ": " + wanted,
              .fix = fix}};
}

bool on_neuron(Work const& w) { return w.plan.type.accelerator.vendor == "AWS"; }

/// Shards over data and context together; of DDP none.
int shard_degree(Work const& w) {
  auto const& l = w.layout;
  if (l.zero == 0) return 1;
  return std::max(1, l.data / w.copies);
}

int replicate_degree(Work const& w) { return w.layout.data / shard_degree(w); }

/// ZeRO 2 keeps the weights that a forward pass has gathered.
std::string reshard(Work const& w) {
  return shards_weights(w) && w.layout.zero == 2 ? "never" : "default";
}

struct Setting {
  std::string name{}, value{};
};

/// The stages; nothing where there is one.
std::vector<Setting> pipeline_settings(Work const& w, bool counts_micro_batches) {
  auto const& l = w.layout;
  if (l.pipeline == 1) return {};
  std::vector<Setting> all{
      {"pipeline_parallel_degree", std::to_string(l.pipeline)},
      {"pipeline_parallel_schedule", l.virtual_stages > 1 ? "\"Interleaved1F1B\"" : "\"1F1B\""}};
  if (l.virtual_stages > 2) {
    int const chunks = l.pipeline * l.virtual_stages, layers = w.plan.job.model.layers;
    all.push_back(
        {"pipeline_parallel_layers_per_stage", std::to_string((layers + chunks - 1) / chunks)});
  }
  all.push_back({"pipeline_parallel_first_stage_less_layers", "0"});
  all.push_back({"pipeline_parallel_last_stage_less_layers", "0"});
  if (counts_micro_batches)
    all.push_back({"num_pp_microbatches", std::to_string(w.micro_batches)});
  else
    all.push_back({"pipeline_parallel_microbatch_size", std::to_string(l.micro_batch)});
  return all;
}

std::string settings_text(std::vector<Setting> const& all, std::string_view before,
                          std::string_view between, std::string_view after) {
  Lines texts;
  for (auto const& [name, value] : all)
    texts.push_back(std::string(before) + name + std::string(between) + value + std::string(after));
  return lines(texts);
}

/// Sequences that a replica has at once: with pipelines all of a step.
int local_batch(Work const& w) {
  return w.layout.micro_batch * (w.layout.pipeline > 1 ? w.micro_batches : 1);
}

Values titan_values(Work const& w, Flavor const& flavor) {
  auto values = common_values(
      w, {"the learning rate and its warm-up (1 % of the run): a plan knows none of them",
          "the dataset: c4 stands for your own"});
  values["module"] = flavor.module;
  values["flavor"] = flavor.flavor;
  values["assets"] = flavor.assets;
  values["replicate"] = std::to_string(replicate_degree(w));
  values["shard"] = std::to_string(shard_degree(w));
  values["reshard"] = reshard(w);
  values["local_batch"] = std::to_string(local_batch(w));
  values["async_mode"] = w.setup.assumptions.asynchronous_checkpoints ? "async" : "disabled";
  return values;
}

std::string registry_arguments(Work const& w, Flavor const& flavor) {
  std::string text = "\"" + flavor.flavor + "\"";
  if (w.layout.context > 1) text += ", attn_backend=\"flex\"";
  if (w.plan.job.precision == Precision::fp8)
    text += ", converters=[Float8LinearConverter.Config(model_compile_enabled=True)]";
  return text;
}

std::string_view ac_class(Recompute recompute) {
  return recompute == Recompute::full ? "FullAC" : "SelectiveAC";
}

}  // namespace

Written torchtitan_recipe(Work const& w) {
  auto const flavor = flavor_of(w.plan.job.model.name);
  if (!flavor) return no_flavor(w);
  if (on_neuron(w)) return wrong_kind(w, "main runs on GPUs", "take --target-version neuron");
  auto values = titan_values(w, *flavor);
  bool const fp8 = w.plan.job.precision == Precision::fp8;
  bool const none = w.layout.recompute == Recompute::none;
  std::string const ac(ac_class(w.layout.recompute));
  values["registry"] = registry_arguments(w, *flavor);
  values["float8_import"] =
      fp8 ? "from torchtitan.components.quantization import Float8LinearConverter" : "";
  values["ac"] = none ? "None" : ac + ".Config()";
  values["ac_import"] =
      none ? "" : "from torchtitan.distributed.activation_checkpoint import " + ac;
  values["pipeline_lines"] = settings_text(pipeline_settings(w, true), "", "=", ",");
  return {.text = filled("torchtitan_recipe.py", values)};
}

Written torchtitan_toml(Work const& w) {
  auto const flavor = flavor_of(w.plan.job.model.name);
  if (!flavor) return no_flavor(w);
  if (on_neuron(w))
    return wrong_kind(w, "0.2.2 itself runs on GPUs", "take --target-version neuron");
  auto values = titan_values(w, *flavor);
  values["converters"] = w.plan.job.precision == Precision::fp8 ? "converters = [\"float8\"]" : "";
  values["ac"] = w.layout.recompute == Recompute::none        ? "none"
                 : w.layout.recompute == Recompute::selective ? "selective"
                                                              : "full";
  values["pipeline_lines"] = settings_text(pipeline_settings(w, false), "", " = ", "");
  return {.text = filled("torchtitan.toml", values)};
}

Written torchtitan_neuron_script(Work const& w) {
  auto const flavor = flavor_of(w.plan.job.model.name);
  if (!flavor) return no_flavor(w);
  if (!on_neuron(w))
    return wrong_kind(w, "the Neuron fork runs on Trn2 and Trn3", "take --target-version main");
  auto values = titan_values(w, *flavor);
  values["pipeline_lines"] = settings_text(pipeline_settings(w, false), "--parallelism.", " ", "");
  return {.text = filled("torchtitan-neuron.sh", values)};
}

}  // namespace ec2plan::launch
