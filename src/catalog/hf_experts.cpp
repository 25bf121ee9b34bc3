#include "catalog/hf_experts.hpp"

#include <algorithm>
#include <functional>

namespace ec2plan::catalog {
namespace {

int layers_where(int layers, std::function<bool(int)> const& sparse) {
  int count = 0;
  for (int layer = 0; layer < layers; ++layer)
    count += sparse(layer) ? 1 : 0;
  return count;
}

bool lists(std::optional<JsonValue> const& list, int layer) {
  if (!list) return false;
  list->expect_array();
  return std::any_of(list->json().begin(), list->json().end(),
                     [&](Json const& element) { return element == layer; });
}

/// DeepSeek's `moe_layer_freq` is a stride, or a list with a 1 for each layer with experts.
bool has_experts(std::optional<JsonValue> const& frequency, int layer) {
  if (!frequency) return true;
  if (!frequency->json().is_array()) return layer % frequency->integer(1, 10'000) == 0;
  auto const index = static_cast<std::size_t>(layer);
  return index < frequency->size() && frequency->element(index).integer(0, 1) == 1;
}

int sparse_layers(ConfigKeys const& keys, int layers) {
  if (auto const listed = keys.find({"moe_layers"}))
    return layers_where(layers, [&](int layer) { return lists(listed, layer); });
  if (auto const step = keys.optional_count({"interleave_moe_layer_step"})) return layers / *step;
  if (auto const first = keys.find({"first_k_dense_replace"})) {
    int const dense = first->integer(0, 10'000);
    auto const frequency = keys.find({"moe_layer_freq"});
    return layers_where(layers,
                        [&](int layer) { return layer >= dense && has_experts(frequency, layer); });
  }
  int const step = keys.optional_count({"decoder_sparse_step"}).value_or(1);
  auto const plain = keys.find({"mlp_only_layers"});
  return layers_where(layers,
                      [&](int layer) { return (layer + 1) % step == 0 && !lists(plain, layer); });
}

int shared_width(ConfigKeys const& keys, std::string_view type, int expert) {
  if (type == "llama4_text") return expert;
  if (auto const width = keys.find({"shared_expert_intermediate_size", "shared_intermediate_size"}))
    return width->integer(0, 4'000'000);
  if (auto const count = keys.find({"n_shared_experts", "num_shared_experts"}))
    return count->integer(0, 64) * expert;
  return 0;
}

}  // namespace

void read_experts(ConfigKeys& keys, std::string_view type, Transformer& shape) {
  auto const count =
      keys.find({"num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"});
  if (!count || count->integer(0, 65'536) < 2) return;
  int const dense_width =
      keys.optional_count({"intermediate_size_mlp"}, 4'000'000).value_or(shape.feed_forward);
  int const width =
      keys.optional_count({"moe_intermediate_size"}, 1'000'000).value_or(shape.feed_forward);
  int const dense = shape.layers - sparse_layers(keys, shape.layers);
  shape.experts = {.count = count->integer(0, 65'536),
                   .per_token = keys.count({"num_experts_per_tok", "num_experts_per_token"}, 1024),
                   .feed_forward = width,
                   .shared_feed_forward = shared_width(keys, type, width),
                   .dense_layers = dense,
                   .dense_feed_forward = dense > 0 ? dense_width : 0};
  if (shape.experts->per_token > shape.experts->count)
    keys.refuse("sends a token to more experts than it has",
                "num_experts_per_tok of at most the number of experts");
}

}  // namespace ec2plan::catalog
