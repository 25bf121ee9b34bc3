#include <algorithm>
#include <sstream>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "report/letters.hpp"
#include "report/text.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/report/rendered.hpp"

namespace ec2plan::pages_test {
namespace {

using namespace testing;

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

std::size_t widest(std::string const& text) {
  std::size_t most = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    most = std::max(most, pages::width(line));
  return most;
}

}  // namespace

TEST_CASE("no table is wider than 100 columns") {
  CHECK(widest(rendered(two_plans(), Format::table)) <= 100);
  CHECK(widest(rendered(one_plan(), Format::table)) <= 100);
  CHECK(widest(rendered(one_explained(), Format::table)) <= 100);
  CHECK(widest(rendered(WhyAnswer{two_plans(), "p4x.24xlarge"}, Format::table)) <= 100);
  CHECK(widest(rendered(two_instance_types(), Format::table)) <= 100);
  CHECK(widest(rendered(two_models(), Format::table)) <= 100);
}

TEST_CASE("several regions and purchases have their columns, and still fit") {
  Answer answer = two_plans();
  answer.result.candidates[1].price.region = "ap-southeast-4";
  answer.result.candidates[1].price.purchase = Purchase::reserved_1yr;
  auto const text = rendered(answer, Format::table, {.max_results_typed = true});
  CHECK(holds(text, "ap-southeast-4"));
  CHECK(holds(text, "reserved-1yr"));
  CHECK(widest(text) <= 100);
}

TEST_CASE("the recommendation restates the question and names the next command") {
  auto const text = rendered(two_plans(), Format::table);
  CHECK(text.starts_with("256 p4de.24xlarge in us-east-1 (on-demand): "));
  CHECK(holds(text, "175B → gpt3-175b: 96 layers × 12288 hidden"));
  CHECK(holds(text, "300B tokens = 95,368 steps of 1536 × 2048 tokens"));
  CHECK(holds(rendered(two_plans(), Format::wide),
              "us-east-1 (default), on-demand; catalog 2026-08-01 (newest price 2026-07-20)"));
  CHECK(holds(text, "256 × p4de.24xlarge"));
  CHECK(holds(text, "24,576 vCPUs"));
  CHECK(holds(text, "more than one Capacity Block holds (64)"));
  CHECK(holds(text, "1 unpriced, 2 too small (--all: why)"));
  CHECK(holds(rendered(two_plans(), Format::table, {.all = true}), "g5.xlarge, g5.2xlarge"));
  CHECK(holds(rendered(two_plans(), Format::wide), "Capacity Block there at $35.76 an hour"));
  CHECK(text.rfind("Next: ec2plan explain --model 175B") > text.rfind("left out"));
}

TEST_CASE("where nothing satisfies, the page says so before its table") {
  Answer answer = two_plans();
  for (auto& plan : answer.result.candidates)
    plan.meets_deadline = false;
  auto const text = rendered(answer, Format::table);
  CHECK(text.find("No plan keeps to 30 days") < text.find("1  256 × p4de.24xlarge"));
}

TEST_CASE("where nothing is a candidate, the reasons and a next command remain") {
  Answer answer = two_plans();
  answer.result.candidates.clear();
  answer.result.safe.reset();
  answer.result.even_odds.reset();
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "No instance type of the catalog can train this"));
  CHECK(holds(text, "no on-demand price"));
  CHECK(holds(text, "Next: ec2plan instances"));
  CHECK(holds(rendered(answer, Format::json), "\"candidates\": []"));
  CHECK(rendered(answer, Format::csv).empty());
}

