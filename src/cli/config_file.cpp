#include "cli/config_file.hpp"

#include <algorithm>

#include "catalog/json_value.hpp"
#include "cli/sweep_numbers.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

using catalog::JsonValue;

constexpr std::string_view expected_value = "a text, a number, true or false, or a list of texts";

bool is_for_people(Flag const& flag) {
  return flag.name == "--config" || flag.name == "--help" || flag.name == "--version";
}

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (FlagGroup const* group : every_flag_group()) {
    for (Flag const& flag : group->flags) {
      auto const key = flag.name.substr(2);
      bool const is_new = std::ranges::find(keys, key) == keys.end();
      if (!is_for_people(flag) && is_new) keys.push_back(key);
    }
  }
  return keys;
}

/// The flag of a key, which may be a long alias: "tp".
Flag const& known_flag(JsonValue const& root, std::string const& key) {
  auto const* flag = find_flag("--" + key);
  if (flag == nullptr || is_for_people(*flag)) root.refuse_key(key, known_keys());
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
  if (!flag.repeats) {
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
  bool const swept = command.name == "sweep" && !flag.repeats && is_sweepable(flag.name);
  if (value.json().is_array()) return swept ? joined_values(value) : list_values(flag, value);
  return {given_value(value, value.path(), scalar_text(value))};
}

/// Flags that say the same thing or exclude each other: one on the command line puts all of the
/// file's aside.
constexpr std::string_view rivals[][2] = {
    {"--output", "--json"}, {"--color", "--no-color"}, {"--tflops", "--mfu"}};

bool is_put_aside(Arguments const& typed, std::string_view flag) {
  return std::ranges::any_of(rivals, [&](auto const& pair) {
    bool const one = flag == pair[0], other = flag == pair[1];
    return (one && !given(typed, pair[1]).empty()) || (other && !given(typed, pair[0]).empty());
  });
}

bool has_flag(Command const& command, Flag const& wanted) {
  return std::ranges::any_of(command.flags, [&](FlagGroup const* group) {
    return std::ranges::any_of(group->flags,
                               [&](Flag const& flag) { return flag.name == wanted.name; });
  });
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
    if (has_flag(command, flag) && !is_put_aside(typed, flag.name))
      arguments.values.try_emplace(std::string(flag.name), values);
  });
}

}  // namespace ec2plan::cli
