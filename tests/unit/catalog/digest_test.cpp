#include "catalog/digest.hpp"

#include <algorithm>

#include "catalog/embedded.hpp"
#include "ec2plan/catalog/difference.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::catalog::digest_test {
namespace {

std::vector<std::filesystem::path> data_files() {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator("data"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string_view embedded_digest() {
  for (auto const& file : embedded_files())
    if (file.name == "catalog.digest") return file.text;
  FAIL("no digest is embedded");
  return {};
}

/// A catalog with something in every field that may be empty.
Catalog full() {
  Catalog catalog{.version = "v", .as_of = "2026-01-01", .sha256 = "s"};
  Link const link{.kind = "L", .per_direction = 3 * gigabyte / second, .domain = 4};
  Accelerator const part{.id = "a",
                         .memory = gibibyte,
                         .ec2_memory = mebibyte,
                         .memory_bandwidth = gigabyte / second,
                         .fp8 = tera * flop / second,
                         .link = link,
                         .devices = 2};
  catalog.accelerators = {part, {}};
  catalog.instances = {{.name = "t",
                        .accelerator = part,
                        .link = link,
                        .efa = Efa{.version = 3, .interfaces = 16},
                        .network_burst = true,
                        .regions = std::vector<std::string>{},
                        .since = "2024-02-03"}};
  catalog.prices = {{.instance_type = "t",
                     .price = {.purchase = Purchase::spot, .most = 2 * dollar / hour, .term = day},
                     .since = "2025-01-01"}};
  catalog.models.resize(1);
  catalog.models[0].shape.experts = Experts{.count = 8, .per_token = 2};
  catalog.models[0].shape.latent_attention = LatentAttention{.query_rank = 5};
  catalog.models[0].sources = {{"shape", "X"}};
  catalog.sources["X"] = {.key = "X", .url = "https://x"};
  catalog.field_sources["instances/t/efa"] = "X";
  catalog.notes["instances/t"] = {"one", std::string("z\0ro", 5)};
  catalog.stated["instances/t/memory_total_mib"] = 0.1;
  return catalog;
}

}  // namespace

TEST_CASE("The facts in the program are those of the files of data/, every field of every record") {
  auto const read = catalog_from(data_files()), digested = load_catalog();
  CHECK(difference(read, digested).changes.empty());
  CHECK(read.sha256 == digested.sha256);
  CHECK(read.field_sources == digested.field_sources);
  CHECK(read.notes == digested.notes);
  CHECK(read.stated == digested.stated);
  CHECK(digest_of(read) == embedded_digest());  // fails too where the digest is older than a file
  CHECK(digest_of(read) == digest_of(digested));
}

TEST_CASE("What goes into a digest comes out of it") {
  auto const digest = digest_of(full());
  auto const catalog = catalog_of(digest);
  CHECK(digest_of(catalog) == digest);
  auto const& type = catalog.instances.at(0);
  CHECK(type.accelerator.link->per_direction == 3 * gigabyte / second);
  CHECK(type.accelerator.fp8 == tera * flop / second);
  CHECK_FALSE(type.accelerator.fp16);
  CHECK(type.efa->interfaces == 16);
  REQUIRE(type.regions);
  CHECK(type.regions->empty());
  CHECK(type.since == "2024-02-03");
  CHECK_FALSE(type.retired);
  CHECK(catalog.prices.at(0).price.purchase == Purchase::spot);
  CHECK(catalog.prices.at(0).price.most == 2 * dollar / hour);
  CHECK(catalog.models.at(0).shape.latent_attention->query_rank == 5);
  CHECK(catalog.notes.at("instances/t").at(1) == std::string("z\0ro", 5));
  CHECK(catalog.stated.begin()->second == 0.1);
}

TEST_CASE("Each field of a record is told apart in its digest") {
  auto const before = digest_of(full());
  auto const changed = [&](auto change) {
    auto catalog = full();
    change(catalog);
    return digest_of(catalog) != before;
  };
  CHECK(changed([](Catalog& c) { c.prices[0].price.term = std::nullopt; }));
  CHECK(changed([](Catalog& c) { c.instances[0].regions = std::nullopt; }));
  CHECK(changed([](Catalog& c) { c.accelerators[1].devices = 3; }));
  CHECK(changed([](Catalog& c) { c.models[0].shape.norm = Norm::rms; }));
  CHECK(changed([](Catalog& c) { c.notes.clear(); }));
}

}  // namespace ec2plan::catalog::digest_test