TEST_CASE("a limit cuts tables, never documents") {
  ReportOptions const one{.max_results = 1, .max_results_typed = true};
  CHECK(holds(rendered(two_plans(), Format::table, one),
              "1 of 2 plans is not shown: --max-results 2 shows all"));
  CHECK(hidden_note(two_plans(), Format::table, one).starts_with("1 of 2 plans is not shown"));
  CHECK(hidden_note(two_plans(), Format::json, one).empty());
  CHECK(holds(rendered(two_models(), Format::table, one), "1 of 2 models is not shown"));
  CHECK(holds(rendered(two_instance_types(), Format::table, one), "1 of 2 types is not shown"));
  auto const lines = rendered(two_plans(), Format::jsonl, one);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
}

TEST_CASE("the explanation fills in the spine and names each source") {
  auto const text = rendered(one_explained(), Format::table);
  CHECK(holds(text, "time = hardware FLOPs / (accelerators × achieved FLOP/s per accelerator)"));
  CHECK(holds(text, "/ (2,048 × "));
  CHECK(holds(text, "[TEST] 2026-07-20"));
  CHECK(holds(text, "no source is recorded"));
  CHECK(holds(text, "A list of prices."));
  CHECK(holds(text, "guess"));
}

TEST_CASE("a plan without a price says so and shows no dollars") {
  Answer answer = one_plan();
  answer.plan().price.per_instance = {};
  answer.plan().cost = {};
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "no price is known"));
  CHECK_FALSE(holds(text, "$"));
}

TEST_CASE("no colour code is printed unless asked for") {
  CHECK_FALSE(holds(rendered(two_plans(), Format::table), "\x1b"));
  CHECK(holds(rendered(two_plans(), Format::table, {.color = true}), "\x1b[1m"));
}

TEST_CASE("an ASCII page has no other letter") {
  for (char const letter : rendered(one_explained(), Format::table, {.ascii = true}))
    REQUIRE(static_cast<unsigned char>(letter) < 0x80);
}

TEST_CASE("the fields of csv are chosen") {
  auto const text = rendered(two_plans(), Format::csv, {.fields = {"rank", "instance_type"}});
  CHECK(text == "rank,instance_type\n1,p4de.24xlarge\n2,p4x.24xlarge\n");
}

TEST_CASE("an unknown format is refused with the nearest one") {
  CHECK(format_from("markdown") == Format::markdown);
  CHECK_THROWS_WITH(format_from("tabel"), Catch::Matchers::Contains("did you mean table?"));
}

TEST_CASE("the bill of an explanation multiplies out") {
  auto const text = rendered(one_explained(), Format::table);
  auto const at =
      text.find("cost = 256 instances × ") + std::string("cost = 256 instances × ").size();
  std::string hours = text.substr(at, text.find(" hours", at) - at);
  std::erase(hours, ',');
  CHECK(holds(text.substr(at),
              " hours × $27.44705 = " + exact_dollars(256 * std::stod(hours) * 27.44705)));
}

TEST_CASE("a step is told in seconds throughout") {
  auto const text = rendered(one_plan(), Format::table);
  auto const from = text.find("One step"), to = text.find("Memory of");
  CHECK_FALSE(holds(text.substr(from, to - from), " ms"));
  CHECK_FALSE(holds(text.substr(from, to - from), " min"));
}

TEST_CASE("each price asked for has its column, under its region and purchase") {
  InstancesAnswer answer = two_instance_types();
  answer.price.purchases = {Purchase::reserved_1yr};
  CHECK(holds(rendered(answer, Format::table), "reserved-1yr $/h"));
  CHECK(holds(rendered(answer, Format::table), "17.00"));
  answer.price.regions = {"us-east-1", "us-west-2"};
  CHECK(holds(rendered(answer, Format::table), "us-west-2 reserved-1yr $/h"));
}

TEST_CASE("where more prices were asked for than a table holds, the lowest and its region stand") {
  InstancesAnswer answer = two_instance_types();
  answer.price.regions = {"us-east-1", "us-east-2", "us-west-1", "us-west-2"};
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "lowest $/h"));
  CHECK(holds(text, "27.45         3.43  us-east-1"));
  CHECK_FALSE(holds(text, "us-west-2 $/h"));
  CHECK(holds(rendered(answer, Format::wide), "us-west-2 $/h"));
}

