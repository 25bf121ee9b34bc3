#include "cli/scan.hpp"

#include <optional>

#include "ec2plan/units/error.hpp"

namespace ec2plan::cli {
namespace {

bool is_long_flag(std::string_view word) {
  return word.size() > 2 && word.starts_with("--") && word[2] != '-';
}

/// Walks over the words once; each `take` consumes what belongs to one of them.
class Scanner {
 public:
  explicit Scanner(std::vector<std::string> const& words) : words_(words) {}

  Scan scan() {
    while (next_ < words_.size()) {
      std::string const& word = words_[next_++];
      if (word == "--") {
        take_rest();
      } else if (is_long_flag(word)) {
        take_long(word);
      } else if (word.size() > 1 && word[0] == '-') {
        take_short(word);
      } else {
        take_plain(word);
      }
    }
    return std::move(result_);
  }

 private:
  void take_plain(std::string const& word) {
    if (result_.commanded)
      result_.words.push_back(word);
    else
      result_.command = word;
    result_.commanded = true;
  }

  void take_rest() {
    result_.words.emplace_back("--");
    while (next_ < words_.size())
      result_.words.push_back(words_[next_++]);
  }

  void take_long(std::string const& word) {
    auto const equals = word.find('=');
    auto const name = word.substr(0, equals);
    auto const* flag = find_flag(name);
    bool const cut = equals != std::string::npos && equals + 1 == word.size();
    result_.words.push_back(cut ? name : word);
    if (cut) result_.words.emplace_back();
    if (flag == nullptr) return;
    result_.spellings[std::string(flag->name)].push_back(name);
    if (flag->value.empty() && equals != std::string::npos) refuse_value(*flag, word);
    if (!flag->value.empty() && equals == std::string::npos) take_value(*flag, name);
  }

  [[noreturn]] static void refuse_value(Flag const& flag, std::string const& word) {
    auto const name = word.substr(0, word.find('='));
    throw InputError({.where = name,
                      .value = word.substr(name.size() + 1),
                      .problem = "is a value, and this flag takes none",
                      .expected = std::string(flag.help),
                      .fix = "write " + name + " alone, or leave it out"});
  }

  /// A cluster such as -qo: switches, then at most one flag with a value.
  void take_short(std::string const& word) {
    result_.words.push_back(word);
    for (std::size_t at = 1; at < word.size(); ++at) {
      auto const name = std::string("-") + word[at];
      auto const* flag = find_flag(name);
      if (flag == nullptr) return;
      result_.spellings[std::string(flag->name)].push_back(name);
      if (flag->value.empty()) continue;
      if (at + 1 == word.size()) take_value(*flag, name);
      return;
    }
  }

  void take_value(Flag const& flag, std::string const& name) {
    bool const ends = next_ == words_.size();
    if (!ends && !is_long_flag(words_[next_]) && !is_short_flag(words_[next_])) {
      result_.words.push_back(words_[next_++]);
      return;
    }
    auto const follows = ends ? std::string() : ", but " + words_[next_] + " follows";
    throw InputError({.where = name,
                      .problem = "needs a value" + follows,
                      .expected = std::string(flag.value) + ": " + std::string(flag.help),
                      .fix = "write " + name + " " + std::string(flag.value)});
  }

  static bool is_short_flag(std::string_view word) {
    return word.size() == 2 && word[0] == '-' && find_flag(word) != nullptr;
  }

  std::vector<std::string> const& words_;
  std::size_t next_ = 0;
  Scan result_{};
};

}  // namespace

Scan scanned(std::vector<std::string> const& words) { return Scanner(words).scan(); }

Flag const* find_flag(std::string_view name) {
  for (FlagGroup const* group : every_flag_group()) {
    for (Flag const& flag : group->flags) {
      if (name == flag.name || (!flag.short_name.empty() && name == flag.short_name)) return &flag;
    }
  }
  return nullptr;
}

}  // namespace ec2plan::cli
