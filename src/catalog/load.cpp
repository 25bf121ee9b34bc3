#include <algorithm>
#include <array>
#include <future>

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

constexpr std::array<std::string_view, 6> built_in_files{"accelerators.json", "assumptions.json",
                                                         "instances.json",    "models.json",
                                                         "prices.json",       "sources.json"};

void expect_sections(JsonValue const& document) {
  std::vector<std::string_view> known{"standalone"};
  for (auto const& section : sections)
    known.push_back(section.key);
  document.each_member([&](std::string const& key, JsonValue const&) {
    if (std::find(known.begin(), known.end(), key) == known.end()) document.refuse_key(key, known);
  });
}

bool is_built_in(std::string_view name) {
  return std::find(built_in_files.begin(), built_in_files.end(), name) != built_in_files.end();
}

Layer built_in_layer(EmbeddedFile const& file) {
  Layer layer;
  layer.file = "built-in data/" + std::string(file.name);
  layer.json = parsed_json(file.text, layer.file);
  return layer;
}

/// Parsing is most of the start of a process: the largest file is read beside the others.
std::vector<Layer> built_in_layers() {
  std::vector<EmbeddedFile> files;
  for (auto const& file : embedded_files())
    if (is_built_in(file.name)) files.push_back(file);
  auto const size = [](EmbeddedFile const& file) { return file.text.size(); };
  auto const largest = std::ranges::max_element(files, {}, size);
  auto beside = std::async(std::launch::async, built_in_layer, *largest);
  std::vector<Layer> layers;
  for (auto const& file : files)
    if (file.name != largest->name) layers.push_back(built_in_layer(file));
  layers.push_back(beside.get());
  return layers;
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
      if (layer.json.contains(section.key))
        section.lay(document.member(section.key), layer, catalog);
    }
  }
}

std::string built_in_sha256() {
  std::string hashes;
  for (auto const& file : embedded_files())
    if (is_built_in(file.name)) hashes += file.sha256;
  return sha256(hashes);
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
         JsonValue(layer.json, layer.file).member("standalone").boolean();
}

std::vector<Layer> overlay_layers(std::vector<std::filesystem::path> const& overlays,
                                  Catalog& catalog) {
  std::vector<Layer> layers;
  for (auto const& overlay : overlays) {
    for (auto const& path : files_of(overlay)) {
      std::string const text = file_text(path);
      layers.push_back({.file = path.string(), .sha256 = sha256(text)});
      layers.back().json = parsed_json(text, layers.back().file);
      expect_sections(JsonValue(layers.back().json, layers.back().file));
      layers.back().overlay = !stands_alone(layers.back());
      catalog.overlays.push_back(path.string());
    }
  }
  return layers;
}

}  // namespace
}  // namespace catalog

Catalog load_catalog(std::vector<std::filesystem::path> const& overlays) {
  using namespace catalog;
  Catalog result;
  std::vector<Layer> const layers = overlay_layers(overlays, result);
  if (std::none_of(layers.begin(), layers.end(), stands_alone)) {
    lay(built_in_layers(), result);
    result.sha256 = built_in_sha256();
    result.version = newest_fact(result);
  }
  for (Layer const& layer : layers)
    result.sha256 = sha256(result.sha256 + layer.sha256);
  lay(layers, result);
  refresh_accelerators(result);
  result.as_of = newest_price(result);
  if (result.version.empty()) result.version = newest_fact(result);
  return result;
}

}  // namespace ec2plan
