#include <nlohmann/json.hpp>

#include "catalog/assumptions.hpp"
#include "catalog/constant_rows.hpp"
#include "ec2plan/document/document.hpp"
#include "tests/support/catch.hpp"

/// No legal value of any constant makes a plan faster than its hardware, or better unseen.
namespace ec2plan::own_constants_property_test {
namespace {

using Json = nlohmann::json;

std::string const questions[] = {
    R"({"kind": "estimate", "model": "175B", "tokens": 3e11,
        "instance_type": ["p4de.24xlarge"], "instance_count": 48})",
    R"({"kind": "estimate", "model": "70B", "tokens": 1e12, "instance_type": ["p5.48xlarge"],
        "instance_count": 32, "precision": "fp8", "purchase": ["spot"]})",
    R"({"kind": "estimate", "model": "mixtral-8x7b", "tokens": 1e12,
        "instance_type": ["p5.48xlarge"], "instance_count": 16, "expert": 8,
        "purchase": ["capacity-block"]})",
    R"({"kind": "estimate", "model": "7B", "tokens": 1e11,
        "instance_type": ["trn1.32xlarge"], "instance_count": 16})",
    R"({"kind": "estimate", "model": "1.3B", "tokens": 2e10,
        "instance_type": ["dl1.24xlarge"], "instance_count": 2})",
};

Json asked(Catalog const& catalog, std::string const& question, std::string const& setting) {
  auto json = Json::parse(question);
  if (!setting.empty()) json["set"] = {setting};
  return Json::parse(answered(catalog, json.dump()));
}

/// Less of any of these is better.
std::vector<double> figures(Json const& plan) {
  std::vector<double> all;
  for (auto const* place :
       {"/duration_days/likely", "/duration_days/high", "/cost_usd/likely", "/cost_usd/high"}) {
    auto const& value = plan.at(Json::json_pointer(place));
    all.push_back(value.is_null() ? 0 : value.get<double>());
  }
  return all;
}

bool is_better(Json const& one, Json const& other) {
  auto const a = figures(one), b = figures(other);
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] < b[i] * (1 - 1e-3)) return true;
  return false;
}

bool is_within_peak(Json const& plan) {
  auto const share = [&](char const* key) {
    return plan.at(key).is_null() ? 0.0 : plan.at(key).get<double>();
  };
  return share("mfu") <= 1 + 1e-6 && share("hfu") <= 1 + 1e-6;
}

}  // namespace

TEST_CASE(
    "any value of any constant is refused, is named and makes a guess, or makes nothing better") {
  auto const catalog = load_catalog();
  int refused = 0, named = 0;
  for (auto const& question : questions) {
    auto const shipped = asked(catalog, question, {});
    REQUIRE(shipped.contains("estimate"));
    for (auto const& one : shipped.at("assumptions")) {
      auto const key = one.at("key").get<std::string>();
      auto const* entry = catalog::find_assumption(catalog, key);
      REQUIRE(entry != nullptr);
      for (double const value : catalog::other_values(*entry)) {
        auto const setting = key + "=" + Json(value).dump();
        CAPTURE(question, setting);
        auto const document = asked(catalog, question, setting);
        if (!document.contains("estimate")) {
          refused += document.contains("error") ? 1 : 0;
          continue;
        }
        auto const& plan = document.at("estimate");
        CHECK(is_within_peak(plan));
        bool const is_named = plan.at("own_constants") == Json({key});
        named += is_named ? 1 : 0;
        CHECK((plan.at("confidence") == "guess") >= is_named);
        // Another layout may fit or pay, of which the constant is no part.
        if (plan.at("layout") == shipped.at("estimate").at("layout"))
          CHECK(is_named >= is_better(plan, shipped.at("estimate")));
      }
    }
  }
  CHECK(refused > 10);
  CHECK(named > 100);
}

}  // namespace ec2plan::own_constants_property_test
