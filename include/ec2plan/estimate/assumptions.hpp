#pragma once

#include <optional>
#include <string>

#include "ec2plan/model/tuning.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// How far from measured runs an estimate stands; sets the width of its range.
enum class Confidence { same_stack, same_accelerator, extrapolated, guess };

/// What the likely prediction is multiplied by for the ends of its range.
struct RangeFactors {
  double low = 1, high = 1;
};

/// Constants of one accelerator: fractions of its dense peak and of its memory bandwidth.
/// Values and sources: data/assumptions.json; docs/model.md, "Constants".
struct AcceleratorConstants {
  double gemm_efficiency = 0;
  double gemm_efficiency_fp8 = 0;
  double attention_efficiency = 0;
  double memory_efficiency = 0;
  double link_efficiency = 0;                // achieved share of the link's line rate
  int compute_units = 0;                     // streaming multiprocessors; 0: waves not modelled
  bool fused_attention = true;               // flash attention; else scores go through memory
  double unaligned_share = 1;                // of the peak, where a head is no multiple of 16 bytes
  std::optional<FlopRate> effective_rate{};  // per part, instead of peak x efficiency
  double calibration = 1;                    // the user's own steps over what is predicted
  Time compilation{};                        // ahead of the first step, where graphs are compiled
  double largest_hfu = 1;                    // no job gets more of the dense peak
  std::optional<double> largest_hfu_fp8{};   // in fp8, where that differs
  Confidence confidence = Confidence::guess;
};

/// Constants of one instance type's network.
struct NetworkConstants {
  double efficiency = 0;  // achieved share of the line rate in large collectives
  Time hop_latency{};     // per rank of a ring between instances
};

/// Of software that tunes a model that exists, where the job does not say otherwise.
struct TuningConstants {
  int bf16_states = 0;  // what is trained has no master copies: 1 where it is not sharded, 2 always
  bool bf16_adapters = false;       // likewise of adapters
  double update_copies = 0;         // of what is trained, in its own precision, while it is updated
  bool update_in_backward = false;  // paged 8-bit state is updated layer by layer: no gradients
  bool kbit_preparation = false;    // norms and residuals beside quantised layers are in fp32
  bool gathered_root = false;       // FSDP's first version: embedding and output stay gathered
  bool eager_activations = false;   // norms, rotations and activations keep each step's output
  bool offloads_checkpoints = false;  // activations wait in the host's memory
  Loss loss = Loss::fused;            // how logits become a loss
  Bytes logits{};                     // of a vocabulary entry and token, where the loss is plain
  double loose_blocks = 0;            // of what comes and goes, held by the allocator beside it
  double loose_shards = 0;            // the same under FSDP's first version
  double loose_loss = 0;         // of blocks of the loss that do not serve a layer, or the reverse
  Bytes context{};               // driver and libraries
  double adapter_inputs = 0;     // bytes moved for each input of an adapter, each way
  double adapter_outputs = 0;    // and for each output
  double adapter_kernels = 0;    // of one adapter's forward pass
  double eager_hidden = 0;       // bytes that eager kernels keep more, of each hidden number
  double eager_width = 0;        // and of each of the feed-forward's inner width
  double backward_width = 0;     // bytes of that width's gradients while a layer is backward
  double loss_hidden = 0;        // bytes of the output's inputs, of each hidden number
  double narrow_rate = 1;        // rate of an adapter's products over large ones
  double prepared_traffic = 1;   // of norms and residuals beside prepared quantised layers
  double expanding_kernels = 0;  // of a layer's quantised products
  double dequantization = 0;     // bytes moved to expand one quantised weight once
  double memory_low = 1, memory_high = 1;  // measured peak over the predicted one, as a range
  double pace = 1;                         // of tuning over training, by the same software
  RangeFactors range{};                    // of a step
};

