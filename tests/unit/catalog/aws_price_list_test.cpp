#include <string>

#include "tests/unit/catalog/price_lists.hpp"

namespace ec2plan::aws_price_list_test {
namespace {

using catalog::read_offer_file;

std::string const usd = "\"21.9576420000\"";
std::string const listed =
    "p4d.24xlarge us-east-1 on-demand 21.957642 2025-06-23 2026-09-10\n"
    "p4d.24xlarge eu-west-1 on-demand 23.71569 2025-06-23 2026-09-10\n"
    "p4d.24xlarge us-east-1 reserved-1yr 13.921094 2026-01-21 2026-09-10\n";

/// What is found when a part of the fixture is written otherwise.
catalog::Findings with(std::string_view from, std::string_view to) {
  return found(read_offer_file, replaced(fixture("price_list.json"), from, to));
}

void check_broken(std::string_view from, std::string_view to, std::string const& message) {
  CAPTURE(from, to);
  check_refused(read_offer_file, replaced(fixture("price_list.json"), from, to), message);
}

}  // namespace

TEST_CASE("Of a price list, on-demand prices and standard reservations without upfront are kept") {
  auto const findings = found(read_offer_file, fixture("price_list.json"));
  CHECK(prices_text(findings) == listed);
  CHECK(findings.as_of == "2026-09-10");
  CHECK(adds_up(findings));
}

TEST_CASE("What a price list holds beside is skipped, with a reason and the first of its kind") {
  auto const findings = found(read_offer_file, fixture("price_list.json"));
  CHECK(findings.records == 11);
  CHECK(skipped(findings, "the operating system is not Linux") == 1);
  CHECK(skipped(findings, "it is sold in another way than on demand") == 1);
  CHECK(skipped(findings, "the type has no accelerator") == 1);
  CHECK(skipped(findings, "it is no type of the catalog: import instance-types first") == 1);
  CHECK(skipped(findings, "it is no instance") == 1);
  CHECK(skipped(findings, "the reservation is paid upfront") == 2);
  CHECK(skipped(findings, "the reservation is not a standard one") == 1);
  CHECK(findings.skipped.front().example == "p4d.24xlarge, us-east-1, BoxUsage:p4d.24xlarge");
}

TEST_CASE("Only the plain instance is kept") {
  auto const reason = [](std::string_view from, std::string_view to) {
    auto const findings = with(from, to);
    CHECK(findings.prices.size() == 1);  // that of Ireland
    CHECK(adds_up(findings));
    return findings.skipped.front().reason;
  };
  CHECK(reason("\"Linux\"", "\"RHEL\"") == "the operating system is not Linux");
  CHECK(reason("\"Shared\"", "\"Dedicated\"") == "the tenancy is not shared");
  CHECK(reason("\"NA\"", "\"SQL Std\"") == "software is installed on it");
  CHECK(reason("\"Used\"", "\"UnusedCapacityReservation\"") ==
        "it is reserved capacity, not an instance in use");
  CHECK(reason("\"No License required\"", "\"Bring your own license\"") == "it needs a licence");
  CHECK(reason("\"AWS Region\"", "\"AWS Outposts\"") == "it is on AWS Outposts");
  CHECK(reason("\"OnDemand\"", "\"CapacityBlock\"") == "it is sold in another way than on demand");
  CHECK(reason("\"Compute Instance\"", "\"Dedicated Host\"") == "it is no instance");
}

TEST_CASE("A price that cannot be paid by the hour in dollars is skipped") {
  CHECK(skipped(with(usd, "\"0.0000000000\""), "the price is zero") == 1);
  CHECK(skipped(with("\"USD\" : " + usd, "\"CNY\" : \"200.0\""), "it is not priced in USD") == 1);
  CHECK(skipped(with("\"unit\" : \"Hrs\"", "\"unit\" : \"Quantity\""),
                "it is not priced by the hour") == 1);
  CHECK(skipped(with("\"1yr\"", "\"5yr\""), "the reservation is not for 1 or 3 years") == 1);
  CHECK(skipped(with("\"Reserved\"", "\"Flat\""), "the term is neither on demand nor reserved") ==
        4);
  CHECK(skipped(with("\"No Upfront\"", "\"Partial Upfront\""), "the reservation is paid upfront") ==
        3);
}

TEST_CASE("Dollars are taken where a price is in two currencies") {
  CHECK(prices_text(with("\"USD\" : " + usd, "\"USD\" : " + usd + ", \"CNY\" : \"1\"")) == listed);
  CHECK(prices_text(with("\"USD\" : " + usd, "\"CNY\" : \"1\", \"USD\" : " + usd)) == listed);
}

TEST_CASE("A reservation of three years is one of its own") {
  auto const findings = with("\"1yr\"", "\"3yr\"");
  CHECK_THAT(prices_text(findings), Catch::Matchers::Contains("us-east-1 reserved-3yr 13.921094"));
}

TEST_CASE("The region is the region's code, else what the usage type says for sure") {
  auto const region = [](std::string_view from, std::string_view to) {
    auto const findings = with(from, to);
    return findings.prices.size() == 3 ? findings.prices[1].price.region : std::string();
  };
  std::string const ireland = "\"usagetype\" : \"EU-BoxUsage:p4d.24xlarge\"";
  CHECK(region(ireland, "\"usagetype\" : \"USW2-BoxUsage:p4d.24xlarge\"") == "us-west-2");
  CHECK(region(ireland, "\"usagetype\" : \"APS3-BoxUsage:p4d.24xlarge\"") == "ap-south-1");
  CHECK(region(ireland, ireland + ", \"regionCode\" : \"us-west-2-lax-1\"") == "us-west-2-lax-1");
  auto const unknown = with(ireland, "\"usagetype\" : \"XYZ9-BoxUsage:p4d.24xlarge\"");
  CHECK(unknown.prices.size() == 2);
  CHECK(skipped(unknown, "the region is not known") == 1);
  CHECK(skipped(with(ireland, ireland + ", \"regionCode\" : \"Ireland\""),
                "the region is not known") == 1);
}

TEST_CASE("No code of a region and no prefix is us-east-1") {
  auto const findings = with("\"regionCode\" : \"us-east-1\"", "\"regionCode\" : \"\"");
  CHECK(prices_text(findings) == listed);
}

TEST_CASE("A price is not dated after the list that names it") {
  auto const findings = with("2025-06-23T00:00:00Z", "2026-12-01T00:00:00Z");
  CHECK(findings.prices.front().since == "2026-09-10");
}

TEST_CASE("A second price of the same thing is skipped, and the first one stays") {
  std::string const ireland = "\"usagetype\" : \"EU-BoxUsage:p4d.24xlarge\"";
  auto const other = with(ireland, "\"usagetype\" : \"BoxUsage:p4d.24xlarge\"");
  CHECK(skipped(other, "the list has another price before it") == 1);
  CHECK(other.prices.size() == 2);
  auto const same =
      found(read_offer_file, replaced(replaced(fixture("price_list.json"), ireland,
                                               "\"usagetype\" : \"BoxUsage:p4d.24xlarge\""),
                                      "\"23.7156900000\"", usd));
  CHECK(skipped(same, "it stands twice") == 1);
}

TEST_CASE("A product without a price is skipped") {
  auto const findings = with("\"P4DIRELANDLINUX0\" : {\n        \"P4DIR", "\"X\" : {\n        \"X");
  CHECK(skipped(findings, "the list has no rate for it") == 1);
  CHECK(adds_up(findings));
}

TEST_CASE("A price list reads the same in blocks of any size") {
  auto const whole = found(read_offer_file, fixture("price_list.json"));
  for (std::size_t const block : {1UL, 2UL, 3UL, 7UL, 64UL, 1000UL}) {
    CAPTURE(block);
    auto const parts = found(read_offer_file, fixture("price_list.json"), block);
    CHECK(prices_text(parts) == prices_text(whole));
    CHECK(parts.records == whole.records);
  }
}

TEST_CASE("A price list that is cut off anywhere is refused") {
  std::string const text = fixture("price_list.json");
  for (std::size_t size = 0; size + 1 < text.size(); ++size) {
    auto const error =
        error_of([&] { return found(read_offer_file, text.substr(0, size)).records; });
    if (error.kind != InputError::Kind::file || error.problem.find("byte") == std::string::npos)
      FAIL("cut after " << size << " bytes: " << error.what());
  }
  CHECK(prices_text(found(read_offer_file, text.substr(0, text.size() - 1))) == listed);
}

TEST_CASE("A cut names the byte, the line and the place in the document") {
  std::string const text = fixture("price_list.json");
  auto const end = text.find("\"gpu\"");
  check_refused(read_offer_file, text.substr(0, end),
                "/products/P4DVIRGINIALINUX/attributes/capacitystatus: breaks off after byte " +
                    std::to_string(end) + " (line 26)");
}

TEST_CASE("A list that is interleaved with another is refused") {
  std::string const text = fixture("price_list.json");
  check_refused(read_offer_file, text + text, "goes on behind the end");
  check_refused(read_offer_file, text + '\0' + text, "goes on behind the end");
  check_refused(read_offer_file, text.substr(0, 5000) + text + text.substr(5000), "byte");
  check_broken("\"products\" : {", "\"products\" : { }, \"products\" : {", "second section");
  check_broken("\"Reserved\"", "\"OnDemand\"", "second section");
  check_broken("\"products\" : {", "\"terms\" : { }, \"products\" : {",
               "has its terms before its products");
  check_broken("\"sku\" : \"P4DIRELANDLINUX0\"", "\"sku\" : \"OTHER\"", "'OTHER' in the place");
  check_broken("\"P4DIRELANDLINUX0\" : {\n      \"sku\" : \"P4DIRELANDLINUX0\"",
               "\"P4DVIRGINIALINUX\" : {\n      \"sku\" : \"P4DVIRGINIALINUX\"", "same product");
  check_broken("\"JRTCKXETXF\",\n          \"sku\" : \"P4DIRELANDLINUX0\"",
               "\"JRTCKXETXF\",\n          \"sku\" : \"OTHER\"", "the term of 'OTHER'");
}

TEST_CASE("A corrupt list is refused where it is corrupt") {
  check_broken("\"tenancy\"", "tenancy\"", "is not JSON");
  check_broken("Gigabit", "Giga\xffit", "not UTF-8");
  check_broken(usd, "\"21,95\"", "'21,95' is no price");
  check_broken(usd, "\"-1\"", "is no price");
  check_broken(usd, "\"\"", "is no price");
  check_broken(usd, "\"nan\"", "is no price");
  check_broken("2025-06-23T00", "2025-06-31T00", "is no day");
  check_broken("2026-09-10T", "10.9.2026 T", "is no day");
  check_broken("\"v1.0\"", "\"" + std::string(9'000'000, 'x') + "\"", "several megabytes");
}

TEST_CASE("Text beyond ASCII is taken as it is") {
  CHECK(prices_text(with("US East (N. Virginia)", "S\xc3\xa3o Paulo \xf0\x9f\x98\x80")) == listed);
}

TEST_CASE("A document that is no price list of EC2 is refused") {
  auto const refused = [](std::string const& text, std::string const& message) {
    check_refused(read_offer_file, text, message);
  };
  refused("", "is empty");
  refused(" \n", "is empty");
  refused("{}", "ends without products");
  refused(R"({"products": {}})", "ends without terms");
  refused(R"({"products": {}, "terms": {}})", "publicationDate");
  refused(R"({"products": []})", "/products: has no object");
  refused(R"({"products": {"A": 3}})", "/products/A: has no object");
  refused(R"({"products": {}, "terms": {"OnDemand": {"A": []}}})", "has no object");
  refused(R"({"offerCode": "AmazonRDS"})", "the price list of 'AmazonRDS'");
  refused(R"({"Anything": []})", "ends without products");
  refused("[]", "neither JSON nor CSV");
  refused("\x1f\x8b\x08", "unpack the file");
  refused("{\"a\": " + std::string(100'000, '['), "more than 64 deep");
}

TEST_CASE("Another kind of file is called by its name") {
  for (Reader const reader : {read_offer_file, catalog::read_get_products}) {
    auto const error = error_of([&] { return found(reader, R"({"InstanceTypes": []})").records; });
    CHECK(error.kind == InputError::Kind::file);
    CHECK_THAT(error.problem, Catch::Matchers::Contains("looks like instance-types"));
  }
}

TEST_CASE("A byte order mark is no part of a list") {
  CHECK(prices_text(found(read_offer_file, "\xEF\xBB\xBF" + fixture("price_list.json"))) == listed);
}

}  // namespace ec2plan::aws_price_list_test
