#include <algorithm>
#include <cmath>

#include "ec2plan/units/text.hpp"
#include "launch/tuning.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

using Lines = std::vector<std::string>;

constexpr std::int64_t most_warmup = 100;     // as in its configurations of adapters
constexpr double usual_rate = 2e-5;           // of full recipes there
constexpr double rate_of_preferences = 5e-4;  // llama3_1/8B_lora_dpo.yaml

bool on_one_device(Work const& w) { return w.ranks == 1; }
bool has_adapters(Work const& w) { return tuning_of(w).frozen(); }

std::string recipe_name(Work const& w) {
  std::string const kind = has_adapters(w) ? "lora" : "full";
  std::string const place = on_one_device(w) ? "_single_device" : "_distributed";
  return kind + (prefers(w) ? "_dpo" : "_finetune") + place;
}

/// "llama3_1.lora_llama3_1_8b": builders of adapters begin so.
std::string builder_name(Work const& w, catalog::Json const& model) {
  std::string name = model.at("builder");
  if (has_adapters(w)) name.insert(name.find('.') + 1, "lora_");
  return name;
}

std::string torchtune_adapters(Work const& w) {
  if (!has_adapters(w)) return {};
  auto const& t = tuning_of(w);
  Lines modules;
  if (t.targets.query) modules.push_back("q_proj");
  if (t.targets.key) modules.push_back("k_proj");
  if (t.targets.value) modules.push_back("v_proj");
  if (t.targets.output) modules.push_back("output_proj");
  return lines({"lora_attn_modules: [" + joined(modules) + "]",
                "apply_lora_to_mlp: " + std::string(yaml_bool(t.targets.gate)),
                "apply_lora_to_output: false", "lora_rank: " + std::to_string(t.rank),
                "lora_alpha: " + std::to_string(2 * t.rank), "lora_dropout: 0.0",
                "quantize_base: " + std::string(yaml_bool(t.quantization == Quantization::nf4))});
}

std::string torchtune_tokenizer(catalog::Json const& model) {
  Lines all;
  for (auto const& [key, value] : model.at("tokenizer").items()) {
    auto const text = value.get<std::string>();
    all.push_back(key + (key == "_component_" ? ": torchtune.models." : ": /fsx/model/") + text);
  }
  return lines(all);
}

std::string torchtune_files(catalog::Json const& files) {
  if (files.is_array()) return files.dump();
  return catalog::Json{{"filename_format", files.at("format")}, {"max_filename", files.at("last")}}
      .dump();
}

std::string torchtune_dataset(Work const& w) {
  if (prefers(w))
    return lines(
        {"_component_: torchtune.datasets.preference_dataset", "source: DATASET", "split: train"});
  return lines({"_component_: torchtune.datasets.chat_dataset", "source: DATASET",
                "conversation_column: messages", "conversation_style: openai", "split: train",
                "packed: " + std::string(yaml_bool(packs(w)))});
}

std::string_view optimizer_component(Work const& w) {
  switch (tuning_of(w).optimizer) {
    case Optimizer::adamw:
      return "torch.optim.AdamW";
    case Optimizer::adamw_8bit:
      return on_one_device(w) ? "bitsandbytes.optim.AdamW8bit" : "torchao.optim.AdamW8bit";
    case Optimizer::paged_8bit:
      return "bitsandbytes.optim.PagedAdamW8bit";
    case Optimizer::adafactor:
      return "torch.optim.Adafactor";
    case Optimizer::sgd:
      return "torch.optim.SGD";
  }
  return {};
}

double torchtune_rate(Work const& w, catalog::Json const& model) {
  if (prefers(w)) return has_adapters(w) ? rate_of_preferences : usual_rate;
  return model.at("learning_rate").value(has_adapters(w) ? "lora" : "full", usual_rate);
}

std::string torchtune_optimizer(Work const& w, catalog::Json const& model) {
  Lines all{"_component_: " + std::string(optimizer_component(w)),
            "lr: " + catalog::Json(torchtune_rate(w, model)).dump()};
  if (tuning_of(w).optimizer == Optimizer::adamw) all.push_back("fused: true");
  return lines(all);
}

std::string torchtune_schedule(Work const& w) {
  if (!has_adapters(w) && !prefers(w)) return {};
  return lines({"lr_scheduler:",
                "  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup",
                "  num_warmup_steps: " + std::to_string(std::min(most_warmup, w.steps))});
}

/// One chunk: logits are whole.
std::string torchtune_loss(Work const& w) {
  if (prefers(w)) return "_component_: torchtune.rlhf.loss.DPOLoss";
  std::string const text = "_component_: torchtune.modules.loss.LinearCrossEntropyLoss";
  return loss_of(w) == Loss::plain ? text + "\nnum_output_chunks: 1" : text;
}

bool updates_in_backward(Work const& w) {
  bool const paged = tuning_of(w).optimizer == Optimizer::paged_8bit;
  return w.setup.tuning.update_in_backward && paged && w.micro_batches == 1;
}

