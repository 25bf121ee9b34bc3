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

/// A mixture-of-experts feed-forward. The first `dense_layers` layers have a plain one.
struct Experts {
  int count = 0;
  int per_token = 0;
  int feed_forward = 0;         // width of one routed expert
  int shared_feed_forward = 0;  // width of the shared expert, 0 if none
  int dense_layers = 0;
  int dense_feed_forward = 0;

  friend bool operator==(Experts const&, Experts const&) = default;
};

/// The shape of a transformer, enough to count its parameters to the digit.
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

  friend bool operator==(Transformer const&, Transformer const&) = default;
};

}  // namespace ec2plan
