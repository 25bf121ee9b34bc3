#include "catalog/checks/inspection.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/price_age.hpp"
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

/// Prices: each alone, over time, and beside others of one type and place, where what commits or
/// can be lost costs less.

namespace {

/// Dollars per accelerator and hour. The shipped prices span 0.53 to 21.4 on demand, 0.13 to 9.5
/// spot, 0.33 to 6.9 reserved, 0.60 to 14.6 in blocks (T4 to B300); twice as far is doubtful, and
/// five times as far is a wrong unit: a price of an accelerator in place of an instance, or cents.
Band plausible_prices(Purchase purchase) {
  switch (purchase) {
    case Purchase::spot:
      return {.least = 0.06, .most = 20, .least_at_all = 0.025, .most_at_all = 100};
    case Purchase::on_demand:
    case Purchase::reserved_1yr:
    case Purchase::reserved_3yr:
    case Purchase::savings_plan:
    case Purchase::capacity_block:
      break;
  }
  return {.least = 0.15, .most = 45, .least_at_all = 0.06, .most_at_all = 110};
}

/// A list price was never cut by half, and spot moved 2.8 times in eight months.
constexpr Band list_moves{.least = 1 / 3.0, .most = 3, .least_at_all = 1 / 6.0, .most_at_all = 6};
constexpr Band spot_moves{.least = 1 / 3.0, .most = 3, .least_at_all = 0.05, .most_at_all = 20};

/// Twice the on-demand price is a wrong unit or a wrong type; above it is only strange, as the two
/// were seldom read on the same day. A thousandth is rounding.
constexpr Band at_most_the_other{
    .least = 0.02, .most = 1.001, .least_at_all = 0.005, .most_at_all = 2};

/// The shipped blocks cost 0.34 to 0.87 of on-demand.
constexpr Band beside_on_demand{.least = 0.25, .most = 1.25, .least_at_all = 0.1, .most_at_all = 3};

/// Beside the price of the other kind in the same place at the same time.
void compare(Inspection& inspection, PriceTable const& table, ListedPrice const& listed,
             Purchase other_kind, Band const& band, std::string const& expected) {
  auto const* other =
      held_on(table, {listed.instance_type, listed.price.region, other_kind}, listed.price.as_of);
  if (other == nullptr) return;
  double const ratio = hourly_usd(listed) / hourly_usd(*other);
  judge(inspection, ratio, band, address_of(listed),
        usd_text(hourly_usd(listed)) + " is " + ratio_text(ratio) + " times the " +
            std::string(purchase_name(other_kind)) + " price, " + usd_text(hourly_usd(*other)) +
            " since " + other->since,
        expected);
}

void compare_all(Inspection& inspection, Catalog const& catalog, Purchase kind, Purchase other_kind,
                 Band const& band, std::string const& expected) {
  auto const table = price_table(catalog);
  for (auto const& listed : catalog.prices)
    if (listed.price.purchase == kind)
      compare(inspection, table, listed, other_kind, band, expected);
}

constexpr char below_on_demand[] = "at most the on-demand price of that place and time";

}  // namespace

Inspection price_range_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "price-range", .about = "the price of an accelerator and hour is plausible"}};
  for (auto const& listed : catalog.prices) {
    auto const* type = find_instance(catalog, listed.instance_type);
    if (type == nullptr || type->accelerators < 1) continue;
    double const each = hourly_usd(listed) / type->accelerators;
    auto const band = plausible_prices(listed.price.purchase);
    judge(
        inspection, each, band, address_of(listed),
        usd_text(each) + " an accelerator and hour (" + usd_text(hourly_usd(listed)) +
            " an instance)",
        usd_text(band.least) + " to " + usd_text(band.most) + "; is it the price of an instance?");
  }
  return inspection;
}

/// A new price begins when the old one was last seen, or later.
Inspection history_check(Catalog const& catalog) {
  Inspection inspection{{.name = "history", .about = "the stretches of a price do not overlap"}};
  for (auto const& [key, records] : price_table(catalog)) {
    for (std::size_t i = 1; i < records.size(); ++i) {
      inspection.look();
      if (records[i - 1]->price.as_of <= records[i]->since) continue;
      inspection.find(Severity::broken, address_of(*records[i]),
                      "begins while the price since " + records[i - 1]->since +
                          " was still seen, on " + records[i - 1]->price.as_of,
                      "a \"since\" not before " + records[i - 1]->price.as_of);
    }
  }
  return inspection;
}

