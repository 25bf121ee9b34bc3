#include "launch/tuning.hpp"

#include <algorithm>
#include <cmath>

#include "catalog/embedded.hpp"
#include "catalog/stacks.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::launch {

Tuning const& tuning_of(Work const& w) { return w.plan.job.tuning; }
bool prefers(Work const& w) { return tuning_of(w).method == Method::dpo; }
bool packs(Work const& w) { return w.plan.job.example_tokens == 0 && !prefers(w); }
Loss loss_of(Work const& w) { return tuning_of(w).loss.value_or(w.setup.tuning.loss); }


catalog::Json known_model(Work const& w) {
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != "software/torchtune.json") continue;
    auto const json = catalog::parsed_json(file.text, file.name);
    for (auto const& one : json.at("models"))
      if (one.at("model") == w.plan.job.model.name) return one;
  }
  return {};
}

std::string hub_name(Work const& w) {
  auto const known = known_model(w);
  return known.is_null() ? "ORGANISATION/MODEL" : known.at("hub").get<std::string>();
}

std::vector<std::string> target_modules(Work const& w) {
  auto const& t = tuning_of(w).targets;
  auto const& m = w.plan.job.model;
  std::vector<std::string> all;
  auto const add = [&](bool is, std::initializer_list<char const*> names) {
    if (is) all.insert(all.end(), names.begin(), names.end());
  };
  if (m.latent_attention) {
    bool const low_rank = m.latent_attention->query_rank.has_value();
    add(t.query && low_rank, {"q_a_proj", "q_b_proj"});
    add(t.query && !low_rank, {"q_proj"});
    add(t.key || t.value, {"kv_a_proj_with_mqa", "kv_b_proj"});
  } else {
    add(t.query, {"q_proj"});
    add(t.key, {"k_proj"});
    add(t.value, {"v_proj"});
  }
  add(t.output, {"o_proj"});
  add(t.gate && m.gated, {"gate_proj"});
  add(t.up, {"up_proj"});
  add(t.down, {"down_proj"});
  return all;
}

std::vector<std::string> target_parameters(Work const& w) {
  if (!tuning_of(w).targets.experts) return {};
  return {"experts.gate_up_proj", "experts.down_proj"};
}

double epochs(Work const& w) { return w.answer.question.job.tuning.epochs.value_or(1); }

bool holds_halves(Work const& w) {
  auto const& t = tuning_of(w);
  return t.weights ? *t.weights == StatePrecision::bf16 : w.setup.tuning.bf16_states;
}

namespace {

bool offloads_state(Work const& w) {
  auto const offload = tuning_of(w).offload;
  return offload == Offload::optimizer || offload == Offload::weights;
}

/// DeepSpeed has bf16 states without fp32 copies on the accelerators alone.
bool has_halves(Work const& w) {
  return holds_halves(w) && !tuning_of(w).frozen() && !offloads_state(w) &&
         w.plan.job.precision == Precision::bf16;
}

}  // namespace

bool copies_beyond_plan(Work const& w) {
  return with_deepspeed(w) && !tuning_of(w).frozen() && holds_halves(w) && !has_halves(w);
}

bool with_deepspeed(Work const& w) { return deepspeed_stage(w) > 0; }

int deepspeed_stage(Work const& w) {
  int const stage = replicated(w.layout) ? w.layout.zero : 0;
  switch (tuning_of(w).offload) {
    case Offload::weights:
      return 3;
    case Offload::optimizer:
      return std::max(stage, 1);
    case Offload::none:
    case Offload::activations:
      break;
  }
  return stage;
}

catalog::Json deepspeed_settings(Work const& w) {
  using catalog::Json;
  int const stage = deepspeed_stage(w);
  bool const offloads = offloads_state(w);
  Json const host{{"device", "cpu"}, {"pin_memory", true}};
  Json zero{{"stage", stage}, {"overlap_comm", true}, {"contiguous_gradients", true}};
  if (stage == 3) zero["stage3_gather_16bit_weights_on_model_save"] = true;
  if (offloads) zero["offload_optimizer"] = host;
  if (tuning_of(w).offload == Offload::weights) zero["offload_param"] = host;
  Json json{{"zero_optimization", zero},
            {"bf16", {{"enabled", "auto"}}},
            {"fp16", {{"enabled", "auto"}}},
            {"gradient_clipping", "auto"},
            {"train_batch_size", "auto"},
            {"train_micro_batch_size_per_gpu", "auto"},
            {"gradient_accumulation_steps", "auto"}};
  if (has_halves(w)) {
    json["bf16"]["bf16_master_weights_and_grads"] = true;
    json["bf16"]["bf16_optimizer_states"] = true;
  }
  if (offloads)
    json["optimizer"] = {
        {"type", "AdamW"},
        {"params", {{"lr", "auto"}, {"betas", "auto"}, {"eps", "auto"}, {"weight_decay", "auto"}}}};
  else
    json["zero_allow_untested_optimizer"] = true;
  return json;
}

std::string_view optimizer_name(Work const& w) {
  switch (tuning_of(w).optimizer) {
    case Optimizer::adamw:
      return "adamw_torch_fused";
    case Optimizer::adamw_8bit:
      return "adamw_8bit";
    case Optimizer::paged_8bit:
      return "paged_adamw_8bit";
    case Optimizer::adafactor:
      return "adafactor";
    case Optimizer::sgd:
      return "sgd";
  }
  return {};
}

std::vector<std::string> tuning_checks(Work const& w, std::string_view software) {
  auto const& t = tuning_of(w);
  std::vector<std::string> all;
  bool const known = !known_model(w).is_null();
  all.push_back(known ? "the weights: " + hub_name(w) + " stands for the one that you tune"
                      : "the weights: ORGANISATION/MODEL is yours to name");
  all.push_back("the data: DATASET is yours, with chat templates and columns as " +
                std::string(w.trainer.name) + " takes them");
  if (t.frozen())
    all.push_back("alpha is twice the rank: a convention, no part of the plan; no dropout");
  if (t.frozen() && !known)
    all.push_back("names of modules are those of Llama's kind: hold them against print(model)");
  if (t.frozen() && w.plan.job.model.experts)
    all.push_back(
        "in transformers 5 routed experts are parameters, not modules: adapters of modules are "
        "beside what every token passes");
  if (prefers(w))
    all.push_back(
        "batches count pairs: two sequences each" +
        std::string(w.plan.job.example_tokens > 0
                        ? ""
                        : "; pairs are padded, not packed: the estimate takes them full"));
  if (auto const& stack = w.setup.stack.name; stack != software)
    all.push_back("the estimate is of " + (stack.empty() ? "unknown software" : stack) +
                  ": ask again with --stack " + std::string(software) + " for what " +
                  std::string(w.trainer.name) + " itself holds and takes");
  return all;
}

std::string quoted_list(std::vector<std::string> const& names) {
  std::vector<std::string> quoted;
  for (auto const& name : names)
    quoted.push_back("\"" + name + "\"");
  return "[" + joined(quoted) + "]";
}

std::string_view yaml_bool(bool is) { return is ? "true" : "false"; }

std::string_view python_bool(bool is) { return is ? "True" : "False"; }

}  // namespace ec2plan::launch
