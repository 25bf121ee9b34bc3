#include "catalog/hf_layers.hpp"

#include <algorithm>
#include <functional>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

constexpr int most_tokens = 1'000'000'000;

struct LayerWord {
  std::string_view word;
  Mixer mixer;
};

constexpr LayerWord layer_words[] = {
    {"full_attention", Mixer::whole},
    {"attention", Mixer::whole},
    {"full", Mixer::whole},
    {"global", Mixer::whole},
    {"global_attention", Mixer::whole},
    {"sliding_attention", Mixer::window},
    {"sliding_window", Mixer::window},
    {"sliding", Mixer::window},
    {"local", Mixer::window},
    {"local_attention", Mixer::window},
    {"chunked_attention", Mixer::chunk},
    {"linear_attention", Mixer::linear},
    {"linear", Mixer::linear},
    {"kda", Mixer::linear},
    {"mamba", Mixer::state},
    {"mamba2", Mixer::state},
    {"conv", Mixer::convolution},
    {"short_conv", Mixer::convolution},
};

Mixer mixer_of(ConfigKeys const& keys, JsonValue const& word) {
  auto const& text = word.text();
  for (auto const& known : layer_words)
    if (text == known.word) return known.mixer;
  keys.refuse_kind("layers of the kind \"" + text + "\"");
}

/// Lists that go on behind the layers tell of those that predict further tokens.
void expect_length(ConfigKeys const& keys, JsonValue const& list, std::size_t size, int layers) {
  auto const further = static_cast<std::size_t>(
      keys.optional_whole({"num_nextn_predict_layers", "mtp_num_hidden_layers"}).value_or(0));
  auto const wanted = static_cast<std::size_t>(layers);
  if (size == wanted || (further > 0 && size == wanted + further)) return;
  list.refuse("tells of " + integer_text(static_cast<double>(size)) + " layers",
              "one entry for each of the " + integer_text(layers) + " layers",
              "correct the list or the number of layers in the file");
}

/// Nemotron-H: M state space, * attention, E experts, - a plain feed-forward; each layer is one.
bool read_pattern(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  auto const value = keys.find({"hybrid_override_pattern"});
  if (!value) return false;
  auto const& pattern = value->text();
  expect_length(keys, *value, pattern.size(), layers);
  for (auto const letter : std::string_view(pattern).substr(0, static_cast<std::size_t>(layers))) {
    if (std::string_view("M*E-").find(letter) == std::string_view::npos)
      keys.refuse_kind(std::string("layers of the kind '") + letter + "' (" +
                       value->path().substr(1) + ")");
    kinds.mixers.push_back(letter == 'M'   ? Mixer::state
                           : letter == '*' ? Mixer::whole
                                           : Mixer::nothing);
    kinds.feed_forwards.push_back(letter == 'E'   ? FeedForward::experts
                                  : letter == '-' ? FeedForward::dense
                                                  : FeedForward::nothing);
  }
  return true;
}

/// The same as a list of words.
bool read_blocks(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  auto const value = keys.find({"layers_block_type"});
  if (!value) return false;
  expect_length(keys, *value, value->size(), layers);
  bool single = false;  // a feed-forward stands in the list: each layer is one block
  value->each_element([&](JsonValue const& word) {
    single = single || word.text() == "moe" || word.text() == "mlp";
  });
  for (std::size_t layer = 0; layer < static_cast<std::size_t>(layers); ++layer) {
    auto const word = value->at(layer);
    bool const experts = word.text() == "moe", dense = word.text() == "mlp";
    auto const mixer = experts || dense ? Mixer::nothing : mixer_of(keys, word);
    kinds.mixers.push_back(mixer == Mixer::linear ? Mixer::state
                                                  : mixer);  // Nemotron-H's newer word
    if (single)
      kinds.feed_forwards.push_back(experts ? FeedForward::experts
                                    : dense ? FeedForward::dense
                                            : FeedForward::nothing);
  }
  return true;
}

using Rule = std::function<Mixer(int)>;

