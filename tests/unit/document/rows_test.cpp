#include <nlohmann/json.hpp>

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::rows_test {

using Json = nlohmann::ordered_json;
using namespace testing;

TEST_CASE("fields keep what they name, in their order") {
  auto const found = rows(two_plans(), {"cost_usd.likely", "instance_type", "layout"});
  REQUIRE(found.size() == 2);
  Json const line = Json::parse(found[1].line);
  CHECK(line.begin().key() == "cost_usd");
  CHECK(line.at("cost_usd").size() == 1);
  CHECK(line.at("instance_type") == "p4x.24xlarge");
  CHECK(line.at("layout").size() == 11);
  CHECK(found[0].cells[1].path == "instance_type");
}

TEST_CASE("an unknown field is refused with the nearest one") {
  CHECK_THROWS_WITH(rows(two_plans(), {"cost_usd.likly"}),
                    Catch::Matchers::Contains("cost_usd.likely?"));
  CHECK_THROWS_AS(document(two_plans(), {"nonsense"}), InputError);
}

TEST_CASE("a field that only some rows have is null in the others") {
  auto const found = rows(two_instance_types(), {"efa.version"});
  CHECK(std::get<std::int64_t>(found[0].cells[0].value) == 1);
  CHECK(std::holds_alternative<std::nullptr_t>(found[1].cells[0].value));
}

TEST_CASE("what a type lacks has the cells of a type that has it") {
  auto const found = rows(two_instance_types());
  REQUIRE(found[0].cells.size() == found[1].cells.size());
  for (std::size_t i = 0; i < found[0].cells.size(); ++i)
    CHECK(found[0].cells[i].path == found[1].cells[i].path);
}

TEST_CASE("rows are sorted by any field, unknown values last") {
  Answer answer = two_plans();
  sort_rows(answer, "cost_usd.likely", true);
  CHECK(answer.result.candidates[0].rank == 2);
  sort_rows(answer, "instances", false);
  CHECK(answer.result.candidates[0].instances == 192);
  answer.result.candidates[0].run.mfu.reset();
  sort_rows(answer, "mfu", false);
  CHECK(answer.result.candidates[1].instances == 192);
  sort_rows(answer, "mfu", true);
  CHECK(answer.result.candidates[1].instances == 192);
  CHECK_THROWS_AS(sort_rows(answer, "nonsense", false), InputError);
}

}  // namespace ec2plan::rows_test
