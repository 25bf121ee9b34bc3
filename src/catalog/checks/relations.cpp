#include "catalog/checks/inspection.hpp"

/// Prices of one type and place beside each other: what commits or can be lost costs less.
namespace ec2plan::catalog {
namespace {

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

Inspection spot_check(Catalog const& catalog) {
  Inspection inspection{{.name = "spot", .about = "spot costs at most on-demand"}};
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