void fill(LayerKinds& kinds, int layers, Rule const& rule) {
  for (int layer = 0; layer < layers; ++layer)
    kinds.mixers.push_back(rule(layer));
}

bool contains(JsonValue const& list, int number) {
  list.expect_array();
  return std::ranges::any_of(list.json(), [&](Json const& one) { return one == number; });
}

/// Lists with an entry for each layer: words, or 0 and 1.
bool read_lists(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  if (auto const types = keys.find({"layer_types", "layer_type_list", "attention_layers"})) {
    expect_length(keys, *types, types->size(), layers);
    fill(kinds, layers,
         [&](int layer) { return mixer_of(keys, types->at(static_cast<std::size_t>(layer))); });
    return true;
  }
  auto const numbers = [&](KeyNames const& names, Mixer zero, Mixer one) {
    auto const list = keys.find(names);
    if (!list) return false;
    list->expect_array();
    expect_length(keys, *list, list->size(), layers);
    fill(kinds, layers, [&](int layer) {
      return list->at(static_cast<std::size_t>(layer)).integer(0, 1) == 1 ? one : zero;
    });
    return true;
  };
  return numbers({"hybrid_layer_pattern"}, Mixer::whole, Mixer::window) ||
         numbers({"attn_type_list"}, Mixer::linear, Mixer::whole);
}

/// GPT-Neo: [[["global", "local"], 12]].
bool read_repeated(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  auto const types = keys.find({"attention_types"});
  if (!types) return false;
  types->each_element([&](JsonValue const& group) {
    group.expect_array();
    if (group.size() != 2) group.refuse("is no pair", "a list of kinds and how often it repeats");
    auto const times = group.at(std::size_t{1}).integer(1, layers);
    for (int time = 0; time < times && kinds.mixers.size() <= static_cast<std::size_t>(layers);
         ++time)
      group.at(std::size_t{0}).each_element([&](JsonValue const& word) {
        kinds.mixers.push_back(mixer_of(keys, word));
      });
  });
  expect_length(keys, *types, kinds.mixers.size(), layers);
  return true;
}

/// State-space layers with attention in some: Jamba by stride, Bamba by a list.
bool read_state_space(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  if (auto const listed = keys.find({"attn_layer_indices", "full_attn_idxs"})) {
    auto const other = keys.find({"conv_L_cache"}) ? Mixer::convolution : Mixer::state;
    fill(kinds, layers, [&](int layer) { return contains(*listed, layer) ? Mixer::whole : other; });
    return true;
  }
  auto const period = keys.optional_count({"attn_layer_period"});
  if (!period) return false;
  int const offset = keys.optional_whole({"attn_layer_offset"}).value_or(0);
  fill(kinds, layers,
       [&](int layer) { return layer % *period == offset ? Mixer::whole : Mixer::state; });
  return true;
}

/// A stride beside a list of layers says the same, or the file contradicts itself.
void expect_agreement(ConfigKeys const& keys, LayerKinds const& kinds) {
  keys.find({"sliding_window_pattern", "_sliding_window_pattern"});
  auto const every = keys.optional_count({"full_attention_interval"});
  if (!every || kinds.count(Mixer::linear) == 0) return;
  for (std::size_t layer = 0; layer < kinds.mixers.size(); ++layer)
    if ((kinds.mixers[layer] == Mixer::whole) !=
        ((layer + 1) % static_cast<std::size_t>(*every) == 0))
      keys.refuse(
          "contradicts itself: layer_types and full_attention_interval tell of other layers",
          "one of the two, or both alike");
}

/// Linear attention with that over all tokens in some layers: by stride, or by lists from 1.
bool read_linear(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  if (auto const listed = keys.find({"linear_attn_config/kda_layers"})) {
    fill(kinds, layers,
         [&](int layer) { return contains(*listed, layer + 1) ? Mixer::linear : Mixer::whole; });
    return true;
  }
  auto const every = keys.optional_count({"full_attention_interval"});
  if (!every) return false;
  fill(kinds, layers,
       [&](int layer) { return (layer + 1) % *every == 0 ? Mixer::whole : Mixer::linear; });
  return true;
}

