#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "catalog/layers.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::array<std::string_view, 4> source_kinds{"derived", "memory", "primary",
                                                       "second-hand"};
constexpr std::array<std::string_view, 8> bases{"derived", "extrapolated", "fact",      "fitted",
                                                "guess",   "measured",     "published", "user"};

void read_source_date(JsonValue const& value, Source& source) {
  std::string const& text = value.text();
  if (!is_date(text) && !is_date(text + "-01") && !is_date(text + "-01-01"))
    value.refuse("is not a date", "a day, month or year, such as \"2026-07\"", "correct the value");
  source.date = text;
}

constexpr Field<Source> source_table[] = {
    {"date", read_source_date},
    {"kind", [](JsonValue const& v, Source& source) { source.kind = v.choice(source_kinds); }},
    {"text", [](JsonValue const& v, Source& source) { source.text = v.text(); }},
    {"url",
     [](JsonValue const& v, Source& source) {
       source.url = v.is_null() ? std::string() : v.text();
       if (!v.is_null() && !source.url.starts_with("https://"))
         v.refuse("is no https address", "an address that begins with https://, or null",
                  "give null where there is none");
     }},
};

void read_purchase(JsonValue const& value, ListedPrice& listed) {
  auto const* text = value.json().get_ptr<std::string const*>();
  auto const purchase = text == nullptr ? std::nullopt : purchase_from(*text);
  if (!purchase)
    value.refuse("is no kind of purchase",
                 "on-demand, spot, reserved-1yr, reserved-3yr, savings-plan or capacity-block",
                 "correct the value in the file");
  listed.price.purchase = *purchase;
}

constexpr Field<ListedPrice> price_table[] = {
    {"as_of", [](JsonValue const& v, ListedPrice& listed) { listed.price.as_of = v.date(); }},
    {"instance_type",
     [](JsonValue const& v, ListedPrice& listed) { listed.instance_type = v.text(); }},
    {"purchase", read_purchase},
    {"region", [](JsonValue const& v, ListedPrice& listed) { listed.price.region = region_of(v); }},
    {"since", [](JsonValue const& v, ListedPrice& listed) { listed.since = v.date(); }, nullptr,
     false},
    {"source", [](JsonValue const& v, ListedPrice& listed) { listed.price.source = v.text(); },
     nullptr, false},
    {"usd_per_hour",
     [](JsonValue const& v, ListedPrice& listed) {
       constexpr HourlyPrice each = dollar / hour;
       listed.price.per_instance =
           v.number(least_hourly_price / each, most_hourly_price / each) * each;
     }},
};

constexpr Field<AssumptionEntry> assumption_table[] = {
    {"basis", [](JsonValue const& v, AssumptionEntry& entry) { entry.basis = v.choice(bases); },
     [](AssumptionEntry const& entry) { return entry.basis; }},
    {"key", [](JsonValue const& v, AssumptionEntry& entry) { entry.key = v.text(); }},
    {"note",
     [](JsonValue const& v, AssumptionEntry& entry) {
       entry.note = v.is_null() ? std::string() : v.text();
     },
     nullptr, false},
    {"source",
     [](JsonValue const& v, AssumptionEntry& entry) {
       entry.source = v.is_null() ? std::string() : v.text();
     },
     nullptr, false},
    {"unit", [](JsonValue const& v, AssumptionEntry& entry) { entry.unit = v.text(); },
     [](AssumptionEntry const& entry) { return entry.unit; }},
    {"value", [](JsonValue const& v, AssumptionEntry& entry) { entry.value = v.number(0, 1e12); },
     [](AssumptionEntry const& entry) { return told(entry.value); }},
};

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }

}  // namespace

/// Two letters, words, a number, then perhaps a zone: "us-gov-west-1", "us-west-2-lax-1".
bool is_region(std::string_view text) {
  int part = 0;
  bool numbered = false;
  while (true) {
    auto const end = text.find('-');
    auto const word = text.substr(0, end);
    bool const letters = !word.empty() && std::all_of(word.begin(), word.end(), is_lower);
    bool const digits = !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
    bool const either = !word.empty() && std::all_of(word.begin(), word.end(), [](char letter) {
      return is_lower(letter) || is_digit(letter);
    });
    if (part == 0   ? !(letters && word.size() == 2)
        : part == 1 ? !letters
        : numbered  ? !either
                    : !(letters || digits))
      return false;
    numbered = numbered || (part > 1 && digits);
    if (end == std::string_view::npos) return numbered;
    text.remove_prefix(end + 1);
    ++part;
  }
}

