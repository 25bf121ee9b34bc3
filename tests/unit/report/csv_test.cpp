#include "report/csv.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::pages::csv_test {
namespace {

std::string cell(InputValue value) {
  std::string const text = csv({{.cells = {{"a", std::move(value)}}}});
  REQUIRE(text.starts_with("a\n"));
  return text.substr(2, text.size() - 3);
}

}  // namespace

TEST_CASE("cells are quoted as RFC 4180 has it") {
  CHECK(cell(std::string("plain")) == "plain");
  CHECK(cell(std::string("a,b")) == "\"a,b\"");
  CHECK(cell(std::string("say \"hi\"")) == "\"say \"\"hi\"\"\"");
}

TEST_CASE("a text that a spreadsheet would run is made harmless, a number is not touched") {
  CHECK(cell(std::string("=1+1")) == "'=1+1");
  CHECK(cell(std::string("+1")) == "'+1");
  CHECK(cell(std::string("-1")) == "'-1");
  CHECK(cell(std::string("@SUM(A1)")) == "'@SUM(A1)");
  CHECK(cell(std::string("=\"a\",b")) == "\"'=\"\"a\"\",b\"");
  CHECK(cell(-1.5) == "-1.5");
  CHECK(cell(std::int64_t{-3}) == "-3");
}

TEST_CASE("unknown is empty, a list is joined") {
  CHECK(cell(nullptr).empty());
  CHECK(cell(true) == "true");
  CHECK(cell(std::vector<std::string>{"a", "b"}) == "\"a;b\"");
}

TEST_CASE("the header holds the paths of all rows") {
  std::vector<Row> const rows{{.cells = {{"link", nullptr}, {"name", std::string("x")}}},
                              {.cells = {{"link.kind", std::string("k")}, {"name", nullptr}}}};
  CHECK(csv(rows) == "name,link.kind\nx,\n,k\n");
  CHECK(csv({}).empty());
}

}  // namespace ec2plan::pages::csv_test