/// Chunks where positions rotate, all tokens where they do not: Llama 4.
bool read_chunks(ConfigKeys const& keys, int layers, LayerKinds& kinds) {
  if (!keys.find({"attention_chunk_size"})) return false;
  auto const rotating = keys.find({"no_rope_layers"});
  bool const listed = rotating && rotating->json().is_array() && rotating->size() > 0;
  if (listed) expect_length(keys, *rotating, rotating->size(), layers);
  int const every = keys.optional_count({"no_rope_layer_interval"}).value_or(4);
  fill(kinds, layers, [&](int layer) {
    bool const rotates = listed ? rotating->at(static_cast<std::size_t>(layer)).integer(0, 1) == 1
                                : (layer + 1) % every != 0;
    return rotates ? Mixer::chunk : Mixer::whole;
  });
  return true;
}

/// "LLLG" as a rule for the layers, or a stride.
int whole_every(ConfigKeys const& keys, ConfigFamily const& family) {
  auto const pattern = keys.find({"sliding_window_pattern", "_sliding_window_pattern"});
  if (pattern && pattern->json().is_string()) return static_cast<int>(pattern->text().size());
  return pattern ? pattern->integer(1, 10'000) : family.whole_every;
}

void read_windows(ConfigKeys const& keys, ConfigFamily const& family, int layers,
                  LayerKinds& kinds) {
  bool const windows = window_size(keys, family) > 0;
  if (auto const every = keys.optional_count({"global_attn_every_n_layers"}); every && windows) {
    bool const at_first = family.model_type == "modernbert";
    return fill(kinds, layers, [&](int layer) {
      return (layer + (at_first ? 0 : 1)) % *every == 0 ? Mixer::whole : Mixer::window;
    });
  }
  int const every = windows ? whole_every(keys, family) : 0;
  int const first = family.window_by_flag ? keys.optional_whole({"max_window_layers"}).value_or(0)
                                          : 0;  // Qwen: the layers before see all
  fill(kinds, layers, [&](int layer) {
    bool const whole = every == 0 || layer < first || (every > 1 && (layer + 1) % every == 0);
    return whole ? Mixer::whole : Mixer::window;
  });
}

}  // namespace

int LayerKinds::count(Mixer kind) const {
  return static_cast<int>(std::ranges::count(mixers, kind));
}

int LayerKinds::count(FeedForward kind) const {
  return static_cast<int>(std::ranges::count(feed_forwards, kind));
}

int window_size(ConfigKeys const& keys, ConfigFamily const& family) {
  if (!keys.flag({"use_sliding_window"}, !family.window_by_flag)) return 0;
  if (auto const chunk = keys.optional_whole({"attention_chunk_size"}, most_tokens)) return *chunk;
  return keys
      .optional_whole({"sliding_window", "sliding_window_size", "local_attention", "window_size"},
                      most_tokens)
      .value_or(0);
}

LayerKinds layer_kinds(ConfigKeys& keys, ConfigFamily const& family, int layers, bool has_experts) {
  LayerKinds kinds;
  bool const said = read_pattern(keys, layers, kinds) || read_blocks(keys, layers, kinds) ||
                    read_lists(keys, layers, kinds) || read_repeated(keys, layers, kinds) ||
                    read_state_space(keys, layers, kinds) || read_linear(keys, layers, kinds) ||
                    read_chunks(keys, layers, kinds);
  if (!said) read_windows(keys, family, layers, kinds);
  if (said) expect_agreement(keys, kinds);
  kinds.mixers.resize(static_cast<std::size_t>(layers), Mixer::whole);
  if (family.model_type == "falcon_h1") std::ranges::fill(kinds.mixers, Mixer::both);
  if (kinds.feed_forwards.empty())
    kinds.feed_forwards = feed_forward_kinds(keys, layers, has_experts);
  return kinds;
}

}  // namespace ec2plan::catalog
