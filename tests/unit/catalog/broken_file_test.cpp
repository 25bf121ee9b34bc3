#include <string>

#include "catalog/json_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::broken_file_test {
namespace {

struct Broken {
  std::string name;
  std::string text;
  std::string path;     // where the error stands
  std::string message;  // words of it
};

std::string price_with(std::string const& change) {
  return R"({"prices": [{"as_of": "2026-11-01", "instance_type": "p4d.24xlarge",
    "purchase": "on-demand", "region": "us-east-1", )" +
         change + "}]}";
}

std::string nested(std::size_t depth) {
  return "{\"prices\": " + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::vector<Broken> broken_files() {
  std::string const usd = "\"usd_per_hour\": 20";
  std::string const row = R"({"as_of": "2026-11-01", "instance_type": "p4d.24xlarge",
    "purchase": "spot", "region": "us-east-1", "usd_per_hour": 9})";
  return {
      {"text price", price_with("\"usd_per_hour\": \"20\""), "/prices/0/usd_per_hour",
       "without quotation marks"},
      {"negative price", price_with("\"usd_per_hour\": -20"), "/prices/0/usd_per_hour",
       "from 0.01 to 2000"},
      {"zero price", price_with("\"usd_per_hour\": 0"), "/prices/0/usd_per_hour", "out of range"},
      {"null price", price_with("\"usd_per_hour\": null"), "/prices/0/usd_per_hour",
       "not a number"},
      {"huge price", price_with("\"usd_per_hour\": 1e400"), "", "too large a number at line 2"},
      {"missing price", price_with("\"since\": \"2026-01-01\""), "/prices/0", "usd_per_hour"},
      {"unknown key", price_with(usd + ", \"sinse\": \"2026-01-01\""), "/prices/0/sinse",
       "did you mean since?"},
      {"bad date", price_with(usd + ", \"since\": \"2026-02-30\""), "/prices/0/since",
       "is not a day"},
      {"late since", price_with(usd + ", \"since\": \"2026-12-01\""), "/prices/0/since", "as_of"},
      {"unknown source", price_with(usd + ", \"source\": \"KARPP\""), "/prices/0/source",
       "did you mean KARP?"},
      {"key twice", price_with(usd + ", " + usd), "/prices/0/usd_per_hour", "twice"},
      {"duplicate price", "{\"prices\": [" + row + ", " + row + "]}", "/prices/1", "stands twice"},
      {"unknown type", R"({"prices": [{"as_of": "2026-11-01", "instance_type": "p4d.24xlarg",
        "purchase": "spot", "region": "us-east-1", "usd_per_hour": 9}]})",
       "/prices/0/instance_type", "did you mean p4d.24xlarge?"},
      {"bad purchase", R"({"prices": [{"as_of": "2026-11-01", "instance_type": "p4d.24xlarge",
        "purchase": "auction", "region": "us-east-1", "usd_per_hour": 9}]})",
       "/prices/0/purchase", "capacity-block"},
      {"bad region", R"({"prices": [{"as_of": "2026-11-01", "instance_type": "p4d.24xlarge",
        "purchase": "spot", "region": "us_east", "usd_per_hour": 9}]})",
       "/prices/0/region", "us-east-1"},
      {"unknown section", R"({"price": []})", "/price", "did you mean prices?"},
      {"not an object", "[]", "", "object"},
      {"section not a list", R"({"prices": {}})", "/prices", "list"},
      {"record not an object", R"({"instances": [3]})", "/instances/0", "object"},
      {"no name", R"({"instances": [{"vcpus": 3}]})", "/instances/0", "instance_type"},
      {"name twice", R"({"instances": [{"instance_type": "p5.48xlarge"},
        {"instance_type": "p5.48xlarge"}]})",
       "/instances/1/instance_type", "twice"},
      {"incomplete type", R"({"instances": [{"instance_type": "p9.48xlarge",
        "accelerator": "b300"}]})",
       "/instances/0", "\"accelerators\" is missing"},
      {"unknown accelerator", R"({"instances": [{"instance_type": "p5.48xlarge",
        "accelerator": "h100-80g"}]})",
       "/instances/0/accelerator", "did you mean h100-80gb?"},
      {"half a link", R"({"instances": [{"instance_type": "p5.48xlarge", "link": {"domain": 8}}]})",
       "/instances/0/link", "missing"},
      {"half a processor", R"({"instances": [{"instance_type": "p5.48xlarge", "vcpus": 1.5}]})",
       "/instances/0/vcpus", "whole number"},
      {"text memory", R"({"accelerators": [{"id": "b200", "memory_mib": "80 GiB"}]})",
       "/accelerators/0/memory_mib", "whole number"},
      {"bad peak", R"({"accelerators": [{"id": "b200", "dense_tflops_per_s": {"bf16": 0}}]})",
       "/accelerators/0/dense_tflops_per_s/bf16", "out of range"},
      {"unknown precision",
       R"({"accelerators": [{"id": "b200", "dense_tflops_per_s": {"fp4": 9}}]})",
       "/accelerators/0/dense_tflops_per_s/fp4", "did you mean fp"},
      {"alias taken", R"({"models": [{"name": "llama-3-8b", "aliases": ["gpt3"]}]})",
       "/models/0/aliases/0", "gpt3-175b"},
      {"indivisible heads", R"({"models": [{"name": "llama-3-8b", "kv_heads": 7}]})", "/models/0",
       "heads"},
      {"unknown model to snap to", R"({"snap": ["gpt3-175bb"]})", "/snap/0", "gpt3-175b"},
      {"unknown assumption", R"({"assumptions": [{"key": "fragmentatoin", "value": 1.1}]})",
       "/assumptions/0/key", "did you mean fragmentation?"},
      {"assumption out of range", R"({"assumptions": [{"key": "tensor_overlap", "value": 1.5}]})",
       "/assumptions/0/value", "from 0 to 1"},
      {"source without a date", R"({"sources": {"X": {"kind": "primary", "text": "x",
        "url": null}}})",
       "/sources/X", "date"},
      {"key with a slash", R"({"a/b~c": 1})", "/a~1b~0c", "unknown key"},
      {"empty", "", "", "is empty: it ends at line 1"},
      {"cut off", "{\"prices\": [", "", "not JSON at line 1"},
      {"broken second line", "{\"prices\":\n  [}", "", "line 2, column 4"},
      {"not UTF-8", "{\"prices\": \"\xff\"}", "", "not UTF-8 at line 1"},
      {"deeper than a stack", nested(100'000), "", "more than 64 deep"},
      {"just too deep", nested(64), "", "more than 64 deep"},
  };
}

}  // namespace

