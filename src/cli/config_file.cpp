#include "cli/config_file.hpp"

#include <algorithm>

#include "catalog/json_value.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

using catalog::JsonValue;

constexpr std::string_view expected_value = "a text, a number, true or false, or a list of texts";

bool is_for_people(std::string_view flag) {
  return flag == "--config" || flag == "--help" || flag == "--version";
}

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (FlagGroup const& group : every_flag_group()) {
    for (Flag const& flag : group.flags) {
      auto const key = flag.name.substr(2);
      bool const is_new = std::ranges::find(keys, key) == keys.end();
      if (!is_for_people(flag.name) && is_new) keys.push_back(key);
    }
  }
  return keys;
}

/// The flag of a key, which may be a long alias: "tp".
Flag const& known_flag(JsonValue const& root, std::string const& key) {
  auto const* flag = find_flag("--" + key);
  if (flag == nullptr || is_for_people(flag->name)) root.refuse_key(key, known_keys());
  auto const name = flag->name.substr(2);
  if (name != key && root.json().contains(name))
    root.at(key).refuse("says what \"" + std::string(name) + "\" says", "one of the two",
                        "drop one of them");
  return *flag;
}

std::string scalar_text(JsonValue const& value) {
  auto const& json = value.json();
  if (json.is_string()) return json.get_ref<std::string const&>();
  if (json.is_number_integer()) return json.dump();
  if (json.is_number_float()) return number_text(json.get<double>());
  value.refuse("is no value of a flag", std::string(expected_value), "write it as a text");
}

GivenValue given_value(JsonValue const& value, std::string path, std::string text) {
  return {.text = std::move(text),
          .where = std::string(value.file()),
          .path = std::move(path),
          .kind = InputFault::Kind::file,
          .from = "config"};
}

std::vector<GivenValue> list_values(Flag const& flag, JsonValue const& value) {
  if (!adds_up(flag)) {
    value.refuse(std::string(flag.name) + " takes one value", std::string(flag.value),
                 "write one value in place of the list");
  }
  std::vector<GivenValue> values;
  auto const list = value.path() + "/";
  value.each_element([&](JsonValue const& each) {
    values.push_back(given_value(each, list + std::to_string(values.size()), scalar_text(each)));
  });
  return values;
}

/// As a list is typed; the blanks keep it from being one number with thousands commas.
std::vector<GivenValue> joined_values(JsonValue const& value) {
  std::string list;
  value.each_element(
      [&](JsonValue const& each) { list += (list.empty() ? "" : ", ") + scalar_text(each); });
  return {given_value(value, value.path(), list)};
}

std::vector<GivenValue> values_of(Command const& command, Flag const& flag,
                                  JsonValue const& value) {
  bool const is_switch = flag.value.empty();
  if (is_switch) return {given_value(value, value.path(), value.boolean() ? "true" : "false")};
  bool const swept = command.name == "sweep" && !adds_up(flag) && is_swept(flag);
  if (value.json().is_array()) return swept ? joined_values(value) : list_values(flag, value);
  return {given_value(value, value.path(), scalar_text(value))};
}

/// One on the command line puts the file's aside that says the same thing or excludes it.
bool is_put_aside(Arguments const& typed, Flag const& flag) {
  auto const rival = flag.traits.rival;
  return !rival.empty() && !given(typed, rival).empty();
}

}  // namespace

void add_config(Arguments& arguments, Command const& command) {
  auto const* config = last_given(arguments, "--config");
  if (config == nullptr) return;
  auto const file = config->text;
  auto const json = catalog::parsed_json(catalog::file_text(file), file);
  JsonValue const root(json, file);
  Arguments const typed = arguments;
  root.each_member([&](std::string const& key, JsonValue const& value) {
    Flag const& flag = known_flag(root, key);
    auto values = values_of(command, flag, value);
    if (find_flag(command.flags, flag.name) != nullptr && !is_put_aside(typed, flag))
      arguments.values.try_emplace(std::string(flag.name), values);
  });
}

}  // namespace ec2plan::cli
