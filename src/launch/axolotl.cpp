#include <cmath>

#include "ec2plan/units/text.hpp"
#include "launch/tuning.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

std::string axolotl_adapters(Work const& w) {
  auto const& t = tuning_of(w);
  if (!t.frozen()) return {};
  bool const in_4_bits = t.quantization == Quantization::nf4;
  std::vector<std::string> all{std::string("adapter: ") + (in_4_bits ? "qlora" : "lora"),
                               "lora_r: " + std::to_string(t.rank),
                               "lora_alpha: " + std::to_string(2 * t.rank), "lora_dropout: 0.0",
                               "lora_target_modules: [" + joined(target_modules(w)) + "]"};
  if (auto const parameters = target_parameters(w); !parameters.empty())
    all.push_back("lora_target_parameters: [" + joined(parameters) + "]");
  return lines(all);
}

/// Cut Cross Entropy; preference tuning has Liger's.
std::string axolotl_loss(Work const& w) {
  switch (loss_of(w)) {
    case Loss::plain:
      return {};
    case Loss::chunked:
      return prefers(w) ? "" : "chunked_cross_entropy: true";
    case Loss::fused:
      if (prefers(w)) return "dpo_use_liger_kernel: true";
      return "plugins:\n  - axolotl.integrations.cut_cross_entropy.CutCrossEntropyPlugin\n"
             "cut_cross_entropy: true";
  }
  return {};
}

std::vector<std::string> axolotl_checks(Work const& w) {
  auto all = tuning_checks(w, "axolotl");
  all.push_back("the learning rate: that of axolotl's examples with Llama 3 stands there");
  if (packs(w)) all.push_back("packing keeps examples apart with flash-attn alone");
  if (copies_beyond_plan(w)) all.push_back(std::string(copies_told));
  if (!tuning_of(w).frozen() && !holds_halves(w) && !with_deepspeed(w))
    all.push_back("bf16: axolotl holds weights and moments in 16 bits, the plan in 32");
  return all;
}

}  // namespace

Written axolotl_yaml(Work const& w) {
  auto const& t = tuning_of(w);
  auto values = common_values(w, axolotl_checks(w));
  bool const fp16 = w.plan.job.precision == Precision::fp16;
  values["hub"] = hub_name(w);
  values["quantization"] = t.quantization == Quantization::nf4    ? "load_in_4bit: true"
                           : t.quantization == Quantization::int8 ? "load_in_8bit: true"
                                                                  : "";
  values["adapters"] = axolotl_adapters(w);
  values["preference"] = prefers(w) ? "rl: dpo" : "";
  values["dataset"] = prefers(w) ? "type: chat_template.default\nsplit: train"
                                 : "type: chat_template\nsplit: train";
  values["packing"] = prefers(w) ? "" : "sample_packing: " + std::string(yaml_bool(packs(w)));
  values["device_batch"] = std::to_string(w.layout.micro_batch);
  values["epochs"] = std::to_string(static_cast<int>(std::ceil(epochs(w))));
  values["optimizer"] = optimizer_name(w);
  values["learning_rate"] = t.frozen() ? "0.0002" : "0.00002";
  values["precision"] = fp16 ? "fp16: true" : "bf16: true";
  values["recompute"] = yaml_bool(w.layout.recompute == Recompute::full);
  values["offloading"] = t.offload == Offload::activations ? "activation_offloading: true" : "";
  values["loss"] = axolotl_loss(w);
  values["attention"] = packs(w) ? "attn_implementation: flash_attention_2" : "";
  values["deepspeed"] =
      with_deepspeed(w) ? "deepspeed: " + deepspeed_settings(w).dump(2) : std::string();
  return {.text = filled("axolotl.yaml", values)};
}

}  // namespace ec2plan::launch
