#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::overlay_test {
namespace {

constexpr std::string_view p4d_price = R"({"prices": [{"as_of": "2026-11-01",
  "instance_type": "p4d.24xlarge", "purchase": "on-demand", "region": "us-east-1",
  "usd_per_hour": 20}]})";

double dollars(std::optional<Price> const& price) {
  REQUIRE(price);
  return price->per_instance * hour / dollar;
}

}  // namespace

TEST_CASE("An overlay's price replaces those from its first day on; what was before stays") {
  Folder const folder;
  auto const path = folder.file("own.json", p4d_price);
  auto const catalog = load_catalog({path});
  CHECK(dollars(price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::on_demand)) == 20);
  auto const past =
      price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::on_demand, Date{2026, 7, 1});
  CHECK(dollars(past) == Approx(21.957642));
  CHECK(past->as_of == "2026-11-01");  // its history ends where the overlay's begins
  CHECK(dollars(price_of(catalog, "p4d.24xlarge", "us-west-2", Purchase::on_demand)) > 20);
  auto const source = price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::on_demand)->source;
  CHECK(source == path.string());
  CHECK(catalog.sources.at(source).kind == "overlay");
  CHECK(catalog.overlays == std::vector<std::string>{path.string()});
  CHECK(catalog.sha256 != load_catalog().sha256);
}

TEST_CASE("An overlay changes what it names of a record and leaves the rest") {
  Folder const folder;
  auto const path = folder.file("own.json", R"({
    "instances": [{"instance_type": "p5.48xlarge", "network_gbps": 1600, "efa": null}],
    "accelerators": [{"id": "h100-80gb", "dense_tflops_per_s": {"fp8": null}}]})");
  auto const before = load_catalog(), after = load_catalog({path});
  auto const* old_type = find_instance(before, "p5.48xlarge");
  auto const* type = find_instance(after, "p5.48xlarge");
  REQUIRE(type != nullptr);
  CHECK(type->network / (gigabit / second) == Approx(1600));
  CHECK_FALSE(type->efa);
  CHECK(type->vcpus == old_type->vcpus);
  CHECK(type->accelerator.bf16 == old_type->accelerator.bf16);
  CHECK(old_type->accelerator.fp8);
  CHECK_FALSE(type->accelerator.fp8);
  CHECK_FALSE(find_instance(after, "p5.4xlarge")->accelerator.fp8);
  CHECK(after.field_sources.at("instances/p5.48xlarge/network_gbps") == path.string());
  CHECK(after.field_sources.at("instances/p5.48xlarge/vcpus") ==
        before.field_sources.at("instances/p5.48xlarge/vcpus"));
}

TEST_CASE("An overlay adds a type, a model and an accelerator of its own") {
  Folder const folder;
  auto const path = folder.file("own.json", R"({
    "accelerators": [{"id": "next-1", "architecture": "Next", "best_matmul_tflops_per_s": null,
      "dense_tflops_per_s": {"bf16": 5000}, "devices": 1, "link": null,
      "memory_bandwidth_gb_per_s": 20000, "memory_mib": 500000, "memory_type": null,
      "name": "Next 1", "power_w": null, "vendor": "Us"}],
    "instances": [{"instance_type": "p9.48xlarge", "accelerator": "next-1", "accelerators": 1,
      "efa": null, "host_memory_gib": 2048, "link": null, "network_gbps": 6400, "vcpus": 192}],
    "models": [{"name": "ours-1b", "layers": 16, "hidden": 2048, "heads": 16,
      "feed_forward": 8192, "vocabulary": 50000, "norm": "rms", "tied_embeddings": true}],
    "snap": ["ours-1b"]})");
  auto const catalog = load_catalog({path});
  auto const* type = find_instance(catalog, "p9.48xlarge");
  REQUIRE(type != nullptr);
  CHECK(*type->accelerator.bf16 / (tera * flop / second) == Approx(5000));
  auto const* model = find_model(catalog, "Ours-1B");
  REQUIRE(model != nullptr);
  CHECK(model->shape.kv_heads == 16);
  CHECK(model->shape.head_dim == 128);
  CHECK(catalog.snap == std::vector<std::string>{"ours-1b"});
}

