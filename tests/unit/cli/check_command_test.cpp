#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::check_command_test {
namespace {

std::string const fixtures = "tests/golden/fixtures/", base = fixtures + "base.json";
std::string const hostile = fixtures + "hostile-plan.json";

Ran check(Words const& words) { return ran(joined({"check"}, words)); }

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// `base` and a policy file.
Ran check_by(std::string const& policy, Words const& more = {}) {
  Folder const folder;
  return check(joined({base, "--policy", folder.file("policy.json", policy)}, more));
}

/// A quick estimate, saved.
std::string estimated(Words const& more = {}) {
  auto const result = ran(joined(
      {"estimate", "--model", "llama-2-7b", "--tokens", "1B", "--instance-type", "p4de.24xlarge",
       "--instance-count", "1", "--catalog", fixtures + "mini.json", "--json"},
      more));
  REQUIRE(result.code == 0);
  return result.out;
}

std::string const hostile_policy = R"~({
  "fail": {"instance_types": ["=cmd|' /C calc'!A0", "<script>alert(1)</script>|]]>`*_&\""],
           "regions": ["\u001b[31m\u0000\n\u202e\ufffe"]},
  "warn": {"regions": ["@SUM(1)"]}})~";

}  // namespace

TEST_CASE("a kept policy ends with 0, a broken one with 4 after the whole answer") {
  auto const kept = check({base, "--max-cost", "3M", "--max-days", "30", "--max-instances", "96"});
  CHECK(kept.code == 0);
  CHECK(kept.err.empty());
  CHECK_THAT(kept.out, has("Policy kept: 4 rules"));
  auto const broken = check({base, "--max-cost", "1M", "--max-days", "30"});
  CHECK(broken.code == 4);
  CHECK_THAT(broken.out, has("Policy broken: 1 of 3 rules (max_cost_usd)") && has("kept "));
  CHECK_THAT(broken.err, Catch::Matchers::StartsWith("policy broken: max_cost_usd: cost $"));
}

TEST_CASE("a broken rule is told even when quiet, a warning is not") {
  auto const result = check_by(R"({"fail": {"max_days": 1}, "warn": {"max_instances": 1}})");
  CHECK(result.code == 4);
  CHECK_THAT(result.err, has("policy broken: max_days: ") && has("warning: max_instances: "));
  auto const quiet = check_by(R"({"fail": {"max_days": 1}, "warn": {"max_instances": 1}})", {"-q"});
  CHECK(quiet.code == 4);
  CHECK_THAT(quiet.err, has("policy broken: max_days: ") && !has("max_instances"));
}

TEST_CASE("the warning tier fails nothing") {
  auto const result = check_by(R"({"warn": {"max_days": 1, "max_cost_usd": 1}})");
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("Policy kept: 1 of 3 rules; warned: 2 (max_cost_usd, max_days)"));
}

