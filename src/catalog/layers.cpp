#include "catalog/layers.hpp"

#include <algorithm>

#include "ec2plan/hardware/instance_type.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

/// Lower case, digits, and what joins them; a stack has its year after an @.
bool is_name(std::string_view text) {
  bool const starts =
      !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= '0' && text[0] <= '9'));
  return starts && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_@") == text.npos;
}

/// Names of the source keys in "SMI; MLE".
template <typename Act>
void each_source(std::string_view keys, Act act) {
  while (true) {
    auto const end = keys.find("; ");
    act(keys.substr(0, end));
    if (end == keys.npos) return;
    keys.remove_prefix(end + 2);
  }
}

[[noreturn]] void refuse_source(JsonValue const& keys, std::string_view key,
                                Catalog const& catalog) {
  keys.refuse("names a source that is not known: " + std::string(key),
              "keys of \"sources\", joined by \"; \"",
              suggestion(key, catalog.sources, "add it under \"sources\"",
                         [](auto const& known) -> std::string const& { return known.first; }));
}

/// An overlay that changes a field without naming a source is that field's source itself.
void claim_changed(JsonValue const& record, std::string const& name, Layer const& layer,
                   Catalog& catalog) {
  static constexpr std::string_view no_facts[] = {"id", "instance_type", "name", "notes",
                                                  "sources"};
  record.each_member([&](std::string const& field, JsonValue const&) {
    if (std::find(std::begin(no_facts), std::end(no_facts), field) != std::end(no_facts)) return;
    catalog.field_sources[name + "/" + field] = overlay_source(layer, catalog);
  });
}

}  // namespace

void expect_sources(JsonValue const& keys, Catalog const& catalog) {
  each_source(keys.text(), [&](std::string_view key) {
    if (catalog.sources.find(std::string(key)) == catalog.sources.end())
      refuse_source(keys, key, catalog);
  });
}

std::string const& overlay_source(Layer const& layer, Catalog& catalog) {
  auto const [place, is_new] = catalog.sources.try_emplace(layer.file);
  if (is_new) {
    place->second = {
        .key = layer.file, .kind = "overlay", .text = "Given by the catalog file " + layer.file};
  }
  return place->first;
}

void lay_provenance(JsonValue const& record, std::string const& name,
                    std::span<std::string_view const> fields, Layer const& layer,
                    Catalog& catalog) {
  if (layer.overlay) claim_changed(record, name, layer, catalog);
  if (record.json().contains("sources")) {
    auto const sources = record.at("sources");
    sources.each_member([&](std::string const& field, JsonValue const& keys) {
      if (std::find(fields.begin(), fields.end(), field) == fields.end())
        sources.refuse_key(field, fields);
      expect_sources(keys, catalog);
      catalog.field_sources[name + "/" + field] = keys.text();
    });
  }
  if (!record.json().contains("notes")) return;
  auto& notes = catalog.notes[name];
  notes.clear();
  record.at("notes").each_element([&](JsonValue const& note) { notes.push_back(note.text()); });
}

std::string const& new_key(JsonValue const& record, std::string_view field,
                           std::vector<std::string_view>& seen) {
  record.expect_object();
  if (!record.json().contains(field)) refuse_missing(record, field);
  auto const value = record.at(field);
  std::string const& key = value.text();
  if (!is_name(key))
    value.refuse("is no name", "lower-case letters, digits, '.', '-', '_' and '@'",
                 "correct the value in the file");
  auto const place = std::lower_bound(seen.begin(), seen.end(), key);
  if (place != seen.end() && *place == key)
    value.refuse("stands twice in this file", "one record of each name", "merge the two records");
  seen.insert(place, key);
  return key;
}

namespace {

std::string_view id_of(Accelerator const& part) { return part.id; }
std::string_view name_of(InstanceType const& type) { return type.name; }

/// Gives the type its accelerator, which must be known.
void settle(JsonValue const& value, InstanceType& type, Catalog const& catalog) {
  auto const part = std::ranges::find(catalog.accelerators, type.accelerator.id, &Accelerator::id);
  if (part == catalog.accelerators.end()) {
    value.at("accelerator")
        .refuse("is no known accelerator", "the id of an accelerator",
                suggestion(type.accelerator.id, catalog.accelerators,
                           "add it under \"accelerators\"", &Accelerator::id));
  }
  type.accelerator = *part;
}

/// Keeps what nothing is computed from: a figure, an object of figures and nulls, or a label, which
/// stands among the notes.
void lay_stated(JsonValue const& record, std::string const& name, std::string const& field,
                Catalog& catalog) {
  if (!record.json().contains(field)) return;
  std::string const path = name + "/" + field;
  Json const& value = record.json()[field];
  std::erase_if(catalog.stated, [&](auto const& one) {
    return one.first == path || (value.is_null() && one.first.starts_with(path + "/"));
  });
  if (value.is_number()) catalog.stated[path] = value.get<double>();
  catalog.notes.erase(path);
  if (value.is_string()) catalog.notes[path] = {value.get<std::string>()};
  if (!value.is_object()) return;
  for (auto const& [key, one] : value.items()) {
    std::string member = path;
    member.append("/").append(key);
    catalog.stated.erase(member);
    if (one.is_number()) catalog.stated[std::move(member)] = one.get<double>();
  }
}

}  // namespace

void lay_sources(JsonValue const& section, Layer const&, Catalog& catalog) {
  section.each_member([&](std::string const& key, JsonValue const& value) {
    auto const [place, is_new] = catalog.sources.try_emplace(key);
    value.expect_object();
    if (is_new) expect_complete(value, source_fields());
    read_fields(value, source_fields(), place->second);
    place->second.key = key;
  });
}

void lay_accelerators(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  auto const fields = names_of(accelerator_fields());
  lay_records(section, "id", id_of, accelerator_fields(), catalog.accelerators,
              [&](JsonValue const& value, Accelerator const& part) {
                lay_provenance(value, "accelerators/" + part.id, fields, layer, catalog);
                for (auto const* field :
                     {"architecture", "best_matmul_tflops_per_s", "memory_type", "power_w"})
                  lay_stated(value, "accelerators/" + part.id, field, catalog);
              });
}

void lay_instances(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  auto const fields = names_of(instance_fields());
  lay_records(section, "instance_type", name_of, instance_fields(), catalog.instances,
              [&](JsonValue const& value, InstanceType& type) {
                settle(value, type, catalog);
                lay_provenance(value, "instances/" + type.name, fields, layer, catalog);
                for (auto const* field : {"memory_total_mib", "power_w"})
                  lay_stated(value, "instances/" + type.name, field, catalog);
              });
}

void lay_snap(JsonValue const& section, Layer const&, Catalog& catalog) {
  catalog.snap.clear();
  section.each_element([&](JsonValue const& value) {
    std::string const& name = value.text();
    auto const* entry = find_model(catalog, name);
    if (entry == nullptr || entry->shape.name != name) {
      value.refuse("is no known model", "the name of a model",
                   suggestion(name, catalog.models, "`ec2plan models` lists them",
                              [](ModelEntry const& known) -> std::string const& {
                                return known.shape.name;
                              }));
    }
    if (std::find(catalog.snap.begin(), catalog.snap.end(), name) != catalog.snap.end())
      value.refuse("stands twice", "each name once", "drop one of the two");
    catalog.snap.push_back(name);
  });
}

}  // namespace ec2plan::catalog
