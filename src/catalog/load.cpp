#include <algorithm>
#include <array>

#include "catalog/digest.hpp"
#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "catalog/layers.hpp"
#include "catalog/sha256.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan {
namespace catalog {
namespace {

struct Section {
  std::string_view key;
  void (*lay)(JsonValue const&, Layer const&, Catalog&);
};

/// In an order in which each refers to earlier ones alone.
constexpr std::array<Section, 7> sections{{{"sources", lay_sources},
                                           {"accelerators", lay_accelerators},
                                           {"instances", lay_instances},
                                           {"prices", lay_prices},
                                           {"models", lay_models},
                                           {"assumptions", lay_assumptions},
                                           {"snap", lay_snap}}};

void expect_sections(JsonValue const& document) {
  std::vector<std::string_view> known{"standalone"};
  for (auto const& section : sections)
    known.push_back(section.key);
  document.each_member([&](std::string const& key, JsonValue const&) {
    if (std::find(known.begin(), known.end(), key) == known.end()) document.refuse_key(key, known);
  });
}

std::vector<std::filesystem::path> files_of(std::filesystem::path const& overlay) {
  std::error_code error;
  if (!std::filesystem::is_directory(overlay, error)) return {overlay};
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(overlay, error))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  if (files.empty())
    throw InputError({.where = overlay.string(),
                      .problem = error ? "is a folder that cannot be read"
                                       : "is a folder without any .json file",
                      .expected = "a catalog file, or a folder of them",
                      .fix = "name the file",
                      .kind = InputFault::Kind::file});
  std::sort(files.begin(), files.end());
  return files;
}

void lay(std::vector<Layer> const& layers, Catalog& catalog) {
  for (auto const& section : sections) {
    for (auto const& layer : layers) {
      JsonValue const document(layer.json, layer.file);
      if (layer.json.contains(section.key)) section.lay(document.at(section.key), layer, catalog);
    }
  }
}

/// Types copy their accelerator when they are laid; an overlay of the accelerator alone comes
/// later.
void refresh_accelerators(Catalog& catalog) {
  for (auto& type : catalog.instances)
    for (auto const& part : catalog.accelerators)
      if (part.id == type.accelerator.id) type.accelerator = part;
}

std::string newest_price(Catalog const& catalog) {
  std::string newest;
  for (auto const& listed : catalog.prices)
    newest = std::max(newest, listed.price.as_of);
  return newest;
}

std::string newest_fact(Catalog const& catalog) {
  std::string newest = newest_price(catalog);
  for (auto const& [key, source] : catalog.sources)
    newest = std::max(newest, source.date);
  return newest;
}

/// Whether the file takes the place of the built-in facts: {"standalone": true, ...}.
bool stands_alone(Layer const& layer) {
  return layer.json.contains("standalone") &&
         JsonValue(layer.json, layer.file).at("standalone").boolean();
}

std::vector<Layer> overlay_layers(std::vector<std::filesystem::path> const& overlays) {
  std::vector<Layer> layers;
  for (auto const& overlay : overlays) {
    for (auto const& path : files_of(overlay)) {
      std::string const text = file_text(path);
      layers.push_back({.file = path.string(), .sha256 = sha256(text)});
      layers.back().json = parsed_json(text, layers.back().file);
      expect_sections(JsonValue(layers.back().json, layers.back().file));
      layers.back().overlay = !stands_alone(layers.back());
    }
  }
  return layers;
}

/// Empty in the program that makes the digest.
std::string_view built_in_digest() {
  for (auto const& file : embedded_files())
    if (file.name == "catalog.digest") return file.text;
  return {};
}

}  // namespace

Catalog catalog_from(std::vector<std::filesystem::path> const& files) {
  std::vector<Layer> layers;
  std::string hashes;
  for (auto const& path : files) {
    std::string const text = file_text(path);
    hashes += sha256(text);
    layers.push_back({.file = "built-in data/" + path.filename().string()});
    layers.back().json = parsed_json(text, layers.back().file);
  }
  Catalog catalog;
  lay(layers, catalog);
  catalog.sha256 = sha256(hashes);
  catalog.as_of = newest_price(catalog);
  catalog.version = newest_fact(catalog);
  return catalog;
}

}  // namespace catalog

Catalog load_catalog(std::vector<std::filesystem::path> const& overlays) {
  using namespace catalog;
  std::vector<Layer> const layers = overlay_layers(overlays);
  bool const alone = std::any_of(layers.begin(), layers.end(), stands_alone);
  Catalog result = alone ? Catalog() : catalog_of(built_in_digest());
  if (layers.empty()) return result;
  for (Layer const& layer : layers) {
    result.overlays.push_back(layer.file);
    result.sha256 = sha256(result.sha256 + layer.sha256);
  }
  lay(layers, result);
  refresh_accelerators(result);
  result.as_of = newest_price(result);
  if (alone) result.version = newest_fact(result);
  return result;
}

}  // namespace ec2plan
