#include "ec2plan/catalog/catalog.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "catalog/digest.hpp"
#include "catalog/embedded.hpp"
#include "catalog/hardware_ceiling.hpp"
#include "catalog/json_file.hpp"
#include "catalog/layers.hpp"
#include "catalog/sha256.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool is_named(ModelEntry const& entry, std::string_view name) {
  return same_name(entry.shape.name, name) ||
         std::any_of(entry.aliases.begin(), entry.aliases.end(),
                     [&](std::string const& alias) { return same_name(alias, name); });
}

/// Whether `listed` was known by the day and is newer than `best`.
bool is_newer(ListedPrice const& listed, ListedPrice const* best, std::string_view latest) {
  if (!latest.empty() && listed.since > latest) return false;
  return best == nullptr || listed.since > best->since;
}

/// Those of the type. Prices are sorted by it, and the names of types are in lower case.
std::span<ListedPrice const> prices_under(Catalog const& catalog, std::string_view type) {
  std::string name(type);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  auto const& prices = catalog.prices;
  auto const first = std::partition_point(prices.begin(), prices.end(), [&](auto const& listed) {
    return listed.instance_type < name;
  });
  auto const last = std::partition_point(
      first, prices.end(), [&](auto const& listed) { return listed.instance_type == name; });
  return {first, last};
}

std::string day_text(std::optional<Date> date) { return date ? date_text(*date) : std::string(); }

/// The listed price, and whether the list that it stands in is over on the day asked about.
Price told(ListedPrice const& listed, std::string_view asked) {
  Price price = listed.price;
  price.lapsed = lapsed_by(price.purchase, price.as_of, asked);
  return price;
}

std::string day_asked(Catalog const& catalog, std::string const& as_of) {
  return as_of.empty() ? asking_day(catalog) : as_of;
}

}  // namespace

InstanceType const* find_instance(Catalog const& catalog, std::string_view name) {
  auto const found = std::find_if(catalog.instances.begin(), catalog.instances.end(),
                                  [&](InstanceType const& t) { return same_name(t.name, name); });
  return found == catalog.instances.end() ? nullptr : &*found;
}

ModelEntry const* find_model(Catalog const& catalog, std::string_view name_or_alias) {
  auto const found = std::find_if(catalog.models.begin(), catalog.models.end(),
                                  [&](ModelEntry const& m) { return is_named(m, name_or_alias); });
  return found == catalog.models.end() ? nullptr : &*found;
}

std::optional<Price> price_of(Catalog const& catalog, std::string_view instance_type,
                              std::string_view region, Purchase purchase,
                              std::optional<Date> as_of) {
  std::string const latest = day_text(as_of);
  ListedPrice const* best = nullptr;
  for (auto const& listed : prices_under(catalog, instance_type)) {
    if (listed.price.purchase == purchase && listed.price.region == region &&
        is_newer(listed, best, latest))
      best = &listed;
  }
  if (best == nullptr) return {};
  return told(*best, day_asked(catalog, latest));
}

std::vector<Price> prices_of(Catalog const& catalog, std::string_view instance_type,
                             std::optional<Date> as_of) {
  std::string const latest = day_text(as_of);
  std::vector<ListedPrice const*> newest;
  for (auto const& listed : prices_under(catalog, instance_type)) {
    if (!is_newer(listed, nullptr, latest)) continue;
    auto const rival = std::find_if(newest.begin(), newest.end(), [&](ListedPrice const* other) {
      return other->price.region == listed.price.region &&
             other->price.purchase == listed.price.purchase;
    });
    if (rival == newest.end())
      newest.push_back(&listed);
    else if (is_newer(listed, *rival, latest))
      *rival = &listed;
  }
  std::vector<Price> prices;
  auto const asked = day_asked(catalog, latest);
  for (auto const* listed : newest)
    prices.push_back(told(*listed, asked));
  return prices;
}

std::vector<std::string> regions(Catalog const& catalog) {
  std::set<std::string_view> names;
  for (auto const& listed : catalog.prices)
    names.insert(listed.price.region);
  for (auto const& type : catalog.instances)
    if (type.regions) names.insert(type.regions->begin(), type.regions->end());
  return {names.begin(), names.end()};
}

std::optional<Purchase> purchase_from(std::string_view name) {
  for (auto const purchase : every_purchase)
    if (same_name(purchase_name(purchase), name)) return purchase;
  return std::nullopt;
}

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

/// What a catalog of its own may leave out: it is no matter of its parts, types or prices.
constexpr std::string_view may_lack[] = {
    "billing_minimum", "capacity_block.", "energy.",        "knee_exponent", "range.startup.",
    "runs.",           "scaling.fitted_", "spare_failures", "startup.",      "unpublished_peak"};

/// Takes those from the built-in catalog, with their sources.
void take_missing(Catalog& catalog, Catalog const& built_in) {
  auto const before = [](AssumptionEntry const& a, AssumptionEntry const& b) {
    return a.key < b.key;
  };
  auto& own = catalog.assumptions;
  for (auto const& entry : built_in.assumptions) {
    auto const begins = [&](std::string_view folder) { return entry.key.starts_with(folder); };
    if (std::none_of(std::begin(may_lack), std::end(may_lack), begins)) continue;
    auto const place = std::lower_bound(own.begin(), own.end(), entry, before);
    if (place != own.end() && place->key == entry.key) continue;
    own.insert(place, entry);
    if (auto const source = built_in.sources.find(entry.source); source != built_in.sources.end())
      catalog.sources.insert(*source);
  }
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
  catalog.as_of = catalog.shipped_as_of = newest_price(catalog);
  catalog.version = newest_fact(catalog);
  return catalog;
}

}  // namespace catalog

Catalog load_catalog(std::vector<std::filesystem::path> const& overlays) {
  using namespace catalog;
  std::vector<Layer> const layers = overlay_layers(overlays);
  bool const alone = std::any_of(layers.begin(), layers.end(), stands_alone);
  Catalog result = alone ? Catalog() : catalog_of(built_in_digest());
  result.stands_alone = alone;
  if (layers.empty()) return result;
  for (Layer const& layer : layers) {
    result.overlays.push_back(layer.file);
    result.sha256 = sha256(result.sha256 + layer.sha256);
  }
  lay(layers, result);
  refresh_accelerators(result);
  result.as_of = newest_price(result);
  auto const built_in = catalog_of(built_in_digest());
  result.shipped_as_of = built_in.shipped_as_of;
  expect_hardware(layers, result, built_in);
  if (!alone) return result;
  result.version = newest_fact(result);
  take_missing(result, built_in);
  return result;
}

}  // namespace ec2plan
