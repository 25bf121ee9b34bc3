#include "tests/support/catalogs.hpp"
#include "tests/unit/catalog/findings.hpp"

namespace ec2plan::soundness_test {
namespace {

using testing::add_price;
using testing::listed;
using testing::small_catalog;

TEST_CASE("a sound catalog has nothing broken, and every check looked at something") {
  auto const result = soundness(small_catalog());
  for (auto const& finding : result.findings)
    CHECK(finding.check == "evidence");
  CHECK(broken_findings(result) == 0);
  CHECK(doubtful_findings(result) == 2);
  for (auto const& check : result.checks) {
    INFO(check.name);
    bool const has_nothing =
        check.name == "term" || check.name == "families" || check.name == "sizes";
    CHECK((check.looked_at > 0) != has_nothing);
  }
}

TEST_CASE("a catalog with nothing in it is sound") {
  auto const result = soundness({});
  CHECK(result.findings.empty());
  for (auto const& check : result.checks)
    CHECK(check.looked_at == 0);
}

TEST_CASE("what is broken comes before what is doubtful") {
  auto catalog = small_catalog();
  catalog.stated["instances/p5.48xlarge/memory_total_mib"] = 81920;
  auto const result = soundness(catalog);
  REQUIRE(result.findings.size() == 3);
  CHECK(result.findings[0].severity == Severity::broken);
  CHECK(result.findings[1].severity == Severity::doubtful);
}

TEST_CASE("origins: an unknown source is broken, a missing one doubtful") {
  auto catalog = small_catalog();
  catalog.field_sources["instances/p5.48xlarge/vcpus"] = "LIST; NOWHERE";
  auto const unknown = only_finding(catalog, "origins", Severity::broken);
  CHECK(unknown.where == "instances/p5.48xlarge/vcpus");
  CHECK(unknown.problem == "names a source that is not known: NOWHERE");
  catalog = small_catalog();
  price(catalog, "us-east-1", Purchase::spot).price.source.clear();
  CHECK(only_finding(catalog, "origins", Severity::doubtful).where ==
        "prices/p5.48xlarge/us-east-1/spot since 2025-12-21");
  catalog = small_catalog();
  catalog.assumptions.back().source = "GONE";
  CHECK(only_finding(catalog, "origins", Severity::broken).where == "assumptions/usable_memory");
}

TEST_CASE("evidence: hearsay is told for each kind of purchase, memory for all facts") {
  auto catalog = small_catalog();
  auto result = soundness(catalog);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].where == "prices/*/*/on-demand");
  CHECK(result.findings[0].problem == "2 of 6 records rest on second-hand sources");
  CHECK(result.findings[1].problem == "1 of 1 records are a single sample");
  catalog.sources["COPY"].kind = "primary";
  price(catalog, "us-east-1", Purchase::spot).since = "2025-12-01";
  CHECK(soundness(catalog).findings.empty());
  catalog.sources["MEM"] = {.key = "MEM", .kind = "memory"};
  catalog.field_sources["accelerators/h100-80gb/power_w"] = "MEM";
  CHECK(only_finding(catalog, "evidence", Severity::doubtful).problem ==
        "1 rest on unverified sources alone: accelerators/h100-80gb/power_w");
}

TEST_CASE("dates: a price lies between the type's announcement and the date of its source") {
  auto catalog = small_catalog();
  price(catalog, "us-east-1", Purchase::spot).since = "2025-12-22";
  CHECK(only_finding(catalog, "dates", Severity::broken).problem ==
        "was last seen on 2025-12-21, before it began");
  catalog = small_catalog();
  price(catalog, "us-east-2", Purchase::on_demand).price.as_of = "2026-02-01";
  CHECK(only_finding(catalog, "dates", Severity::doubtful).problem ==
        "was last seen on 2026-02-01, later than COPY is dated");
  catalog = small_catalog();
  p5(catalog).since = "2023-08-09";
  CHECK(only_finding(catalog, "dates", Severity::doubtful).problem ==
        "is older than the type, announced on 2023-08-09");
}

TEST_CASE("dates: a day after tomorrow is broken, of a price or of a source") {
  Date const today{2026, 7, 31};
  auto catalog = small_catalog();
  CHECK(broken_findings(soundness(catalog, today)) == 0);
  auto& newest = price(catalog, "us-east-1", Purchase::on_demand).price.as_of;
  catalog.sources["LIST"].date = "2026-08-01";
  newest = "2026-08-01";  // has begun somewhere
  CHECK(broken_findings(soundness(catalog, today)) == 0);
  newest = "2026-08-02";
  auto result = soundness(catalog, today);
  CHECK(check_of(result, "dates").broken == 1);
  CHECK(result.findings[0].where == "prices/p5.48xlarge/us-east-1/on-demand since 2025-06-23");
  CHECK(result.findings[0].problem == "was seen on a day to come, 2026-08-02");
  CHECK(result.findings[0].expected == "no day after tomorrow, 2026-08-01");
  catalog = small_catalog();
  for (std::string const month : {"2026-08", "2026"}) {
    catalog.sources["COPY"].date = month;
    CHECK(broken_findings(soundness(catalog, today)) == 0);
  }
  catalog.sources["COPY"].date = "2026-09";
  result = soundness(catalog, today);
  CHECK(check_of(result, "dates").broken == 1);
  CHECK(result.findings[0].where == "sources/COPY");
}

