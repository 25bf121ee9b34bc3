#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::import_offerings_test {
namespace {

constexpr auto offerings = ImportKind::offerings;

std::string offer(std::string const& type, std::string const& location,
                  std::string const& kind = "region") {
  return R"({"InstanceTypeOfferings": [{"InstanceType": ")" + type + R"(", "LocationType": ")" +
         kind + R"(", "Location": ")" + location + "\"}]}";
}

bool is_offered(Catalog const& catalog, std::string_view type, std::string const& region) {
  auto const& regions = *find_instance(catalog, type)->regions;
  return std::ranges::find(regions, region) != regions.end();
}

}  // namespace

TEST_CASE("Offers that the catalog has are confirmed") {
  auto const import = import_of(built_in(), offerings, {aws_file("offerings")});
  CHECK(lines_of(import, Outcome::confirmed).size() == 3);
  CHECK(skipped(import, "the catalog has no such type") == 1);
  CHECK(import.overlay == "{}\n");
}

TEST_CASE("A region is added, and those known stay") {
  auto const import = import_of(built_in(), offerings, {offer("p5.48xlarge", "mx-central-1")});
  CHECK(line_of(import, "p5.48xlarge, mx-central-1", "offered").outcome == Outcome::added);
  auto const catalog = with(import);
  CHECK(is_offered(catalog, "p5.48xlarge", "mx-central-1"));
  CHECK(is_offered(catalog, "p5.48xlarge", "us-east-1"));
  CHECK(import_of(catalog, offerings, {offer("p5.48xlarge", "mx-central-1")}).overlay == "{}\n");
}

TEST_CASE("A zone is in its region") {
  auto const import = import_of(built_in(), offerings,
                                {offer("p5.48xlarge", "mx-central-1b", "availability-zone")});
  CHECK(line_of(import, "p5.48xlarge, mx-central-1", "offered").outcome == Outcome::added);
  auto const other =
      import_of(built_in(), offerings, {offer("p5.48xlarge", "use1-az1", "availability-zone-id")});
  CHECK(skipped(other, "its place is an availability-zone-id") == 1);
}

TEST_CASE("Only a complete list takes a region away, and only those that it speaks of") {
  auto const text = offer("p4d.24xlarge", "us-east-1");
  CHECK(import_of(built_in(), offerings, {text}).overlay == "{}\n");
  auto const import = import_of(built_in(), offerings, {text}, {.complete = true});
  auto const line = line_of(import, "p5.48xlarge, us-east-1", "offered");
  CHECK(line.outcome == Outcome::changed);
  CHECK(line.after == "no");
  auto const catalog = with(import);
  CHECK_FALSE(is_offered(catalog, "p5.48xlarge", "us-east-1"));
  CHECK(is_offered(catalog, "p5.48xlarge", "us-west-2"));
  CHECK(is_offered(catalog, "p4d.24xlarge", "us-east-1"));
}

TEST_CASE("One page of several is not complete") {
  auto const page = swapped(offer("p4d.24xlarge", "us-east-1"), "{\"InstanceTypeOfferings\"",
                            "{\"NextToken\": \"abc\", \"InstanceTypeOfferings\"");
  auto const error =
      error_of([&] { return import_of(built_in(), offerings, {page}, {.complete = true}); });
  CHECK(error.problem == "has a NextToken: it is one page of several");
  auto const import = import_of(built_in(), offerings, {page});
  CHECK(skipped(import, "a NextToken says that more pages follow") == 1);
  auto const last = offer("p5.48xlarge", "us-east-1");
  CHECK(lines_of(import_of(built_in(), offerings, {page, last}), Outcome::skipped).empty());
}

TEST_CASE("Another kind of file is refused, and the right command is named") {
  struct Wrong {
    ImportKind kind;
    std::string file;
    std::string fix;
  };
  for (auto const& wrong :
       {Wrong{offerings, "spot_history", "catalog import spot-history"},
        Wrong{ImportKind::spot_history, "instance_types", "catalog import instance-types"},
        Wrong{ImportKind::instance_types, "capacity_blocks", "catalog import capacity-blocks"},
        Wrong{ImportKind::capacity_blocks, "offerings", "catalog import offerings"},
        Wrong{offerings, "price_list", "catalog import offer-file"},
        Wrong{ImportKind::get_products, "price_list", "catalog import offer-file"},
        Wrong{ImportKind::get_products, "offerings", "catalog import offerings"},
        Wrong{ImportKind::offer_file, "priced_product", "catalog import get-products"},
        Wrong{ImportKind::offer_file, "spot_history", "catalog import spot-history"}}) {
    auto const error =
        error_of([&] { return import_of(built_in(), wrong.kind, {aws_file(wrong.file)}); });
    CHECK_THAT(error.problem, Catch::Matchers::Contains("looks like "));
    CHECK_THAT(error.fix, Catch::Matchers::Contains(wrong.fix));
  }
  for (auto const* text : {"[]", "{}", "3", "{\"InstanceTypes\": []}"})
    CHECK_THROWS_AS(import_of(built_in(), offerings, {text}), InputError);
}

TEST_CASE("A file that breaks off says where") {
  auto const whole = aws_file("offerings");
  for (std::size_t const length :
       {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 3}) {
    auto const error =
        error_of([&] { return import_of(built_in(), offerings, {whole.substr(0, length)}); });
    CHECK(error.where == "aws.json");
    CHECK_THAT(error.problem,
               Catch::Matchers::Contains(length == 0 ? "is empty" : "is not JSON at line "));
  }
  CHECK_THROWS_AS(import_of(built_in(), offerings, {whole + whole}), InputError);
}

TEST_CASE("A kind of file has a name, and one that is mistyped is told the near one") {
  for (auto const* name : {"instance-types", "spot-history", "get-products", "offer-file",
                           "capacity-blocks", "offerings"})
    CHECK(import_kind_name(import_kind_from(name)) == name);
  auto const error = error_of([] { return import_kind_from("spot-histroy"); });
  CHECK(error.fix == "did you mean spot-history?");
}

TEST_CASE("A place of no kind that AWS knows is refused, and so is a region without an end") {
  auto const error = error_of([] {
    return import_of(built_in(), offerings, {offer("p5.48xlarge", "us-east-1", "continent")});
  });
  CHECK(error.path == "/InstanceTypeOfferings/0/LocationType");
  for (auto const* kind : {"region", "availability-zone"}) {
    auto const long_name = "us-east-" + std::string(5000, '1');
    auto const too_long = error_of(
        [&] { return import_of(built_in(), offerings, {offer("p5.48xlarge", long_name, kind)}); });
    CHECK(too_long.path == "/InstanceTypeOfferings/0/Location");
  }
}

}  // namespace ec2plan::import_offerings_test
