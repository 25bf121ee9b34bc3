#include "catalog/hf_mixers.hpp"

namespace ec2plan::catalog {
namespace {

int key_value_heads(ConfigKeys const& keys, std::string_view type, int heads) {
  if (type == "gpt_bigcode") return keys.flag({"multi_query"}, true) ? 1 : heads;
  if (is_falcon(type) && !keys.flag({"new_decoder_architecture"}, false))
    return keys.flag({"multi_query"}, true) ? 1 : heads;
  if (type == "chatglm" && !keys.flag({"multi_query_attention"}, false)) return heads;
  return keys
      .optional_count({"num_key_value_heads", "num_kv_heads", "n_head_kv", "n_kv_heads",
                       "multi_query_group_num", "num_attention_groups", "num_query_groups",
                       "attn_config/kv_n_heads"})
      .value_or(heads);
}

void read_latent(ConfigKeys& keys, Transformer& shape) {
  LatentAttention const latent{.query_rank = keys.optional_count({"q_lora_rank"}),
                               .key_value_rank = keys.count({"kv_lora_rank"}),
                               .nope_head_dim = keys.count({"qk_nope_head_dim"}),
                               .rope_head_dim = keys.count({"qk_rope_head_dim"}),
                               .value_head_dim = keys.count({"v_head_dim"})};
  keys.find({"num_key_value_heads"});  // says nothing here
  keys.find({"head_dim"});
  keys.find({"qk_head_dim"});
  shape.latent_attention = latent;
  shape.kv_heads = shape.heads;
  shape.head_dim = latent.nope_head_dim + latent.rope_head_dim;
}

void expect_divided(ConfigKeys const& keys, int heads, int kv_heads) {
  if (heads % kv_heads == 0) return;
  keys.refuse("has heads that its key and value heads do not divide",
              "attention heads divisible by key and value heads");
}

/// DeepSeek-V3.2, and MiniMax-M3 in blocks: a scorer that picks the tokens which the others attend
/// to.
void read_sparse(ConfigKeys& keys, Transformer& shape) {
  if (auto const blocks = keys.optional_count({"sparse_attention_config/sparse_topk_blocks"})) {
    int const size =
        keys.optional_count({"sparse_attention_config/sparse_block_size"}).value_or(128);
    shape.sparse_attention = {
        .top = *blocks * size,
        .heads = keys.count({"sparse_attention_config/sparse_num_index_heads"}, 4096),
        .head_dim = keys.count({"sparse_attention_config/sparse_index_dim"}, largest_head)};
    return;
  }
  auto const top = keys.optional_count({"index_topk"}, 100'000'000);
  if (!top) return;
  shape.sparse_attention = {.top = *top,
                            .heads = keys.count({"index_n_heads"}, 4096),
                            .head_dim = keys.count({"index_head_dim"}, largest_head)};
}

}  // namespace

void read_attention(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  shape.heads = keys.count({"num_attention_heads", "n_head", "n_heads", "num_heads",
                            "attention_heads", "n_attention_heads", "decoder_attention_heads"},
                           4096);
  if (shape.heads == 0) return;
  read_sparse(keys, shape);
  if (keys.find({"kv_lora_rank"})) return read_latent(keys, shape);
  shape.kv_heads = key_value_heads(keys, family.model_type, shape.heads);
  expect_divided(keys, shape.heads, shape.kv_heads);
  auto const head_dim = keys.optional_count({"head_dim", "kv_channels", "attention_head_dim",
                                             "hidden_size_per_head", "head_size", "d_kv"},
                                            largest_head);
  if (!head_dim && shape.hidden % shape.heads != 0)
    keys.refuse("has no \"head_dim\"", "a hidden size divisible by the heads, or \"head_dim\"");
  shape.head_dim = head_dim.value_or(shape.hidden / shape.heads);
  auto const values = keys.optional_count({"v_head_dim"}, largest_head);
  if (values && *values != shape.head_dim) shape.value_head_dim = *values;
}

}  // namespace ec2plan::catalog