std::string const& region_of(JsonValue const& value) {
  auto const* text = value.json().get_ptr<std::string const*>();
  if (text == nullptr || !is_region(*text))
    value.refuse("is no region", "a region such as \"us-east-1\"", "correct the value in the file");
  return *text;
}

std::span<Field<Source> const> source_fields() { return source_table; }
std::span<Field<ListedPrice> const> price_fields() { return price_table; }
std::span<Field<AssumptionEntry> const> assumption_fields() { return assumption_table; }

namespace {

auto sold_as(ListedPrice const& listed) {
  return std::tie(listed.instance_type, listed.price.region, listed.price.purchase);
}

bool listed_before(ListedPrice const& left, ListedPrice const& right) {
  return std::tuple_cat(sold_as(left), std::tie(left.since)) <
         std::tuple_cat(sold_as(right), std::tie(right.since));
}

void expect_type(JsonValue const& record, ListedPrice const& listed, Catalog const& catalog) {
  auto const place = std::lower_bound(
      catalog.instances.begin(), catalog.instances.end(), listed.instance_type,
      [](InstanceType const& type, std::string const& name) { return type.name < name; });
  if (place != catalog.instances.end() && place->name == listed.instance_type) return;
  record.at("instance_type")
      .refuse("is no known instance type", "the name of an instance type",
              suggestion(listed.instance_type, catalog.instances, "add it under \"instances\"",
                         &InstanceType::name));
}

ListedPrice listed_price(JsonValue const& record, Layer const& layer, Catalog& catalog) {
  auto listed = whole<ListedPrice>(record, price_fields());
  expect_type(record, listed, catalog);
  if (listed.since.empty()) listed.since = listed.price.as_of;
  if (listed.since > listed.price.as_of)
    record.at("since").refuse("is after \"as_of\"", "a day not after " + listed.price.as_of,
                              "swap the two, or correct them");
  if (!listed.price.source.empty())
    expect_sources(record.at("source"), catalog);
  else if (layer.overlay)
    listed.price.source = overlay_source(layer, catalog);
  return listed;
}

/// Refuses the later of two records of the same price and first day.
void expect_single(JsonValue const& section, std::vector<ListedPrice> const& prices) {
  std::vector<std::size_t> order(prices.size());
  for (std::size_t index = 0; index < order.size(); ++index)
    order[index] = index;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return listed_before(prices[left], prices[right]);
  });
  for (std::size_t place = 1; place < order.size(); ++place) {
    if (listed_before(prices[order[place - 1]], prices[order[place]])) continue;
    section.at(order[place])
        .refuse("stands twice: the price of " + prices[order[place]].instance_type + " since " +
                    prices[order[place]].since + " is also at /prices/" +
                    std::to_string(order[place - 1]),
                "one record of each type, region, purchase and \"since\"", "drop one of the two");
  }
}

/// The first of the new prices of the same type, region and purchase; nullptr where there is none.
/// Assumes: `fresh` is sorted.
ListedPrice const* first_of(std::vector<ListedPrice> const& fresh, ListedPrice const& known) {
  auto const first = std::lower_bound(
      fresh.begin(), fresh.end(), known,
      [](ListedPrice const& a, ListedPrice const& b) { return sold_as(a) < sold_as(b); });
  return first != fresh.end() && sold_as(*first) == sold_as(known) ? &*first : nullptr;
}

/// Drops what the new prices replace: those of the same type, region and purchase from the first
/// new one on. What was known before it stays, as history that ends there.
void drop_replaced(std::vector<ListedPrice>& known, std::vector<ListedPrice> const& fresh) {
  for (auto& listed : known)
    if (auto const* first = first_of(fresh, listed))
      listed.price.as_of = std::min(listed.price.as_of, first->since);
  std::erase_if(known, [&](ListedPrice const& listed) {
    auto const* first = first_of(fresh, listed);
    return first != nullptr && listed.since >= first->since;
  });
}

}  // namespace

void lay_prices(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  std::vector<ListedPrice> fresh;
  section.expect_array();
  fresh.reserve(section.size());
  section.each_element(
      [&](JsonValue const& record) { fresh.push_back(listed_price(record, layer, catalog)); });
  expect_single(section, fresh);
  if (!std::is_sorted(fresh.begin(), fresh.end(), listed_before))
    std::sort(fresh.begin(), fresh.end(), listed_before);
  if (catalog.prices.empty()) {
    catalog.prices = std::move(fresh);
    return;
  }
  drop_replaced(catalog.prices, fresh);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(catalog.prices));
  std::sort(catalog.prices.begin(), catalog.prices.end(), listed_before);
}

}  // namespace ec2plan::catalog
