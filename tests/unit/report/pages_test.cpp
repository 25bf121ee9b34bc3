#include <algorithm>
#include <sstream>

#include "ec2plan/report/report.hpp"
#include "ec2plan/units/error.hpp"
#include "report/text.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {
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
  RecommendAnswer answer = two_plans();
  answer.result.candidates[1].price.region = "ap-southeast-4";
  answer.result.candidates[1].price.purchase = Purchase::reserved_1yr;
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "ap-southeast-4"));
  CHECK(holds(text, "reserved-1yr"));
  CHECK(widest(text) <= 100);
}

TEST_CASE("the recommendation restates the question and names the next command") {
  auto const text = rendered(two_plans(), Format::table);
  CHECK(text.starts_with("175B → gpt3-175b: 96 layers × 12288 hidden"));
  CHECK(holds(text, "300B tokens = 95,368 steps of 1536 × 2048 tokens"));
  CHECK(holds(text, "us-east-1 (default), on-demand; catalog 2026-08-01 of 2026-07-20"));
  CHECK(holds(text, "256 × p4de.24xlarge"));
  CHECK(holds(text, "24,576 vCPUs"));
  CHECK(holds(text, "more than one Capacity Block holds (64)"));
  CHECK(holds(text, "g5.xlarge and 1 more"));
  CHECK(holds(text, "as a Capacity Block: $35.76 an hour"));
  CHECK(text.rfind("Next: ec2plan explain --model 175B") > text.rfind("Rejected"));
}

TEST_CASE("where nothing satisfies, the page says so before its table") {
  RecommendAnswer answer = two_plans();
  for (auto& plan : answer.result.candidates)
    plan.meets_deadline = false;
  auto const text = rendered(answer, Format::table);
  CHECK(text.find("No plan keeps to that") < text.find("1  256 × p4de.24xlarge"));
}

TEST_CASE("where nothing is a candidate, the reasons and a next command remain") {
  RecommendAnswer answer = two_plans();
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
  ReportOptions const one{.max_results = 1};
  CHECK(holds(rendered(two_plans(), Format::table, one), "and 1 more"));
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
  EstimateAnswer answer = one_plan();
  answer.plan.price.per_instance = {};
  answer.plan.cost = {};
  auto const text = rendered(answer, Format::table);
  CHECK(holds(text, "no price is known"));
  CHECK_FALSE(holds(text, "$"));
}

TEST_CASE("no colour code is printed unless asked for") {
  CHECK_FALSE(holds(rendered(two_plans(), Format::table), "\x1b"));
  CHECK(holds(rendered(two_plans(), Format::table, {.color = true}), "\x1b[32m"));
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

}  // namespace ec2plan
