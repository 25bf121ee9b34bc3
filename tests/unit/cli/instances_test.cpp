#include <algorithm>
#include <nlohmann/json.hpp>

#include "plan/accelerators.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::instances_test {
namespace {

using Json = nlohmann::json;

/// The rows that the flags leave, of the built-in catalog.
Json rows_with(Words const& flags) {
  auto const result = ran(joined({"instances", "--json"}, flags));
  CAPTURE(flags, result.err);
  REQUIRE(result.code == 0);
  return Json::parse(result.out)["instances"];
}

Words names_with(Words const& flags) {
  Words names;
  for (auto const& row : rows_with(flags))
    names.push_back(row["instance_type"]);
  return names;
}

bool is_in(std::string const& name, Words const& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST_CASE("an accelerator is named by id, pattern, family or maker, in any case") {
  Accelerator const part{.id = "trainium2-96gb", .vendor = "AWS"};
  for (auto const* word : {"trainium2-96gb", "trainium", "Trainium2", "aws", "*96gb", "TRAIN*"})
    CHECK(is_named(word, part));
  for (auto const* word : {"", "t", "train", "trainium1", "96gb", "nvidia", "trainium2-9"})
    CHECK_FALSE(is_named(word, part));
  Accelerator const a100{.id = "a100-80gb", .vendor = "NVIDIA"};
  CHECK(is_named("a100", a100));
  CHECK_FALSE(is_named("a10", a100));
  CHECK_FALSE(is_named("a", a100));
}

TEST_CASE("Trainium and Gaudi are chosen by name, the retired one where it is asked for") {
  auto const found = names_with({"--accelerator", "trainium,gaudi", "--include-retired"});
  CHECK(is_in("dl1.24xlarge", found));
  CHECK(is_in("trn1.32xlarge", found));
  CHECK(is_in("trn2.48xlarge", found));
  CHECK_FALSE(is_in("p5.48xlarge", found));
  CHECK(names_with({"--accelerator", "gaudi"}).empty());
  CHECK(names_with({"--accelerator", "gaudi", "--retired"}) == Words{"dl1.24xlarge"});
}

TEST_CASE("a value alone is exactly that, a range its ends and all between") {
  CHECK(names_with({"--vcpus", "7"}).empty());
  for (auto const& row : rows_with({"--vcpus", "192"}))
    CHECK(row["vcpus"] == 192);
  for (auto const& row : rows_with({"--accelerators", "4..8", "--network", "400.."})) {
    CHECK(row["accelerators"] >= 4);
    CHECK(row["accelerators"] <= 8);
    CHECK(row["network_gbps"] >= 400);
  }
  CHECK(is_in("p5.48xlarge", names_with({"--accelerator-memory", "80GiB..80GiB"})));
}

TEST_CASE("24 GB is met by what EC2 tells as 22,888 MiB, and 80 GiB is not 80 GB") {
  CHECK(is_in("g5.xlarge", names_with({"--accelerator-memory", "24GB.."})));
  CHECK(is_in("g5.xlarge", names_with({"--accelerator-memory", "22GiB"})));
  CHECK(names_with({"--accelerator-memory", "80GB"}).empty());
  CHECK(is_in("p5.48xlarge", names_with({"--total-accelerator-memory", "640GiB"})));
}

TEST_CASE("EFA by its version") {
  auto const found = names_with({"--efa-version", "3.."});
  CHECK(is_in("p5en.48xlarge", found));
  CHECK_FALSE(is_in("p5.48xlarge", found));
  CHECK_FALSE(is_in("g5.xlarge", found));
}

TEST_CASE("prices are of the kinds and regions asked for, and an unpriced type is told") {
  auto const result = ran({"instances", "--accelerator", "trainium2", "--usd-per-hour", "..1000"});
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("--usd-per-hour ..1000 leaves out 4 types"));
  CHECK_THAT(result.err, has("trn2.48xlarge"));
  auto const rows = rows_with({"--accelerator", "trainium2", "--usd-per-hour", "..1000",
                               "--purchase", "capacity-block", "-r", "all"});
  REQUIRE_FALSE(rows.empty());
  for (auto const& row : rows) {
    CHECK(row["price_purchase"] == "capacity-block");
    CHECK(row["usd_per_hour"] <= 1000);
  }
}

TEST_CASE("a kind of purchase keeps the types that have such a price, and all keeps every type") {
  auto const every = names_with({}), spot = names_with({"--purchase", "spot"});
  CHECK(is_in("p5.48xlarge", spot));
  CHECK(spot.size() < every.size());
  CHECK(names_with({"--purchase", "all"}) == every);
  for (auto const& row : rows_with({"--purchase", "spot", "-r", "us-east-2"}))
    CHECK(row["price_purchase"] == "spot");
}

TEST_CASE("sorted by price, the unpriced stand last and have none") {
  auto const rows = rows_with({"--sort-by", "price", "--efa"});
  double last = 0;
  bool unpriced = false;
  for (auto const& row : rows) {
    if (row["usd_per_hour"].is_null()) unpriced = true;
    if (row["usd_per_hour"].is_null()) continue;
    CHECK_FALSE(unpriced);
    CHECK(row["usd_per_hour"] >= last);
    last = row["usd_per_hour"];
  }
  CHECK(unpriced);
  CHECK(last > 0);
}

TEST_CASE("what filters by region is sold there, or its row is told to be unknown") {
  for (auto const& row : rows_with({"--region", "us-west-2"})) {
    auto const& regions = row["regions"];
    bool const offered = std::find(regions.begin(), regions.end(), "us-west-2") != regions.end();
    CHECK((offered || row["price_region"] == "us-west-2"));
  }
  CHECK_THAT(ran({"instances", "-r", "us-west-2", "-o", "csv"}).err, has("p6e-gb300.36xlarge"));
}

TEST_CASE("offered and retired share no type, and leave out those to come") {
  auto const offered = names_with({"--offered"}), retired = names_with({"--retired"});
  CHECK(is_in("p5.48xlarge", offered));
  CHECK_FALSE(is_in("trn2.48xlarge", offered));  // not in us-east-1
  CHECK(is_in("p3.2xlarge", retired));
  for (auto const& name : retired)
    CHECK_FALSE(is_in(name, offered));
  CHECK_FALSE(is_in("p5.48xlarge", names_with({"--offered", "--as-of", "2023-07-01"})));
}

TEST_CASE("nothing left is an answer, with the filter that did it and what comes near") {
  struct Case {
    Words flags;
    std::string note;
  };
  Case const cases[] = {
      {{"--vcpus", "7"}, "no type passes --vcpus 7: nearest are 4 (g4dn.xlarge) and 8 ("},
      {{"--accelerator", "gaudi"}, "--include-retired adds dl1.24xlarge"},
      {{"--vcpus", "8", "--network", "3200"},
       "no type that passes the other filters passes --network 3200: nearest is 60 Gbit/s"},
      {{"--accelerator", "h100", "--usd-per-accelerator-hour", "..1"},
       "nearest is $6.88 (p5.48xlarge)"},
      {{"--accelerator", "a10g", "--vcpus", "128", "--network", "3200.."},
       "all of these, or all but one: --accelerator a10g, --network 3200.., --vcpus 128"},
      {{"--accelerator-memory", "80GB"}, "nearest are 45.0 GiB (g6e.12xlarge) and 79.6"},
  };
  for (auto const& each : cases) {
    CAPTURE(each.flags);
    auto const result = ran(joined({"instances"}, each.flags));
    CHECK(result.code == 0);
    CHECK_THAT(result.out, Catch::Matchers::StartsWith("0 instance types;"));
    CHECK_THAT(result.err, has(each.note));
    CHECK(ran(joined({"instances", "-q"}, each.flags)).err.empty());
  }
}

TEST_CASE("the order of the filters on the line changes nothing") {
  Words const one{"instances", "--vcpus", "96..", "--efa", "--network", "..800"};
  Words const other{"instances", "--network", "..800", "--efa", "--vcpus", "96.."};
  auto const first = ran(one), second = ran(other);
  CHECK(first.code == 0);
  CHECK(first.out == second.out);
  CHECK_THAT(first.out, has("p4d.24xlarge"));
}

TEST_CASE("a bad value of a filter is refused") {
  std::pair<Words, std::string> const cases[] = {
      {{"--vcpus", "8GB"}, "'8GB' has 'GB'"},
      {{"--accelerator-memory", "80"}, "'80' has no unit"},
      {{"--accelerator-memory", "175B.."}, "a count"},
      {{"--network", "400GB/s"}, "in bytes"},
      {{"--usd-per-hour", "9..3"}, "runs backwards"},
      {{"--usd-per-hour", "EUR 5"}, "not in US dollars"},
      {{"--efa-version", ".."}, "without any end"},
      {{"--accelerators", "0"}, "zero"},
      {{"--accelerator", "8"}, "--accelerators"},
      {{"--accelerator", "trainum"}, "did you mean trainium?"},
      {{"--accelerator", "nvdia"}, "did you mean nvidia?"},
      {{"--sort-by", "prise"}, "did you mean price?"},
      {{"--purchase", "sport"}, "did you mean spot?"},
  };
  for (auto const& [flags, problem] : cases) {
    CAPTURE(flags);
    auto const result = ran(joined({"instances"}, flags));
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::Matchers::StartsWith("error: " + flags.front() + ": "));
    CHECK_THAT(result.err, has(problem));
  }
}

TEST_CASE("the inputs hold the filters as typed") {
  auto const result = ran({"instances", "--json", "--vcpus", "96..", "--efa", "--accelerator",
                           "h100,trainium", "--purchase", "all"});
  REQUIRE(result.code == 0);
  auto const inputs = Json::parse(result.out)["inputs"];
  CHECK(inputs["vcpus"]["value"] == "96..");
  CHECK(inputs["efa"]["value"] == true);
  CHECK(inputs["accelerator"]["value"] == Json({"h100", "trainium"}));
  CHECK(inputs["purchase"]["text"] == "all");
}

}  // namespace
}  // namespace ec2plan::cli::instances_test
