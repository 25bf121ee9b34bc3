#include "catalog/aws/aws_document.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "catalog/layers.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::size_t longest_example = 160;

}  // namespace

bool is_to_come(Findings const& findings, std::string_view day) {
  return !findings.latest_day.empty() && day > findings.latest_day;
}

void skip(Findings& findings, std::string reason, std::string const& example) {
  auto& skipped = findings.skipped;
  auto const same = std::find_if(skipped.begin(), skipped.end(),
                                 [&](Skipped const& other) { return other.reason == reason; });
  if (same != skipped.end())
    ++same->count;
  else
    skipped.push_back(
        {.reason = std::move(reason), .example = shown_text(example, longest_example), .count = 1});
}

namespace {

constexpr std::size_t largest_document = 256'000'000, block = 1 << 18;

struct TopLevel {
  std::string_view key;
  ImportKind kind;
};

constexpr TopLevel top_levels[] = {
    {"InstanceTypes", ImportKind::instance_types},
    {"SpotPriceHistory", ImportKind::spot_history},
    {"PriceList", ImportKind::get_products},
    {"product", ImportKind::get_products},  // one item of it, taken out
    {"offerCode", ImportKind::offer_file},
    {"products", ImportKind::offer_file},
    {"terms", ImportKind::offer_file},
    {"CapacityBlockOfferings", ImportKind::capacity_blocks},
    {"InstanceTypeOfferings", ImportKind::offerings},
};

/// The kind of file that has this key at its top.
std::optional<ImportKind> kind_with(std::string_view top_level_key) {
  for (auto const& level : top_levels)
    if (level.key == top_level_key) return level.kind;
  return {};
}

bool has_digits(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    bool const digit = text[at] >= '0' && text[at] <= '9';
    if (pattern[at] == '0' ? !digit : text[at] != pattern[at]) return false;
  }
  return true;
}

bool is_utc(std::string_view rest) {
  if (rest.starts_with('.')) {
    auto const end = rest.find_first_not_of("0123456789", 1);
    rest.remove_prefix(std::min(end, rest.size()));
  }
  return rest == "Z" || rest == "+00:00" || rest == "+0000";
}

/// "us-west-2-lax-1a": more parts than a region has, "us-gov-west-1" included.
bool is_local(std::string_view zone) { return std::count(zone.begin(), zone.end(), '-') > 3; }

bool is_named(std::string const& region, Catalog const& catalog) {
  auto const all = regions(catalog);
  return std::binary_search(all.begin(), all.end(), region);
}

/// Takes a number off the front.
std::optional<double> taken_number(std::string_view& text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !(value > 0 && value <= 1e6)) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool taken(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::string text_of(ByteSource const& source) {
  std::string text;
  while (true) {
    auto const before = text.size();
    text.resize(before + block);
    auto const count = source.read(std::span<char>(text).subspan(before));
    text.resize(before + count);
    if (count == 0) return text;
    if (text.size() > largest_document)
      throw InputError({.where = source.name,
                        .problem = "is larger than 256 MB",
                        .expected = "a file of at most 256 MB",
                        .fix = "ask AWS for fewer types or days at a time",
                        .kind = InputFault::Kind::file});
  }
}

void refuse_other_kind(std::string_view top_level_key, ImportKind kind, std::string const& file) {
  auto const found = kind_with(top_level_key);
  if (!found || *found == kind || top_level_key == "terms") return;  // two kinds have terms
  std::string const name(import_kind_name(*found));
  throw InputError(
      {.where = file,
       .problem = "looks like " + name + ", not " + std::string(import_kind_name(kind)),
       .expected = "a file of " + std::string(import_kind_name(kind)),
       .fix = "write `ec2plan catalog import " + name + "`",
       .kind = InputFault::Kind::file});
}

void expect_kind(JsonValue const& document, ImportKind kind, std::string_view list) {
  if (document.json().is_object() && document.json().contains(list)) return;
  if (document.json().is_object())
    for (auto const& level : top_levels)
      if (document.json().contains(level.key))
        refuse_other_kind(level.key, kind, std::string(document.file()));
  std::string const name(import_kind_name(kind));
  throw InputError({.where = std::string(document.file()),
                    .problem = "is no file of " + name,
                    .expected = "{\"" + std::string(list) + "\": [...]}, as AWS prints " + name,
                    .fix = "print it with --output json and without --query",
                    .kind = InputFault::Kind::file});
}

double dollars_of(JsonValue const& value) {
  std::string const& text = value.text();
  double amount = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc() || end != text.data() + text.size() || !(amount >= 0 && amount < 1e12))
    value.refuse("is no amount of dollars", "a text such as \"12.345\"");
  return amount;
}

std::string const& type_name_of(JsonValue const& value) {
  std::string const& name = value.text();
  auto const dot = std::min(name.find('.'), name.size());
  auto const is_part = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                                std::string_view::npos;
  };
  std::string_view const family = std::string_view(name).substr(0, dot);
  bool const good = name.size() <= longest_name && is_part(family) && family[0] >= 'a' &&
                    family[0] <= 'z' &&
                    (dot == name.size() || is_part(std::string_view(name).substr(dot + 1)));
  if (!good) value.refuse("is no instance type", "a name such as \"p5.48xlarge\"");
  return name;
}

std::string utc_time_of(JsonValue const& value) {
  constexpr std::string_view pattern = "0000-00-00T00:00:00";
  std::string text = value.text();
  if (text.size() > pattern.size() && text[10] == ' ') text[10] = 'T';  // as Python's str() has it
  if (!has_digits(text, pattern) || !is_date(text.substr(0, 10)) ||
      !is_utc(std::string_view(text).substr(pattern.size())))
    value.refuse("is no time in UTC", "a time such as \"2026-11-20T01:40:10+00:00\"");
  return text.substr(0, pattern.size());
}

void expect_past(JsonValue const& time, Findings const& findings) {
  if (is_to_come(findings, utc_time_of(time).substr(0, 10)))
    time.refuse("lies in the future", "a time up to " + findings.latest_day,
                "check the clock, or SOURCE_DATE_EPOCH where it is set; else the file");
}

std::string region_of_zone(JsonValue const& zone, Catalog const& catalog) {
  std::string name = zone.text();
  if (is_local(name) && is_named(name, catalog)) return name;
  if (name.back() >= 'a' && name.back() <= 'z') name.pop_back();
  if (name.size() > longest_name || !is_region(name))
    zone.refuse("is no Availability Zone", "a zone such as \"us-east-1a\"");
  return name;
}

std::optional<NetworkText> network_text(std::string_view text) {
  NetworkText network;
  network.burst = taken(text, "Up to ") || taken(text, "Up To ") || taken(text, "up to ");
  auto number = taken_number(text);
  if (!number) return {};
  double count = 1;
  if (taken(text, "x ")) {
    count = *number;
    number = taken_number(text);
    if (!number) return {};
  }
  if (text == " Megabit")
    count /= 1000;
  else if (text != " Gigabit")
    return {};
  network.gigabits_per_second = count * *number;
  return network;
}

}  // namespace ec2plan::catalog
