#include "catalog/checks/inspection.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::int64_t days_of_grace = 60;  // between two lists that were read at different times

}  // namespace

void Inspection::find(Severity severity, std::string where, std::string problem,
                      std::string expected) {
  ++(severity == Severity::broken ? check.broken : check.doubtful);
  findings.push_back({.check = check.name,
                      .severity = severity,
                      .where = std::move(where),
                      .problem = std::move(problem),
                      .expected = std::move(expected)});
}

void judge(Inspection& inspection, double figure, Band const& band, std::string const& where,
           std::string const& problem, std::string const& expected) {
  inspection.look();
  bool const impossible = figure < band.least_at_all || figure > band.most_at_all;
  if (!impossible && figure >= band.least && figure <= band.most) return;
  inspection.find(impossible ? Severity::broken : Severity::doubtful, where, problem, expected);
}

PriceTable price_table(Catalog const& catalog) {
  PriceTable table;
  for (auto const& listed : catalog.prices)
    table[{listed.instance_type, listed.price.region, listed.price.purchase}].push_back(&listed);
  return table;
}

ListedPrice const* held_on(PriceTable const& table, PriceKey const& key, std::string const& date) {
  auto const found = table.find(key);
  if (found == table.end()) return nullptr;
  ListedPrice const* held = nullptr;
  for (auto const* listed : found->second)
    if (listed->since <= date) held = listed;
  if (held != nullptr) return held;
  auto const* first = found->second.front();
  return days_between(parsed_date(date), parsed_date(first->since)) <= days_of_grace ? first
                                                                                     : nullptr;
}

double hourly_usd(ListedPrice const& listed) {
  constexpr double grain = 1e9;  // noise of the last bits is not shown
  return std::round(listed.price.per_instance / (dollar / hour) * grain) / grain;
}

std::string usd_text(double usd) {
  constexpr double grain = 1e6;
  return "$" + number_text(std::round(usd * grain) / grain);
}

std::string ratio_text(double ratio) { return fixed_text(ratio, 2); }

std::string place_of(ListedPrice const& listed) {
  return "prices/" + listed.instance_type + "/" + listed.price.region + "/" +
         std::string(purchase_name(listed.price.purchase));
}

std::string address_of(ListedPrice const& listed) {
  return place_of(listed) + " since " + listed.since;
}

std::string_view family_of(std::string_view type) { return type.substr(0, type.find('.')); }

}  // namespace ec2plan::catalog
