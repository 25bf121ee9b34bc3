#include <algorithm>
#include <cmath>
#include <set>

#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::purchase_test {
namespace {

Json estimate(Words const& more) { return json_of(set_up(more))["estimate"]; }

double sum(Json const& parts) {
  double total = 0;
  for (auto const& part : parts)
    total += part.get<double>();
  return total;
}

double likely(Json const& plan, char const* key) { return plan[key]["likely"].get<double>(); }

}  // namespace

TEST_CASE("for every kind of purchase the parts of the cost sum to it") {
  for (std::string const kind :
       {"on-demand", "spot", "reserved-1yr", "reserved-3yr", "savings-plan", "capacity-block"}) {
    CAPTURE(kind);
    bool const priced = kind != "reserved-3yr" && kind != "savings-plan";
    Words const rate = priced ? Words() : Words{"--rate", "reserved-3yr:40%,savings-plan:9.5"};
    auto const plan = estimate(joined({"--purchase", kind}, rate));
    CHECK(plan["purchase"] == kind);
    CHECK(sum(plan["cost_breakdown_usd"]) == Approx(likely(plan, "cost_usd")));
    CHECK(plan["cost_usd"]["low"] <= plan["cost_usd"]["likely"]);
    CHECK(plan["cost_usd"]["likely"] <= plan["cost_usd"]["high"]);
  }
}

TEST_CASE("a Capacity Block is bought for the slow run and paid whole") {
  auto const plan = estimate({"--purchase", "capacity-block"});
  double const bought = plan["bought_days"].get<double>();
  CHECK(bought >= plan["duration_days"]["high"].get<double>());
  CHECK(std::fmod(bought, 7) == 0);
  CHECK(plan["capacity_blocks"] == 2);
  CHECK(plan["cost_usd"]["low"].get<double>() == Approx(likely(plan, "cost_usd")));
  CHECK(likely(plan, "cost_usd") ==
        Approx(128 * bought * 24 * plan["usd_per_instance_hour"].get<double>()));
  CHECK(plan["cost_breakdown_usd"]["idle_tail"].get<double>() ==
        Approx(likely(plan, "cost_usd") * (1 - likely(plan, "duration_days") / bought)));
}

TEST_CASE("a year is committed, unless what is left of it is used") {
  auto const plan = estimate({"--purchase", "reserved-1yr"});
  CHECK(plan["bought_days"] == 365);
  CHECK(plan["cost_breakdown_usd"]["idle_tail"].get<double>() > 0);
  auto const used = estimate({"--purchase", "reserved-1yr", "--use-rest-of-term"});
  CHECK(used["bought_days"].is_null());
  CHECK(used["cost_breakdown_usd"]["idle_tail"] == 0);
  CHECK(likely(used, "cost_usd") < likely(plan, "cost_usd") / 3);
}

TEST_CASE("a savings plan lasts one year, or three") {
  Words const rate{"--purchase", "savings-plan", "--rate", "10"};
  CHECK(estimate(rate)["bought_days"] == 365);
  CHECK(estimate(joined(rate, {"--term", "3yr"}))["bought_days"] == 3 * 365);
}

TEST_CASE("a rate is dollars an hour or a share off on-demand, and the last that matches counts") {
  auto const each = [](std::string const& rate, std::string const& kind) {
    auto const plan = estimate({"--purchase", kind, "--rate", rate});
    return plan["usd_per_instance_hour"].get<double>();
  };
  double const list = estimate({})["usd_per_instance_hour"].get<double>();
  CHECK(each("9.50", "savings-plan") == Approx(9.5));
  CHECK(each("$9.50", "reserved-3yr") == Approx(9.5));
  CHECK(each("45%", "savings-plan") == Approx(0.55 * list));
  CHECK(each("reserved-3yr:p4*=45%", "reserved-3yr") == Approx(0.55 * list));
  CHECK(each("45%,P4d*=12,p5*=30", "savings-plan") == Approx(12));
  CHECK(each("on-demand:15", "on-demand") == Approx(15));
}