Inspection moves_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "moves", .about = "a price moves at most threefold between two records"}};
  for (auto const& [key, records] : price_table(catalog)) {
    for (std::size_t i = 1; i < records.size(); ++i) {
      double const before = hourly_usd(*records[i - 1]), after = hourly_usd(*records[i]);
      judge(inspection, after / before,
            records[i]->price.purchase == Purchase::spot ? spot_moves : list_moves,
            address_of(*records[i]),
            "moved from " + usd_text(before) + " to " + usd_text(after) + ", a factor of " +
                ratio_text(after / before),
            "a third to three times the price before");
    }
  }
  return inspection;
}

/// One finding for each kind: a list lapses as a whole.
Inspection lapse_check(Catalog const& catalog, std::optional<Date> today) {
  Inspection inspection{
      {.name = "lapse", .about = "current prices stand in a list that is not over yet"}};
  std::map<std::pair<Purchase, std::string>, std::int64_t> lapsed;
  for (auto const& [key, records] : price_table(catalog)) {
    Price const& price = records.back()->price;
    if (holds_until(price.purchase, price.as_of).empty()) continue;
    inspection.look();
    auto const last = lapsed_by(price.purchase, price.as_of, today ? date_text(*today) : "");
    if (!last.empty()) ++lapsed[{price.purchase, last}];
  }
  for (auto const& [list, count] : lapsed)
    inspection.find(Severity::doubtful, "prices/*/*/" + std::string(purchase_name(list.first)),
                    integer_text(count) + " of a list that held until " + list.second +
                        ": they are the last that were seen",
                    "the list of this quarter: `ec2plan catalog import`");
  return inspection;
}

/// Where nobody bids AWS lists the on-demand price: that is no market, and hides what spot costs.
void find_no_market(Inspection& inspection, Catalog const& catalog) {
  auto const table = price_table(catalog);
  for (auto const& listed : catalog.prices) {
    if (listed.price.purchase != Purchase::spot) continue;
    auto const* other =
        held_on(table, {listed.instance_type, listed.price.region, Purchase::on_demand},
                listed.price.as_of);
    double const ratio = other == nullptr ? 0 : hourly_usd(listed) / hourly_usd(*other);
    if (ratio < at_most_the_other.most && ratio > 2 - at_most_the_other.most)
      inspection.find(Severity::doubtful, address_of(listed),
                      usd_text(hourly_usd(listed)) + " is the on-demand price since " +
                          other->since + ": no market",
                      "no record where spot costs as much as on demand");
  }
}

Inspection spot_check(Catalog const& catalog) {
  Inspection inspection{{.name = "spot", .about = "spot costs less than on-demand"}};
  find_no_market(inspection, catalog);
  compare_all(inspection, catalog, Purchase::spot, Purchase::on_demand, at_most_the_other,
              below_on_demand);
  return inspection;
}

Inspection commitment_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "commitment", .about = "reservations and savings plans cost at most on-demand"}};
  for (auto const kind : {Purchase::reserved_1yr, Purchase::reserved_3yr, Purchase::savings_plan})
    compare_all(inspection, catalog, kind, Purchase::on_demand, at_most_the_other, below_on_demand);
  return inspection;
}

Inspection term_check(Catalog const& catalog) {
  Inspection inspection{{.name = "term", .about = "three years cost at most one, by the hour"}};
  compare_all(inspection, catalog, Purchase::reserved_3yr, Purchase::reserved_1yr,
              at_most_the_other, "at most the one-year price of that place and time");
  return inspection;
}

Inspection capacity_block_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "capacity-block", .about = "Capacity Blocks cost about as much as on-demand"}};
  compare_all(inspection, catalog, Purchase::capacity_block, Purchase::on_demand, beside_on_demand,
              "0.25 to 1.25 times the on-demand price of that place and time");
  return inspection;
}

}  // namespace ec2plan::catalog
