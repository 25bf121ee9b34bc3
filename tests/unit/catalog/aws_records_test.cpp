#include <vector>

#include "catalog/json_file.hpp"
#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::catalog::aws_records_test {

TEST_CASE("Elements of a list are handed over one by one, and none is kept") {
  std::vector<std::string> seen;
  auto const document = parsed_records(
      R"({"Other": [{"List": [7]}, 8], "List": [{"a": [1, 2]}, 3, [4], "five", null], "b": {"List": [6]}})",
      "aws.json", "List", [&](Json const& whole, std::size_t index) {
        CHECK(whole["List"].size() == index + 1);
        CHECK((index == 0 || whole["List"][index - 1].is_null()));
        seen.push_back(whole["List"][index].dump());
      });
  CHECK(seen == std::vector<std::string>{R"({"a":[1,2]})", "3", "[4]", "\"five\"", "null"});
  CHECK(document["List"] == Json(std::vector<Json>(5, nullptr)));
  CHECK(document["Other"].dump() == R"([{"List":[7]},8])");
  CHECK(document["b"].dump() == R"({"List":[6]})");
}

TEST_CASE("A list that is the whole document, or no list, hands nothing over") {
  for (auto const* text :
       {R"([{"List": 1}, 2])", R"({"List": {"a": [1]}})", R"({"List": 3})", "4"}) {
    auto const document =
        parsed_records(text, "aws.json", "List", [](Json const&, std::size_t) { FAIL("handed"); });
    CHECK(document == Json::parse(text));
  }
  CHECK_THROWS_AS(
      parsed_records("{\"List\": [1,", "aws.json", "List", [](Json const&, std::size_t) {}),
      InputError);
}

TEST_CASE("A record that is no record is refused at its place") {
  auto const spot = ImportKind::spot_history;
  auto const error =
      error_of([&] { return import_of(built_in(), spot, {R"({"SpotPriceHistory": [3]})"}); });
  CHECK(error.path == "/SpotPriceHistory/0");
  auto const none =
      error_of([&] { return import_of(built_in(), spot, {R"({"SpotPriceHistory": {}})"}); });
  CHECK(none.path == "/SpotPriceHistory");
}

}  // namespace ec2plan::catalog::aws_records_test
