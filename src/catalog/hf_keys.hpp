#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/json_value.hpp"
#include "ec2plan/catalog/model_spec.hpp"

namespace ec2plan::catalog {

inline constexpr int largest_head = 4096;
inline constexpr int most_positions = 10'000'000;

/// The names under which files give one thing, the usual one first; "a/b" is a key b of an object
/// a.
class KeyNames {
 public:
  KeyNames(std::initializer_list<std::string_view> names)  // NOLINT(google-explicit-constructor)
      : names_(names) {}
  template <std::size_t size>
  KeyNames(std::string_view const (&names)[size])  // NOLINT(google-explicit-constructor)
      : names_(std::begin(names), std::end(names)) {}

  auto begin() const { return names_.begin(); }
  auto end() const { return names_.end(); }

 private:
  std::vector<std::string_view> names_;
};

/// The keys of a config.json: those of the language model in it, where it nests one (text_config,
/// llm_config, thinker_config). Collects what is missing, so that one error can list it all, and
/// what was read, so that what was not can be named. A null counts as absent; a list of equal
/// numbers as one of them.
class ConfigKeys {
 public:
  ConfigKeys(Json const& json, std::string_view file);

  /// Of the language model, and of the file where it stands above one.
  std::string model_type() const;
  std::string outer_type() const;
  bool nested() const { return levels_.size() > 1; }

  /// Lays a family's defaults below the keys: what is taken from there is told by `defaulted`.
  void lay_defaults(std::string_view json);
  std::string defaulted() const;

  /// The first of the names that is there.
  std::optional<JsonValue> find(KeyNames const& names) const;
  /// Whether one of the names is in the file, though it were null.
  bool mentions(KeyNames const& names) const;
  std::optional<int> optional_count(KeyNames const& names, int most = 65'536) const;
  std::optional<int> optional_whole(KeyNames const& names, int most = 65'536) const;  // 0 too
  /// 0, and noted as missing, when no name is there.
  int count(KeyNames const& names, int most = 65'536);
  /// Refuses names of one thing that give different numbers.
  void expect_agreement(KeyNames const& names) const;
  std::optional<bool> optional_flag(KeyNames const& names) const;
  bool flag(KeyNames const& names, bool otherwise) const;
  std::string text(KeyNames const& names) const;  // "" where it is absent

  void lacks(std::string_view name) { missing_.emplace_back(name); }
  std::vector<std::string> const& missing() const { return missing_; }
  void warn(std::string warning) { warnings_.push_back(std::move(warning)); }
  std::vector<std::string> const& warnings() const { return warnings_; }

  /// What was read so far, in that order, and what was not: all of the language model's own keys.
  std::vector<ReadKey> const& read() const { return read_; }
  std::vector<JsonValue> unread() const;

  [[noreturn]] void refuse(std::string problem, std::string expected, std::string fix = {}) const;
  /// Refuses what the shape has no place for, by its name.
  [[noreturn]] void refuse_kind(std::string const& kind) const;
  /// Refuses the file if any key is missing.
  void expect_complete() const;

 private:
  std::optional<JsonValue> find_in(JsonValue const& level, std::string_view name) const;
  void note(JsonValue const& value, std::string_view name, std::string_view usual,
            bool is_default) const;
  int one(JsonValue const& value, int least, int most) const;

  std::string file_;
  JsonValue outer_;
  std::vector<JsonValue> levels_{};  // the language model's keys first
  Json default_json_{};
  mutable std::vector<Json const*> used_{};
  mutable std::vector<ReadKey> read_{};
  mutable std::vector<std::string> defaulted_{};
  std::vector<std::string> missing_{};
  std::vector<std::string> warnings_{};
};

}  // namespace ec2plan::catalog