TEST_CASE("history: stretches of a price do not overlap") {
  auto catalog = small_catalog();
  auto& first = catalog.prices[2];
  REQUIRE(first.price.as_of == "2025-04-28");
  first.price.as_of = "2025-06-24";
  auto const finding = only_finding(catalog, "history", Severity::broken);
  CHECK(finding.where == "prices/p5.48xlarge/us-east-1/on-demand since 2025-06-23");
  CHECK(finding.expected == "a \"since\" not before 2025-06-24");
  first.price.as_of = "2025-06-23";
  CHECK(check_of(soundness(catalog), "history").broken == 0);
}

TEST_CASE("moves: a threefold move is doubtful, a wrong unit broken") {
  auto catalog = small_catalog();
  set_usd(price(catalog, "us-east-1", Purchase::on_demand), 27);
  set_usd(price(catalog, "us-east-1", Purchase::spot), 10);
  CHECK(only_finding(catalog, "moves", Severity::doubtful).problem ==
        "moved from $98.32 to $27, a factor of 0.27");
  set_usd(price(catalog, "us-east-1", Purchase::on_demand), 6.88);
  only_finding(catalog, "moves", Severity::broken);
  catalog = small_catalog();
  add_price(catalog,
            listed("p5.48xlarge", "us-east-1", Purchase::spot, 5, "2026-01-05", "2026-01-05"));
  only_finding(catalog, "moves", Severity::doubtful);
  catalog.prices.clear();
  add_price(catalog,
            listed("p5.48xlarge", "us-east-1", Purchase::spot, 40, "2026-01-05", "2026-01-05"));
  add_price(catalog,
            listed("p5.48xlarge", "us-east-1", Purchase::spot, 1.9, "2026-02-05", "2026-02-05"));
  only_finding(catalog, "moves", Severity::broken);
}

TEST_CASE("price-range: the price of an accelerator and hour is plausible") {
  auto catalog = small_catalog();
  set_usd(catalog.prices[0], 0.14);
  only_finding(catalog, "price-range", Severity::doubtful);
  set_usd(catalog.prices[0], 0.05);
  auto const finding = only_finding(catalog, "price-range", Severity::broken);
  CHECK(finding.problem == "$0.05 an accelerator and hour ($0.05 an instance)");
  set_usd(catalog.prices[0], 46);
  only_finding(catalog, "price-range", Severity::doubtful);
}

TEST_CASE("memory: that of the accelerators") {
  auto catalog = small_catalog();
  catalog.stated["instances/p5.48xlarge/memory_total_mib"] = 640000;
  auto const finding = only_finding(catalog, "memory", Severity::broken);
  CHECK(finding.problem == "is 640,000 MiB, where 8 x h100-80gb hold 655,360");
}

TEST_CASE("network: EFA carries the line rate") {
  auto catalog = small_catalog();
  p5(catalog).efa->interfaces = 16;
  CHECK(only_finding(catalog, "network", Severity::doubtful).expected == "at most 1,600 Gbit/s");
  p5(catalog).efa->interfaces = 4;
  only_finding(catalog, "network", Severity::broken);
  p5(catalog).efa->version = 0;
  CHECK(check_of(soundness(catalog), "network").broken == 0);
  p5(catalog).network_burst = true;
  only_finding(catalog, "network", Severity::doubtful);
}

TEST_CASE("peaks: a figure with sparsity is caught") {
  auto catalog = small_catalog();
  catalog.accelerators[0].bf16 = 1978.9 * tera * flop / second;
  auto const finding = only_finding(catalog, "peaks", Severity::broken);
  CHECK(finding.where == "accelerators/h100-80gb/dense_tflops_per_s/bf16");
  CHECK(finding.problem ==
        "is 1978.9 TFLOP/s, 2.49 times the best that was measured, 794.5 TFLOP/s");
  catalog = small_catalog();
  catalog.accelerators[0].bf16 = 700 * tera * flop / second;
  CHECK(check_of(soundness(catalog), "peaks").broken == 2);  // below the best, fp8 too far above
  catalog = small_catalog();
  catalog.stated.clear();
  catalog.accelerators[0].fp8 = 500 * tera * flop / second;
  only_finding(catalog, "peaks", Severity::broken);
  catalog.accelerators[0].fp8 = 3957.8 * tera * flop / second;
  CHECK(only_finding(catalog, "peaks", Severity::broken).problem ==
        "is 3957.8 TFLOP/s, 4.00 times bf16, 989.4 TFLOP/s");
}

TEST_CASE("retirement: what is gone is offered nowhere") {
  auto catalog = small_catalog();
  catalog.instances[0].regions->push_back("us-east-1");
  CHECK(only_finding(catalog, "retirement", Severity::broken).problem ==
        "is retired since 2026-04, and offered in us-east-1");
  catalog.instances[0].retired = "2026-08";  // not yet
  CHECK(check_of(soundness(catalog), "retirement").broken == 0);
  catalog = small_catalog();
  catalog.instances[0].since = "2026-05-01";
  only_finding(catalog, "retirement", Severity::broken);
}

TEST_CASE("schema: counts the records that were read") {
  CHECK(check_of(soundness(small_catalog()), "schema").looked_at == 9 + 3 + 2 + 0 + 2 + 2);
}

TEST_CASE("the shipped catalog is sound") {
  auto const result = soundness(load_catalog());
  for (auto const& finding : result.findings) {
    INFO(finding.where << ": " << finding.problem);
    CHECK(finding.severity == Severity::doubtful);
    bool const moved =
        finding.check == "moves" && finding.where.find("/spot ") != std::string::npos;
    CHECK((moved || finding.check == "evidence"));
  }
  for (auto const& check : result.checks)
    if (check.name != "term") CHECK(check.looked_at > 0);
}

}  // namespace
}  // namespace ec2plan::soundness_test
