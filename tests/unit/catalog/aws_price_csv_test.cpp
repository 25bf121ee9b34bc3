#include <string>

#include "tests/unit/catalog/price_lists.hpp"

namespace ec2plan::aws_price_csv_test {
namespace {

using catalog::read_offer_file;

catalog::Findings with(std::string_view from, std::string_view to) {
  return found(read_offer_file, replaced(fixture("price_list.csv"), from, to));
}

void check_broken(std::string_view from, std::string_view to, std::string const& message) {
  CAPTURE(from, to);
  check_refused(read_offer_file, replaced(fixture("price_list.csv"), from, to), message);
}

std::string with_carriage_returns(std::string_view text) {
  std::string result;
  for (char const letter : text)
    result += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  return result;
}

}  // namespace

TEST_CASE("A price list as CSV gives the prices of the same list as JSON") {
  auto const csv = found(read_offer_file, fixture("price_list.csv"));
  auto const json = found(read_offer_file, fixture("price_list.json"));
  CHECK(prices_text(csv) == prices_text(json));
  CHECK(csv.as_of == json.as_of);
  CHECK(csv.records == 11);
  CHECK(adds_up(csv));
  for (auto const& one : json.skipped)
    CHECK(skipped(csv, one.reason) == one.count);
}

TEST_CASE("Quoted commas, quotation marks and line breaks are part of a field of a CSV") {
  auto const expected = prices_text(found(read_offer_file, fixture("price_list.csv")));
  for (std::string_view const text :
       {"a, b", "a \"\"b\"\"", "a\nb", "a\r\nb", "", "\"\"", "\"\"\"\""})
    CHECK(prices_text(with("Upfront Fee, Linux", text)) == expected);
}

TEST_CASE("A CSV with carriage returns, and one in blocks of any size, reads the same") {
  std::string const text = fixture("price_list.csv");
  auto const whole = found(read_offer_file, text);
  for (std::size_t const block : {1UL, 2UL, 3UL, 7UL, 64UL, 1000UL})
    for (std::string const& one : {text, with_carriage_returns(text)}) {
      CAPTURE(block);
      auto const parts = found(read_offer_file, one, block);
      CHECK(prices_text(parts) == prices_text(whole));
      CHECK(parts.records == whole.records);
    }
}

TEST_CASE("A CSV that is cut off within a row is refused, with the byte and the line") {
  std::string const text = fixture("price_list.csv");
  for (std::size_t size = 0; size < text.size(); ++size) {
    if (size > 0 && text[size - 1] == '\n' && text.find("\"SKU\"") < size) continue;  // whole rows
    auto const error =
        error_of([&] { return found(read_offer_file, text.substr(0, size)).records; });
    if (error.kind != InputError::Kind::file || error.problem.find("byte") == std::string::npos)
      FAIL("cut after " << size << " bytes: " << error.what());
  }
  check_refused(read_offer_file, text.substr(0, text.size() - 1),
                "breaks off after byte " + std::to_string(text.size() - 1) + " (line 17)");
}

TEST_CASE("A row of a CSV that stands twice is taken once") {
  std::string const text = fixture("price_list.csv");
  auto const row = text.substr(text.find("\"P4DIRELAND"));
  auto const findings = found(read_offer_file, text + row.substr(0, row.find('\n') + 1));
  CHECK(findings.prices.size() == 3);
  CHECK(skipped(findings, "it stands twice") == 1);
}

TEST_CASE("A broken CSV is refused where it is broken") {
  check_broken("\"OnDemand\",", "", "has 34 fields, in the row that ends after byte 1121 (line 7)");
  check_broken("\"OnDemand\",", "\"OnDemand\",,", "has 36 fields");
  check_broken("\"OnDemand\",", "\"OnDemand\"x,", "behind the end of a quoted field");
  check_broken("\"TermType\"", "\"Kind\"", "without \"TermType\"");
  check_broken("\"Instance Type\"", "\"Type\"", "without \"Instance Type\"");
  check_broken("\"Publication Date\"", "\"Date\"", "no Publication Date");
  check_broken("\"AmazonEC2\"", "\"AmazonRDS\"", "the price list of 'AmazonRDS'");
  check_broken("\"SKU\"", "\"Sku\"", "no line of column names");
  check_broken("\"21.9576420000\"", "\"21.95 USD\"", "is no price");
  check_broken("\"2025-06-23\"", "\"23.6.2025\"", "is no day");
  check_broken("\"Hrs\"", "\"" + std::string(70'000, 'x') + "\"", "more than 64 KB");
  check_broken("\"Hrs\"", std::string(1'000, ','), "more than 1,000 fields");
}

TEST_CASE("A CSV without the columns that old lists lack is read all the same") {
  auto const findings =
      found(read_offer_file,
            replaced(replaced(fixture("price_list.csv"), "\"MarketOption\"", "\"Later\""),
                     "\"Region Code\"", "\"Later still\""));
  CHECK(skipped(findings, "it is sold in another way than on demand") == 0);
  CHECK(skipped(findings, "the price is zero") == 1);  // the Capacity Block's
  CHECK(findings.prices.size() == 3);
}

}  // namespace ec2plan::aws_price_csv_test
