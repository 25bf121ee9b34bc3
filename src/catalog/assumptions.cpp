#include "catalog/assumptions.hpp"

#include <algorithm>
#include <charconv>

#include "catalog/constant_rows.hpp"
#include "catalog/layers.hpp"
#include "catalog/stacks.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace catalog {
namespace {

using Entries = std::vector<AssumptionEntry>;

std::string_view key_of(AssumptionEntry const& entry) { return entry.key; }

auto place_of(auto& entries, std::string_view key) {
  return std::ranges::lower_bound(entries, key, {}, key_of);
}

bool names_a_part(Catalog const& catalog, std::string_view name) {
  return std::ranges::find(catalog.accelerators, name, &Accelerator::id) !=
         catalog.accelerators.end();
}

bool begins_a_part(Catalog const& catalog, std::string_view name) {
  return std::ranges::any_of(catalog.accelerators, [&](Accelerator const& part) {
    return part.id == name || generation(part.id) == name;
  });
}

/// An entry with the constant, whoever's it is of those that `is_peer` accepts.
AssumptionEntry const* peer(Catalog const& catalog, std::string_view constant, auto is_peer) {
  auto const found = std::ranges::find_if(catalog.assumptions, [&](AssumptionEntry const& entry) {
    std::string_view const key = entry.key;
    auto const dot = key.rfind('.');
    if (key.substr(dot + 1) != constant) return false;
    return is_peer(dot == key.npos ? std::string_view() : key.substr(0, dot));
  });
  return found == catalog.assumptions.end() ? nullptr : &*found;
}

std::string key_advice(Catalog const& catalog, std::string_view key) {
  return suggestion(key, catalog.assumptions,
                    "`ec2plan explain` lists the keys that an estimate uses", key_of);
}

/// The likely step is the prediction itself: a file may still say that it is 1 times as much.
bool is_passed_over(std::string_view key) {
  return key.starts_with("range.") && key.ends_with(".likely");
}

constexpr std::string_view likely_is_one =
                               "1: the likely time is the prediction, and the ends of "
                               "its range are what can be set",
                           set_the_ends = "give the .low and .high of this range";

void check(JsonValue const& value, AssumptionEntry const& entry, Catalog const& catalog) {
  if (value.json().contains("source") && !value.at("source").is_null())
    expect_sources(value.at("source"), catalog);
  auto const range = value_range(entry.key, entry.unit);
  if (!in_range(range, entry.value))
    value.at("value").refuse("is out of range", range_text(range), "correct the value in the file");
  if (is_passed_over(entry.key) && entry.value != 1)
    value.at("value").refuse("cannot be changed", std::string(likely_is_one),
                             std::string(set_the_ends));
}

/// The entry that an overlay changes; one of its own, in the unit of its peers, where an
/// accelerator or an instance type had none.
AssumptionEntry& changed_entry(JsonValue const& value, std::string const& key, Catalog& catalog) {
  bool const passed_over = is_passed_over(key);
  auto const* known = known_assumption(catalog, key);
  if (known == nullptr && !passed_over) {
    throw InputError({.where = std::string(value.file()),
                      .path = value.path() + "/key",
                      .value = key,
                      .problem = "is no known assumption",
                      .expected = "the key of an assumption",
                      .fix = key_advice(catalog, key),
                      .kind = InputFault::Kind::file});
  }
  auto const place = place_of(catalog.assumptions, key);
  if (place != catalog.assumptions.end() && place->key == key) return *place;
  AssumptionEntry fresh{.key = key, .value = 0, .unit = passed_over ? "ratio" : known->unit};
  return *catalog.assumptions.insert(place, std::move(fresh));
}

/// Keeps what a value of the user's takes the place of: the first time, what the catalog had.
void note_replaced(Catalog& catalog, std::string const& key, std::string const& where) {
  auto const* known = find_assumption(catalog, key);
  auto const [place, is_new] = catalog.replaced.try_emplace(key);
  if (is_new && known != nullptr) place->second.shipped = *known;
  place->second.where = where;
}

void lay_over(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  std::vector<std::string_view> seen;
  section.each_element([&](JsonValue const& value) {
    auto const& key = new_key(value, "key", seen);
    if (!is_passed_over(key)) note_replaced(catalog, key, layer.file);
    auto& entry = changed_entry(value, key, catalog);
    if (!value.json().contains("value")) refuse_missing(value, "value");
    entry.basis = "user";
    entry.source = value.json().contains("source") ? std::string() : overlay_source(layer, catalog);
    read_fields(value, assumption_fields(), entry);
    check(value, entry, catalog);
  });
}

/// What mixed precision in fp16 changes. It keeps and adds gradients in 16 bits (Korthikanti et al.
/// 2022: 16 bytes a parameter in all), and the optimizer unscales a copy of its shard in fp32; bf16
/// has too few digits for that.
struct OfFp16 {
  std::string_view name;
  double value;
  bool more;  // than the constant otherwise is
};
constexpr OfFp16 of_fp16[] = {
    {"gradient", 2, false}, {"gradient_copy", 0, false}, {"optimizer_state", 4, true}};

/// For a file that stands for the whole catalog and says nothing of fp16.
void fill_fp16(Entries& entries) {
  for (auto const& [name, value, more] : of_fp16) {
    std::string const key = std::string(fp16_prefix) + std::string(name);
    auto const known = place_of(entries, name);
    auto const place = place_of(entries, key);
    if (known == entries.end() || known->key != name) continue;
    if (place != entries.end() && place->key == key) continue;
    AssumptionEntry own{.key = key,
                        .value = value + (more ? known->value : 0),
                        .unit = known->unit,
                        .basis = "fact",
                        .note = "Gradients in 16 bits, as mixed precision in fp16 has them."};
    entries.insert(place, std::move(own));
  }
}

}  // namespace