TEST_CASE("A broken catalog file is refused with its name, the place and what was expected") {
  Folder const folder;
  for (auto const& broken : broken_files()) {
    CAPTURE(broken.name);
    auto const path = folder.file("own.json", broken.text);
    auto const error = error_of([&] { return load_catalog({path}); });
    CHECK(error.kind == InputError::Kind::file);
    CHECK(error.where == path.string());
    CHECK(error.path == broken.path);
    CHECK_THAT(std::string(error.what()), Catch::Matchers::Contains(broken.message));
    CHECK_FALSE(error.expected.empty());
    CHECK_FALSE(error.fix.empty());
  }
}

TEST_CASE("A file that is missing, and a folder that holds no catalog, are refused by name") {
  Folder const folder;
  auto const missing = folder.path() / "none.json";
  auto const error = error_of([&] { return load_catalog({missing}); });
  CHECK(error.where == missing.string());
  CHECK(error.problem == "no such file");
  auto const empty = error_of([&] { return load_catalog({folder.path()}); });
  CHECK(empty.kind == InputError::Kind::file);
  CHECK_THAT(empty.problem, Catch::Matchers::Contains("without any .json"));
}

TEST_CASE("Sixty-four levels are deep enough to be read") {
  CHECK(catalog::parsed_json(std::string(64, '[') + std::string(64, ']'), "x").is_array());
}

}  // namespace ec2plan::broken_file_test
