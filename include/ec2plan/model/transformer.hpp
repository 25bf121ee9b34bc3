#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ec2plan {

enum class Norm { rms, layer };
enum class Attention { causal, bidirectional };

/// Multi-head latent attention (DeepSeek): queries and keys pass through low-rank projections.
struct LatentAttention {
  std::optional<int> query_rank{};
  int key_value_rank = 0;
  int nope_head_dim = 0;
  int rope_head_dim = 0;
  int value_head_dim = 0;

  friend bool operator==(LatentAttention const&, LatentAttention const&) = default;
};

/// A mixture-of-experts feed-forward. Of the layers that have a feed-forward, `dense_layers` have a
/// plain one: the first, or every second; no figure depends on which.
struct Experts {
  int count = 0;
  int per_token = 0;
  int feed_forward = 0;         // width of one routed expert
  int shared_feed_forward = 0;  // width of the shared expert, 0 if none
  int dense_layers = 0;
  int dense_feed_forward = 0;
  int latent = 0;  // width that tokens are brought down to for the routed experts; 0: hidden

  friend bool operator==(Experts const&, Experts const&) = default;
};

/// Layers whose tokens see the last `size` tokens alone, or those of their own chunk of `size`.
/// Heads of 0 are those of the other layers.
struct AttentionWindows {
  int layers = 0;
  int size = 0;
  bool chunks = false;
  int heads = 0;
  int kv_heads = 0;
  int head_dim = 0;
  int value_head_dim = 0;

  friend bool operator==(AttentionWindows const&, AttentionWindows const&) = default;
};

/// Attention over the `top` tokens that a small scorer of its own picks (DeepSeek-V3.2).
struct SparseAttention {
  int top = 0;
  int heads = 0;  // of the scorer
  int head_dim = 0;

  friend bool operator==(SparseAttention const&, SparseAttention const&) = default;
};

/// Layers with a state-space model, beside attention or in its place: Mamba-2 (Dao and Gu 2024),
/// or Mamba-1 (Gu and Dao 2023) where `step_rank` is not 0. Inner width: heads x head_dim.
struct StateSpace {
  int layers = 0;
  int heads = 0;
  int head_dim = 0;
  int groups = 1;
  int state = 0;
  int convolution = 4;
  int step_rank = 0;
  bool convolution_bias = true;
  bool projection_bias = false;
  bool norm = true;

  friend bool operator==(StateSpace const&, StateSpace const&) = default;
};

/// Layers with linear attention in place of that over all tokens: the gated delta rule (Yang et al.
/// 2024), with decays for each channel by a `gate_rank` (Kimi Delta Attention), or with fixed ones
/// (lightning attention).
struct LinearAttention {
  int layers = 0;
  int key_heads = 0;
  int value_heads = 0;
  int key_head_dim = 0;
  int value_head_dim = 0;
  int convolution = 0;  // 0: none
  int gate_rank = 0;    // of the projections that give decays and output gate; 0: whole ones
  bool learned_decay = true;

  friend bool operator==(LinearAttention const&, LinearAttention const&) = default;
};

/// Layers with a short convolution between gates in place of attention (LFM2).
struct ShortConvolution {
  int layers = 0;
  int kernel = 0;
  bool bias = false;

  friend bool operator==(ShortConvolution const&, ShortConvolution const&) = default;
};

/// The shape of a transformer, enough to count its parameters to the digit. Layers need not be
/// alike: how many there are of each kind is said, not in which order they stand.
struct Transformer {
  std::string name{};
  int layers = 0;
  int hidden = 0;
  int heads = 0;
  int kv_heads = 0;  // groups of grouped-query attention; = heads without it
  int head_dim = 0;
  int feed_forward = 0;
  bool gated = false;  // SwiGLU and its kin: two input projections
  int vocabulary = 0;
  bool tied_embeddings = true;
  int learned_positions = 0;
  Norm norm = Norm::layer;
  int norms_per_layer = 2;
  bool final_norm = true;
  bool embedding_norm = false;
  bool qkv_bias = false;
  bool output_bias = false;
  bool mlp_bias = false;
  bool qk_norm = false;
  bool attention_sinks = false;
  bool router_bias = false;
  Attention attention = Attention::causal;
  std::optional<LatentAttention> latent_attention{};
  std::optional<Experts> experts{};
  int attention_layers = 0;       // that have attention, windows among them; 0: all
  int value_head_dim = 0;         // 0: head_dim
  bool attention_gate = false;    // the output is gated by a projection as wide as the queries
  bool shared_key_value = false;  // one projection gives keys and values; not in windows
  std::optional<AttentionWindows> windows{};
  std::optional<SparseAttention> sparse_attention{};
  std::optional<StateSpace> state_space{};
  std::optional<LinearAttention> linear_attention{};
  std::optional<ShortConvolution> short_convolution{};
  int bare_layers = 0;      // without a feed-forward
  int layers_sharing = 1;   // layers that pass one set of weights (ALBERT: all)
  int embedding_width = 0;  // 0: hidden
  // What no other field says, all of it without products worth counting: vectors of gates and
  // norms in all layers; segments, biases of the output and the like outside them.
  double layer_extras = 0;
  double extras = 0;

  friend bool operator==(Transformer const&, Transformer const&) = default;
};

}  // namespace ec2plan
