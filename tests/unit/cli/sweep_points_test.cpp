#include <sched.h>

#include <algorithm>
#include <set>

#include "plan/processors.hpp"
#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::sweep_points_test {
namespace {

Words sweep(Words const& more) {
  return joined({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B"}, more);
}

Words set_ups(Words const& more) {
  return joined(sweep({"--instance-type", "p4d.24xlarge", "--instance-count", "2"}), more);
}

Json rows_of(Words const& words) { return json_of(words).at("candidates"); }

std::vector<std::string> statuses(Json const& rows) {
  std::vector<std::string> all;
  for (Json const& row : rows)
    all.push_back(row.at("status"));
  return all;
}

Json axis(Words const& words) { return json_of(words).at("axes").at(0).at("values"); }

TEST_CASE("words that do not go together are points of their own, the others are answered") {
  Words const small{"--max-instances", "4"};
  auto const rows =
      rows_of(sweep(joined({"--instance-type", "p*,p4*", "--accelerator", "a100,h100"}, small)));
  CHECK(statuses(rows) == std::vector<std::string>{"ok", "ok", "ok", "refused"});
  CHECK(rows[3].at("reason") ==
        "--accelerator: 'h100' is in none of the types that the other flags leave");
  CHECK(rows[3].at("cost_usd").is_null());
  auto const crossed =
      rows_of(sweep(joined({"--instance-type", "p4*,p5*", "--accelerator", "h100,a100"}, small)));
  CHECK(statuses(crossed) == std::vector<std::string>{"refused", "ok", "ok", "refused"});
}

TEST_CASE("each limit of the number of instances is held against each other") {
  auto const rows = rows_of(sweep(
      {"--instance-type", "p4d.24xlarge", "--min-instances", "1,4", "--max-instances", "2,8"}));
  CHECK(statuses(rows) == std::vector<std::string>{"ok", "ok", "refused", "ok"});
  CHECK(rows[2].at("reason") == "--min-instances: '4' is above --max-instances, which is 2");
}

TEST_CASE("a value of which no point can be read is refused before anything is written") {
  for (auto const& bad :
       {Words{"--instance-type", "p4*,p5*", "--accelerator", "a100,b200"},
        Words{"--instance-type", "p4*", "--min-instances", "1,64", "--max-instances", "8,32"},
        Words{"--instance-type", "p4*", "--stack", "megatron-lm@2022,megatron-lm@22"}}) {
    auto const result = ran(sweep(joined(bad, {"-o", "csv"})));
    CHECK(result.code == 2);
    CHECK(result.out.empty());
  }
}

TEST_CASE("a part whose points are all refused says so, and the other parts do not") {
  Words const crossed{"--max-instances",
                      "4",
                      "--instance-type",
                      "p4*,p5*",
                      "--accelerator",
                      "a100,h100",
                      "-o",
                      "csv",
                      "--fields",
                      "status"};
  CHECK(ran(sweep(joined(crossed, {"--shard", "2/4"}))).code == 3);
  CHECK(ran(sweep(joined(crossed, {"--shard", "1/4"}))).code == 0);
}

TEST_CASE("the axis of models says what was typed") {
  CHECK(axis(set_ups({"--model", "2B,4.5B,gpt3-6.7b"})) == Json({"2B", "4.5B", "gpt3-6.7b"}));
  CHECK(axis(set_ups({"--model", "2B..2.002B:0.001B"})) == Json({"2B", "2.001B", "2.002B"}));
  auto const rows = rows_of(set_ups({"--model", "2B,6.7B"}));
  CHECK(rows[1].at("axes").at("model") == "6.7B");
  CHECK(rows[1].at("job").at("model") != "6.7B");
}

TEST_CASE("a set-up that cannot be bought as asked is not ok, and keeps its plan") {
  Words const p5{"--instance-type", "p5.4xlarge", "--instance-count", "2"};
  auto const result =
      ran(sweep(joined(p5, {"--region", "us-east-1,eu-north-1", "-o", "jsonl", "--fields",
                            "status,reason,instances,cost_usd.likely"})));
  CHECK_THAT(result.out, has("\"ok\",\"reason\":null,\"instances\":2"));
  CHECK_THAT(result.out,
             has("\"not_offered\",\"reason\":\"p5.4xlarge is not offered in eu-north-1") &&
                 has("\"instances\":2,\"cost_usd\":{\"likely\":null}"));
  CHECK_THAT(result.err, has("1 point of 2 cannot be bought as asked: 1 not_offered"));
  auto const unpriced =
      rows_of(sweep({"--instance-type", "p5.48xlarge", "--instance-count", "2", "--purchase",
                     "on-demand,reserved-1yr", "--region", "eu-north-1"}));
  CHECK(statuses(unpriced) == std::vector<std::string>{"ok", "unpriced"});
  auto const blocks = rows_of(set_ups({"--purchase", "capacity-block", "--tokens", "1B,900T"}));
  CHECK(statuses(blocks) == std::vector<std::string>{"ok", "too_many_instances"});
}

TEST_CASE("points that a table did not work out may have plans") {
  Words const few{"--tensor", "3,8", "--max-results", "1"};
  CHECK(ran(set_ups(few)).code == 0);
  CHECK(ran(set_ups({"--tensor", "3,5"})).code == 3);
}

TEST_CASE("lists that may be numbers with thousands commas are refused") {
  for (auto const& words : {Words{"--seq-len", "4,096"}, Words{"--seq-len", "8,192"},
                            Words{"--budget", "1,250,500"}, Words{"--tokens", "300,500"}}) {
    auto const result = ran(set_ups(words));
    CHECK(result.code == 2);
    CHECK_THAT(result.err, has("thousands"));
  }
  CHECK(rows_of(set_ups({"--budget", "1, 250, 500"})).size() == 3);
  CHECK(rows_of(set_ups({"--global-batch", "64,128,256"})).size() == 3);
}

TEST_CASE("every kind of purchase stands beside every term") {
  auto const rows = rows_of(set_ups({"--purchase", "all", "--term", "1yr,3yr", "--rate", "20"}));
  CHECK(rows.size() == 2 * 6);
}

TEST_CASE("a document names the models, software and prices of all its points") {
  auto const document = json_of(
      sweep({"--model", "gpt3-6.7b,llama-2-7b", "--stack", "megatron-lm@2022,megatron-lm@2024",
             "--instance-type", "p4d.24xlarge,p5.48xlarge", "--instance-count", "2", "--purchase",
             "on-demand,spot", "--region", "us-east-1,us-west-2"}));
  std::set<std::string> sources, assumptions;
  for (Json const& source : document.at("catalog").at("sources"))
    sources.insert(source.at("key"));
  for (Json const& assumption : document.at("assumptions"))
    assumptions.insert(assumption.at("key"));
  for (Json const& row : document.at("candidates")) {
    auto alone = json_of({"estimate", "--model", row.at("axes").at("model"), "--tokens", "1B",
                          "--stack", row.at("axes").at("stack"), "--instance-type",
                          row.at("axes").at("instance_type"), "--instance-count", "2", "--purchase",
                          row.at("axes").at("purchase"), "--region", row.at("axes").at("region")});
    for (Json const& source : alone.at("catalog").at("sources"))
      CHECK(sources.contains(source.at("key")));
    for (Json const& assumption : alone.at("assumptions"))
      CHECK(assumptions.contains(assumption.at("key")));
  }
}

TEST_CASE("ranges of decimals, shares and durations are axes of plain numbers") {
  CHECK(axis(set_ups({"--mfu", "0.3..0.5:0.1"})) == Json({0.3, 0.4, 0.5}));
  CHECK(axis(set_ups({"--days", "12h..2d:12h"})) == Json({0.5, 1, 1.5, 2}));
  CHECK(axis(set_ups({"--set", "fragmentation=1..1.2:0.1"})) == Json({1, 1.1, 1.2}));
  CHECK(axis(set_ups({"--discount", "0%..20%:10%"})) == Json({0, 0.1, 0.2}));
  CHECK(axis(set_ups({"--rate", "30,31.5,45%", "--purchase", "savings-plan"})) ==
        Json({30, 31.5, "45%"}));
}

TEST_CASE("a discount of nothing is what the others are compared with") {
  auto const rows = rows_of(set_ups({"--discount", "0%,20%"}));
  CHECK(rows[0].at("usd_per_instance_hour") == rows[1].at("list_usd_per_instance_hour"));
  CHECK(ran(set_ups({"--discount", "0%"})).code == 2);
}

TEST_CASE("a value that stands twice is one point, and is said to") {
  auto const result =
      ran(set_ups({"--tensor", "1,2,1,1", "--instance-type", "p4*,p4d.24xlarge,P4DE.24XLARGE", "-o",
                   "csv", "--fields", "axes"}));
  CHECK(std::ranges::count(result.out, '\n') == 1 + 2 * 2);
  CHECK_THAT(result.err, has("--tensor: 2 values") && has("--instance-type: 3 values"));
}

TEST_CASE("many values warn a few times, and say how many more there are") {
  auto const result =
      ran(set_ups({"--model", "2B..4B:0.002B", "-o", "csv", "--shard", "1/1000000"}));
  CHECK(result.code == 0);
  CHECK(std::ranges::count(result.err, '\n') < 10);
  CHECK_THAT(result.err, has("more warnings of the values of --model are left out"));
  CHECK_THAT(ran(set_ups({"--model", "2B..4B:0.0001B"})).err, has("at most 10,000 values"));
}

TEST_CASE("notes of old prices and of one speed for several accelerators come once") {
  auto const result = ran(sweep({"--instance-type", "p4*,p*", "--tflops", "50,60",
                                 "--max-instances", "2", "-o", "csv", "--fields", "point"}),
                          {{"SOURCE_DATE_EPOCH", "1816000000"}});
  CHECK_THAT(result.err, has("some prices are old"));
  auto const first = result.err.find("--tflops is taken for each of");
  REQUIRE(first != std::string::npos);
  CHECK(result.err.find("--tflops is taken for each of", first + 1) == std::string::npos);
}

TEST_CASE("the list of a configuration file may be a JSON array") {
  Folder const folder;
  auto const file =
      folder.file("grid.json", R"({"model": ["gpt3-6.7b", "2B"], "tokens": "1B", "budget": [1, 250],
                       "region": ["us-east-1", "us-west-2"], "tensor": [1, 2]})");
  auto const document = json_of(
      {"sweep", "--config", file, "--instance-type", "p4d.24xlarge", "--instance-count", "2"});
  CHECK(document.at("candidates").size() == 2 * 2 * 2 * 2);
  auto const other = folder.file("other.json", R"({"output": ["csv"]})");
  CHECK(ran(set_ups({"--config", other})).code == 5);
  auto const one = folder.file("one.json", R"({"tensor": [1, 2]})");
  CHECK(ran({"estimate", "--model", "7B", "--tokens", "1B", "--instance-type", "p4d.24xlarge",
             "--instance-count", "2", "--config", one})
            .code == 5);
}

TEST_CASE("a table keeps to 100 columns beside many axes") {
  auto const result =
      ran(sweep({"--instance-type", "p4d.24xlarge,p5.48xlarge", "--max-instances", "2", "--days",
                 "10,20", "--budget", "100k,2M", "--objective", "cost,time", "--risk",
                 "slow,likely", "--global-batch", "512,1024", "--max-results", "3"}));
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    auto const is_letter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    CHECK(std::ranges::count_if(line, is_letter) <= 100);
  }
}

TEST_CASE("a process works on as many CPUs as it may run on") {
  cpu_set_t before, one;
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  CHECK(usable_processors() == static_cast<std::size_t>(CPU_COUNT(&before)));
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; ++cpu)
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  CHECK(usable_processors() == 1);
  CHECK(sched_setaffinity(0, sizeof before, &before) == 0);
}

}  // namespace
}  // namespace ec2plan::cli::sweep_points_test
