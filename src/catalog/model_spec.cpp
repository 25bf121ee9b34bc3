#include "ec2plan/catalog/model_spec.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "catalog/hf_config.hpp"
#include "catalog/json_file.hpp"
#include "catalog/model_names.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

constexpr std::string_view flag = "--model";
constexpr double snap_distance = 0.06;  // of the natural logarithms of two sizes
constexpr std::size_t most_named = 6;   // candidates in one message
constexpr std::size_t most_near = 3;
constexpr std::string_view pipe = "-";
constexpr std::string_view by_rule = "rule:";  // before a count that takes no listed shape

double stated_parameters(ModelEntry const& entry) {
  return entry.stated_parameters.value_or(parameters(entry.shape).total());
}

ModelChoice choice_of(ModelEntry const& entry, ModelOrigin origin) {
  return {.shape = entry.shape,
          .stated_parameters = stated_parameters(entry),
          .origin = origin,
          .sequence_length = entry.sequence_length,
          .global_batch = entry.global_batch};
}

/// The entry of `snap` whose size is nearest, if it is near enough.
ModelEntry const* snapped(Catalog const& catalog, double count) {
  ModelEntry const* best = nullptr;
  double least = snap_distance;
  for (auto const& name : catalog.snap) {
    auto const* entry = find_model(catalog, name);
    if (entry == nullptr) continue;
    double const distance = std::abs(std::log(count / stated_parameters(*entry)));
    if (distance <= snap_distance && (best == nullptr || distance < least)) {
      best = entry;
      least = distance;
    }
  }
  return best;
}

ModelChoice shaped_by_rule(std::string_view spec, double count) {
  if (count < least_by_rule)
    throw InputError({.where = std::string(flag),
                      .value = std::string(spec),
                      .problem = "is smaller than any shape that the rule gives",
                      .expected = "a count of at least 100M, a model's name, or a config.json",
                      .fix = "check the unit: 7B is 7 billion"});
  ModelChoice choice{.shape = shape_by_rule(count), .origin = ModelOrigin::rule};
  choice.stated_parameters = parameters(choice.shape).total();
  std::string const shape = std::to_string(choice.shape.layers) + " layers of width " +
                            std::to_string(choice.shape.hidden) + " (" +
                            count_text(choice.stated_parameters) + ")";
  choice.warnings.push_back(
      (spec.starts_with(by_rule)
           ? "For " + std::string(spec.substr(by_rule.size())) + " parameters, "
           : "No known model has " + std::string(spec) + " parameters: ") +
      shape + " are a shape by rule. Give a model's name or its config.json if you know it.");
  return choice;
}

bool looks_like_path(std::string_view spec) {
  return spec.find('/') != spec.npos || spec.ends_with(".json");
}

bool looks_like_number(std::string_view spec) {
  auto const first = spec.find_first_not_of(" \t");
  return first == spec.npos ||
         std::string_view("0123456789.+-$").find(spec[first]) != std::string_view::npos;
}

/// "8x7B", "30B-A3B": sizes of mixtures of experts, which a count cannot stand for.
bool looks_like_mixture(std::string_view spec) {
  auto const digit = [&](std::size_t place) {
    return place < spec.size() && spec[place] >= '0' && spec[place] <= '9';
  };
  for (std::size_t place = 1; place + 1 < spec.size(); ++place) {
    char const letter = spec[place];
    bool const times = (letter == 'x' || letter == 'X') && digit(place - 1);
    bool const active = (letter == 'a' || letter == 'A') && spec[place - 1] == '-';
    if ((times || active) && digit(place + 1)) return true;
  }
  return false;
}

std::string names_of(std::vector<ModelEntry const*> const& entries, std::size_t most) {
  std::vector<std::string> names;
  for (auto const* entry : entries)
    if (names.size() < most) names.push_back(entry->shape.name);
  return joined(names) + (entries.size() > most ? ", ..." : "");
}

/// A slip of the letters; other digits are another model: gpt-4 is no gpt-3.
std::string mistyped(Catalog const& catalog, std::string_view spec) {
  auto const digits = [](std::string_view text) {
    std::string all;
    std::copy_if(text.begin(), text.end(), std::back_inserter(all), is_digit);
    return all;
  };
  std::vector<std::string_view> alike;
  auto const add = [&](std::string_view name) {
    if (digits(name) == digits(spec)) alike.push_back(name);
  };
  for (auto const& entry : catalog.models) {
    add(entry.shape.name);
    for (auto const& alias : entry.aliases)
      add(alias);
  }
  return std::string(nearest(spec, alike).value_or(""));
}

[[noreturn]] void refuse_name(Catalog const& catalog, std::string_view spec,
                              catalog::NamedModel const& named) {
  auto const meant = mistyped(catalog, spec);
  bool const several = named.candidates.size() > 1;
  std::string fix = catalog::is_hub_name(spec) ? "download its config.json, and name that file"
                                               : "`ec2plan models` lists the names";
  if (several)
    fix = "write one of them: " + names_of(named.candidates, most_named);
  else if (!named.candidates.empty())
    fix = "did you mean " + names_of(named.candidates, most_named) + "?";
  else if (!meant.empty())
    fix = "did you mean " + meant + "? (`ec2plan models` lists all names)";
  else if (!named.family.empty())
    fix = "name its config.json; the nearest that are listed: " + names_of(named.family, most_near);
  throw InputError(
      {.where = std::string(flag),
       .value = std::string(spec),
       .problem = several ? "may be one of " + std::to_string(named.candidates.size()) + " models"
                  : looks_like_mixture(spec) ? "is no mixture of experts that is known"
                                             : "is an unknown model",
       .expected = "a count such as 175B, a model's name, or a config.json's path",
       .fix = fix});
}

