#include <algorithm>

#include "catalog/layers.hpp"
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
  std::vector<std::string_view> known;
  for (auto const& [name, source] : catalog.sources)
    known.push_back(name);
  auto const meant = nearest(key, known);
  keys.refuse("names a source that is not known: " + std::string(key),
              "keys of \"sources\", joined by \"; \"",
              meant ? "did you mean " + std::string(*meant) + "?"
                    : std::string("add it under \"sources\""));
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

}  // namespace ec2plan::catalog
