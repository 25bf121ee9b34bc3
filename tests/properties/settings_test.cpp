#include <algorithm>
#include <nlohmann/json.hpp>

#include "catalog/assumptions.hpp"
#include "catalog/constant_rows.hpp"
#include "ec2plan/document/document.hpp"
#include "tests/support/catch.hpp"

/// What a document lists as used is what was used, and what is used is listed.
namespace ec2plan::settings_test {
namespace {

using Json = nlohmann::json;

struct Asked {
  std::string about;
  std::string question;
};

/// Of each kind of estimate: precisions, parts, shapes, layouts, purchases, given rates.
Asked const questions[] = {
    {"bf16 on A100, tensor and pipeline", R"({"kind": "estimate", "model": "175B",
      "tokens": 3e11, "instance_type": ["p4de.24xlarge"], "instance_count": 48})"},
    {"fp16 by old software, spot", R"({"kind": "estimate", "model": "13B", "tokens": 1e11,
      "instance_type": ["p4d.24xlarge"], "instance_count": 8, "precision": "fp16",
      "stack": "megatron-lm@2021", "purchase": ["spot"]})"},
    {"fp8 on H100", R"({"kind": "estimate", "model": "70B", "tokens": 1e12,
      "instance_type": ["p5.48xlarge"], "instance_count": 32, "precision": "fp8"})"},
    {"V100, which falls back to fp16", R"({"kind": "estimate", "model": "1.3B",
      "tokens": 2e10, "instance_type": ["p3dn.24xlarge"], "instance_count": 4})"},
    {"Trainium", R"({"kind": "estimate", "model": "7B", "tokens": 1e11,
      "instance_type": ["trn1.32xlarge"], "instance_count": 16})"},
    {"Gaudi, by an effective rate", R"({"kind": "estimate", "model": "1.3B", "tokens": 2e10,
      "instance_type": ["dl1.24xlarge"], "instance_count": 2})"},
    {"a mixture of experts", R"({"kind": "estimate", "model": "mixtral-8x7b",
      "tokens": 1e12, "instance_type": ["p5.48xlarge"], "instance_count": 16, "expert": 8})"},
    {"ZeRO 3 on one stage", R"({"kind": "estimate", "model": "7B", "tokens": 1e11,
      "instance_type": ["p5.48xlarge"], "instance_count": 4, "tensor": 1, "pipeline": 1, "zero": 3,
      "recompute": "full"})"},
    {"one instance", R"({"kind": "estimate", "model": "1.3B", "tokens": 1e10,
      "instance_type": ["g5.48xlarge"], "instance_count": 1})"},
    {"a given rate", R"({"kind": "estimate", "model": "175B", "tokens": 3e11,
      "instance_type": ["p4d.24xlarge"], "instance_count": 128, "tflops": 140})"},
    {"a given goodput", R"({"kind": "estimate", "model": "70B", "tokens": 1e12,
      "instance_type": ["p5.48xlarge"], "instance_count": 16, "goodput": 0.9})"},
    {"a recommendation", R"({"kind": "recommend", "model": "13B", "tokens": 1e11,
      "days": 30, "accelerator": ["h100-80gb", "a100-40gb"], "max_instances": 32})"},
};

/// What the document says, without what it lists, rests on and warns of.
Json said(Json document) {
  for (auto const* key : {"assumptions", "inputs", "warnings"})
    document.erase(key);
  document.at("catalog").erase("sources");
  return document;
}

struct Answered {
  Json document;
  std::string question;
};

Json answer_to(Catalog const& catalog, std::string const& question) {
  return Json::parse(answered(catalog, question));
}

/// The same question with one assumption at another value; null where the value is refused.
Json answer_with(Catalog const& catalog, std::string const& question, std::string const& setting) {
  Json changed = Json::parse(question);
  changed["set"] = Json::array({setting});
  auto document = answer_to(catalog, changed.dump());
  return document.contains("error") ? Json() : document;
}

std::string set_to(std::string const& key, double value) { return key + "=" + Json(value).dump(); }

/// The ends of the range, and what lies between where an end is refused.
std::vector<double> tried_values(AssumptionEntry const& entry) {
  auto values = catalog::other_values(entry);
  values.insert(values.end(), {1, entry.value * 1.1, entry.value * 0.9, entry.value * 0.5});
  auto const range = catalog::value_range(entry.key, entry.unit);
  std::erase_if(values, [&](double value) {
    return value == entry.value || !catalog::in_range(range, value);
  });
  return values;
}