TEST_CASE("what was filtered or sorted by has its column, however narrow the table") {
  InstancesAnswer answer = two_instance_types();
  CHECK_FALSE(holds(rendered(answer, Format::table), "host GiB"));
  CHECK_FALSE(holds(rendered(answer, Format::table), "PFLOP-h"));
  answer.asked_fields = {"host_memory_gib", "usd_per_petaflop_hour"};
  for (int const columns : {60, 100}) {
    auto const text = rendered(answer, Format::table, {.columns = columns});
    CHECK(holds(text, "host GiB"));
    CHECK(holds(text, "$/PFLOP-h"));
  }
}

TEST_CASE("an empty list of types is a sentence, and the next command repeats the question") {
  InstancesAnswer answer = two_instance_types();
  answer.names = {"p4*"};
  answer.frame.inputs = {{"regions", std::vector<std::string>{"a", "b"}, "flag", "all"}};
  CHECK(holds(rendered(answer, Format::table), "ec2plan instances 'p4*' --regions all -o wide"));
  answer.rows.clear();
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "0 instance types; prices in"));
  CHECK_FALSE(holds(text, "instance type  accelerators"));
}

TEST_CASE("all sources of a fact are named") {
  ExplainAnswer answer = one_explained();
  answer.facts[0].sources.push_back({"MORE", "2026-01", "primary", "Another list.", ""});
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "[TEST] 2026-07-20, [MORE] 2026-01"));
  CHECK(holds(text, "Another list."));
}

TEST_CASE("a rate of one's own has no class of confidence") {
  Answer answer = two_plans();
  CHECK(holds(rendered(answer, Format::table), "same-accelerator: fitted"));
  answer.frame.inputs.push_back({"tflops", 140.0, "flag", "140"});
  CHECK(holds(rendered(answer, Format::table), "the rate is your own: no range"));
}

TEST_CASE("the header and the next command keep to the user's catalog") {
  ModelsAnswer answer = two_models();
  answer.frame.catalog_overlays = {"prices/mini.json"};
  answer.frame.inputs = {{"catalog", std::vector<std::string>{"prices/mini.json"}, "flag", ""}};
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "(newest price 2026-07-20) + mini.json"));
  CHECK(holds(text, "Next: ec2plan models gpt3-175b --catalog prices/mini.json"));
}

TEST_CASE("an estimate restates the limits and says which end it counts from") {
  auto const text = rendered(one_plan(), Format::table);
  CHECK(holds(text, "within 30 days even if slow"));
  CHECK(holds(text, "; counted from the slow end of the range, "));
}

TEST_CASE("rejections that differ by region alone share a line") {
  Answer answer = two_plans();
  auto const unpriced = [](std::string region) {
    Rejection one{.instance_type = "p9.xlarge",
                  .region = region,
                  .code = ReasonCode::unpriced,
                  .obstacle = Obstacle::no_price};
    one.other = {.purchase = Purchase::capacity_block,
                 .region = region,
                 .per_instance = 4 * dollar / hour,
                 .as_of = "2026-07-20"};
    return one;
  };
  answer.result.rejected = {unpriced("eu-west-1"),
                            unpriced("eu-west-2"),
                            {.instance_type = "g7.xlarge",
                             .region = "eu-west-1",
                             .code = ReasonCode::no_legal_layout,
                             .obstacle = Obstacle::unknown_rate,
                             .accelerator = "rtx"}};
  CHECK(holds(rendered(answer, Format::table), "1 unpriced, 1 of unknown speed"));
  auto const text = rendered(answer, Format::table, {.all = true, .columns = 200});
  CHECK(holds(text, "not modelled  g7.xlarge"));
  CHECK(holds(text, "in eu-west-1, eu-west-2; Capacity Block there"));
}

}  // namespace ec2plan::pages_test
