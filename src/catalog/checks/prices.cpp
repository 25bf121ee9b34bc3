#include "catalog/checks/inspection.hpp"

/// Prices, each alone and over time.
namespace ec2plan::catalog {
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

}  // namespace ec2plan::catalog
