#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::import_prices_test {
namespace {

constexpr auto spot = ImportKind::spot_history, blocks = ImportKind::capacity_blocks;

struct Event {
  std::string zone{};
  std::string price{};
  std::string time{};
  std::string product = "Linux/UNIX";
  std::string type = "p4d.24xlarge";
};

std::string history(std::vector<Event> const& events) {
  std::string text;
  for (auto const& event : events)
    text += (text.empty() ? "" : ",") +
            (R"({"AvailabilityZone": ")" + event.zone + R"(", "InstanceType": ")" + event.type +
             R"(", "ProductDescription": ")" + event.product + R"(", "SpotPrice": ")" +
             event.price + R"(", "Timestamp": ")" + event.time + "\"}");
  return "{\"SpotPriceHistory\": [" + text + "]}";
}

double dollars(Catalog const& catalog, std::string_view type, std::string_view region,
               Purchase purchase, std::optional<Date> when = {}) {
  auto const price = price_of(catalog, type, region, purchase, when);
  REQUIRE(price);
  return price->per_instance * hour / dollar;
}

}  // namespace

TEST_CASE("Spot prices that the catalog has are confirmed") {
  auto const import = import_of(built_in(), spot, {aws_file("spot_history")});
  CHECK(import.overlay == "{}\n");
  CHECK(import.as_of == "2025-12-21");
  CHECK(lines_of(import, Outcome::confirmed).size() == 3);
  CHECK(skipped(import, "the catalog has no such type") == 1);
}

TEST_CASE("A region's spot price is the lowest of its zones' newest") {
  auto const import =
      import_of(built_in(), spot,
                {history({
                    {"us-east-1a", "9.10", "2026-11-20T01:00:00+00:00"},
                    {"us-east-1a", "5.00", "2026-11-19T01:00:00+00:00"},  // older, though lower
                    {"us-east-1b", "8.20", "2026-11-18T23:59:59Z"},
                    {"us-east-1b", "8.90", "2026-11-18T23:59:58.999Z"},
                })});
  auto const line = line_of(import, "p4d.24xlarge, us-east-1, spot");
  CHECK(line.outcome == Outcome::changed);
  CHECK(line.before == "6.5323");
  CHECK(line.after == "8.2");
  auto const catalog = with(import);
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot) == Approx(8.2));
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot, Date{2026, 11, 17}) ==
        Approx(6.5323));
  auto const price = price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot);
  CHECK(price->as_of == "2026-11-20");
  CHECK(price->source == "AWS-SPOT-HISTORY-2026-11-20");
}

TEST_CASE("A price is written with the digits that AWS gave it") {
  for (auto const* price : {"1.91488", "0.95744", "21.957642", "13.10904", "0.123456789"}) {
    auto const import =
        import_of(built_in(), spot, {history({{"us-east-1a", price, "2026-11-20T01:00:00Z"}})});
    CHECK(line_of(import, "p4d.24xlarge, us-east-1, spot").after == price);
    CHECK_THAT(import.overlay,
               Catch::Matchers::Contains("\"usd_per_hour\": " + std::string(price) + "}"));
  }
}

TEST_CASE("Zones of several files are one region") {
  auto const import = import_of(built_in(), spot,
                                {history({{"us-east-1a", "9.10", "2026-11-20T01:00:00+00:00"}}),
                                 history({{"us-east-1b", "8.20", "2026-11-19T01:00:00+00:00"}})});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, spot").after == "8.2");
  CHECK(lines_of(import, Outcome::changed).size() == 1);
}

TEST_CASE("Windows is skipped, and a Local Zone is a region of its own") {
  auto const import =
      import_of(built_in(), spot,
                {history({
                    {"us-west-2-lax-1a", "4.20", "2026-11-20T01:00:00+00:00"},
                    {"us-west-2-lax-1b", "1.00", "2026-11-20T01:00:00+00:00", "Windows"},
                })});
  CHECK(line_of(import, "p4d.24xlarge, us-west-2-lax-1, spot").outcome == Outcome::added);
  CHECK(skipped(import, "the operating system is not Linux") == 1);
  auto const price = price_of(with(import), "p4d.24xlarge", "us-west-2-lax-1", Purchase::spot);
  CHECK(price->per_instance * hour / dollar == Approx(4.2));
}

TEST_CASE("A time as Python prints it is read") {
  auto const import =
      import_of(built_in(), spot, {history({{"us-east-1a", "7.25", "2026-11-20 08:10:55+00:00"}})});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, spot").after == "7.25");
  CHECK(import.as_of == "2026-11-20");
}