std::string torchtune_update(Work const& w) {
  Lines all;
  if (!prefers(w)) all.push_back("clip_grad_norm: null");
  if (!has_adapters(w) && !prefers(w))
    all.push_back("optimizer_in_bwd: " + std::string(yaml_bool(updates_in_backward(w))));
  return lines(all);
}

std::string torchtune_sharding(Work const& w) {
  if (on_one_device(w)) return {};
  auto const& l = w.layout;
  auto const text = [](auto value) { return std::to_string(value); };
  Lines all;
  if (!prefers(w)) {
    all = {"data_parallel_replicate_dim: " + text(w.copies),
           "data_parallel_shard_dim: " + text(l.data / w.copies),
           "context_parallel_dim: " + text(l.context), "tensor_parallel_dim: " + text(l.tensor)};
    if (l.tensor > 1)
      all.insert(all.end(), {"tensor_parallel_plan:",
                             "  _component_: torchtune.models.llama3.base_llama_tp_plan"});
  }
  all.push_back("fsdp_reshard_after_forward: " + std::string(yaml_bool(l.zero == 3)));
  all.push_back("fsdp_cpu_offload: " +
                std::string(yaml_bool(tuning_of(w).offload == Offload::weights)));
  return lines(all);
}

/// Full preference tuning reads its reference from weights of their own.
std::string torchtune_reference(Work const& w) {
  return prefers(w) && !has_adapters(w) ? "ref_checkpointer: *weights" : "";
}

Lines torchtune_checks(Work const& w) {
  auto all = tuning_checks(w, "torchtune");
  all.push_back("bf16: weights, gradients and moments of what is trained are in 16 bits");
  if (tuning_of(w).optimizer == Optimizer::adamw_8bit && !on_one_device(w))
    all.push_back("torchao.optim is torchao.prototype.low_bit_optim in older releases of torchao");
  if (w.setup.tuning.update_in_backward && tuning_of(w).optimizer == Optimizer::paged_8bit &&
      !updates_in_backward(w))
    all.push_back(
        "gradients are held: optimizer_in_bwd takes no accumulation, and the plan has some");
  return all;
}

LaunchRefusal no_builder(Work const& w) {
  return {.reason = "torchtune builds models by builders of its own, and has none for " +
                    w.plan.job.model.name,
          .fix =
              "take --target trl or axolotl, or a model of its own: llama-3.1-8b, "
              "qwen-3-8b, mistral-7b, ..."};
}

LaunchRefusal no_tensor_plan(Work const& w) {
  return {.reason = "torchtune has a tensor parallel plan for Llama 3 alone, none for " +
                    w.plan.job.model.name,
          .fix = "give --tensor 1"};
}

}  // namespace

std::string torchtune_command(Work const& w, std::string const& torchrun) {
  return "tune run " + (on_one_device(w) ? std::string() : torchrun + " ") + recipe_name(w) +
         " --config torchtune.yaml resume_from_checkpoint=${RESUME:-False} "
         "output_dir=${CHECKPOINTS:-/fsx/" +
         job_name(w) + "}";
}

Written torchtune_yaml(Work const& w) {
  auto const model = known_model(w);
  if (model.is_null()) return {.refusal = no_builder(w)};
  auto const builder = builder_name(w, model);
  if (w.layout.tensor > 1 && !builder.starts_with("llama3")) return {.refusal = no_tensor_plan(w)};
  auto values = common_values(w, torchtune_checks(w));
  auto const passes = static_cast<std::int64_t>(std::max(1.0, std::ceil(epochs(w))));
  values["hub"] = hub_name(w);
  values["builder"] = builder;
  values["adapters"] = torchtune_adapters(w);
  values["tokenizer"] = torchtune_tokenizer(model);
  values["checkpoint_files"] = torchtune_files(model.at("checkpoint_files"));
  values["model_type"] = model.at("model_type").get<std::string>();
  values["reference"] = torchtune_reference(w);
  values["save"] = has_adapters(w) ? "save_adapter_weights_only: false" : "";
  values["dataset"] = torchtune_dataset(w);
  values["epochs"] = std::to_string(passes);
  values["epoch_steps"] = std::to_string((w.steps + passes - 1) / passes);
  values["device_batch"] = std::to_string(w.layout.micro_batch);
  values["optimizer"] = torchtune_optimizer(w, model);
  values["schedule"] = torchtune_schedule(w);
  values["loss"] = torchtune_loss(w);
  values["update"] = torchtune_update(w);
  values["recompute"] = yaml_bool(w.layout.recompute == Recompute::full);
  values["offloading"] = yaml_bool(tuning_of(w).offload == Offload::activations);
  values["sharding"] = torchtune_sharding(w);
  return {.text = filled("torchtune.yaml", values)};
}

}  // namespace ec2plan::launch
