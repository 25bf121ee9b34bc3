#include <algorithm>

#include "catalog/hf_refusals.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::catalog {
namespace {

using Words = std::vector<std::string_view>;

/// Words of keys that give a width, a depth or a number of parts.
constexpr std::string_view shape_words[] = {
    "size",     "dim",        "dims",   "head",   "heads",    "layer",  "layers",       "rank",
    "width",    "depth",      "hidden", "inner",  "ffn",      "mlp",    "intermediate", "conv",
    "kernel",   "kv",         "embd",   "state",  "group",    "groups", "blocks",       "pattern",
    "interval", "interleave", "window", "expand", "channels", "expert", "experts",      "moe",
    "ssm",      "mamba",      "rwkv",   "kda",    "latent",   "topk"};

/// Of those: words of kinds of layers, which a shape without them cannot stand for.
constexpr std::string_view kind_words[] = {"expert", "experts", "moe", "ssm",
                                           "mamba",  "rwkv",    "kda"};

/// Words of keys that say how it is trained, run or stored, whatever else stands beside them.
constexpr std::string_view words_of_use[] = {
    "token",       "tokens",       "id",          "ids",          "rope",        "rotary",
    "yarn",        "position",     "positions",   "dropout",      "pdrop",       "init",
    "initializer", "std",          "eps",         "epsilon",      "loss",        "coef",
    "coeff",       "alpha",        "jitter",      "noise",        "scale",       "scaling",
    "scoring",     "factor",       "prob",        "func",         "method",      "type",
    "dtype",       "impl",         "capacity",    "drop",         "cache",       "beam",
    "beams",       "length",       "labels",      "label",        "image",       "images",
    "vision",      "visual",       "video",       "audio",        "speech",      "pad",
    "padding",     "quantization", "chunk",       "chunks",       "mtp",         "nextn",
    "predict",     "norm",         "limit",       "balance",      "aux",         "z",
    "router",      "routed",       "act",         "activation",   "time",        "tp",
    "ep",          "parallel",     "pretraining", "transformers", "version",     "architectures",
    "auto",        "logits",       "keep",        "ngram",        "return",      "sequences",
    "softcapping", "softcap",      "scalar",      "lora",         "checkpoint",  "fp8",
    "bf16",        "fp32",         "block",       "original",     "bias",        "use",
    "is",          "segment",      "summary",     "classifier",   "reg",         "processor",
    "projector",   "temporal",     "max",         "min",          "mrope",       "section",
    "tokenizer",   "ste",          "theta",       "multiplier",   "multipliers", "order",
    "overlap",     "sink",         "skipped",     "prediction",   "base",        "freq",
    "lm",          "slice",        "rescale",     "rescaled"};

/// Keys that tell of no parameters though their words might.
constexpr std::string_view harmless[] = {"chunk_size_feed_forward",
                                         "num_beam_groups",
                                         "n_group",
                                         "topk_group",
                                         "num_expert_group",
                                         "num_expert_groups",
                                         "n_groups_router",
                                         "topk_method",
                                         "num_key_value_groups",
                                         "num_attention_groups",
                                         "kv_cache_dim",
                                         "block_size",
                                         "d_kv",
                                         "true_head_dim",
                                         "full_attn_idxs",
                                         "block_dim",
                                         "head_dim",
                                         "max_window_layers",
                                         "sliding_window",
                                         "hidden_act",
                                         "use_sliding_window",
                                         "full_attn_layers",
                                         "mlp_only_layers",
                                         "num_hidden_groups",
                                         "inner_group_num",
                                         "embedding_size",
                                         "layer_types",
                                         "moe_group_size",
                                         "vocab_size",
                                         "ep_size",
                                         "moe_num_groups",
                                         "text_vocab_size",
                                         "multiple_of",
                                         "group_size",
                                         "moe_renormalize",
                                         "no_rope_layers",
                                         "type_vocab_size",
                                         "attn_layer_indices",
                                         "conv_dim",
                                         "conv_dim_out",
                                         "experts_per_token",
                                         "layer_switch",
                                         "org_vocab_size"};

Words words_of(std::string_view key) {
  Words words;
  for (std::size_t at = 0; at < key.size();) {
    auto const end = std::min(key.find_first_of("_-./", at), key.size());
    if (end > at) words.push_back(key.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

template <typename List>
bool any_of(Words const& words, List const& list) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return std::ranges::find(list, word) != std::end(list);
  });
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Whether the value says something: a number of two or more, a list, a pattern.
bool weighs(Json const& json) {
  if (json.is_number()) return json.get<double>() >= 2;
  if (json.is_array()) return !json.empty();
  return json.is_string() && json.get_ref<std::string const&>().size() > 12;
}

bool is_of_shape(std::string_view key, Json const& json) {
  if (!weighs(json) || std::ranges::find(harmless, key) != std::end(harmless)) return false;
  auto const words = words_of(key);
  return any_of(words, shape_words) && !any_of(words, words_of_use);
}

}  // namespace

void tell_unread(ConfigKeys& keys) {
  std::vector<std::string> named;
  for (auto const& value : keys.unread()) {
    auto const path = value.path().substr(1);
    auto const key = last_part(path);
    if (!is_of_shape(key, value.json())) continue;
    if (any_of(words_of(key), kind_words))
      keys.refuse("has a key of a shape that was not understood: " + path,
                  "layers whose kind is known",
                  "the file may be right; plan with a count such as "
                  "--model 7B in its place");
    named.push_back(path);
  }
  if (named.empty()) return;
  keys.warn("not understood, and left out of the shape: " + joined(named));
}

}  // namespace ec2plan::catalog