TEST_CASE("The same price seen again keeps its first day and is seen until the later one") {
  auto const text = history({{"us-east-1a", "6.5323", "2026-11-20T01:00:00+00:00"}});
  auto const first = import_of(built_in(), spot, {text});
  CHECK(line_of(first, "p4d.24xlarge, us-east-1, spot").outcome == Outcome::confirmed);
  auto const catalog = with(first);
  CHECK(price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot)->as_of == "2026-11-20");
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot, Date{2025, 12, 21}) ==
        Approx(6.5323));
  CHECK(import_of(catalog, spot, {text}).overlay == "{}\n");
}

TEST_CASE("Two prices on one day: the second replaces the first") {
  auto const first = with(import_of(
      built_in(), spot, {history({{"us-east-1a", "7.00", "2026-11-20T01:00:00+00:00"}})}));
  auto const later =
      import_of(first, spot, {history({{"us-east-1a", "7.50", "2026-11-20T02:00:00+00:00"}})});
  CHECK(line_of(later, "p4d.24xlarge, us-east-1, spot").before == "7");
  Folder const folder;
  auto const catalog = load_catalog({folder.file("b.json", later.overlay)});
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot) == Approx(7.5));
}

TEST_CASE("Events out of order, without UTC or without an amount are refused or sorted") {
  for (auto const* time : {"2026-11-20T01:00:00+01:00", "2026-11-20", "1700000000", "yesterday",
                           "2026-13-20T01:00:00Z"}) {
    auto const error = error_of([&] {
      return import_of(built_in(), spot, {history({{"us-east-1a", "5", time}})});
    });
    CHECK(error.path == "/SpotPriceHistory/0/Timestamp");
  }
  for (auto const* price : {"free", "-1", "1e99", "5 USD", "nan"}) {
    auto const error = error_of([&] {
      return import_of(built_in(), spot,
                       {history({{"us-east-1a", price, "2026-11-20T01:00:00Z"}})});
    });
    CHECK(error.path == "/SpotPriceHistory/0/SpotPrice");
  }
}

TEST_CASE("Blocks that cost what the catalog says are confirmed, to the cent of their fee") {
  auto const import =
      import_of(built_in(), blocks, {aws_file("capacity_blocks")}, {.retrieved = "2026-10-09"});
  CHECK(lines_of(import, Outcome::confirmed).size() == 3);
  CHECK(line_of(import, "u-p6e-gb200x72, us-east-1-dfw-2a, capacity-block").after == "761.904");
  CHECK(import.overlay == "{}\n");
}

TEST_CASE("The cheapest of several blocks of a region is its price") {
  auto const text = swapped(aws_file("capacity_blocks"), "us-west-2a", "us-east-1a");
  auto const dearer = swapped(swapped(text, "325.63", "999.99"), "64189.44", "40320.00");
  auto const import = import_of(built_in(), blocks, {text, dearer});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, capacity-block").outcome == Outcome::confirmed);
  auto const line = line_of(import, "p5.48xlarge, us-east-1, capacity-block");
  CHECK(line.before == "47.76");
  CHECK(line.after == "30");
  auto const price = price_of(with(import), "p5.48xlarge", "us-east-1", Purchase::capacity_block);
  CHECK(price->as_of == "2026-11-20");
}

TEST_CASE("Minutes of a block are paid too") {
  auto const fee = swapped(aws_file("capacity_blocks"), "325.63", "283.20");
  auto const text = swapped(
      swapped(fee, "\"CapacityBlockDurationHours\": 24", "\"CapacityBlockDurationHours\": 23"),
      "\"CapacityBlockDurationMinutes\": 0", "\"CapacityBlockDurationMinutes\": 36");
  auto const import = import_of(built_in(), blocks, {text});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, capacity-block").after == "12");  // 283.2 / 23.6
}

TEST_CASE("Blocks in other money or on dedicated hardware are skipped") {
  auto const yuan = swapped(aws_file("capacity_blocks"), "USD", "CNY");
  CHECK(skipped(import_of(built_in(), blocks, {yuan}), "the currency is not USD") == 3);
  auto const own = swapped(aws_file("capacity_blocks"), "default", "dedicated");
  CHECK(skipped(import_of(built_in(), blocks, {own}), "the tenancy is dedicated") == 3);
  auto const free = swapped(aws_file("capacity_blocks"), "325.63", "0.00");
  CHECK(skipped(import_of(built_in(), blocks, {free}), "not a price from $0.01") == 1);
}

TEST_CASE("An event of a day after tomorrow is refused, one of tomorrow is not") {
  auto const at = [](std::string const& time) {
    return history({{"us-east-1a", "8", "2026-11-20T01:00:00Z"}, {"us-east-1a", "9", time}});
  };
  ImportOptions const options{.today = Date{2026, 12, 31}};
  CHECK(import_of(built_in(), spot, {at("2027-01-01T23:59:59Z")}, options).as_of == "2027-01-01");
  for (auto const* time : {"2027-01-02T00:00:00Z", "2099-01-01T00:00:00Z"}) {
    auto const error = error_of([&] { return import_of(built_in(), spot, {at(time)}, options); });
    CHECK(error.kind == InputFault::Kind::file);
    CHECK(error.path == "/SpotPriceHistory/1/Timestamp");
    CHECK(error.problem == "lies in the future");
    CHECK(error.expected == "a time up to 2027-01-01");
  }
}

