#include "launch/tuning.hpp"
#include "launch/writers.hpp"

/// Hugging Face's TRL, as a script of its trainers.
namespace ec2plan::launch {
namespace {

bool in_fp16(Work const& w) { return w.plan.job.precision == Precision::fp16; }

/// What the weights are loaded in. Where all are trained, fp32 are the master copies.
std::string_view loaded_in(Work const& w) {
  auto const& t = tuning_of(w);
  if (!t.frozen() && !holds_halves(w)) return "float32";
  return in_fp16(w) ? "float16" : "bfloat16";
}

/// "True" for "true", as Python writes it.
std::string as_python(catalog::Json const& json) {
  auto text = json.dump(4);
  for (auto at = text.find("true"); at != text.npos; at = text.find("true", at))
    text[at] = 'T';
  return text;
}

std::string trl_quantization(Work const& w) {
  switch (tuning_of(w).quantization) {
    case Quantization::nf4:
      return "quantization_config=BitsAndBytesConfig(\n"
             "    load_in_4bit=True,\n"
             "    bnb_4bit_quant_type=\"nf4\",\n"
             "    bnb_4bit_use_double_quant=True,\n"
             "    bnb_4bit_compute_dtype=\"" +
             std::string(loaded_in(w)) + "\",\n    bnb_4bit_quant_storage=\"" +
             std::string(deepspeed_stage(w) == 3 ? loaded_in(w) : "uint8") + "\",\n),";
    case Quantization::int8:
      return "quantization_config=BitsAndBytesConfig(load_in_8bit=True),";
    case Quantization::none:
    case Quantization::fp8:
      break;
  }
  return {};
}

std::string trl_adapters(Work const& w) {
  auto const& t = tuning_of(w);
  if (!t.frozen()) return {};
  auto const parameters = target_parameters(w);
  std::vector<std::string> all{"peft_config=LoraConfig(",
                               "    r=" + std::to_string(t.rank) + ",",
                               "    lora_alpha=" + std::to_string(2 * t.rank) + ",",
                               "    target_modules=" + quoted_list(target_modules(w)) + ",",
                               "    task_type=\"CAUSAL_LM\",",
                               "),"};
  if (!parameters.empty())
    all.insert(all.begin() + 4, "    target_parameters=" + quoted_list(parameters) + ",");
  return lines(all);
}

/// Preference tuning has no chunked loss.
std::string trl_loss(Work const& w) {
  auto const loss = loss_of(w);
  if (loss == Loss::fused) return "use_liger_kernel=True,";
  if (prefers(w)) return {};
  return std::string("loss_type=\"") + (loss == Loss::chunked ? "chunked_nll" : "nll") + "\",";
}

std::vector<std::string> trl_checks(Work const& w) {
  auto all = tuning_checks(w, "hf-trainer");
  all.push_back(prefers(w) ? "the learning rate: DPOConfig's 1e-6 is for full tuning"
                           : "the learning rate: SFTConfig's 2e-5 is for full tuning");
  if (tuning_of(w).frozen()) all.back() += ", adapters usually take about ten times that";
  if (!prefers(w) && loss_of(w) == Loss::plain)
    all.push_back(
        "the loss holds whole logits, as the plan counts; TRL's own chunked_nll takes less memory "
        "(--loss chunked)");
  if (packs(w)) all.push_back("packing keeps examples apart with a flash-attention package alone");
  if (loss_of(w) == Loss::fused) all.push_back("liger-kernel has kernels for the model's kind");
  if (prefers(w) && loss_of(w) == Loss::chunked)
    all.push_back("DPOTrainer has no chunked loss: logits are whole, or fused with --loss fused");
  if (copies_beyond_plan(w)) all.push_back(std::string(copies_told));
  return all;
}

std::string extras(Work const& w) {
  auto const& t = tuning_of(w);
  std::string text;
  if (t.frozen()) text += ", peft";
  bool const in_8_bits =
      t.optimizer == Optimizer::adamw_8bit || t.optimizer == Optimizer::paged_8bit;
  if (t.quantization != Quantization::none || in_8_bits) text += ", bitsandbytes";
  if (with_deepspeed(w)) text += ", deepspeed 0.19";
  if (packs(w)) text += ", flash-attn";
  return text;
}

Values trl_values(Work const& w) {
  auto values = common_values(w, trl_checks(w));
  auto const& t = tuning_of(w);
  values["kind"] = prefers(w) ? "DPO" : "SFT";
  values["hub"] = hub_name(w);
  values["extras"] = extras(w);
  values["device_batch"] = std::to_string(w.layout.micro_batch);
  values["packing"] = prefers(w) ? "" : "packing=" + std::string(python_bool(packs(w))) + ",";
  values["precision"] = in_fp16(w) ? "fp16=True," : "bf16=True,";
  values["optimizer"] = optimizer_name(w);
  values["recompute"] = python_bool(w.layout.recompute == Recompute::full);
  values["offloading"] = t.offload == Offload::activations ? "activation_offloading=True," : "";
  values["loss"] = trl_loss(w);
  values["deepspeed"] =
      with_deepspeed(w) ? "deepspeed=" + as_python(deepspeed_settings(w)) + "," : "";
  values["model_kwargs"] = "\"dtype\": \"" + std::string(loaded_in(w)) + "\"" +
                           (packs(w) ? ", \"attn_implementation\": \"flash_attention_2\"" : "");
  values["peft_import"] = t.frozen() ? "from peft import LoraConfig" : "";
  values["quantization_import"] =
      t.quantization == Quantization::none ? "" : "from transformers import BitsAndBytesConfig";
  values["quantization"] = trl_quantization(w);
  values["peft"] = trl_adapters(w);
  return values;
}

}  // namespace

Written trl_script(Work const& w) {
  auto const& accelerator = w.plan.type.accelerator;
  if (accelerator.vendor != "NVIDIA")
    return {
        .refusal = {.reason = accelerator.name + ": its trainers are those of " +
                              (accelerator.vendor == "AWS" ? "optimum-neuron" : "optimum-habana") +
                              ", with arguments of their own; TRL's are written for GPUs",
                    .fix = "take an instance type with NVIDIA GPUs, or start from their examples"}};
  return {.text = filled("trl_train.py", trl_values(w))};
}

}  // namespace ec2plan::launch
