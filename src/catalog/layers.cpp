#include "catalog/layers.hpp"

#include <algorithm>

#include "catalog/records.hpp"
#include "ec2plan/hardware/instance_type.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

template <typename Records, typename NameOf>
std::string meant_text(std::string_view name, Records const& records, NameOf name_of,
                       std::string fallback) {
  std::vector<std::string_view> names;
  for (auto const& record : records)
    names.push_back(name_of(record));
  auto const meant = nearest(name, names);
  return meant ? "did you mean " + std::string(*meant) + "?" : std::move(fallback);
}

std::string_view id_of(Accelerator const& part) { return part.id; }
std::string_view name_of(InstanceType const& type) { return type.name; }

Accelerator const* find_part(Catalog const& catalog, std::string_view id) {
  for (auto const& part : catalog.accelerators)
    if (part.id == id) return &part;
  return nullptr;
}

/// Gives the type its accelerator, which must be known.
void settle(JsonValue const& value, InstanceType& type, Catalog const& catalog) {
  auto const* part = find_part(catalog, type.accelerator.id);
  if (part == nullptr) {
    value.at("accelerator")
        .refuse("is no known accelerator", "the id of an accelerator",
                meant_text(type.accelerator.id, catalog.accelerators, id_of,
                           "add it under \"accelerators\""));
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
                   meant_text(
                       name, catalog.models,
                       [](ModelEntry const& m) -> std::string_view { return m.shape.name; },
                       "`ec2plan models` lists them"));
    }
    if (std::find(catalog.snap.begin(), catalog.snap.end(), name) != catalog.snap.end())
      value.refuse("stands twice", "each name once", "drop one of the two");
    catalog.snap.push_back(name);
  });
}

}  // namespace ec2plan::catalog
