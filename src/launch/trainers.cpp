#include "document/json.hpp"
#include "ec2plan/plan/names.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

/// Frameworks whose training loop is the user's own.
namespace ec2plan::launch {
namespace {

using documents::Json;

Json zero_json(Work const& w) {
  auto const& l = w.layout;
  int const stage = replicated(l) ? l.zero : 0;
  Json zero{{"stage", stage}, {"overlap_comm", true}, {"contiguous_gradients", true}};
  if (stage == 3) zero["stage3_gather_16bit_weights_on_model_save"] = true;
  if (w.copies > 1) zero["mics_shard_size"] = shards(l);
  return zero;
}

/// In the words that DeepSpeed takes; "ec2plan" it passes over.
Json plan_json(Work const& w) {
  Json about = Json::array();
  auto const text = header(
      w, {"the optimizer and the learning rate: train.py chooses them",
          "train.py: sequences of " + std::to_string(w.plan.job.sequence_length) + " tokens, " +
              std::to_string(w.steps) + " steps, a checkpoint every " +
              std::to_string(w.checkpoint_steps) + " steps" +
              (w.layout.recompute == Recompute::full ? ", gradient checkpointing of every layer"
                                                     : ", no gradient checkpointing"),
          w.plan.type.accelerator.vendor == "Intel"
              ? "on Gaudi: Habana's fork of DeepSpeed, with its HCCL over libfabric"
              : "EFA: aws-ofi-nccl in the image",
          "dry run (memory): deepspeed.runtime.zero.stage3."
          "estimate_zero3_model_states_mem_needs_all_cold"});
  for (std::size_t from = 0; from <= text.size();) {
    auto const end = std::min(text.find('\n', from), text.size());
    about.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return about;
}

}  // namespace

Written deepspeed_json(Work const& w) {
  auto const& l = w.layout;
  bool const fp16 = w.plan.job.precision == Precision::fp16;
  Json json{{"ec2plan", plan_json(w)},
            {"train_batch_size", w.plan.job.global_batch},
            {"train_micro_batch_size_per_gpu", l.micro_batch},
            {"gradient_accumulation_steps", w.micro_batches},
            {fp16 ? "fp16" : "bf16", {{"enabled", true}}},
            {"gradient_clipping", 1.0},
            {"zero_optimization", zero_json(w)}};
  if (l.tensor > 1) json["tensor_parallel"] = {{"autotp_size", l.tensor}};
  if (l.expert > 1) json["expert_parallel"] = {{"enabled", true}, {"autoep_size", l.expert}};
  json["steps_per_print"] = 10;
  json["wall_clock_breakdown"] = false;
  return {.text = documents::written(json)};
}

namespace {

std::string_view granularity(Recompute recompute) {
  if (recompute == Recompute::none) return "null";
  return recompute == Recompute::full ? "full" : "selective";
}

std::string_view yes_or_no(bool is) { return is ? "true" : "false"; }

}  // namespace

Written nxdt_yaml(Work const& w) {
  auto const& l = w.layout;
  auto const& m = w.plan.job.model;
  auto values =
      common_values(w, {"the optimizer and its warm-up (1 % of the run): a plan knows none of them",
                        "today AWS names PyTorch on Neuron and torchtitan, on Trn2 and Trn3"});
  bool const second = w.plan.type.accelerator.id.starts_with("trainium2");
  values["logical_cores"] = second ? "lnc: 2" : "";
  values["model_parallel"] = std::to_string(l.tensor * l.pipeline);
  values["async"] = yes_or_no(w.setup.assumptions.asynchronous_checkpoints);
  values["virtual_stages"] = std::to_string(l.virtual_stages);
  values["zero1"] = yes_or_no(replicated(l) && l.zero == 1);
  values["sequence_parallel"] = yes_or_no(l.sequence_parallel && l.tensor > 1);
  values["kv_replicator"] = std::to_string(std::max(1, l.tensor / m.kv_heads));
  values["layers"] = std::to_string(m.layers);
  values["hidden"] = std::to_string(m.hidden);
  values["granularity"] = granularity(l.recompute);
  values["recompute"] = l.recompute == Recompute::selective
                            ? "activations_checkpoint_recompute: [CoreAttention]"
                            : "";
  return {.text = filled("nxdt.yaml", values)};
}

Written accelerate_yaml(Work const& w) {
  auto const& l = w.layout;
  bool const sharded = l.zero > 0 && w.ranks > 1;
  auto values = common_values(
      w, {"train.py is yours; FSDP wraps the layers that transformers names (_no_split_modules)"});
  values["kind"] = sharded ? "FSDP" : w.ranks > 1 ? "MULTI_GPU" : "'NO'";
  values["precision"] = precision_name(w.plan.job.precision);
  int const shard = std::max(1, l.data / w.copies);
  auto const text = [](auto value) { return std::to_string(value); };
  values["sharding"] =
      !sharded
          ? std::string()
          : lines({"fsdp_config:", "  fsdp_version: 2",
                   "  fsdp_auto_wrap_policy: TRANSFORMER_BASED_WRAP",
                   std::string("  fsdp_reshard_after_forward: ") + (l.zero == 3 ? "true" : "false"),
                   std::string("  fsdp_activation_checkpointing: ") +
                       (l.recompute == Recompute::full ? "true" : "false"),
                   "  fsdp_cpu_ram_efficient_loading: false", "  fsdp_offload_params: false",
                   "  fsdp_state_dict_type: SHARDED_STATE_DICT", "parallelism_config:",
                   "  parallelism_config_dp_replicate_size: " + text(l.data / shard),
                   "  parallelism_config_dp_shard_size: " + text(shard),
                   "  parallelism_config_tp_size: " + text(l.tensor),
                   "  parallelism_config_cp_size: " + text(l.context)});
  return {.text = filled("accelerate.yaml", values)};
}

}  // namespace ec2plan::launch