TEST_CASE("An overlay's assumption is the user's") {
  Folder const folder;
  auto const path = folder.file("own.json", R"({"assumptions": [
    {"key": "fragmentation", "value": 1.2},
    {"key": "g5.48xlarge.network_efficiency", "value": 0.5}]})");
  auto const catalog = load_catalog({path});
  int found = 0;
  for (auto const& entry : catalog.assumptions) {
    if (entry.key != "fragmentation" && entry.key != "g5.48xlarge.network_efficiency") continue;
    ++found;
    CHECK(entry.basis == "user");
    CHECK(entry.source == path.string());
    CHECK(entry.value == (entry.key == "fragmentation" ? 1.2 : 0.5));
  }
  CHECK(found == 2);
}

TEST_CASE("A folder's files are laid in the order of their names, and later ones win") {
  Folder const folder;
  folder.file("2.json", R"({"instances": [{"instance_type": "p5.48xlarge", "vcpus": 2}]})");
  folder.file("1.json", R"({"instances": [{"instance_type": "p5.48xlarge", "vcpus": 1}]})");
  folder.file("notes.txt", "not a catalog");
  auto const catalog = load_catalog({folder.path()});
  CHECK(find_instance(catalog, "p5.48xlarge")->vcpus == 2);
  CHECK(catalog.overlays.size() == 2);
}

TEST_CASE("The order of two overlays decides between them") {
  Folder const folder;
  auto const cheap = folder.file("a.json", p4d_price);
  std::string text(p4d_price);
  auto const dear = folder.file("b.json", text.replace(text.find("20}"), 2, "30"));
  auto const price = [](Catalog const& catalog) {
    return dollars(price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::on_demand));
  };
  CHECK(price(load_catalog({cheap, dear})) == 30);
  CHECK(price(load_catalog({dear, cheap})) == 20);
}

TEST_CASE("An overlay or a catalog of its own gives known hardware no more than it has") {
  struct Case {
    char const* text;
    char const* path;
  };
  auto const [text, path] = GENERATE(values<Case>({
      {R"({"accelerators": [{"id": "h100-80gb", "dense_tflops_per_s": {"bf16": 9890}}]})",
       "/accelerators/0/dense_tflops_per_s"},
      {R"({"accelerators": [{"id": "a100-80gb", "dense_tflops_per_s": {"fp8": 5000}}]})",
       "/accelerators/0/dense_tflops_per_s"},
      {R"({"accelerators": [{"id": "h100-80gb", "memory_bandwidth_gb_per_s": 33500}]})",
       "/accelerators/0/memory_bandwidth_gb_per_s"},
      {R"({"accelerators": [{"id": "h100-80gb", "memory_mib": 800000}]})",
       "/accelerators/0/memory_mib"},
      {R"({"instances": [{"instance_type": "p5.48xlarge", "accelerators": 768}]})",
       "/instances/0/accelerators"},
      {R"({"instances": [{"instance_type": "p4d.24xlarge", "accelerator": "b200"}]})",
       "/instances/0/accelerator"},
      {R"({"models": [{"name": "llama-3-70b", "layers": 8}]})", "/models/0/name"},
  }));
  CAPTURE(text);
  Folder const folder;
  auto const file = folder.file("own.json", text);
  try {
    load_catalog({file});
    FAIL("was not refused");
  } catch (InputError const& error) {
    CHECK(error.where == file.string());
    CHECK(error.path == path);
    CHECK(error.kind == InputFault::Kind::file);
  }
}

TEST_CASE("An overlay may say that known hardware has less") {
  Folder const folder;
  CHECK_NOTHROW(load_catalog({folder.file("own.json", R"({
    "accelerators": [{"id": "h100-80gb", "dense_tflops_per_s": {"bf16": 600}}]})")}));
}

}  // namespace ec2plan::overlay_test
