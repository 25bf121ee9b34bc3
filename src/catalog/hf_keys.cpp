#include "catalog/hf_keys.hpp"

#include <algorithm>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::catalog {
namespace {

/// Where a file nests its language model.
constexpr std::string_view nests[] = {"text_config",           "llm_config",
                                      "language_config",       "thinker_config",
                                      "language_model_config", "llm"};

/// What a nested language model may leave to the file around it.
constexpr std::string_view of_whole_file[] = {"tie_word_embeddings", "vocab_size",
                                              "padded_vocab_size"};

std::optional<JsonValue> nested_in(JsonValue const& level) {
  for (auto const name : nests) {
    auto const found = level.find(name);
    if (found && found->json().is_object() && !found->json().empty()) return found;
  }
  return std::nullopt;
}

bool may_stand_above(std::string_view name) {
  return std::ranges::find(of_whole_file, name) != std::end(of_whole_file);
}

std::string shown_short(Json const& json) {
  if (!json.is_array()) return json.is_object() ? "{...}" : json.dump();
  bool const alike =
      !json.empty() && std::ranges::all_of(json, [&](Json const& one) { return one == json[0]; });
  auto const size = std::to_string(json.size());
  return alike ? size + " x " + json[0].dump() : "list of " + size;
}

}  // namespace

ConfigKeys::ConfigKeys(Json const& json, std::string_view file) : file_(file), outer_(json, file_) {
  outer_.expect_object();
  levels_.push_back(outer_);
  for (auto inner = nested_in(outer_); inner; inner = nested_in(levels_.front()))
    levels_.insert(levels_.begin(), *inner);
  if (nested())
    warn(levels_.front().path().substr(1) +
         " is read alone: parts for images or sound are not counted");
}

std::string ConfigKeys::model_type() const {
  auto const type = find({"model_type"});
  std::string const text = type ? type->text() : std::string();
  if (!nested()) return text;
  if (text.empty()) return outer_type() + "_text";
  return text == "gemma3" || text == "llama4" ? text + "_text" : text;
}

std::string ConfigKeys::outer_type() const {
  auto const type = outer_.find("model_type");
  return type ? type->text() : std::string();
}

void ConfigKeys::lay_defaults(std::string_view json) {
  default_json_ = parsed_json(json, "defaults");
  levels_.emplace_back(default_json_, file_);
}

std::string ConfigKeys::defaulted() const { return joined(defaulted_); }

std::optional<JsonValue> ConfigKeys::find_in(JsonValue const& level, std::string_view name) const {
  auto const slash = name.find('/');
  if (slash == name.npos) return level.find(name);
  auto const object = level.find(name.substr(0, slash));
  if (!object || !object->json().is_object()) return std::nullopt;
  used_.push_back(&object->json());
  return object->find(name.substr(slash + 1));
}

void ConfigKeys::note(JsonValue const& value, std::string_view name, std::string_view usual,
                      bool is_default) const {
  if (std::ranges::find(used_, &value.json()) != used_.end()) return;
  used_.push_back(&value.json());
  auto const shown = shown_short(value.json());
  if (is_default) defaulted_.push_back(std::string(name) + " " + shown);
  read_.push_back({is_default ? std::string(name) : value.path().substr(1), shown,
                   std::string(usual), is_default});
}

std::optional<JsonValue> ConfigKeys::find(KeyNames const& names) const {
  for (std::size_t index = 0; index < levels_.size(); ++index) {
    bool const is_default = &levels_[index].json() == &default_json_;
    bool const above = index > 0 && !is_default;
    if (is_default && mentions(names)) return std::nullopt;  // a null says that there is none
    for (auto const name : names) {
      if (above && !may_stand_above(name)) continue;
      auto const found = find_in(levels_[index], name);
      if (!found) continue;
      note(*found, name, *names.begin(), is_default);
      for (auto const other : names)  // the same by another name says nothing more
        if (auto const same = find_in(levels_[index], other); same && same->json() == found->json())
          used_.push_back(&same->json());
      return found;
    }
  }
  return std::nullopt;
}

