#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::import_overlay_test {
namespace {

constexpr char own[] = R"({
  "assumptions": [{"key": "fragmentation", "value": 1.05}],
  "instances": [{"instance_type": "p5.48xlarge", "network_gbps": 1600, "vcpus": 190}],
  "prices": [
    {"as_of": "2026-11-01", "instance_type": "p5.48xlarge", "purchase": "on-demand",
     "region": "us-east-1", "since": "2026-11-01", "usd_per_hour": 44.03},
    {"as_of": "2026-11-18", "instance_type": "p4d.24xlarge", "purchase": "spot",
     "region": "us-east-1", "since": "2026-11-10", "usd_per_hour": 7}
  ]
})";

std::string spot_of(std::string const& price, std::string const& day) {
  return R"({"SpotPriceHistory": [{"AvailabilityZone": "us-east-1a", "InstanceType": "p4d.24xlarge",
            "ProductDescription": "Linux/UNIX", "SpotPrice": ")" +
         price + R"(", "Timestamp": ")" + day + "T00:00:00Z\"}]}";
}

Import spot_beside(std::string const& overlay, std::string const& price, std::string const& day) {
  Folder const folder;
  auto const catalog = load_catalog({folder.file("own.json", overlay)});
  return import_of(catalog, ImportKind::spot_history, {spot_of(price, day)});
}

}  // namespace

TEST_CASE("An import is laid into an overlay whose other facts stay") {
  auto const merged = overlay_with(own, "own.json", spot_beside(own, "8.5", "2026-11-20"));
  Folder const folder;
  auto const catalog = load_catalog({folder.file("merged.json", merged)});
  auto const spot = [&](std::optional<Date> when = {}) {
    return price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot, when)->per_instance *
           hour / dollar;
  };
  CHECK(spot() == Approx(8.5));
  CHECK(spot(Date{2026, 11, 19}) == Approx(7));
  CHECK(price_of(catalog, "p5.48xlarge", "us-east-1", Purchase::on_demand)->per_instance * hour /
            dollar ==
        Approx(44.03));
  CHECK(find_instance(catalog, "p5.48xlarge")->vcpus == 190);
  CHECK_THAT(merged, Catch::Matchers::Contains("\"fragmentation\""));
}

TEST_CASE("Laid twice, an import changes nothing") {
  auto const import = spot_beside(own, "8.5", "2026-11-20");
  auto const once = overlay_with(own, "own.json", import);
  CHECK(overlay_with(once, "own.json", import) == once);
  CHECK(spot_beside(once, "8.5", "2026-11-20").overlay == "{}\n");
}

TEST_CASE("The same price seen later moves one date of the overlay") {
  auto const merged = overlay_with(own, "own.json", spot_beside(own, "7", "2026-11-20"));
  CHECK_THAT(merged, Catch::Matchers::Contains(R"("as_of": "2026-11-20", "instance_type": "p4d)"));
  CHECK_THAT(merged, Catch::Matchers::Contains(R"("since": "2026-11-10")"));
  CHECK_THAT(merged, !Catch::Matchers::Contains("2026-11-18"));
}

TEST_CASE("Two imports that were compared with the same overlay lose nothing of each other") {
  auto const first = spot_beside("{}", "8.5", "2026-11-20");
  auto const types = import_of(built_in(), ImportKind::offerings, {R"({"InstanceTypeOfferings": [
      {"InstanceType": "p5.48xlarge", "LocationType": "region", "Location": "mx-central-1"}]})"});
  auto const one = overlay_with(overlay_with("", "own.json", first), "own.json", types);
  auto const other = overlay_with(overlay_with("", "own.json", types), "own.json", first);
  CHECK(one == other);
  CHECK_THAT(one, Catch::Matchers::Contains("mx-central-1"));
  CHECK_THAT(one, Catch::Matchers::Contains("8.5"));
}

TEST_CASE(
    "An overlay is written as the catalog is: sorted, a price to a line, one newline at the end") {
  auto const import = spot_beside("{}", "8.5", "2026-11-20");
  CHECK(import.overlay == R"({
  "prices": [
    {"as_of": "2026-11-20", "instance_type": "p4d.24xlarge", "purchase": "spot", "region": "us-east-1", "since": "2026-11-20", "source": "AWS-SPOT-HISTORY-2026-11-20", "usd_per_hour": 8.5}
  ],
  "sources": {
    "AWS-SPOT-HISTORY-2026-11-20": {
      "date": "2026-11-20",
      "kind": "primary",
      "text": "What AWS itself said on this day: aws ec2 describe-spot-price-history",
      "url": null
    }
  }
}
)");
}

TEST_CASE("What is no overlay is refused") {
  Import const import{.overlay = "{}\n"};
  for (auto const* text :
       {"[]", "3", "{", R"({"prices": {}})", R"({"instances": [3]})", R"({"sources": []})"})
    CHECK(error_of([&] { return overlay_with(text, "own.json", import); }).where == "own.json");
}

}  // namespace ec2plan::import_overlay_test
