#include "catalog/hf_experts.hpp"

#include <algorithm>
#include <functional>

#include "ec2plan/units/text.hpp"

namespace ec2plan::catalog {
namespace {

constexpr int widest_layer = 4'000'000;

constexpr std::string_view counts[] = {"num_experts",
                                       "num_local_experts",
                                       "n_routed_experts",
                                       "num_routed_experts",
                                       "moe_num_experts",
                                       "num_moe_experts",
                                       "n_experts",
                                       "moe_num_routed_experts",
                                       "moe_num_primary_experts",
                                       "num_expert",
                                       "n_expert",
                                       "ffn_config/moe_num_experts",
                                       "moe/num_experts"};
constexpr std::string_view per_tokens[] = {"num_experts_per_tok",
                                           "num_experts_per_token",
                                           "moe_top_k",
                                           "moe_topk",
                                           "moe_k",
                                           "top_k_experts",
                                           "num_selected_experts",
                                           "num_experts_selected",
                                           "n_activated_experts",
                                           "moe_router_topk",
                                           "router_top_k",
                                           "experts_per_token",
                                           "expert_top_k",
                                           "moe_num_active_primary_experts",
                                           "num_active_experts",
                                           "num_experts_per_topk",
                                           "topk_experts",
                                           "ffn_config/moe_top_k",
                                           "moe/num_experts_per_tok"};
constexpr std::string_view widths[] = {"moe_intermediate_size",
                                       "expert_intermediate_size",
                                       "moe_ffn_hidden_size",
                                       "expert_ffn_hidden_size",
                                       "moe_inter_dim",
                                       "moe_ffn_dim",
                                       "expert_dim",
                                       "expert_ffn_dim",
                                       "expert_hidden_size",
                                       "expert_hidden_dim",
                                       "moe_hidden_size"};
constexpr std::string_view shared_counts[] = {"n_shared_experts", "num_shared_experts",
                                              "num_shared_expert", "moe_num_shared_experts",
                                              "num_experts_shared"};

/// Keys that only a mixture has.
constexpr std::string_view other_keys[] = {"num_experts_per_tok",
                                           "num_experts_per_token",
                                           "moe_topk",
                                           "moe_top_k",
                                           "moe_k",
                                           "moe_router_topk",
                                           "moe_intermediate_size",
                                           "expert_intermediate_size",
                                           "n_shared_experts",
                                           "num_shared_experts",
                                           "shared_expert_intermediate_size",
                                           "first_k_dense_replace",
                                           "moe_layer_freq",
                                           "decoder_sparse_step"};

/// The ranges of layers that have experts; each rule of its family.
using Sparse = std::function<bool(int)>;

bool lists(JsonValue const& list, int layer) {
  list.expect_array();
  return std::ranges::any_of(list.json(), [&](Json const& element) { return element == layer; });
}

/// "3,4,5": Step-3.
bool enumerates(std::string_view text, int layer) {
  auto const wanted = std::to_string(layer);
  for (std::size_t at = 0; at <= text.size();) {
    auto const end = std::min(text.find(',', at), text.size());
    if (text.substr(at, end - at) == wanted) return true;
    at = end + 1;
  }
  return false;
}

void expect_for_each(JsonValue const& list, int layers) {
  list.expect_array();
  if (list.size() < static_cast<std::size_t>(layers))
    list.refuse("is too short", "an entry for each of the " + std::to_string(layers) + " layers",
                "correct the list or the number of layers in the file");
}

/// A list of words or of 0 and 1, or of the layers' indices.
std::optional<Sparse> listed(ConfigKeys const& keys, int layers) {
  if (auto const words = keys.find({"mlp_layer_types"})) {
    expect_for_each(*words, layers);
    return [words](int layer) {
      auto const& word = words->at(static_cast<std::size_t>(layer)).text();
      return word == "sparse" || word == "moe" || word == "experts";
    };
  }
  if (auto const layers_with = keys.find({"moe_layers", "moe_layers_enum", "moe_layer_indices"})) {
    if (layers_with->json().is_string())
      return [text = layers_with->text()](int layer) { return enumerates(text, layer); };
    layers_with->expect_array();
    if (layers_with->size() > 0)
      return [layers_with](int layer) { return lists(*layers_with, layer); };
  }
  auto const flags = keys.find({"moe_layer_freq", "is_moe_layer", "moe_layer_pattern"});
  if (!flags || !flags->json().is_array()) return std::nullopt;
  expect_for_each(*flags, layers);
  return [flags](int layer) {
    auto const one = flags->at(static_cast<std::size_t>(layer));
    return one.json().is_boolean() ? one.boolean() : one.integer(0, 1) == 1;
  };
}

/// Dense layers first, then experts in every n-th.
Sparse by_stride(ConfigKeys const& keys, int layers) {
  int const first =
      keys.optional_whole({"first_k_dense_replace", "moe_first_k_dense_replace", "num_dense_layers",
                           "n_dense_layers", "first_num_dense_layers", "moe_layer_num_skipped",
                           "moe_layer_start_index"},
                          10'000)
          .value_or(0);
  if (first > layers)
    keys.refuse("has more dense layers in front than layers",
                "a number of dense layers of at most " + std::to_string(layers));
  int const last = keys.optional_whole({"moe_layer_end_index"}).value_or(layers - 1);
  auto const behind = keys.optional_count({"decoder_sparse_step", "interleave_moe_layer_step",
                                           "moe_every_n_layers", "moe_layer_frequency"});
  auto const period = keys.optional_count({"expert_layer_period", "moe_layer_interval"});
  auto const freq = keys.find({"moe_layer_freq"});
  int const every = freq && freq->json().is_number() ? freq->integer(1, 10'000) : 1;
  int const offset = keys.optional_whole({"expert_layer_offset"}).value_or(0);
  auto const plain = keys.find({"mlp_only_layers"});
  if (plain) plain->expect_array();
  return [=](int layer) {
    if (layer < first || layer > last || (plain && lists(*plain, layer))) return false;
    if (behind && (layer + 1) % *behind != 0) return false;
    if (period && (layer - first) % *period != offset) return false;
    return layer % every == 0;
  };
}

int shared_width(ConfigKeys const& keys, std::string_view type, int expert, int dense) {
  if (type == "llama4_text") return expert;
  if (type == "gemma4_text") return dense;
  auto const count = keys.optional_whole(shared_counts, 64);
  if (auto const of_each =
          keys.optional_whole({"moe_shared_expert_intermediate_size"}, widest_layer))
    return *of_each * count.value_or(1);
  auto const whole = keys.optional_whole(
      {"shared_expert_intermediate_size", "shared_intermediate_size", "share_expert_dim",
       "shared_expert_dim", "shared_expert_ffn_hidden_size"},
      widest_layer);
  if (whole) return *whole;
  return count.value_or(0) * expert;
}

std::vector<std::string> present(ConfigKeys const& keys, KeyNames const& names) {
  std::vector<std::string> found;
  for (auto const name : names)
    if (keys.find({name})) found.emplace_back(name);
  return found;
}

bool is_mixture_type(std::string_view type) {
  return type.find("moe") != type.npos || type.find("mixtral") != type.npos;
}

}  // namespace

std::optional<int> expert_width(ConfigKeys const& keys) {
  return keys.optional_count(widths, 1'000'000);
}

int expert_count(ConfigKeys const& keys, std::string_view type) {
  if (keys.optional_flag({"enable_moe_block"}) == false) return 0;
  auto const count = keys.optional_whole(counts);
  if (count && *count >= 2) return *count;
  if (count || keys.mentions(counts)) {  // one, none or null: the other keys say nothing
    for (auto const name : other_keys)
      keys.find({name});
    return 0;
  }
  auto const others = present(keys, other_keys);
  if (others.empty() && !is_mixture_type(type)) return 0;
  keys.refuse("is of a mixture of experts (" +
                  (others.empty() ? std::string(type) : joined(others)) +
                  "), but no key that is known gives the number of its experts",
              "\"num_experts\", \"num_local_experts\" or \"n_routed_experts\"",
              "add \"num_experts\" to the file");
}

std::vector<FeedForward> feed_forward_kinds(ConfigKeys const& keys, int layers, bool has_experts) {
  std::vector<FeedForward> kinds(static_cast<std::size_t>(layers), FeedForward::dense);
  if (!has_experts) return kinds;
  auto const some = listed(keys, layers);
  auto const sparse = some ? *some : by_stride(keys, layers);
  for (int layer = 0; layer < layers; ++layer)
    if (sparse(layer)) kinds[static_cast<std::size_t>(layer)] = FeedForward::experts;
  return kinds;
}

void read_experts(ConfigKeys& keys, ConfigFamily const& family, int count, LayerKinds const& kinds,
                  Transformer& shape) {
  int const width = expert_width(keys).value_or(shape.feed_forward);
  int const dense_width =
      keys.optional_count({"intermediate_size_mlp", "dense_intermediate_size"}, widest_layer)
          .value_or(shape.feed_forward);
  int const dense = kinds.count(FeedForward::dense);
  if (width == 0) keys.lacks("moe_intermediate_size");
  if (dense > 0 && dense_width == 0) keys.lacks("intermediate_size");
  shape.experts = {
      .count = count,
      .per_token = keys.count(per_tokens, 1024),
      .feed_forward = width,
      .shared_feed_forward = shared_width(keys, family.model_type, width, shape.feed_forward),
      .dense_layers = dense,
      .dense_feed_forward = dense > 0 ? dense_width : 0,
      .latent = keys.optional_whole({"moe_latent_size"}, 1'000'000).value_or(0)};
  shape.feed_forward = dense > 0 ? dense_width : width;
  if (shape.experts->per_token > count)
    keys.refuse("sends a token to more experts than it has",
                "num_experts_per_tok of at most the number of experts");
}

}  // namespace ec2plan::catalog
