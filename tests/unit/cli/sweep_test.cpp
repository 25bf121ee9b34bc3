#include <csignal>
#include <sstream>
#include <thread>

#include "cli/asked.hpp"
#include "cli/sweep_probe.hpp"
#include "cli/sweep_run.hpp"
#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::sweep_test {
namespace {

Words sweep(Words const& more) {
  return joined({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B,2B", "--instance-type",
                 "p4d.24xlarge", "-q"},
                more);
}

std::vector<std::string> lines(std::string const& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    all.push_back(line);
  return all;
}

Arguments arguments_of(std::map<std::string, std::string> const& flags) {
  Arguments arguments{.command = "sweep"};
  for (auto const& [flag, text] : flags)
    arguments.values[flag] = {{.text = text, .where = flag}};
  return arguments;
}

/// The rows of a grid, worked out by so many threads.
std::string texts(std::map<std::string, std::string> const& flags, std::size_t threads) {
  Reading reading;
  Environment const environment{.today = {2026, 8, 1}};
  auto const catalog = asked_catalog({}, {.today = {2026, 8, 1}}, reading);
  auto grid = asked_grid(arguments_of(flags), environment, catalog);
  probed(grid, catalog);
  Searches searches(2);
  std::string all;
  sweep_texts(
      {grid, catalog, searches}, {.last = grid.points}, threads,
      [](SweepRow const& row, std::string& text) {
        text +=
            std::to_string(row.point) + " " + row.status + row.reason + " " +
            (row.plan ? row.plan->type.name + " " + std::to_string(row.plan->cost.likely / dollar)
                      : "") +
            "\n";
      },
      [&](std::string const& text, std::uint64_t) {
        all += text;
        return true;
      });
  return all;
}

TEST_CASE("the number of threads changes no byte") {
  std::map<std::string, std::string> const set_ups{{"--model", "gpt3-6.7b,llama-2-7b"},
                                                   {"--tokens", "1B..30B:1B"},
                                                   {"--instance-type", "p4d.24xlarge,p5.48xlarge"},
                                                   {"--instance-count", "1,2,3,4"},
                                                   {"--micro-batch", "1,2,4"},
                                                   {"--region", "us-east-1,us-west-2"}};
  auto const alone = texts(set_ups, 1);
  CHECK(lines(alone).size() == 2 * 30 * 2 * 4 * 3 * 2);
  CHECK(texts(set_ups, 5) == alone);
  std::map<std::string, std::string> const questions{{"--model", "gpt3-6.7b"},
                                                     {"--tokens", "1B,2B"},
                                                     {"--global-batch", "256,512,1024"},
                                                     {"--max-instances", "4"},
                                                     {"--days", "1,2,3"}};
  CHECK(texts(questions, 3) == texts(questions, 1));
}

TEST_CASE("work is taken in order, and what one piece throws is thrown") {
  std::vector<std::uint64_t> taken;
  auto const make = [] {
    return [](std::uint64_t index) {
      if (index % 7 == 0) std::this_thread::yield();
      if (index == 50) throw std::runtime_error("fifty");
      return index;
    };
  };
  auto const take = [&](std::uint64_t index) {
    taken.push_back(index);
    return true;
  };
  CHECK_THROWS_WITH(work_in_order<std::uint64_t>(100, 4, make, take), "fifty");
  CHECK(taken.size() == 50);
  CHECK(std::ranges::is_sorted(taken));
}

TEST_CASE("work ends when nobody takes it any more") {
  std::atomic<int> done = 0;
  work_in_order<int>(
      1'000'000, 3, [&] { return [&](std::uint64_t) { return ++done; }; },
      [](int) { return false; });
  CHECK(done < 100);
}

TEST_CASE("each point has a row, and its axes say which it is") {
  auto const document = json_of(sweep({"--instance-count", "1,2,3", "--precision", "bf16,fp16"}));
  auto const& rows = document.at("candidates");
  REQUIRE(rows.size() == 12);
  CHECK(rows[0].at("axes") ==
        Json({{"tokens", 1e9}, {"precision", "bf16"}, {"instance_count", 1}}));
  CHECK(rows[11].at("axes") ==
        Json({{"tokens", 2e9}, {"precision", "fp16"}, {"instance_count", 3}}));
  CHECK(rows[11].at("point") == 12);
  CHECK(document.at("inputs").at("tokens").at("text") == "1B,2B");
  CHECK(document.at("axes")[2] == Json({{"key", "instance_count"}, {"values", {1, 2, 3}}}));
}

TEST_CASE("a point without a plan is a row of nulls with its reason") {
  auto const document = json_of(sweep({"--instance-count", "1,2", "--tensor", "3,8"}));
  Json const& row = document.at("candidates")[0];
  CHECK(row.at("status") == "no_legal_layout");
  CHECK_THAT(row.at("reason").get<std::string>(), has("--tensor 3 does not divide"));
  for (auto const* key : {"rank", "instance_type", "job", "layout", "cost_usd", "tie_with"})
    CHECK(row.at(key).is_null());
  CHECK(document.at("candidates")[1].at("status") == "ok");
}

TEST_CASE("a list of one value and a range of one are no axes") {
  auto const document = json_of({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B..1B:1B",
                                 "--instance-type", "p4d.24xlarge", "--instance-count", "2..2"});
  CHECK(document.at("candidates").size() == 1);
  CHECK(document.at("candidates")[0].at("axes").empty());
}

TEST_CASE("patterns stand for types where a set-up has one, and for a family where one is chosen") {
  auto const types = json_of({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B", "--instance-type",
                              "p4*", "--instance-count", "2"});
  CHECK(types.at("axes")[0].at("values") == Json({"p4d.24xlarge", "p4de.24xlarge"}));
  auto const families = json_of({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B",
                                 "--instance-type", "p4*,p5*", "--max-instances", "4"});
  CHECK(families.at("axes")[0].at("values") == Json({"p4*", "p5*"}));
}

TEST_CASE("plain discounts are points, discounts of some types add up") {
  auto const plain = json_of(sweep({"--instance-count", "2", "--discount", "10%,20%"}));
  CHECK(plain.at("candidates").size() == 4);
  auto const added = json_of(sweep({"--instance-count", "2", "--discount", "10%,p4d*=20%"}));
  CHECK(added.at("candidates").size() == 2);
}

TEST_CASE("parameters of a model may be a range") {
  auto const document = json_of({"sweep", "--model", "1B..3B:1B", "--tokens", "1B",
                                 "--instance-type", "p4d.24xlarge", "--instance-count", "1"});
  CHECK(document.at("candidates").size() == 3);
}

TEST_CASE("a configuration file may give the lists") {
  Folder const folder;
  auto const file = folder.file("sweep.json", R"({"tokens": "1B,2B", "instance-count": "2..4"})");
  auto const document = json_of(
      {"sweep", "--model", "gpt3-6.7b", "--instance-type", "p4d.24xlarge", "--config", file});
  CHECK(document.at("candidates").size() == 6);
}

TEST_CASE("a bad element in a configuration file is an error that names it") {
  Folder const folder;
  auto const file = folder.file("sweep.json", R"({"tokens": "1B,2GB"})");
  auto const result = ran({"sweep", "--model", "7B", "--config", file});
  CHECK(result.code == 5);
  CHECK_THAT(result.err, has("sweep.json") && has("/tokens") && has("2GB"));
}

TEST_CASE("more parts than points are empty parts") {
  auto const result = ran(sweep(
      {"--instance-count", "2", "-o", "csv", "--fields", "point", "--shard", "1/1000000000"}));
  CHECK(result.code == 0);
  CHECK(result.out == "point\n");
}

TEST_CASE("parts of a huge grid follow each other to the last point") {
  std::uint64_t const points = 999'999'999'989;
  std::uint64_t next = 0, least = points, most = 0;
  for (int part = 1; part <= 7; ++part) {
    auto const shard =
        asked_shard(arguments_of({{"--shard", std::to_string(part) + "/7"}}), points);
    CHECK(shard.first == next);
    next = shard.last;
    least = std::min(least, shard.last - shard.first);
    most = std::max(most, shard.last - shard.first);
  }
  CHECK(next == points);
  CHECK(most - least <= 1);
}

TEST_CASE("an error leaves the old file and nothing beside it") {
  Folder const folder;
  auto const file = folder.file("old.csv", "old");
  CHECK(ran(sweep({"--instance-count", "2", "--pipeline", "0", "-o", "csv", "--out-file", file}))
            .code == 2);
  CHECK(content(file) == "old");
  auto const result =
      ran(sweep({"--instance-count", "2", "-o", "csv", "--fields", "point", "--out-file", file}));
  CHECK(result.out.empty());
  CHECK(content(file) == "point\n1\n2\n");
}

TEST_CASE("a number that the words of the grid cannot reach is a point without a plan") {
  auto const result = ran({"sweep", "--model", "gpt3-6.7b", "--tokens", "1B", "--instance-type",
                           "p4d.24xlarge,p5.48xlarge", "--instance-count", "2", "--tflops",
                           "100,500", "-q", "-o", "csv", "--fields", "axes,status"});
  CHECK(lines(result.out) == std::vector<std::string>{"axes.instance_type,axes.tflops,status",
                                                      "p4d.24xlarge,100,ok",
                                                      "p4d.24xlarge,500,no_legal_layout",
                                                      "p5.48xlarge,100,ok", "p5.48xlarge,500,ok"});
}

}  // namespace
}  // namespace ec2plan::cli::sweep_test
