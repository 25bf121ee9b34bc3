#include "setups.hpp"

#include "ec2plan/model/parameters.hpp"

namespace ec2plan::testing {

Transformer gpt3() {
  return {.name = "gpt3-175b",
          .layers = 96,
          .hidden = 12288,
          .heads = 96,
          .kv_heads = 96,
          .head_dim = 128,
          .feed_forward = 49152,
          .vocabulary = 51200,
          .learned_positions = 2048,
          .qkv_bias = true,
          .output_bias = true,
          .mlp_bias = true};
}

Transformer small_gpt() {
  return {.name = "small",
          .layers = 8,
          .hidden = 512,
          .heads = 8,
          .kv_heads = 4,
          .head_dim = 64,
          .feed_forward = 2048,
          .vocabulary = 32000};
}

Transformer small_mixture() {
  Transformer m = small_gpt();
  m.name = "small-mixture";
  m.gated = true;
  m.experts = Experts{.count = 8, .per_token = 2, .feed_forward = 1024};
  return m;
}

Assumptions assumptions() {
  return {.link_latency = 3.5 * microsecond,
          .collective_overhead = 30 * microsecond,
          .latency_exponent = 1.35,
          .all_to_all_efficiency = 0.79,
          .all_to_all_latency = 5.4 * microsecond,
          .link_overlap_slowdown = 0.15,
          .network_overlap_slowdown = 0.02,
          .sharded_overlap = 0.95,
          .data_overlap = 1,
          .pace = 1,
          .permutation_traffic = 3,
          .accumulation_traffic = 6 * byte,
          .expert_imbalance = 1,
          .grouped_efficiency = 1,
          .jitter_per_doubling = 0.0015,
          .step_overhead = 0.04 * second,
          .optimizer_traffic = 40 * byte,
          .gradient = 4 * byte,
          .optimizer_state = 12 * byte,
          .evaluation_share = 0.01,
          .fragmentation = 1.08,
          .context_memory = 1.5 * gibibyte,
          .logits = 6 * byte,
          .tight_fill = 0.92,
          .largest_fill = 1.05,
          .failures_per_node_day = 6.5e-3,
          .failures_per_node_day_low = 2.3e-3,
          .failures_per_node_day_high = 15e-3,
          .small_job_failures = 3.65,
          .small_job_instances = 128,
          .large_job_instances = 2048,
          .reclaims_per_node_day = 0.05,
          .reclaims_per_node_day_low = 0.002,
          .reclaims_per_node_day_high = 0.5,
          .reclaim_notice = 120 * second,
          .failure_detection = 120 * second,
          .restart = 480 * second,
          .repair = day,
          .checkpoint_state = 14 * byte,
          .checkpoint_overhead = 6 * second,
          .asynchronous_checkpoints = true,
          .host_copy = 50 * gigabyte / second,
          .instance_storage = gigabyte / second,
          .cluster_storage = 100 * gigabyte / second,
          .same_stack = {0.93, 1.07},
          .same_accelerator = {0.90, 1.30},
          .extrapolated = {0.70, 1.50},
          .guess = {0.70, 1.50},
          .mixture_of_experts = {0.80, 3.0}};
}

AcceleratorConstants a100_constants() {
  return {.gemm_efficiency = 0.786,
          .gemm_efficiency_fp8 = 0.786,
          .attention_efficiency = 0.55,
          .memory_efficiency = 0.85,
          .link_efficiency = 0.78,
          .compute_units = 108,
          .confidence = Confidence::same_accelerator};
}

InstanceType p4de() {
  return {.name = "p4de.24xlarge",
          .accelerator = {.id = "a100-80gb",
                          .name = "NVIDIA A100 80GB",
                          .vendor = "NVIDIA",
                          .memory = 80 * gibibyte,
                          .memory_bandwidth = 2039e9 * byte / second,
                          .bf16 = 312 * tera * flop / second,
                          .fp16 = 312 * tera * flop / second},
          .accelerators = 8,
          .link = Link{"NVSwitch", 300e9 * byte / second},
          .efa = Efa{1, 4},
          .network = 400 * gigabit / second,
          .vcpus = 96,
          .host_memory = 1152 * gibibyte,
          .quota = "Running On-Demand P instances"};
}

InstanceType p3_8x() {
  return {.name = "p3.8xlarge",
          .accelerator = {.id = "v100-16gb",
                          .name = "NVIDIA V100 16GB",
                          .vendor = "NVIDIA",
                          .memory = 16 * gibibyte,
                          .memory_bandwidth = 900e9 * byte / second,
                          .fp16 = 125 * tera * flop / second},
          .accelerators = 4,
          .link = Link{"NVLink 2", 100e9 * byte / second},
          .network = 10 * gigabit / second,
          .vcpus = 32,
          .host_memory = 244 * gibibyte};
}

Setup setup_for(Transformer const& model, InstanceType const& type, double tokens,
                int sequence_length, int global_batch) {
  return {.job = {.model = model,
                  .stated_parameters = parameters(model).total(),
                  .tokens = tokens * token,
                  .sequence_length = sequence_length,
                  .global_batch = global_batch},
          .type = type,
          .device = device_of(type, Precision::bf16),
          .accelerator = a100_constants(),
          .network = {.efficiency = 0.65, .hop_latency = 15 * microsecond},
          .assumptions = assumptions()};
}

Setup gpt3_on_p4de() { return setup_for(gpt3(), p4de(), 300e9, 2048, 1536); }
Setup small_on_p4de() { return setup_for(small_gpt(), p4de(), 1e9, 1024, 64); }

CapacityBlocks capacity_blocks() {
  return {.instances = 64,
          .most_instances = 256,
          .daily = 14 * day,
          .step = 7 * day,
          .longest = 182 * day,
          .shutdown = 30 * minute};
}

Price price(double usd_per_hour) {
  return {.region = "us-east-1",
          .per_instance = usd_per_hour * dollar / hour,
          .as_of = "2026-07-20",
          .source = "TEST",
          .blocks = capacity_blocks()};
}

}  // namespace ec2plan::testing
