#include <string>

#include "tests/unit/catalog/price_lists.hpp"

namespace ec2plan::aws_get_products_test {
namespace {

using catalog::read_get_products;

std::string const listed =
    "p4d.24xlarge us-east-1 on-demand 21.957642 2025-06-23 2026-09-10\n"
    "p4d.24xlarge us-east-1 reserved-1yr 13.921094 2026-01-21 2026-09-10\n";

/// The product as a text within a document.
std::string written(std::string const& product) { return catalog::Json(product).dump(); }

std::string other_type() {
  std::string product = fixture("priced_product.json");
  for (auto at = product.find("p4d.24xlarge"); at != product.npos;
       at = product.find("p4d.24xlarge"))
    product.replace(at, 12, "p9z.24xlarge");
  return product;
}

}  // namespace

TEST_CASE("Products are read as texts, as objects, in a list, alone, and one on each line") {
  std::string const product = fixture("priced_product.json");
  for (std::string const& text :
       {R"({"PriceList": [)" + written(product) + R"(], "FormatVersion": "aws_v1"})",
        R"({"FormatVersion": "aws_v1", "PriceList": [)" + product + "]}",
        "[" + written(product) + "]", "[" + product + "]", product, written(product)}) {
    CAPTURE(text.substr(0, 60));
    auto const findings = found(read_get_products, text);
    CHECK(prices_text(findings) == listed);
    CHECK(findings.as_of == "2026-09-10");
    CHECK(adds_up(findings));
    CHECK(findings.records == 5);
    CHECK_FALSE(findings.continued);
  }
  auto const lines = found(read_get_products, written(product) + "\n" + product + "\n");
  CHECK(prices_text(lines) == listed);
  CHECK(skipped(lines, "it stands twice") == 2);
}

TEST_CASE("An answer of products reads the same in blocks of any size") {
  std::string const text =
      R"({"PriceList": [)" + written(fixture("priced_product.json")) + ", " + other_type() + "]}";
  for (std::size_t const block : {1UL, 2UL, 3UL, 7UL, 64UL, 1000UL}) {
    auto const findings = found(read_get_products, text, block);
    CHECK(prices_text(findings) == listed);
    CHECK(skipped(findings, "it is no type of the catalog: import instance-types first") == 1);
  }
}

TEST_CASE("The order of a product's members does not matter") {
  auto const product = catalog::Json::parse(fixture("priced_product.json"));
  std::string const text = R"({"publicationDate": "2026-09-10T19:55:14Z", "terms": )" +
                           product["terms"].dump() + R"(, "product": )" +
                           product["product"].dump() + "}";
  CHECK(prices_text(found(read_get_products, text)) == listed);
}

TEST_CASE("Each product is dated by its own day, and one without a day is not dated") {
  std::string const product = fixture("priced_product.json");
  auto const undated = found(read_get_products, replaced(product, "publicationDate", "published"));
  CHECK(undated.prices.front().price.as_of.empty());
  CHECK(undated.prices.front().since == "2025-06-23");
  auto const early =
      found(read_get_products, replaced(product, "2026-09-10T19:55:14Z", "2026-01-10T00:00:00Z") +
                                   replaced(product, "us-east-1", "us-west-2"));
  CHECK(early.prices.front().price.as_of == "2026-01-10");
  CHECK(early.prices.back().price.as_of == "2026-09-10");
  CHECK(early.as_of == "2026-09-10");
}

TEST_CASE("An empty answer has no prices, and a page says that more follow") {
  CHECK(found(read_get_products, R"({"PriceList": []})").records == 0);
  CHECK(found(read_get_products, R"({"PriceList": [], "NextToken": "x"})").continued);
}

TEST_CASE("Products that are cut off anywhere are refused") {
  std::string const product = fixture("priced_product.json");
  for (std::string const& text : {R"({"PriceList":[)" + written(product) + "]}",
                                  "[" + product.substr(0, product.size() - 1) + "]"})
    for (std::size_t size = 0; size < text.size(); ++size) {
      auto const error =
          error_of([&] { return found(read_get_products, text.substr(0, size)).records; });
      if (error.kind != InputError::Kind::file || error.problem.find("byte") == std::string::npos)
        FAIL("cut after " << size << " bytes: " << error.what());
    }
}

TEST_CASE("A product that is broken is named by its number") {
  std::string const product = fixture("priced_product.json");
  auto const with_second = [&](std::string const& text) {
    return R"({"PriceList": [)" + written(product) + ", " + written(text) + "]}";
  };
  check_refused(read_get_products, with_second(product.substr(0, 700)),
                "/PriceList/1/product/attributes");
  check_refused(read_get_products, with_second("3"), "/PriceList/1: has no product");
  check_refused(read_get_products, with_second("{}"), "/PriceList/1: has no product");
  check_refused(read_get_products, with_second(product + "x"), "goes on behind the end");
  check_refused(read_get_products, with_second(replaced(product, "\"21.9576420000\"", "\"x\"")),
                "is no price");
  check_refused(read_get_products, R"({"PriceList": [[]]})", "has no product");
  check_refused(read_get_products, R"({"PriceList": "x"})", "has no list");
  check_refused(read_get_products, R"({"PriceList": [{}]})", "has no product");
}

TEST_CASE("What is no answer of the Price List API for EC2 is refused") {
  std::string const product = fixture("priced_product.json");
  check_refused(read_get_products, "", "is empty");
  check_refused(read_get_products, "{}", "has no product");
  check_refused(read_get_products, "3", "no product");
  check_refused(read_get_products, R"({"Anything": []})", "has no product");
  check_refused(
      read_get_products,
      replaced(product, "\"serviceCode\": \"AmazonEC2\"", "\"serviceCode\": \"AmazonRDS\""),
      "a product of 'AmazonRDS'");
  check_refused(read_get_products, replaced(product, "\"sku\": \"P4D", "\"sku\": \"X4D"),
                "in the place of another");
  check_refused(read_get_products, product + "}", "is not JSON");
  check_refused(read_get_products, "{\"a\": " + std::string(100'000, '['), "more than 64 deep");
}

}  // namespace ec2plan::aws_get_products_test
