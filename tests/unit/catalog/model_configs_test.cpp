#include <cmath>

#include "catalog/hf_config.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::model_configs_test {
namespace {

/// Configurations of public models, only the keys that give a shape, with their source.
catalog::Json const& table() {
  static auto const rows = catalog::parsed_json(
      catalog::file_text("tests/unit/catalog/fixtures/model_configs.json"), "model_configs.json");
  return rows;
}

}  // namespace

TEST_CASE("Configurations of public models give their published parameters") {
  int exact = 0;
  for (auto const& row : table()) {
    auto const name = row.at("name").get<std::string>();
    CAPTURE(name);
    auto const shape = catalog::config_shape(row.at("config").dump(), name).shape;
    double const wanted = row.at("parameters").get<double>();
    double const total = parameters(shape).total();
    if (row.contains("within")) {
      CHECK(std::abs(total / wanted - 1) <= row.at("within").get<double>());
    } else {
      CHECK(total == wanted);
      ++exact;
    }
    double const active = parameters(shape).active();
    CHECK(active == (row.contains("active") ? row.at("active").get<double>() : total));
  }
  CHECK(exact >= 60);
}

TEST_CASE("A configuration gives the very shape that the catalog lists of its name") {
  auto const catalog = load_catalog();
  int listed = 0;
  for (auto const& row : table()) {
    auto const name = row.at("name").get<std::string>();
    auto const* entry = find_model(catalog, name);
    if (entry == nullptr || entry->shape.name != name) continue;
    CAPTURE(name);
    auto shape = catalog::config_shape(row.at("config").dump(), name).shape;
    shape.name = name;
    CHECK(parameters(shape).total() == parameters(entry->shape).total());
    CHECK(parameters(shape).active() == parameters(entry->shape).active());
    CHECK(shape.windows == entry->shape.windows);
    CHECK(shape.state_space == entry->shape.state_space);
    CHECK(shape.linear_attention == entry->shape.linear_attention);
    ++listed;
  }
  CHECK(listed > 100);
}

}  // namespace ec2plan::model_configs_test