TEST_CASE("with --exit-zero a broken rule is told and ends with 0") {
  auto const result = check({base, "--max-cost", "1", "--exit-zero"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("Policy broken"));
  CHECK_THAT(result.err, has("policy broken"));
}

TEST_CASE("a flag stands before the file's rule of the failing tier alone") {
  std::string const policy = R"({"fail": {"max_days": 1}, "warn": {"max_days": 2}})";
  auto const result = check_by(policy, {"--max-days", "4w", "--json"});
  CHECK(result.code == 0);
  auto const rules = Json::parse(result.out)["rules"];
  REQUIRE(rules.size() == 3);
  CHECK(rules[0]["limit"] == 28);
  CHECK(rules[2]["limit"] == 2);
  CHECK(rules[2]["kept"] == false);
}

TEST_CASE("the risk is the flag's, else the policy's, else slow") {
  auto const risk_of = [](Ran const& result) { return Json::parse(result.out)["result"]["risk"]; };
  std::string const likely = R"({"risk": "likely", "fail": {"max_days": 30}})";
  auto const from_file = check_by(likely, {"--json"});
  CHECK(risk_of(from_file) == "likely");
  CHECK(Json::parse(from_file.out)["inputs"]["risk"]["from"] == "policy");
  auto const from_flag = check_by(likely, {"--json", "--risk", "slow"});
  CHECK(risk_of(from_flag) == "slow");
  CHECK(Json::parse(from_flag.out)["inputs"]["risk"]["from"] == "flag");
  CHECK(risk_of(check({base, "--max-days", "30", "--json"})) == "slow");
  CHECK(check({base, "--max-days", "30", "--risk", "fast"}).code == 2);
}

TEST_CASE("the result may come from stdin, the policy may not") {
  auto const piped = ran({"check", "-", "--max-cost", "3M"}, {}, content(base));
  CHECK(piped.code == 0);
  CHECK_THAT(piped.out, has("stdin: "));
  auto const policy = ran({"check", base, "--policy", "-"}, {}, R"({"fail": {"fits": "yes"}})");
  CHECK(policy.code == 2);
  CHECK(check({base, "--policy", ""}).code == 2);
}

TEST_CASE("without a result or a rule there is nothing to check") {
  CHECK(check({}).code == 2);
  CHECK(check({base}).code == 2);
  CHECK(check({base, base, "--max-days", "3"}).code == 2);
  for (auto const* limit : {"0", "-1", "nan", "inf", "1e400", "3kg", ""}) {
    CAPTURE(limit);
    CHECK(check({base, "--max-days", limit}).code == 2);
    CHECK(check({base, "--max-cost", limit}).code == 2);
    CHECK(check({base, "--max-instances", limit}).code == 2);
  }
}

TEST_CASE("a file that is not what it should be is refused by name") {
  Folder const folder;
  auto const empty = folder.file("empty.json", ""), text = folder.file("text.json", "not JSON");
  auto const none = folder.file("none.json");
  auto const refused = [](Words const& words, std::string const& name) {
    auto const result = check(words);
    CAPTURE(words);
    CHECK(result.code == 5);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has("error: " + name));
  };
  for (auto const& file : {empty, text, none, folder.path().string()}) {
    refused({file, "--max-days", "3"}, file);
    refused({base, "--policy", file}, file);
  }
  auto const policy = fixtures + "policy.json";
  refused({policy, "--max-days", "3"}, policy + ": \"command\" is missing");
  refused({base, "--policy", base}, base + ": is a document that ec2plan saved, not a policy");
  refused({base, "--max-days", "3", "--rank", "99"}, base);
}

TEST_CASE("results of recommend and of estimate, of any minor format, are read") {
  Folder const folder;
  auto const estimate = estimated();
  CHECK(check({folder.file("estimate.json", estimate), "--max-instances", "1"}).code == 0);
  for (auto const* minor : {"1.0", "1.9"}) {
    auto const text = replaced(content(base), R"("format_version": "1.0")",
                               R"("format_version": ")" + std::string(minor) + R"(", "new": [1])");
    CHECK(check({folder.file("minor.json", text), "--max-cost", "3M"}).code == 0);
  }
  auto const other = replaced(estimate, R"("format_version": "1.0")", R"("format_version": "2.0")");
  auto const refused = check({folder.file("other.json", other), "--max-instances", "1"});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, has("/format_version"));
}

TEST_CASE("a broken result is not checked, and its path is told") {
  Folder const folder;
  auto const broken = replaced(estimated(), R"("instances": 1,)", R"("instances": "one",)");
  auto const refused = check({folder.file("broken.json", broken), "--max-instances", "1"});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, has("/estimate/instances"));
}

TEST_CASE("a price of one's own keeps any price age") {
  Folder const folder;
  auto const own = folder.file("own.json", estimated({"--rate", "on-demand:30"}));
  auto const policy = folder.file("p.json", R"({"fail": {"max_price_age_days": 0}})");
  auto const result = check({own, "--policy", policy});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("your own (--rate)"));
}

TEST_CASE("another plan of the result is judged by its rank") {
  Folder const folder;
  auto const saved = ran(quick({"--json"}));
  REQUIRE(saved.code == 0);
  auto const file = folder.file("plan.json", saved.out);
  auto const document = json_of({"check", file, "--max-instances", "4", "--rank", "2"});
  CHECK(document["result"]["rank"] == 2);
  CHECK(document["inputs"]["rank"]["value"] == 2);
}

TEST_CASE("fields are chosen and rules sorted") {
  auto const policy = fixtures + "policy.json";
  auto const csv = check(
      {base, "--policy", policy, "-o", "csv", "--fields", "rule,kept", "--sort-by", "rule", "-q"});
  CHECK(csv.code == 0);
  CHECK_THAT(csv.out, Catch::Matchers::StartsWith("rule,kept\nfits,true\ninstance_types,true\n"));
  CHECK(check({base, "--policy", policy, "--sort-by", "nothing"}).code == 2);
  CHECK(check({base, "--policy", policy, "--fields", "nothing", "-o", "csv"}).code == 2);
}