bool ConfigKeys::mentions(KeyNames const& names) const {
  return std::ranges::any_of(names, [&](std::string_view name) {
    auto const slash = name.find('/');
    if (slash == name.npos) return levels_.front().json().contains(name);
    auto const object = levels_.front().find(name.substr(0, slash));
    return object && object->json().is_object() && object->json().contains(name.substr(slash + 1));
  });
}

/// A list has one number for each layer.
int ConfigKeys::one(JsonValue const& value, int least, int most) const {
  if (!value.json().is_array() || value.size() == 0) return value.integer(least, most);
  int const first = value.at(std::size_t{0}).integer(least, most);
  value.each_element([&](JsonValue const& element) {
    if (element.integer(least, most) != first)
      refuse_kind("widths that differ from layer to layer (" + value.path().substr(1) + ")");
  });
  return first;
}

std::optional<int> ConfigKeys::optional_count(KeyNames const& names, int most) const {
  auto const value = find(names);
  return value ? std::optional(one(*value, 1, most)) : std::nullopt;
}

std::optional<int> ConfigKeys::optional_whole(KeyNames const& names, int most) const {
  auto const value = find(names);
  return value ? std::optional(one(*value, 0, most)) : std::nullopt;
}

void ConfigKeys::expect_agreement(KeyNames const& names) const {
  std::optional<JsonValue> first;
  for (auto const name : names) {
    auto const value = find_in(levels_.front(), name);
    if (!value || !value->json().is_number()) continue;
    if (first && first->json() != value->json())
      value->refuse("contradicts " + first->path().substr(1) + ", which is " + first->json().dump(),
                    "one of the two, or both alike", "correct one of the two in the file");
    first = value;
  }
}

int ConfigKeys::count(KeyNames const& names, int most) {
  expect_agreement(names);
  if (auto const value = optional_count(names, most)) return *value;
  lacks(*names.begin());
  return 0;
}

std::optional<bool> ConfigKeys::optional_flag(KeyNames const& names) const {
  auto const value = find(names);
  return value ? std::optional(value->boolean()) : std::nullopt;
}

bool ConfigKeys::flag(KeyNames const& names, bool otherwise) const {
  return optional_flag(names).value_or(otherwise);
}

std::string ConfigKeys::text(KeyNames const& names) const {
  auto const value = find(names);
  return value && value->json().is_string() ? value->json().get<std::string>() : std::string();
}

std::vector<JsonValue> ConfigKeys::unread() const {
  std::vector<JsonValue> left;
  levels_.front().each_member([&](std::string const&, JsonValue const& value) {
    bool const object = value.json().is_object();
    if (std::ranges::find(used_, &value.json()) == used_.end()) return left.push_back(value);
    if (!object) return;
    value.each_member([&](std::string const&, JsonValue const& inner) {
      if (std::ranges::find(used_, &inner.json()) == used_.end()) left.push_back(inner);
    });
  });
  return left;
}

void ConfigKeys::refuse(std::string problem, std::string expected, std::string fix) const {
  throw InputError(
      {.where = file_,
       .problem = std::move(problem),
       .expected = std::move(expected),
       .fix = fix.empty() ? "check that this is the config.json of the model" : std::move(fix),
       .kind = InputFault::Kind::file});
}

void ConfigKeys::refuse_kind(std::string const& kind) const {
  refuse("is of a kind that is not modelled: " + kind,
         "a decoder or encoder whose layers have attention, windows, linear attention, states or "
         "experts, and are of one width",
         "the file may be right; plan with a count such as --model 7B in its place");
}

void ConfigKeys::expect_complete() const {
  if (missing_.empty()) return;
  refuse("lacks keys that give the shape: " + joined(missing_),
         "a Hugging Face config.json of a transformer that holds them");
}

}  // namespace ec2plan::catalog