TEST_CASE("a flag that changes nothing is refused, with what to write") {
  struct Case {
    Words words;
    std::string said;
  };
  Words const sweep{"sweep",           "--model",      "gpt3-6.7b",        "--tokens", "1B,2B",
                    "--instance-type", "p4d.24xlarge", "--instance-count", "4"};
  Case const cases[] = {
      {set_up({"--rate", "40"}), "--rate: '40' changes nothing: it is of savings plans and 3-year"},
      {set_up({"--rate", "40"}), "write on-demand:40 for on-demand"},
      {quick({"--rate", "40"}), "write on-demand:40 for on-demand"},
      {joined(sweep, {"--rate", "40"}), "write on-demand:40 for on-demand"},
      {set_up({"--rate", "spot:9"}), "that kind of purchase is not asked for"},
      {set_up({"--rate", "on-demand:p5*=9"}), "no type that is asked for matches it"},
      {set_up({"--discount", "p5*=12%"}), "no type that is asked for matches it"},
      {quick({"--discount", "p5*=12%"}), "no type that is asked for matches it"},
      {joined(sweep, {"--discount", "p5*=12%"}), "no type that is asked for matches it"},
      {set_up({"--term", "3yr"}), "no savings plan is asked for"},
      {joined(sweep, {"--term", "3yr"}), "no savings plan is asked for"},
      {set_up({"--use-rest-of-term"}), "what is asked for has no term"},
      {set_up({"--set", "spot_price_low=0.5"}), "changes nothing here"},
  };
  for (auto const& [words, said] : cases) {
    auto const result = ran(words);
    CAPTURE(words, result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has("changes nothing") && has(said));
    CHECK(ran(joined(words, {"-q"})).code == 2);
  }
}

TEST_CASE("what has an effect on some of what is asked for is no flag without one") {
  for (auto const& words :
       {set_up({"--rate", "on-demand:40"}), set_up({"--rate", "40", "--purchase", "savings-plan"}),
        set_up({"--discount", "12%"}), quick({"--rate", "savings-plan:9"}),
        Words{"sweep", "--model", "gpt3-6.7b", "--tokens", "1B", "--instance-type", "p4d.24xlarge",
              "--instance-count", "4", "--rate", "9", "--purchase", "on-demand,savings-plan"}}) {
    auto const result = ran(words);
    CAPTURE(words, result.err);
    CHECK(result.code == 0);
  }
}

TEST_CASE("a configuration file serves several questions: what changes nothing is a warning") {
  Folder const folder;
  auto const warnings = [&](std::string const& rates) {
    auto const file = folder.file("config.json", R"({"rate": [)" + rates + "]}");
    auto const result = ran(set_up({"--config", file}));
    CHECK(result.code == 0);
    auto const count = std::count(result.err.begin(), result.err.end(), '\n');
    return std::pair{static_cast<int>(count), result.err};
  };
  auto const [one, text] = warnings("40");
  CHECK_THAT(text, has("--rate 40 changes nothing"));
  CHECK(warnings("40, 40, 40").first == one);
  std::string many = "1";
  for (int rate = 2; rate <= 150; ++rate)
    many += ", " + std::to_string(rate);
  CHECK_THAT(warnings(many).second, has("more warnings are left out"));
}

TEST_CASE("a rate says that it is the user's own") {
  auto const plan = estimate({"--purchase", "savings-plan", "--rate", "9.5"});
  CHECK(plan["price_source"] == "--rate");
  CHECK(plan["price_as_of"].is_null());
  auto const share = estimate({"--purchase", "savings-plan", "--rate", "45%"});
  CHECK_FALSE(share["price_as_of"].is_null());
  CHECK(share["list_usd_per_instance_hour"] == estimate({})["usd_per_instance_hour"]);
}

