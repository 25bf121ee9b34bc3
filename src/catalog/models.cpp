#include <algorithm>
#include <array>

#include "catalog/layers.hpp"
#include "catalog/model_parts.hpp"

namespace ec2plan::catalog {
namespace {

using Value = JsonValue const&;

constexpr std::array<std::string_view, 2> norms{"layer", "rms"};
constexpr std::array<std::string_view, 2> attentions{"bidirectional", "causal"};

template <int Transformer::*member, int least, int most>
constexpr Field<ModelEntry> count(std::string_view name, bool required = true) {
  return {name, [](Value v, ModelEntry& entry) { entry.shape.*member = v.integer(least, most); },
          [](ModelEntry const& entry) { return told(entry.shape.*member); }, required};
}

template <double Transformer::*member>
constexpr Field<ModelEntry> shape_number(std::string_view name) {
  return {name, [](Value v, ModelEntry& entry) { entry.shape.*member = v.number(0, 1e12); },
          [](ModelEntry const& entry) { return told(entry.shape.*member); }, false};
}

template <bool Transformer::*member>
constexpr Field<ModelEntry> shape_flag(std::string_view name, bool required = false) {
  return {name, [](Value v, ModelEntry& entry) { entry.shape.*member = v.boolean(); },
          [](ModelEntry const& entry) { return told(entry.shape.*member); }, required};
}

template <std::optional<int> ModelEntry::*member, int most>
constexpr Field<ModelEntry> known_count(std::string_view name) {
  return {name,
          [](Value v, ModelEntry& entry) {
            entry.*member = std::nullopt;
            if (!v.is_null()) entry.*member = v.integer(1, most);
          },
          [](ModelEntry const& entry) { return told(entry.*member); }, false};
}

template <std::optional<double> ModelEntry::*member>
constexpr Field<ModelEntry> known_number(std::string_view name) {
  return {name,
          [](Value v, ModelEntry& entry) {
            entry.*member = std::nullopt;
            if (!v.is_null()) entry.*member = v.number(1, 1e16);
          },
          [](ModelEntry const& entry) { return told(entry.*member); }, false};
}

template <std::string ModelEntry::*member>
constexpr Field<ModelEntry> label(std::string_view name) {
  return {
      name,
      [](Value v, ModelEntry& entry) { entry.*member = v.is_null() ? std::string() : v.text(); },
      [](ModelEntry const& entry) { return entry.*member; }, false};
}

template <std::vector<std::string> ModelEntry::*member>
void read_texts(Value value, ModelEntry& entry) {
  (entry.*member).clear();
  value.each_element([&](Value element) { (entry.*member).push_back(element.text()); });
}

/// An object of the shape, or null.
template <typename Part, std::optional<Part> Transformer::*member, auto& fields>
constexpr Field<ModelEntry> part(std::string_view name) {
  return {name,
          [](Value v, ModelEntry& entry) {
            entry.shape.*member = std::nullopt;
            if (!v.is_null()) entry.shape.*member = whole<Part>(v, fields);
          },
          nullptr, false,
          [](ModelEntry const& entry) {
            auto const& known = entry.shape.*member;
            return facts_of<Part>(known ? &*known : nullptr, fields);
          }};
}

void read_norm(Value value, ModelEntry& entry) {
  entry.shape.norm = value.choice(norms) == "rms" ? Norm::rms : Norm::layer;
}

void read_attention(Value value, ModelEntry& entry) {
  entry.shape.attention =
      value.choice(attentions) == "causal" ? Attention::causal : Attention::bidirectional;
}

constexpr Field<ModelEntry> model_table[] = {
    {"aliases", read_texts<&ModelEntry::aliases>,
     [](ModelEntry const& entry) { return told(entry.aliases); }, false},
    {"attention", read_attention,
     [](ModelEntry const& entry) {
       return std::string(attentions[entry.shape.attention == Attention::causal]);
     },
     false},
    shape_flag<&Transformer::attention_gate>("attention_gate"),
    count<&Transformer::attention_layers, 0, 10000>("attention_layers", false),
    shape_flag<&Transformer::attention_sinks>("attention_sinks"),
    count<&Transformer::bare_layers, 0, 10000>("bare_layers", false),
    shape_flag<&Transformer::embedding_norm>("embedding_norm"),
    count<&Transformer::embedding_width, 0, 1'000'000>("embedding_width", false),
    part<Experts, &Transformer::experts, experts_fields>("experts"),
    shape_number<&Transformer::extras>("extras"),
    label<&ModelEntry::family>("family"),
    count<&Transformer::feed_forward, 1, widest>("feed_forward"),
    shape_flag<&Transformer::final_norm>("final_norm"),
    shape_flag<&Transformer::gated>("gated"),
    known_count<&ModelEntry::global_batch, 10'000'000>("global_batch"),
    count<&Transformer::head_dim, 1, 4096>("head_dim", false),
    count<&Transformer::heads, 1, 4096>("heads"),
    count<&Transformer::hidden, 8, 1'000'000>("hidden"),
    count<&Transformer::kv_heads, 1, 4096>("kv_heads", false),
    part<LatentAttention, &Transformer::latent_attention, latent_fields>("latent_attention"),
    shape_number<&Transformer::layer_extras>("layer_extras"),
    count<&Transformer::layers, 1, 10000>("layers"),
    count<&Transformer::layers_sharing, 1, 10000>("layers_sharing", false),
    count<&Transformer::learned_positions, 0, 10'000'000>("learned_positions", false),
    part<LinearAttention, &Transformer::linear_attention, linear_fields>("linear_attention"),
    shape_flag<&Transformer::mlp_bias>("mlp_bias"),
    {"name", [](Value v, ModelEntry& entry) { entry.shape.name = v.text(); }},
    {"norm", read_norm,
     [](ModelEntry const& entry) { return std::string(norms[entry.shape.norm == Norm::rms]); }},
    count<&Transformer::norms_per_layer, 0, 8>("norms_per_layer", false),
    {"notes", read_texts<&ModelEntry::notes>, nullptr, false},
    shape_flag<&Transformer::output_bias>("output_bias"),
    label<&ModelEntry::published_active_as>("published_active_as"),
    label<&ModelEntry::published_as>("published_as"),
    known_number<&ModelEntry::published_parameters>("published_parameters"),
    shape_flag<&Transformer::qk_norm>("qk_norm"),
    shape_flag<&Transformer::qkv_bias>("qkv_bias"),
    shape_flag<&Transformer::router_bias>("router_bias"),
    known_count<&ModelEntry::sequence_length, 100'000'000>("sequence_length"),
    shape_flag<&Transformer::shared_key_value>("shared_key_value"),
    part<ShortConvolution, &Transformer::short_convolution, convolution_fields>(
        "short_convolution"),
    {"sources", read_elsewhere<ModelEntry>, nullptr, false},
    part<SparseAttention, &Transformer::sparse_attention, sparse_fields>("sparse_attention"),
    part<StateSpace, &Transformer::state_space, state_space_fields>("state_space"),
    known_number<&ModelEntry::stated_parameters>("stated_parameters"),
    shape_flag<&Transformer::tied_embeddings>("tied_embeddings", true),
    known_number<&ModelEntry::training_tokens>("training_tokens"),
    count<&Transformer::value_head_dim, 0, 4096>("value_head_dim", false),
    count<&Transformer::vocabulary, 2, 10'000'000>("vocabulary"),
    part<AttentionWindows, &Transformer::windows, windows_fields>("windows"),
};

}  // namespace

std::span<Field<ModelEntry> const> model_fields() { return model_table; }

namespace {

std::string_view model_name(ModelEntry const& entry) { return entry.shape.name; }

constexpr std::string_view groups[] = {"parameters", "shape", "training"};

/// Every name and alias stands for one model.
void expect_own_names(JsonValue const& value, ModelEntry const& entry, Catalog const& catalog) {
  auto const taken = [&](std::string const& name) -> ModelEntry const* {
    for (auto const& other : catalog.models) {
      bool const alias =
          std::find(other.aliases.begin(), other.aliases.end(), name) != other.aliases.end();
      if (&other != &entry && (alias || other.shape.name == name)) return &other;
    }
    return nullptr;
  };
  for (std::size_t index = 0; index < entry.aliases.size(); ++index) {
    if (auto const* other = taken(entry.aliases[index]))
      value.at("aliases").at(index).refuse("names " + other->shape.name + " too",
                                           "an alias of its own", "drop it from one");
  }
  if (auto const* other = taken(entry.shape.name))
    value.at("name").refuse("is an alias of " + other->shape.name, "a name of its own",
                            "choose another name");
}

/// The defaults of what the record leaves out, which need the rest of it.
void settle(JsonValue const& value, Transformer& shape) {
  if (shape.kv_heads == 0) shape.kv_heads = shape.heads;
  if (shape.head_dim == 0) {
    if (shape.hidden % shape.heads != 0)
      value.refuse("has no \"head_dim\"", "\"hidden\" divisible by \"heads\", or \"head_dim\"",
                   "add \"head_dim\"");
    shape.head_dim = shape.hidden / shape.heads;
  }
  if (shape.heads % shape.kv_heads != 0)
    value.refuse("has heads that its key and value heads do not divide",
                 "\"heads\" divisible by \"kv_heads\"", "correct one of the two");
  int const mixed = (shape.windows ? shape.windows->layers : 0) +
                    (shape.linear_attention ? shape.linear_attention->layers : 0) +
                    (shape.short_convolution ? shape.short_convolution->layers : 0);
  if (mixed > shape.layers || shape.attention_layers > shape.layers ||
      shape.bare_layers > shape.layers ||
      (shape.state_space && shape.state_space->layers > shape.layers))
    value.refuse("has more layers of one kind than layers", "kinds of at most \"layers\"",
                 "correct the number of one");
  if (!shape.experts) return;
  auto const& experts = *shape.experts;
  if (experts.per_token > experts.count)
    value.refuse("sends a token to more experts than it has", "\"per_token\" of at most \"count\"",
                 "correct one of the two");
  if (experts.dense_layers > shape.layers - shape.bare_layers)
    value.refuse("has more dense layers than layers", "\"dense_layers\" of at most \"layers\"",
                 "correct one of the two");
}

void lay_sources(JsonValue const& value, ModelEntry& entry, Layer const& layer, Catalog& catalog) {
  bool const given = value.json().contains("sources");
  if (layer.overlay && !given) {
    for (auto const group : groups)
      entry.sources[std::string(group)] = overlay_source(layer, catalog);
  }
  if (given) {
    auto const sources = value.at("sources");
    sources.each_member([&](std::string const& group, JsonValue const& keys) {
      if (std::find(std::begin(groups), std::end(groups), group) == std::end(groups))
        sources.refuse_key(group, groups);
      expect_sources(keys, catalog);
      entry.sources[group] = keys.text();
    });
  }
  for (auto const& [group, keys] : entry.sources)
    catalog.field_sources["models/" + entry.shape.name + "/" + group] = keys;
}

}  // namespace

void lay_models(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  lay_records(section, "name", model_name, model_fields(), catalog.models,
              [&](JsonValue const& value, ModelEntry& entry) {
                expect_own_names(value, entry, catalog);
                settle(value, entry.shape);
                lay_sources(value, entry, layer, catalog);
              });
}

}  // namespace ec2plan::catalog