/// Everything else that is assumed: one field each, none of them hidden in a function.
struct Assumptions {
  Time link_latency{};          // per hop inside an instance
  Time collective_overhead{};   // per collective call
  double latency_exponent = 0;  // how latency and bandwidth terms add: (x^e + y^e)^(1/e)
  double all_to_all_efficiency = 0;
  Time all_to_all_latency{};            // per rank
  double link_overlap_slowdown = 0;     // of compute, while the link moves data
  double network_overlap_slowdown = 0;  // of compute, while the network moves data
  double tensor_overlap = 0;            // share of tensor-parallel traffic that is hidden
  double pipeline_overlap = 0;
  double expert_overlap = 0;
  double sharded_overlap = 0;         // share of compute under which ZeRO-3 traffic can hide
  double data_network_share = 1;      // of the network's rate that gradient traffic reaches
  int gather_pieces = 1;              // in which ZeRO 3 gathers the weights of a layer
  double data_overlap = 0;            // share of a step's gradient traffic that may hide
  double pace = 0;                    // of the software: its step over one of the terms alone
  double mixture_pace = 1;            // of a mixture of experts, over that
  Time kernel_launch{};               // least time between two kernels of one device
  double layer_kernels = 0;           // kernels of one layer's forward pass
  double unfused_kernels = 0;         // more of them where attention is unfused
  double tensor_kernels = 0;          // and where tensors are split
  bool captured_graphs = false;       // kernels are launched together: no floor
  double mixture_kernels = 0;         // more of them in a layer with experts
  double expert_kernels = 0;          // and more for each expert on the device
  Time group_overhead{};              // of each expert in a grouped product
  double permutation_traffic = 0;     // times that routed tokens pass through memory, each way
  bool deduplicated_dispatch = true;  // a token is sent once to each instance, not to each expert
  Bytes accumulation_traffic{};       // of one weight when its gradient is added up
  bool whole_gradients = false;   // each tensor rank sends a stage's whole gradient, not its share
  double expert_imbalance = 0;    // tokens of the busiest expert over the mean
  double grouped_efficiency = 0;  // of grouped products of experts over one large product
  bool sequence_parallel = true;  // norms and residuals are split by tensor, where not stated
  bool no_interleaving = false;   // pipelines have one chunk a stage
  bool early_stop = false;        // full recomputation leaves out a layer's last product
  bool selective_products = false;  // selective recomputation repeats every second product
  double elementwise_traffic = 1;   // bytes of element-wise kernels over those of fused ones
  double fp8_casts = 3;      // bytes moved for each input, and output gradient, of an fp8 product
  double loss_traffic = 24;  // bytes moved for each logit, forward and backward
  double jitter_per_doubling = 0;
  Time step_overhead{};
  Bytes optimizer_traffic{};  // per parameter and step
  Bytes gradient{};           // per parameter, in memory and on the wire
  Bytes gradient_copy{};      // held beside it: a 16-bit gradient next to an fp32 one
  Bytes optimizer_state{};    // per parameter, sharded from ZeRO 1 on
  double evaluation_share = 0;
  double fragmentation = 0;                // allocator: memory held over memory used
  Bytes context_memory{};                  // driver, libraries and communicators
  Bytes logits{};                          // per vocabulary entry and token of a micro-batch
  bool gathered_inputs = false;            // inputs that tensor ranks gathered are kept
  bool lean_activations = false;           // norms and activations are recomputed rather than kept
  double dropout = 0;                      // 1: dropout masks are stored and moved
  double encoder_dropout = 0;              // the same of encoders
  bool encoder_fused_attention = true;     // whether what fuses attention takes their masks
  Bandwidth host_link{};                   // between a device and its host, each way
  Bandwidth host_update{};                 // of the host's memory while it updates weights
  double host_fill = 1;                    // share of it that offloaded state may take
  double tight_fill = 0;                   // share of memory from which a plan is called tight
  double largest_fill = 0;                 // share of memory above which a plan does not fit
  double memory_low = 0, memory_high = 0;  // measured peak over the predicted one, as a range
  double failures_per_node_day = 0;  // of one instance; likely, and the range of published ones
  double failures_per_node_day_low = 0, failures_per_node_day_high = 0;
  double small_job_failures = 1;     // failures of a small job over those of the likely rate
  int small_job_instances = 0;       // up to which a job is small
  int large_job_instances = 0;       // from which the likely rate was seen to hold
  double reclaims_per_node_day = 0;  // of one spot instance
  double reclaims_per_node_day_low = 0, reclaims_per_node_day_high = 0;
  Time reclaim_notice{};
  Time failure_detection{};
  Time restart{};              // after detection: replace the instance and start, without loading
  Time repair{};               // until a failed instance is back, or another in its place
  Bytes checkpoint_state{};    // of one parameter
  Time checkpoint_overhead{};  // of one checkpoint, whatever its size
  bool asynchronous_checkpoints = false;  // written while training goes on
  Bandwidth host_copy{};                  // from the devices of one instance to its memory
  Bandwidth instance_storage{}, cluster_storage{};  // of one instance, and of all together at most
  bool startup_counted = false;  // what passes before the first step is part of the run
  Time startup_launch{};         // until the first of the instances runs
  Time startup_launch_spread{};  // mean delay of a launch behind the first
  Time startup_image{};          // of a container
  Time startup_network{};        // per accelerator, until collectives run
  Time startup_warm_up{};        // kernels, tuning, the first slow steps
  double spare_failures = 0;     // expected in a run, below which it keeps no spare
  RangeFactors startup{};
  RangeFactors same_stack{}, same_accelerator{}, extrapolated{}, guess{};
  RangeFactors mixture_of_experts{};                // of software whose mixtures were measured
  RangeFactors other_mixture_of_experts{0.6, 1.9};  // of other software
  bool mixtures_measured = false;
  RangeFactors unknown_architecture{};  // what either end is multiplied by then
  double full_memory = 1;               // share of the memory from which allocators try again
  double full_memory_high = 1;          // what the slow end is multiplied by then
};

}  // namespace ec2plan