TEST_CASE("A price list that was published on a day after tomorrow is refused") {
  ImportOptions const options{.today = Date{2026, 11, 20}};
  auto const list = aws_file("price_list");
  auto future = swapped(list, "2026-09-10T19:55:14Z", "2026-11-22T00:00:00Z");
  auto const error =
      error_of([&] { return import_of(built_in(), ImportKind::offer_file, {future}, options); });
  CHECK_THAT(error.problem,
             Catch::Matchers::StartsWith("has a publication date in the future, 2026-11-22,"));
  future = swapped(list, "2026-09-10T19:55:14Z", "2026-11-21T23:59:59Z");
  CHECK_NOTHROW(import_of(built_in(), ImportKind::offer_file, {future}, options));
}

TEST_CASE("Two prices of one zone and time are refused, the same twice is not") {
  Event const event{"us-east-1a", "8", "2026-11-20T01:00:00Z"};
  auto other = event, zone = event, classic = event;
  other.price = "9";
  zone.price = "7";
  zone.zone = "us-east-1b";
  classic.price = "9";
  classic.product = "Linux/UNIX (Amazon VPC)";
  auto const import = import_of(built_in(), spot, {history({event, event, zone, classic})});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, spot").after == "7");
  auto const error = error_of([&] {
    return import_of(built_in(), spot, {history({event, other})});
  });
  CHECK(error.path == "/SpotPriceHistory/1/SpotPrice");
  CHECK_THAT(error.problem, Catch::Matchers::Contains("8 stands before it"));
}

TEST_CASE("An example of what is skipped is short, whatever the file holds") {
  Event event{"us-east-1a", "8", "2026-11-20T01:00:00Z"};
  event.product = std::string(100'000, 'W');
  auto const import = import_of(built_in(), spot, {history({event})});
  auto const lines = lines_of(import, Outcome::skipped);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].subject.size() < 200);
}

TEST_CASE("A spot price or a block proves that a type is offered where the catalog lists it not") {
  auto const is_offered = [](Catalog const& catalog, std::string const& region) {
    return listed_in(*find_instance(catalog, "p4d.24xlarge"), region);
  };
  REQUIRE_FALSE(is_offered(built_in(), "mx-central-1"));
  auto const text = history({{"mx-central-1a", "8", "2026-11-20T01:00:00Z"}});
  auto const import = import_of(built_in(), spot, {text});
  auto const line = line_of(import, "p4d.24xlarge", "regions");
  CHECK(line.outcome == Outcome::added);
  CHECK(line.after == "mx-central-1");
  auto const after = with(import);
  CHECK(is_offered(after, "mx-central-1"));
  CHECK(is_offered(after, "us-east-1"));
  auto const sources = after.field_sources.at("instances/p4d.24xlarge/regions");
  CHECK_THAT(sources, Catch::Matchers::EndsWith("; AWS-SPOT-HISTORY-2026-11-20"));
  CHECK_THAT(sources, Catch::Matchers::Contains("OFFER; "));
  auto const earlier = history({{"il-central-1a", "8", "2026-11-10T01:00:00Z"}});
  auto const both = with(import_of(after, spot, {earlier}));
  CHECK(is_offered(both, "il-central-1"));
  CHECK(is_offered(both, "mx-central-1"));
  CHECK(import_of(after, spot, {text}).overlay == "{}\n");
  auto const sold = swapped(aws_file("capacity_blocks"), "us-east-1b", "mx-central-1b");
  CHECK(is_offered(with(import_of(built_in(), blocks, {sold})), "mx-central-1"));
}

TEST_CASE("A spot price of before the regions were looked up proves nothing, nor does a list") {
  auto const old = history({{"mx-central-1a", "8", "2025-11-20T01:00:00Z"}});
  CHECK_FALSE(listed_in(*find_instance(with(import_of(built_in(), spot, {old})), "p4d.24xlarge"),
                        "mx-central-1"));
  auto const withdrawn =
      history({{"us-east-1a", "4", "2026-04-30T01:00:00Z", "Linux/UNIX", "p3.8xlarge"}});
  CHECK(find_instance(with(import_of(built_in(), spot, {withdrawn})), "p3.8xlarge")
            ->regions->empty());
  auto const list = swapped(aws_file("price_list"), "\"us-east-1\"", "\"mx-central-1\"");
  for (auto const& line : import_of(built_in(), ImportKind::offer_file, {list}).lines)
    CHECK(line.field != "regions");
}

}  // namespace ec2plan::import_prices_test
