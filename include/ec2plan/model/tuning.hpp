#pragma once

#include <optional>

#include "ec2plan/model/transformer.hpp"

namespace ec2plan {

/// How a model's weights change. dpo: preference tuning (Rafailov et al. 2023), with a second model
/// that is not trained, for each example two sequences.
enum class Method { pretrain, full, lora, qlora, dpo };

/// What frozen weights are held in, where not in 16 bits. nf4: Dettmers et al. 2023 (QLoRA).
enum class Quantization { none, nf4, int8, fp8 };

/// paged_8bit: its state moves to the host where the device is full.
enum class Optimizer { adamw, adamw_8bit, paged_8bit, adafactor, sgd };

/// How logits become a loss. fused: never held whole; chunked: a part of the tokens at a time.
enum class Loss { plain, chunked, fused };

/// What waits in the host's memory.
enum class Offload { none, optimizer, weights, activations };

enum class StatePrecision { fp32, bf16 };

/// The matrices of a layer beside which adapters stand.
struct LoraTargets {
  bool query = false, key = false, value = false, output = false;
  bool gate = false, up = false, down = false;  // of feed-forwards that every token passes
  bool experts = false;                         // all matrices of routed experts

  friend bool operator==(LoraTargets const&, LoraTargets const&) = default;
};

/// What of a model is trained, and how that is held.
struct Tuning {
  Method method = Method::pretrain;
  int rank = 0;  // of adapters; 0: every weight is trained
  LoraTargets targets{};
  Quantization quantization = Quantization::none;
  Optimizer optimizer = Optimizer::adamw;
  // Empty: as the software has them.
  std::optional<StatePrecision> weights{};  // where all are trained; bf16: no master copies
  std::optional<StatePrecision> adapter_precision{};
  std::optional<Loss> loss{};
  Offload offload = Offload::none;

  /// Sequences of one example: of a pair the answer that is preferred and the other.
  int answers() const { return method == Method::dpo ? 2 : 1; }
  bool pretrains() const { return method == Method::pretrain; }
  bool frozen() const { return rank > 0; }

  friend bool operator==(Tuning const&, Tuning const&) = default;
};

/// Adapters of one average layer: a matrix from `inputs` to the rank and one from the rank to
/// `outputs` for each target, sums over them.
struct AdapterWidths {
  double inputs = 0, outputs = 0;
  double products = 0;       // pairs of matrices that a token passes
  double passed_inputs = 0;  // of those, the inputs and the outputs
  double passed_outputs = 0;

  double parameters(int rank) const { return rank * (inputs + outputs); }
};

/// Latent attention's low-rank pairs count as targets of their own. Source: Hu et al. 2021 (LoRA).
AdapterWidths adapter_widths(Transformer const& model, LoraTargets const& targets);

}  // namespace ec2plan
