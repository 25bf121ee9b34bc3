#include <algorithm>
#include <cmath>
#include <set>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/hardware/device.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::built_in_test {
namespace {

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

double usd_per_hour(Price const& price) { return price.per_instance * hour / dollar; }

}  // namespace

TEST_CASE("Every type that must work is in the catalog, with a bandwidth and a memory") {
  for (auto const* name :
       {"p3.2xlarge",       "p3.8xlarge",       "p3.16xlarge",   "p3dn.24xlarge", "p4d.24xlarge",
        "p4de.24xlarge",    "p5.4xlarge",       "p5.48xlarge",   "p5e.48xlarge",  "p5en.48xlarge",
        "p6-b200.48xlarge", "p6-b300.48xlarge", "dl1.24xlarge",  "trn1.2xlarge",  "trn1.32xlarge",
        "trn1n.32xlarge",   "trn2.48xlarge",    "g4dn.12xlarge", "g5.48xlarge",   "g6.48xlarge",
        "g6e.48xlarge"}) {
    CAPTURE(name);
    auto const* type = find_instance(built_in(), name);
    REQUIRE(type != nullptr);
    CHECK(type->accelerator.memory >= 15 * gibibyte);
    CHECK(type->accelerator.memory_bandwidth.has_value());
    CHECK(type->network > Bandwidth());
    CHECK(type->vcpus > 0);
    CHECK_FALSE(prices_of(built_in(), name).empty());
  }
}

TEST_CASE("The facts of a P5 are those of its maker, in base units") {
  auto const* type = find_instance(built_in(), "P5.48XLARGE");
  REQUIRE(type != nullptr);
  CHECK(type->name == "p5.48xlarge");
  CHECK(type->accelerators == 8);
  CHECK(type->accelerator.id == "h100-80gb");
  CHECK(*type->accelerator.bf16 / (tera * flop / second) == Approx(989.4).margin(0.2));
  CHECK(type->network / (gigabit / second) == Approx(3200));
  CHECK(type->link->per_direction / (gigabyte / second) == Approx(450));
  REQUIRE(type->efa);
  CHECK(built_in().field_sources.count("instances/p5.48xlarge/network_gbps") == 1);
  CHECK(built_in().field_sources.count("accelerators/h100-80gb/dense_tflops_per_s") == 1);
}

TEST_CASE("A type has one accelerator's memory times their number, as the API says") {
  for (auto const& type : built_in().instances) {
    auto const told = built_in().stated.find("instances/" + type.name + "/memory_total_mib");
    if (told == built_in().stated.end()) continue;
    CAPTURE(type.name);
    double const total = type.accelerators * (type.accelerator.memory / mebibyte);
    CHECK(told->second == Approx(total).epsilon(0.01));
  }
}

TEST_CASE("Peaks and bandwidths of all accelerators are in the range of real parts") {
  for (auto const& part : built_in().accelerators) {
    CAPTURE(part.id);
    CHECK(part.memory >= 14 * gibibyte);
    CHECK(part.memory <= 300 * gibibyte);
    if (!part.bf16 && !part.fp16) continue;
    double const peak =
        *dense_peak(part, part.bf16 ? Precision::bf16 : Precision::fp16) / (tera * flop / second);
    CHECK(peak > 50);
    CHECK(peak < 3000);
    if (part.fp8 && part.bf16) CHECK(*part.fp8 / *part.bf16 < 2.1);
    // FLOPs per byte of memory traffic: a figure with sparsity, or in GB for GiB, falls outside.
    REQUIRE(part.memory_bandwidth);
    double const intensity = peak * 1e12 / (*part.memory_bandwidth / (byte / second));
    CHECK(intensity > 60);
    CHECK(intensity < 450);
  }
}

TEST_CASE("P4d cost 32.7726 dollars an hour on the first of July 2023, and less now") {
  auto const then =
      price_of(built_in(), "p4d.24xlarge", "us-east-1", Purchase::on_demand, Date{2023, 7, 1});
  REQUIRE(then);
  CHECK(usd_per_hour(*then) == Approx(32.7726));
  auto const now = price_of(built_in(), "p4d.24xlarge", "us-east-1", Purchase::on_demand);
  REQUIRE(now);
  CHECK(usd_per_hour(*now) < usd_per_hour(*then));
  CHECK_FALSE(
      price_of(built_in(), "p4d.24xlarge", "us-east-1", Purchase::on_demand, Date{2010, 1, 1}));
  CHECK_FALSE(price_of(built_in(), "p4d.24xlarge", "mars-1", Purchase::on_demand));
}

TEST_CASE("All prices of a type are each the newest of its region and purchase") {
  auto const prices = prices_of(built_in(), "p4d.24xlarge");
  std::set<std::pair<std::string, Purchase>> sold;
  for (auto const& price : prices) {
    CHECK(sold.emplace(price.region, price.purchase).second);
    auto const one = price_of(built_in(), "p4d.24xlarge", price.region, price.purchase);
    REQUIRE(one);
    CHECK(usd_per_hour(*one) == usd_per_hour(price));
  }
  CHECK(sold.count({"us-east-1", Purchase::on_demand}) == 1);
}

TEST_CASE("A reservation and spot cost less than on-demand at the same place") {
  int compared = 0;
  for (auto const& type : built_in().instances) {
    for (auto const& price : prices_of(built_in(), type.name)) {
      if (price.purchase != Purchase::reserved_1yr && price.purchase != Purchase::reserved_3yr)
        continue;
      auto const list = price_of(built_in(), type.name, price.region, Purchase::on_demand);
      if (!list) continue;
      CAPTURE(type.name, price.region);
      CHECK(usd_per_hour(price) < usd_per_hour(*list));
      ++compared;
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("The catalog knows its date, its regions and its hash") {
  CHECK(built_in().as_of >= "2026-07-20");
  CHECK(built_in().version >= built_in().as_of);
  CHECK(built_in().sha256.size() == 64);
  CHECK(built_in().sha256 == load_catalog().sha256);
  auto const names = regions(built_in());
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::find(names.begin(), names.end(), "us-east-1") != names.end());
}

TEST_CASE("Lists are sorted by their keys") {
  auto const& c = built_in();
  CHECK(std::is_sorted(c.instances.begin(), c.instances.end(),
                       [](auto const& a, auto const& b) { return a.name < b.name; }));
  CHECK(std::is_sorted(c.models.begin(), c.models.end(),
                       [](auto const& a, auto const& b) { return a.shape.name < b.shape.name; }));
  CHECK(std::is_sorted(c.assumptions.begin(), c.assumptions.end(),
                       [](auto const& a, auto const& b) { return a.key < b.key; }));
}

TEST_CASE("Every published count of parameters is reproduced to the digit") {
  int counted = 0;
  for (auto const& entry : built_in().models) {
    CAPTURE(entry.shape.name);
    if (!entry.published_parameters) continue;
    CHECK(parameters(entry.shape).total() == *entry.published_parameters);
    ++counted;
  }
  CHECK(counted >= 50);
}

TEST_CASE("A kind of purchase reads back from its name") {
  for (auto const* name : {"on-demand", "spot", "reserved-1yr", "reserved-3yr", "capacity-block"}) {
    REQUIRE(purchase_from(name));
    CHECK(purchase_name(*purchase_from(name)) == name);
  }
  CHECK(purchase_from("Spot") == Purchase::spot);
  CHECK_FALSE(purchase_from("auction"));
}

}  // namespace ec2plan::built_in_test
