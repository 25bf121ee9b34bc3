
#include <nlohmann/json.hpp>

#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/review/check.hpp"
#include "ec2plan/review/compare.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::schema_test {
namespace {

using Json = nlohmann::ordered_json;

void check_references(Json const& schema, Json const& root) {
  for (auto const& [key, value] : schema.items()) {
    if (value.is_structured()) check_references(value, root);
    if (key != "$ref") continue;
    INFO(value);
    REQUIRE(value.get<std::string>().front() == '#');
    CHECK(root.contains(Json::json_pointer(value.get<std::string>().substr(1))));
  }
}

}  // namespace

TEST_CASE("every schema holds all that it refers to") {
  auto const names = schema_names();
  REQUIRE(names.size() >= 6);
  Definitions further;
  for (auto more : {accuracy_definitions(), calibration_definitions(), check_definitions(),
                    compare_definitions()})
    further.merge(more);
  for (auto const& name : names) {
    Json const schema = Json::parse(schema_text(name, further));
    check_references(schema, schema);
  }
}

TEST_CASE("the schema requires every key of a plan, in its order") {
  Json const schema = Json::parse(schema_text("estimate"));
  Json const plan = Json::parse(document(testing::one_plan())).at("estimate");
  Json keys = Json::array();
  for (auto const& [key, value] : plan.items())
    keys.push_back(key);
  CHECK(schema.at("definitions").at("plan").at("required") == keys);
}

TEST_CASE("an unknown schema is refused with the nearest one") {
  CHECK_THROWS_WITH(schema_text("recomend"), Catch::Matchers::Contains("recommend?"));
  CHECK_THROWS_AS(schema_text("definitions"), InputError);
}

}  // namespace ec2plan::schema_test
