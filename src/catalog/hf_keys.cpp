#include "catalog/hf_keys.hpp"

#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {

ConfigKeys::ConfigKeys(Json const& json, std::string_view file) : file_(file), outer_(json, file_) {
  outer_.expect_object();
  inner_ = outer_.find("text_config");
  if (!inner_) return;
  inner_->expect_object();
  warn("text_config is read alone: parts for images or sound are not counted");
}

std::string ConfigKeys::model_type() const {
  auto const type = find({"model_type"});
  if (!type) return {};
  std::string const& text = type->text();
  return inner_ && text == "gemma3"   ? "gemma3_text"
         : inner_ && text == "llama4" ? "llama4_text"
                                      : text;
}

std::optional<JsonValue> ConfigKeys::find(std::initializer_list<std::string_view> names) const {
  for (auto const* level : {inner_ ? &*inner_ : nullptr, &outer_}) {
    if (level == nullptr) continue;
    for (auto const name : names)
      if (auto const found = level->find(name)) return found;
  }
  return std::nullopt;
}

std::optional<int> ConfigKeys::optional_count(std::initializer_list<std::string_view> names,
                                              int most) const {
  auto const value = find(names);
  return value ? std::optional(value->integer(1, most)) : std::nullopt;
}

int ConfigKeys::count(std::initializer_list<std::string_view> names, int most) {
  if (auto const value = optional_count(names, most)) return *value;
  lacks(*names.begin());
  return 0;
}

std::optional<int> ConfigKeys::nested_count(std::string_view object, std::string_view name) const {
  auto const value = find({object});
  return value ? value->find_integer(name, 1, 65'536) : std::nullopt;
}

std::optional<bool> ConfigKeys::optional_flag(std::string_view name) const {
  auto const value = find({name});
  return value ? std::optional(value->boolean()) : std::nullopt;
}

bool ConfigKeys::flag(std::string_view name, bool otherwise) const {
  return optional_flag(name).value_or(otherwise);
}

bool ConfigKeys::nested_flag(std::string_view object, std::string_view name, bool otherwise) const {
  auto const value = find({object});
  return value ? value->find_boolean(name).value_or(otherwise) : otherwise;
}

void ConfigKeys::refuse(std::string problem, std::string expected) const {
  throw InputError({.where = file_,
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = "check that this is the config.json of the model",
                    .kind = InputFault::Kind::file});
}

void ConfigKeys::expect_complete() const {
  if (missing_.empty()) return;
  std::string names;
  for (auto const& name : missing_)
    names += (names.empty() ? "" : ", ") + name;
  refuse("lacks keys that give the shape: " + names,
         "a Hugging Face config.json of a transformer that holds them");
}

}  // namespace ec2plan::catalog
