#pragma once

#include <array>

#include "ec2plan/model/transformer.hpp"

namespace ec2plan {

/// The layers of a model whose attention is of one form.
struct AttentionKind {
  double layers = 0;
  double window = 0;    // tokens that one sees at most; 0: all
  bool chunks = false;  // the window is a chunk of its own, which tokens do not look out of
  double heads = 0, kv_heads = 0;
  double key_dim = 0, value_dim = 0;  // of a head: queries and keys, values
  double input_width = 0;   // outputs of the projections to queries, keys, values and gate
  double output_width = 0;  // inputs of the projection back
};

/// Attention over all tokens, and that over windows; a kind that no layer has counts 0 layers.
/// Latent attention: `input_width` is that of one matrix with as many parameters.
std::array<AttentionKind, 2> attention_kinds(Transformer const& model);

/// The layers whose mixer of tokens carries a state along the sequence.
struct RecurrentKind {
  double layers = 0;
  double heads = 0, groups = 0;  // that tensor parallelism splits
  double input_width = 0;        // outputs of the projections into the mixer
  double output_width = 0;       // inputs of the projection back
  double extras = 0;             // further parameters of a layer: convolution, decays, norm
  double state = 0;              // numbers of the state of a layer
};

/// State-space layers, those with linear attention and those with a short convolution; a kind that
/// no layer has counts 0 layers.
std::array<RecurrentKind, 3> recurrent_kinds(Transformer const& model);

/// Layers with a feed-forward, and those of them with experts.
double feed_forward_layers(Transformer const& model);
double expert_layers(Transformer const& model);

/// How many tokens one sees on average: of a causal sequence half of it, s / 2; of a window w of it
/// w (1 - w / 2s), as the first tokens see fewer; in chunks half of one. Without an order of the
/// tokens all of them, or the window. Source: docs/model.md, "Windows".
double seen_tokens(AttentionKind const& kind, Attention attention, double sequence_length);

}  // namespace ec2plan
