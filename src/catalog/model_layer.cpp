#include <algorithm>

#include "catalog/layers.hpp"
#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

std::string_view name_of(ModelEntry const& entry) { return entry.shape.name; }

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
  if (!shape.experts) return;
  auto const& experts = *shape.experts;
  if (experts.per_token > experts.count)
    value.refuse("sends a token to more experts than it has", "\"per_token\" of at most \"count\"",
                 "correct one of the two");
  if (experts.dense_layers > shape.layers)
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
  lay_records(section, "name", name_of, model_fields(), catalog.models,
              [&](JsonValue const& value, ModelEntry& entry) {
                expect_own_names(value, entry, catalog);
                settle(value, entry.shape);
                lay_sources(value, entry, layer, catalog);
              });
}

}  // namespace ec2plan::catalog
