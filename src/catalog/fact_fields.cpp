#include <algorithm>
#include <array>

#include "catalog/records.hpp"

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

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
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

}  // namespace ec2plan::catalog
