#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// What one micro-batch costs on one device, for one average layer. All layouts that differ
/// only in pipeline, data, virtual stages and ZeRO share it, so a search computes it once.
struct MicroBatch {
  Time forward{};                // compute of one layer
  Time backward{};               // compute of one layer, recomputation included
  Time tensor_comm{};            // exposed, forward and backward, one layer
  Time expert_comm{};            // exposed, one layer
  Time context_comm{};           // exposed, one layer
  Time hidden_forward{};         // traffic that moves under the forward pass of one layer
  Time hidden_backward{};        // and under its backward pass
  Time head{};                   // logits and loss, once per micro-batch on the last stage
  Bytes boundary{};              // what passes from one pipeline stage to the next, one direction
  Bytes activations{};           // kept from forward to backward, one layer
  Bytes working_set{};           // one layer's full activations while it is recomputed
  Bytes layer_gradients{};       // beside the activations of the layer that is backward
  Bytes logits{};                // on the last stage
  Time tied{};                   // gradients of an embedding that two stages share, once a step
  double dense_parameters = 0;   // per layer and device, all but routed experts
  double expert_parameters = 0;  // per layer and device, routed experts
  double embedding_parameters = 0;       // first stage, per device
  double adapter_parameters = 0;         // per layer and device: what is trained of a frozen layer
  double expert_adapter_parameters = 0;  // likewise of routed experts
  double largest_matrix = 0;             // parameters of the largest of a layer, per device
  double output_parameters = 0;          // last stage, per device, unless shared with the first

  Time layer() const { return forward + backward + tensor_comm + expert_comm + context_comm; }
};

/// Tokens of a sequence as it is computed: with those that pad it to the longest of its
/// micro-batch, where examples are not packed. Source: docs/model.md, "Padding".
int padded_length(Job const& job, int micro_batch);

/// Reads tensor, context, expert, micro_batch, recompute and sequence_parallel of the layout.
MicroBatch micro_batch(Setup const& setup, Layout const& layout);

}  // namespace ec2plan