TEST_CASE(
    "spot expects interruptions, loses time to them, and its price may move up to on-demand") {
  auto const spot = estimate({"--purchase", "spot"});
  auto const kept = estimate({});
  CHECK(spot["interruptions"]["reclaims"].get<double>() > 1);
  CHECK(kept["interruptions"]["reclaims"] == 0);
  CHECK(spot["interruptions"]["lost_days"] > kept["interruptions"]["lost_days"]);
  CHECK(likely(spot, "duration_days") > likely(kept, "duration_days"));
  double const list = kept["usd_per_instance_hour"].get<double>();
  double const hours = 24 * 128;
  double const most = spot["cost_usd"]["high"].get<double>() /
                      (hours * spot["duration_days"]["high"].get<double>());
  CHECK(most > spot["usd_per_instance_hour"].get<double>());
  CHECK(most <= list * (1 + 1e-9));
}

TEST_CASE("how far a spot price moves is an assumption, named and settable") {
  Words const words = set_up({"--purchase", "spot", "--set", "spot_price_high=1"});
  auto const json = json_of(words);
  auto const& plan = json["estimate"];
  CHECK(plan["cost_usd"]["high"].get<double>() ==
        Approx(plan["usd_per_instance_hour"].get<double>() * 24 * 128 *
               plan["duration_days"]["high"].get<double>()));
  CHECK(json["assumptions"].dump().find("spot_price_low") != std::string::npos);
}

TEST_CASE("recommend tells each kind of purchase though only on-demand was asked for") {
  auto const json = json_of(quick({"--days", "300"}));
  auto const& ways = json["summary"]["by_purchase"];
  REQUIRE(ways.size() > 1);
  CHECK(ways[0]["purchase"] != "on-demand");
  CHECK_THAT(json["summary"]["sentence"].get<std::string>(), !has("spot"));  // an old price
  for (auto const& plan : json["candidates"])
    CHECK(plan["purchase"] == "on-demand");
  for (std::size_t i = 1; i < ways.size(); ++i)
    CHECK(ways[i - 1]["cost_usd"]["likely"] <= ways[i]["cost_usd"]["likely"]);
}

TEST_CASE("--purchase all ranks every kind that has a price") {
  auto const json = json_of(quick({"--purchase", "all"}));
  std::set<std::string> kinds;
  for (auto const& plan : json["candidates"])
    kinds.insert(plan["purchase"]);
  CHECK(kinds == std::set<std::string>{"on-demand", "spot", "reserved-1yr", "capacity-block"});
  CHECK(json["inputs"]["purchase"]["value"].size() == 5);  // one type has a savings plan
}

TEST_CASE(
    "--region all has the type where it is offered, and one rejection where it is not at all") {
  auto const json = json_of(quick({"-r", "all"}));
  std::set<std::string> regions;
  for (auto const& plan : json["candidates"])
    regions.insert(plan["region"]);
  CHECK(regions.size() > 5);
  CHECK(regions.contains("us-west-2"));
  auto const none = json_of({"recommend", "--model", "gpt3-6.7b", "--tokens", "1B", "-r", "all",
                             "--instance-type", "dl1.24xlarge"},
                            3);
  CHECK(none["rejected"].size() == 1);
}

TEST_CASE("a private price file is used from its day on, and leaves what was before") {
  Folder const folder;
  auto const file = folder.file("prices.json", R"({"prices": [{"as_of": "2026-07-21",
    "instance_type": "p4d.24xlarge", "purchase": "on-demand", "region": "us-east-1",
    "usd_per_hour": 17.5}]})");
  CHECK(estimate({"--catalog", file})["usd_per_instance_hour"] == 17.5);
  auto const before = estimate({"--catalog", file, "--as-of", "2023-07-01"});
  CHECK(before["usd_per_instance_hour"].get<double>() == Approx(32.77).margin(0.01));
}

