#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "catalog/hf_config.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::model_file_test {
namespace {

catalog::Json const& configurations() {
  static auto const rows = catalog::parsed_json(
      catalog::file_text("tests/unit/catalog/fixtures/model_configs.json"), "model_configs.json");
  return rows;
}

catalog::Json some_configuration() {
  auto const index = *rc::gen::inRange<std::size_t>(0, configurations().size());
  return configurations()[index].at("config");
}

/// The object that holds the language model's keys.
catalog::Json& inner(catalog::Json& config) {
  for (auto const* name : {"text_config", "llm_config"})
    if (config.contains(name)) return config[name];
  return config;
}

std::string some_key(catalog::Json const& config) {
  auto place = config.begin();
  std::advance(place, *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(config)));
  return place.key();
}

catalog::Json some_value() {
  return *rc::gen::element<catalog::Json>(
      nullptr, 0, 1, 2, 3, 64, 4096, -1, 0.5, 1e300, true, false, "", "silu", "M*E-",
      catalog::Json::array(), catalog::Json::array({1, 1}), catalog::Json::array({"mamba", "moe"}),
      catalog::Json::object());
}

bool says_experts(catalog::Json& config) {
  auto const& keys = inner(config);
  for (auto const* name : {"num_local_experts", "num_experts", "n_routed_experts"})
    if (keys.contains(name) && keys[name].is_number() && keys[name] > 1) return true;
  return false;
}

}  // namespace

TEST_CASE("A changed configuration is understood or refused, and never against its own keys") {
  rc::prop("one key is dropped or set", [] {
    auto config = some_configuration();
    auto const key = some_key(inner(config));
    if (*rc::gen::arbitrary<bool>())
      inner(config).erase(key);
    else
      inner(config)[key] = some_value();
    try {
      auto const shape = catalog::config_shape(config.dump(), "config.json").shape;
      auto const count = parameters(shape);
      RC_ASSERT(count.total() > 0);
      RC_ASSERT(count.active() <= count.total());
      RC_ASSERT(forward_flops(shape, 4096).total() > FlopsPerToken{});
      if (says_experts(config)) RC_ASSERT(shape.experts.has_value());
      auto const& keys = inner(config);
      if (keys.contains("num_hidden_layers") && keys["num_hidden_layers"].is_number())
        RC_ASSERT(shape.layers == keys["num_hidden_layers"].get<int>());
    } catch (InputError const& error) {
      RC_ASSERT(error.kind == InputError::Kind::file);
    }
  });
}

}  // namespace ec2plan::model_file_test