TEST_CASE("a file is written whole though a rule is broken, and left alone on an error") {
  Folder const folder;
  for (auto const* format : {"table", "markdown", "json", "jsonl", "csv", "junit"}) {
    CAPTURE(format);
    auto const file = folder.file(format, "of yesterday");
    auto const refused = check({base, "--max-days", "0", "-o", format, "--out-file", file});
    CHECK(refused.code == 2);
    CHECK(content(file) == "of yesterday");
    auto const written = check({base, "--max-days", "1", "-o", format, "--out-file", file});
    CHECK(written.code == 4);
    CHECK(written.out.empty());
    CHECK(content(file) == check({base, "--max-days", "1", "-o", format}).out);
  }
}

TEST_CASE("junit is what check alone writes") {
  CHECK(check({base, "--max-days", "30", "-o", "junit"}).code == 0);
  CHECK(ran({"version", "-o", "junit"}).code == 2);
  CHECK(check({base, "--max-days", "30", "-o", "junit", "--json"}).code == 2);
}

TEST_CASE("hostile results and policies are inert in every format") {
  Folder const folder;
  auto const policy = folder.file("policy.json", hostile_policy);
  for (auto const* format : {"table", "wide", "markdown", "csv", "junit"}) {
    CAPTURE(format);
    auto const result = check({hostile, "--policy", policy, "-o", format});
    CHECK(result.code == 4);
    for (auto const& all : {result.out, result.err})
      for (auto const* bytes : {"\x1b", "\xe2\x80\xae", "\r", "\x7f"})
        CHECK(all.find(bytes) == std::string::npos);
    CHECK(result.out.find('\0') == std::string::npos);
  }
}

TEST_CASE("hostile text is no markup, no formula and no cell of its own") {
  Folder const folder;
  auto const policy = folder.file("policy.json", hostile_policy);
  auto const as = [&](std::string const& format) {
    return check({hostile, "--policy", policy, "-o", format, "-q"}).out;
  };
  CHECK_THAT(as("markdown"),
             !has("<script>") && !has("<b>") && has(R"(\<script\>)") && has(R"(\|\]\]\>\`\*\_\&)"));
  CHECK_THAT(as("junit"),
             !has("<script>") && !has("]]>") && has("&lt;script&gt;") && has(R"(\xEF\xBF\xBE)"));
  CHECK_THAT(as("csv"), !has(",=") && !has(",\"=") && !has(",@") && has("'=cmd|") && has("'@SUM"));
  CHECK(Json::parse(as("json"))["rules"][1]["limit"][0] ==
        std::string("\x1b[31m\0\n\xe2\x80\xae\xef\xbf\xbe", 13));
}

TEST_CASE("a saved explanation knows its question, and one of --why has no plan to check") {
  Folder const folder;
  auto const asked = folder.file("asked.json", estimated({"--days", "30", "--budget", "1M"}));
  auto const explained = ran({"explain", asked, "--catalog", fixtures + "mini.json", "--json"});
  REQUIRE(explained.code == 0);
  auto const inputs = Json::parse(explained.out)["inputs"];
  CHECK(inputs["days"]["value"] == 30);
  CHECK(inputs["budget"]["value"] == 1'000'000);
  auto const file = folder.file("explained.json", explained.out);
  for (auto const& [days, kept] : {std::pair{"30", true}, {"0.001", false}}) {
    auto const result =
        ran({"explain", file, "--days", days, "--catalog", fixtures + "mini.json", "--json"});
    auto const again = folder.file("again.json", result.out);
    auto const rules = json_of({"check", again, "--max-cost", "1M"}, kept ? 0 : 4)["rules"];
    CHECK(rules.back()["rule"] == "keeps_question");
    CHECK(rules.back()["kept"] == kept);
  }
  auto const why = ran(
      {"explain", asked, "--why", "p5.48xlarge", "--catalog", fixtures + "mini.json", "--json"});
  auto const refused = check({folder.file("why.json", why.out), "--max-cost", "1M"});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, Catch::Matchers::Contains("explain without --why"));
}

}  // namespace ec2plan::cli::check_command_test
