#include "ec2plan/catalog/difference.hpp"

#include <algorithm>

#include "ec2plan/catalog/history.hpp"
#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::difference_test {
namespace {

using testing::small_catalog;

/// The only change from the small catalog to this one.
Change only_change(Catalog const& after) {
  auto const result = difference(small_catalog(), after);
  REQUIRE(result.changes.size() == 1);
  return result.changes.front();
}

Change const* move_of(Difference const& difference, std::string_view type,
                      std::string_view region) {
  for (auto const& change : difference.changes)
    if (change.kind == ChangeKind::price_moved && change.instance_type == type &&
        change.region == region && change.purchase == Purchase::on_demand)
      return &change;
  return nullptr;
}

double usd(std::optional<HourlyPrice> const& price) { return price.value() / (dollar / hour); }

TEST_CASE("a catalog does not differ from itself") {
  CHECK(difference(small_catalog(), small_catalog()).changes.empty());
}

TEST_CASE("the newest price of each kind is compared") {
  auto catalog = small_catalog();
  testing::add_price(catalog, testing::listed("p5.48xlarge", "us-east-1", Purchase::on_demand,
                                              41.28, "2026-07-21", "2026-07-21"));
  auto const change = only_change(catalog);
  CHECK(change.kind == ChangeKind::price_moved);
  CHECK(change.record == "prices/p5.48xlarge/us-east-1/on-demand");
  CHECK(usd(change.price_before) == Approx(55.04));
  CHECK(usd(change.price_after) == Approx(41.28));
  CHECK(price_change(change).value() == Approx(-0.25));
  CHECK(change.date_before == "2026-07-20");
  CHECK(change.date_after == "2026-07-21");
}

TEST_CASE("rounding in a source is no move") {
  auto catalog = small_catalog();
  for (auto& listed : catalog.prices)
    listed.price.per_instance *= 1 + 1e-7;
  CHECK(difference(small_catalog(), catalog).changes.empty());
}

TEST_CASE("prices and types that one side alone has") {
  auto catalog = small_catalog();
  catalog.instances.pop_back();
  std::erase_if(catalog.prices,
                [](ListedPrice const& one) { return one.instance_type == "p5.4xlarge"; });
  auto const less = difference(small_catalog(), catalog);
  REQUIRE(less.changes.size() == 2);
  CHECK(less.changes[0].kind == ChangeKind::type_removed);
  CHECK(less.changes[1].kind == ChangeKind::price_removed);
  CHECK_FALSE(price_change(less.changes[1]));
  auto const more = difference(catalog, small_catalog());
  REQUIRE(more.changes.size() == 2);
  CHECK(more.changes[0].kind == ChangeKind::type_added);
  CHECK(more.changes[0].after == "2025-08-12");
  CHECK(more.changes[1].kind == ChangeKind::price_added);
  CHECK(usd(more.changes[1].price_after) == Approx(6.88));
}

TEST_CASE("a type that retires is told once, not by region") {
  auto catalog = small_catalog();
  catalog.instances[1].retired = "2026-07";
  catalog.instances[1].regions->clear();
  auto const change = only_change(catalog);
  CHECK(change.kind == ChangeKind::type_retired);
  CHECK(change.after == "2026-07");
  auto const back = difference(catalog, small_catalog());
  CHECK(count_of(back, ChangeKind::fact_changed) == 1);
  CHECK(count_of(back, ChangeKind::region_added) == 3);
}

TEST_CASE("a retirement that is announced, moved or taken back is a changed fact") {
  auto catalog = small_catalog();
  catalog.instances[1].retired = "2026-11-20";  // after the newest price: not gone yet
  auto change = only_change(catalog);
  CHECK(change.kind == ChangeKind::fact_changed);
  CHECK(change.record == "instances/p5.48xlarge");
  CHECK(change.field == "retired");
  CHECK(change.before.empty());
  CHECK(change.after == "2026-11-20");
  catalog = small_catalog();
  catalog.instances[0].retired = "2026-05";  // gone on both sides
  change = only_change(catalog);
  CHECK(change.before == "2026-04");
  CHECK(change.after == "2026-05");
}

TEST_CASE("where a type is offered") {
  auto catalog = small_catalog();
  (*catalog.instances[1].regions)[0] = "sa-east-1";
  auto const result = difference(small_catalog(), catalog);
  REQUIRE(result.changes.size() == 2);
  CHECK(result.changes[0].kind == ChangeKind::region_added);
  CHECK(result.changes[0].region == "sa-east-1");
  CHECK(result.changes[1].kind == ChangeKind::region_removed);
  CHECK(result.changes[1].region == "eu-north-1");
  catalog.instances[1].regions = std::nullopt;
  auto const change = only_change(catalog);
  CHECK(change.field == "regions");
  CHECK(change.before == "3 recorded");
  CHECK(change.after.empty());
}

TEST_CASE("a fact of a type, an accelerator or an assumption") {
  auto catalog = small_catalog();
  catalog.instances[1].vcpus = 96;
  auto change = only_change(catalog);
  CHECK(change.kind == ChangeKind::fact_changed);
  CHECK(change.record == "instances/p5.48xlarge");
  CHECK(change.instance_type == "p5.48xlarge");
  CHECK(change.field == "vcpus");
  CHECK(change.before == "192");
  CHECK(change.after == "96");
  catalog = small_catalog();
  catalog.accelerators[1].fp16 = std::nullopt;
  change = only_change(catalog);
  CHECK(change.record == "accelerators/v100-16gb");
  CHECK(change.field == "dense_tflops_per_s/fp16");
  CHECK(change.before == "125");
  CHECK(change.after.empty());
  catalog = small_catalog();
  catalog.assumptions[0].value = 0.03;
  change = only_change(catalog);
  CHECK(change.record == "assumptions/tie_chance");
  CHECK(change.after == "0.03");
}

TEST_CASE("records of other kinds that one side alone has") {
  auto catalog = small_catalog();
  ModelEntry model;
  model.shape.name = "tiny-1b";
  catalog.models.push_back(model);
  CHECK(only_change(catalog).record == "models/tiny-1b");
  CHECK(only_change(catalog).kind == ChangeKind::record_added);
  catalog = small_catalog();
  catalog.assumptions.pop_back();
  CHECK(only_change(catalog).kind == ChangeKind::record_removed);
}

TEST_CASE("the largest move is told first, whichever way it went") {
  auto catalog = small_catalog();
  auto& first = catalog.prices[1];
  auto& last = catalog.prices.back();
  first.price.per_instance *= 1.5;
  last.price.per_instance *= 0.4;
  auto const result = difference(small_catalog(), catalog);
  REQUIRE(result.changes.size() == 2);
  CHECK(price_change(result.changes[0]).value() == Approx(-0.6));
  CHECK(price_change(result.changes[1]).value() == Approx(0.5));
}

TEST_CASE("changes of some regions keep what has no region") {
  auto catalog = small_catalog();
  for (auto& listed : catalog.prices)
    listed.price.per_instance *= 2;
  catalog.instances[1].vcpus = 96;
  auto const all = difference(small_catalog(), catalog);
  auto const some = in_regions(all, {"us-east-2"});
  CHECK(count_of(all, ChangeKind::price_moved) == 8);
  CHECK(count_of(some, ChangeKind::price_moved) == 1);
  CHECK(count_of(some, ChangeKind::fact_changed) == 1);
}

/// Public: P4d, P5 and P5en were cut by 33, 44 and 25 % in June 2025.
TEST_CASE(
    "the shipped history has the price cuts of June 2025, on their day and in other regions") {
  auto const catalog = load_catalog();
  auto const cuts = difference(known_on(catalog, {2025, 5, 31}), known_on(catalog, {2025, 6, 1}));
  auto const change = [&](std::string_view type) {
    auto const* move = move_of(cuts, type, "us-east-1");
    REQUIRE(move != nullptr);
    return price_change(*move).value();
  };
  CHECK(change("p4d.24xlarge") == Approx(-0.33).margin(0.005));
  CHECK(change("p4de.24xlarge") == Approx(-0.33).margin(0.005));
  CHECK(change("p5.48xlarge") == Approx(-0.44).margin(0.005));
  CHECK(change("p5en.48xlarge") == Approx(-0.254).margin(0.005));
  auto const* elsewhere = move_of(cuts, "p5.48xlarge", "eu-west-2");
  REQUIRE(elsewhere != nullptr);
  CHECK(price_change(*elsewhere).value() == Approx(-0.44).margin(0.005));
}

}  // namespace
}  // namespace ec2plan::difference_test