TEST_CASE("a saved plan keeps its rate, its term and what is done with the rest of it") {
  Folder const folder;
  auto const file = folder.file("plan.json");
  auto const asked = set_up({"--purchase", "savings-plan", "--rate", "9.5", "--term", "3yr",
                             "--use-rest-of-term", "--json", "--out-file", file});
  REQUIRE(ran(asked).code == 0);
  auto const again = json_of({"explain", file})["explanation"]["plan"];
  auto const plan = Json::parse(content(file))["estimate"];
  CHECK(again["cost_usd"] == plan["cost_usd"]);
  CHECK(again["usd_per_instance_hour"] == 9.5);
}

TEST_CASE("the most tokens that blocks buy are found, though their price climbs in steps") {
  for (std::string const purchase : {"on-demand", "capacity-block"}) {
    CAPTURE(purchase);
    Words const words{"--budget",        "100k",      "--days",          "60",
                      "--model",         "gpt3-6.7b", "--instance-type", "p4d.24xlarge",
                      "--max-instances", "8",         "--purchase",      purchase};
    auto const most = json_of(joined({"afford"}, words))["affordable"][0]["tokens"].get<double>();
    auto const satisfied = [&](double share) {
      auto const tokens = std::to_string(static_cast<std::int64_t>(share * most));
      auto const result = ran(joined({"recommend", "--tokens", tokens, "--json"}, words));
      auto const plans = Json::parse(result.out)["candidates"];
      return std::ranges::any_of(plans, [](Json const& plan) {
        return plan["fits"] == "yes" && plan["meets_budget"] == true &&
               plan["meets_deadline"] == true;
      });
    };
    CHECK(satisfied(1));
    CHECK_FALSE(satisfied(1.002));
  }
}

TEST_CASE("a rate of one's own for on-demand is also what outlives a term, and caps spot") {
  Words const own{"--rate", "on-demand:10"};
  auto const years = joined(own, {"--tokens", "20T", "--purchase", "reserved-1yr"});
  auto const plan = estimate(years);
  double const days = likely(plan, "duration_days");
  double const terms = plan["bought_days"].get<double>();
  REQUIRE(days > terms);
  CHECK(likely(plan, "cost_usd") ==
        Approx(128 * 24 *
               (terms * plan["usd_per_instance_hour"].get<double>() + (days - terms) * 10)));
  auto const spot = estimate(joined(own, {"--purchase", "spot"}));
  CHECK(spot["cost_usd"]["high"].get<double>() <=
        128 * 24 * spot["duration_days"]["high"].get<double>() * 10 * (1 + 1e-9));
}

TEST_CASE("an UltraServer counts as the instances that it holds, and needs no vCPU quota") {
  auto const json = json_of({"estimate", "--model", "175B", "--tokens", "300B", "--instance-type",
                             "u-p6e-gb200x72", "--instance-count", "16", "--purchase",
                             "capacity-block", "-r", "us-east-1-dfw-2a"});
  CHECK(json["estimate"]["capacity_blocks"] == 5);
  CHECK(json["estimate"]["vcpu_quota"].is_null());
  CHECK_THAT(json["warnings"].dump(), has("at most 256 instances"));
  auto const ranked = json_of({"recommend", "--model", "175B", "--tokens", "300B", "--days", "30",
                               "--instance-type", "u-p6e-gb200x72", "--purchase", "capacity-block",
                               "-r", "us-east-1-dfw-2a", "--objective", "pareto"});
  for (auto const& plan : ranked["candidates"])
    CHECK(plan["instances"].get<int>() * 18 <= 256);
}

TEST_CASE("what is nearest is never a price of a region that does not have the type") {
  auto const json = json_of({"recommend", "--model", "gpt3-6.7b", "--tokens", "1B",
                             "--instance-type", "p4d.24xlarge", "-r", "ap-southeast-1"},
                            3);
  CHECK(json["rejected"][0]["reason_code"] == "not_offered");
  CHECK(json["rejected"][0]["nearest"].get<std::string>().find("ap-southeast-1") ==
        std::string::npos);
  auto const listed = json_of({"instances", "-r", "ap-southeast-1", "--offered"});
  CHECK(listed.dump().find("\"p4d.24xlarge\"") == std::string::npos);
}

}  // namespace ec2plan::cli::purchase_test