AssumptionEntry const* find_assumption(Catalog const& catalog, std::string_view key) {
  auto const place = place_of(catalog.assumptions, key);
  return place != catalog.assumptions.end() && place->key == key ? &*place : nullptr;
}

AssumptionEntry const* known_assumption(Catalog const& catalog, std::string_view key) {
  if (auto const* own = find_assumption(catalog, key)) return own;
  auto const dot = key.rfind('.');
  if (dot == key.npos) return nullptr;
  auto const is_part = [&](std::string_view owner) { return names_a_part(catalog, owner); };
  if (auto const stack = stack_key(key)) {
    if (!stack->part.empty() && !begins_a_part(catalog, stack->part)) return nullptr;
    return peer(catalog, stack->constant,
                [&](std::string_view owner) { return owner.empty() || is_part(owner); });
  }
  auto const owner = key.substr(0, dot), constant = key.substr(dot + 1);
  if (is_part(owner)) return peer(catalog, constant, is_part);
  if (auto const known = regions(catalog); std::ranges::binary_search(known, owner))
    return peer(catalog, constant,
                [&](std::string_view other) { return std::ranges::binary_search(known, other); });
  if (find_instance(catalog, owner) == nullptr) return nullptr;
  return peer(catalog, constant, [&](std::string_view other) {
    return other == "default" || find_instance(catalog, other) != nullptr;
  });
}

void lay_assumptions(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  auto& entries = catalog.assumptions;
  if (layer.overlay) {
    lay_over(section, layer, catalog);
  } else {
    lay_records(
        section, "key", key_of, assumption_fields(), entries,
        [&](JsonValue const& value, AssumptionEntry& entry) { check(value, entry, catalog); });
    fill_fp16(entries);
  }
  std::erase_if(entries, [](AssumptionEntry const& entry) { return is_passed_over(entry.key); });
}

}  // namespace catalog

namespace {

[[noreturn]] void refuse_setting(std::string_view given, std::string problem, std::string expected,
                                 std::string fix) {
  throw InputError({.where = "--set",
                    .value = std::string(given),
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = std::move(fix)});
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A number that may be zero, or a percentage where the unit is a fraction.
double set_value(std::string_view given, std::string_view text, std::string const& key,
                 std::string const& unit) {
  double value = 0;
  auto const range = catalog::value_range(key, unit);
  bool const percent = unit == "fraction" && text.ends_with('%');
  auto const digits = percent ? text.substr(0, text.size() - 1) : text;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty())
    refuse_setting(given, "sets no number", key + "=VALUE, " + catalog::range_text(range),
                   "give a plain number, in " + unit);
  if (percent) value /= 100;
  if (!catalog::in_range(range, value))
    refuse_setting(given, "is out of range", catalog::range_text(range) + ", in " + unit,
                   "give a value in the range");
  return value;
}

}  // namespace

std::string catalog::set_key(std::string_view key_and_value) {
  return std::string(trimmed(key_and_value.substr(0, key_and_value.find('='))));
}

void set_assumption(Catalog& catalog, std::string_view key_and_value) {
  auto const sign = key_and_value.find('=');
  if (sign == key_and_value.npos)
    refuse_setting(key_and_value, "is no setting", "KEY=VALUE", "write --set fragmentation=1.1");
  auto const key = catalog::set_key(key_and_value);
  auto const text = trimmed(key_and_value.substr(sign + 1));
  if (catalog::is_passed_over(key)) {
    if (set_value(key_and_value, text, key, "ratio") == 1) return;
    refuse_setting(key_and_value, "cannot be changed", std::string(catalog::likely_is_one),
                   std::string(catalog::set_the_ends));
  }
  auto const* known = catalog::known_assumption(catalog, key);
  if (known == nullptr)
    refuse_setting(key_and_value, "sets an unknown assumption", "the key of an assumption",
                   catalog::key_advice(catalog, key));
  AssumptionEntry changed{.key = key,
                          .value = set_value(key_and_value, text, key, known->unit),
                          .unit = known->unit,
                          .basis = "user"};
  catalog::note_replaced(catalog, key, "--set");
  auto const place = catalog::place_of(catalog.assumptions, key);
  if (place != catalog.assumptions.end() && place->key == key)
    *place = std::move(changed);
  else
    catalog.assumptions.insert(place, std::move(changed));
}

}  // namespace ec2plan