ModelChoice choice_by_name(ModelEntry const& entry, std::string_view spec, bool of_same_shape) {
  auto choice = choice_of(entry, ModelOrigin::name);
  if (of_same_shape)
    choice.note = "--model " + std::string(spec) + " is planned as " + entry.shape.name +
                  ", which has its shape";
  return choice;
}

/// "llama-3-70b" for llama-3-70b/config.json and for llama-3-70b.json.
std::string name_of(std::filesystem::path const& path) {
  if (path.filename() != "config.json") return path.stem().string();
  auto const folder = std::filesystem::path(path).parent_path().filename();
  return folder.empty() || folder == "." || folder == ".." ? "config.json" : folder.string();
}

/// Whatever their names.
bool has_shape(Transformer shape, ModelEntry const& entry) {
  shape.name = entry.shape.name;
  return shape == entry.shape;
}

/// The entries of that shape that say how they were trained.
std::vector<ModelEntry const*> entries_of_shape(Catalog const& catalog, Transformer const& shape) {
  std::vector<ModelEntry const*> found;
  for (ModelEntry const& entry : catalog.models)
    if ((entry.sequence_length || entry.global_batch) && has_shape(shape, entry))
      found.push_back(&entry);
  return found;
}

/// "8,192 tokens a sequence and 512 sequences a step"
std::string training_text(ModelEntry const& entry) {
  std::string text;
  if (entry.sequence_length) text = integer_text(*entry.sequence_length) + " tokens a sequence";
  if (!entry.global_batch) return text;
  return text + (text.empty() ? "" : " and ") + integer_text(*entry.global_batch) +
         " sequences a step";
}

/// A configuration says nothing of how its model was trained; the entry of the same shape does.
void take_training(Catalog const& catalog, ModelChoice& choice) {
  auto const entries = entries_of_shape(catalog, choice.shape);
  auto const* namesake = find_model(catalog, choice.shape.name);
  if (namesake != nullptr && std::ranges::find(entries, namesake) == entries.end() &&
      !has_shape(choice.shape, *namesake))
    choice.warnings.push_back(choice.shape.name +
                              " is not the listed model of that name, which has " +
                              count_text(parameters(namesake->shape).total()) +
                              " parameters, not " + count_text(parameters(choice.shape).total()));
  if (entries.empty()) return;
  auto const& first = *entries.front();
  choice.stated_parameters = stated_parameters(first);
  choice.sequence_length = first.sequence_length;
  choice.global_batch = first.global_batch;
  std::string text = choice.shape.name + " has the shape of " + first.shape.name + ": " +
                     training_text(first) + " are taken from it where none are given";
  for (auto const* other : entries)
    if (training_text(*other) != training_text(first))
      text += "; " + other->shape.name + " has " + training_text(*other);
  choice.warnings.push_back(std::move(text));
}

/// A pipe can be read once, and a question asks for its model more than once.
std::string const& piped() {
  static std::string const text = catalog::stream_text(std::cin, "stdin");
  return text;
}

ModelChoice read_from(Catalog const& catalog, std::filesystem::path const& path) {
  bool const is_pipe = path == pipe;
  auto const text = is_pipe ? piped() : catalog::file_text(path, "name the config.json in it");
  auto config = catalog::config_shape(text, is_pipe ? "stdin" : path.string());
  config.shape.name = is_pipe ? "stdin" : name_of(path);
  double const count = parameters(config.shape).total();
  ModelChoice choice{.shape = std::move(config.shape),
                     .stated_parameters = count,
                     .origin = ModelOrigin::file,
                     .unknown_architecture = config.unknown_architecture,
                     .warnings = std::move(config.warnings),
                     .keys = std::move(config.keys)};
  take_training(catalog, choice);
  return choice;
}

double count_of(std::string_view text) {
  try {
    return parsed_count(text);
  } catch (InputError const& error) {
    throw error.at(flag);
  }
}

ModelChoice by_count(Catalog const& catalog, std::string_view spec) {
  double const count = count_of(spec);
  if (auto const* entry = snapped(catalog, count)) return choice_of(*entry, ModelOrigin::snapped);
  return shaped_by_rule(spec, count);
}

}  // namespace

ModelChoice model_by_rule(double count) { return shaped_by_rule(number_text(count), count); }

ModelChoice model_from(Catalog const& catalog, std::string_view spec) {
  if (auto const* entry = find_model(catalog, spec)) {
    auto const named = catalog::model_named(catalog, spec);
    return choice_by_name(*entry, spec, named.entry == entry && named.of_same_shape);
  }
  if (spec == pipe) return read_from(catalog, spec);
  if (spec.starts_with(by_rule)) return shaped_by_rule(spec, count_of(spec.substr(by_rule.size())));
  std::error_code error;
  bool const is_there = std::filesystem::exists(spec, error);
  if (looks_like_path(spec) && (is_there || !catalog::is_hub_name(spec)))
    return read_from(catalog, spec);
  if (looks_like_number(spec) && !looks_like_mixture(spec)) return by_count(catalog, spec);
  if (is_there) return read_from(catalog, spec);
  auto const named = catalog::model_named(catalog, spec);
  if (named.entry != nullptr) return choice_by_name(*named.entry, spec, named.of_same_shape);
  refuse_name(catalog, spec, named);
}

}  // namespace ec2plan