bool moves(Catalog const& catalog, Asked const& asked, Json const& before,
           AssumptionEntry const& entry) {
  return std::ranges::any_of(tried_values(entry), [&](double value) {
    auto const after = answer_with(catalog, asked.question, set_to(entry.key, value));
    return !after.is_null() && said(after) != said(before);
  });
}

std::vector<AssumptionEntry> listed(Json const& document) {
  std::vector<AssumptionEntry> entries;
  for (auto const& one : document.at("assumptions"))
    entries.push_back({.key = one.at("key"), .value = one.at("value"), .unit = one.at("unit")});
  return entries;
}

bool lists(Json const& document, std::string const& key) {
  auto const entries = listed(document);
  return std::ranges::find(entries, key, &AssumptionEntry::key) != entries.end();
}

}  // namespace

TEST_CASE("Each assumption that a document lists moves a figure of it") {
  auto const catalog = load_catalog();
  for (auto const& asked : questions) {
    CAPTURE(asked.about);
    auto const before = answer_to(catalog, asked.question);
    REQUIRE_FALSE(before.contains("error"));
    auto const entries = listed(before);
    CHECK(entries.size() > 5);
    for (auto const& entry : entries) {
      CAPTURE(entry.key);
      CHECK(moves(catalog, asked, before, entry));
    }
  }
}

TEST_CASE("The value that a document lists is the one that was used, and the user's wins") {
  auto const catalog = load_catalog();
  for (auto const& asked : questions) {
    CAPTURE(asked.about);
    auto const before = answer_to(catalog, asked.question);
    REQUIRE_FALSE(before.contains("error"));
    for (auto const& entry : listed(before)) {
      CAPTURE(entry.key);
      auto const same = answer_with(catalog, asked.question, set_to(entry.key, entry.value));
      REQUIRE_FALSE(same.is_null());
      CHECK(said(same) == said(before));
      CHECK(lists(same, entry.key));
    }
  }
}

TEST_CASE("A setting that moves nothing is warned of, and no other") {
  auto const catalog = load_catalog();
  for (auto const& asked : questions) {
    CAPTURE(asked.about);
    auto const before = answer_to(catalog, asked.question);
    for (auto const* key :
         {"gradient", "tensor_overlap", "expert_kernels", "memory.low", "pace",
          "reclaims_per_node_day", "fp16.gradient", "v100-32gb.gemm_efficiency"}) {
      CAPTURE(key);
      auto const& entry = *std::ranges::find(catalog.assumptions, key, &AssumptionEntry::key);
      auto const values = catalog::other_values(entry);
      auto after = answer_with(catalog, asked.question, set_to(key, values.front()));
      if (after.is_null())  // above the peak
        after = answer_with(catalog, asked.question, set_to(key, values.back()));
      REQUIRE_FALSE(after.is_null());
      auto const warning = "--set " + std::string(key) + " changes nothing here";
      auto const& warnings = after.at("warnings");
      bool const warned = std::find(warnings.begin(), warnings.end(), warning) != warnings.end();
      if (warned) CHECK(said(after) == said(before));
      if (warned) CHECK_FALSE(lists(after, key));
      if (!warned) CHECK(moves(catalog, asked, before, entry));
    }
  }
}

TEST_CASE("What is set for all precisions stands before what fp16 has of its own") {
  auto const catalog = load_catalog();
  auto const& asked = questions[1];
  auto const before = answer_to(catalog, asked.question);
  CHECK(lists(before, "fp16.gradient"));
  CHECK(lists(before, "fp16.optimizer_state"));
  CHECK_FALSE(lists(before, "gradient"));
  for (auto const* setting : {"gradient=8", "gradient_copy=4", "optimizer_state=30"}) {
    CAPTURE(setting);
    auto const after = answer_with(catalog, asked.question, setting);
    CHECK(said(after) != said(before));
    CHECK(lists(after, catalog::set_key(setting)));
    CHECK_FALSE(lists(after, "fp16." + catalog::set_key(setting)));
  }
}

}  // namespace ec2plan::settings_test
