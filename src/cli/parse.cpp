#include "cli/parse.hpp"

#include <algorithm>

#include "catalog/json_value.hpp"
#include "cli/near_miss.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

bool is_long_flag(std::string_view word) {
  return word.size() > 2 && word.starts_with("--") && word[2] != '-';
}

/// "-q", but neither "-3" nor "-", which is stdin.
bool is_cluster(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && word[1] != '-' &&
         (find_flag(word.substr(0, 2)) != nullptr || word[1] < '0' || word[1] > '9');
}

/// Walks over the words once; each `take` consumes what belongs to one of them.
class Splitter {
 public:
  explicit Splitter(std::vector<std::string> const& words) : words_(words) {}

  CommandLine line() {
    while (next_ < words_.size()) {
      std::string const& word = words_[next_++];
      if (word.starts_with('-')) last_flag_.clear();
      if (word == "--") {
        while (next_ < words_.size())
          line_.arguments.positionals.push_back(words_[next_++]);
      } else if (is_long_flag(word)) {
        take_long(word);
      } else if (is_cluster(word)) {
        take_cluster(word);
      } else {
        take_plain(word);
      }
    }
    return std::move(line_);
  }

 private:
  /// A flag that nobody has: what follows it is its value, unless it is a flag or a command.
  void take_foreign(std::string value) {
    bool const follows = value.empty() && next_ < words_.size() && !is_flag(words_[next_]) &&
                         find_command(words_[next_]) == nullptr;
    line_.flags.back().value = follows ? words_[next_++] : std::move(value);
  }

  void take_plain(std::string const& word) {
    if (line_.commanded && !last_flag_.empty())
      line_.loose.push_back({.flag = last_flag_, .value = words_[next_ - 2], .word = word});
    last_flag_.clear();
    if (line_.commanded || (word.size() > 1 && word[0] == '-')) {
      line_.arguments.positionals.push_back(word);
    } else {
      line_.commanded = true;
      line_.arguments.command = word;
    }
  }

  void take_long(std::string const& word) {
    auto const equals = word.find('=');
    auto const name = word.substr(0, equals);
    auto const* flag = find_flag(name);
    line_.flags.push_back({.name = name});
    if (flag == nullptr)
      return take_foreign(equals == std::string::npos ? "" : word.substr(equals + 1));
    if (equals == std::string::npos) return take(*flag, name);
    if (flag->value.empty()) refuse_value(*flag, word);
    add(*flag, name, word.substr(equals + 1));
  }

  /// A cluster such as -qo: switches, then at most one flag with a value.
  void take_cluster(std::string const& word) {
    for (std::size_t at = 1; at < word.size(); ++at) {
      auto const name = std::string("-") + word[at];
      auto const* flag = find_flag(name);
      line_.flags.push_back({.name = flag == nullptr ? "-" + word.substr(at) : name});
      if (flag == nullptr) return take_foreign("");
      bool const ends = at + 1 == word.size();
      if (flag->value.empty() || ends) {
        take(*flag, name);
      } else {
        return add(*flag, name, word.substr(at + 1));
      }
    }
  }

  void take(Flag const& flag, std::string const& name) {
    if (flag.value.empty()) return add(flag, name, "true");
    bool const ends = next_ == words_.size();
    if (!ends && !is_flag(words_[next_])) {
      add(flag, name, words_[next_++]);
      last_flag_ = name;
      return;
    }
    auto const follows = ends ? std::string() : ", but " + words_[next_] + " follows";
    throw InputError({.where = name,
                      .problem = "needs a value" + follows,
                      .expected = std::string(flag.value) + ": " + std::string(flag.help),
                      .fix = "write " + name + " " + std::string(flag.value)});
  }

  [[noreturn]] static void refuse_value(Flag const& flag, std::string const& word) {
    auto const name = word.substr(0, word.find('='));
    throw InputError({.where = name,
                      .value = word.substr(name.size() + 1),
                      .problem = "is a value, and this flag takes none",
                      .expected = std::string(flag.help),
                      .fix = "write " + name + " alone, or leave it out"});
  }

  void add(Flag const& flag, std::string const& name, std::string text) {
    line_.arguments.values[std::string(flag.name)].push_back(
        {.text = std::move(text), .where = name});
  }

  static bool is_flag(std::string_view word) {
    return is_long_flag(word) || (word.size() == 2 && find_flag(word) != nullptr);
  }

  std::vector<std::string> const& words_;
  std::size_t next_ = 0;
  std::string last_flag_{};  // whose value came last, while nothing stands behind that
  CommandLine line_{};
};

/// What was typed behind it, be it a flag of another command or of none.
std::string value_of(CommandLine const& line, UnreadFlag const& flag) {
  auto const* known = find_flag(flag.name);
  if (known == nullptr || known->value.empty()) return flag.value;
  auto const* value = last_given(line.arguments, known->name);
  return value == nullptr ? "" : value->text;
}

[[noreturn]] void refuse_flag(Command const& command, CommandLine const& line,
                              UnreadFlag const& flag) {
  throw InputError({.where = flag.name,
                    .problem = "`" + std::string(command.name) + "` has no such flag",
                    .fix = flag_advice(command, flag.name, value_of(line, flag))});
}

/// What a word too many belongs to: "--tokens '2 trillion'".
std::string quoted_fix(LooseWord const& loose) {
  return "quote what belongs together: " + loose.flag + " '" + shown_text(loose.value) + " " +
         shown_text(loose.word) + "'";
}

[[noreturn]] void refuse_word(Command const& command, CommandLine const& line,
                              std::string const& word) {
  auto const loose = std::ranges::find(line.loose, word, &LooseWord::word);
  bool const none = command.most_positionals == 0;
  throw InputError(
      {.where = std::string(command.name),
       .value = word,
       .problem = none ? "was not expected" : "is one argument too many",
       .expected = none ? "flags alone, each value after its flag" : std::string(command.about),
       .fix = find_command(word) != nullptr ? "give one command at a time"
              : loose != line.loose.end()   ? quoted_fix(*loose)
                                            : word_advice(command, word)});
}

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

CommandLine split(std::vector<std::string> const& words) { return Splitter(words).line(); }

void check_line(CommandLine const& line, Command const& command) {
  for (auto const& flag : line.flags)
    if (find_flag(command.flags, flag.name) == nullptr) refuse_flag(command, line, flag);
  auto const& words = line.arguments.positionals;
  auto const most = static_cast<std::size_t>(command.most_positionals);
  if (words.size() > most) refuse_word(command, line, words[most]);
}

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
