#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/run.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/alone.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {
namespace {

using testing::any_setup, testing::coin, testing::one_of;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

struct Answered {
  int code = -1;
  std::string out{}, err{};
};

Answered answered(Words const& words) {
  std::istringstream in;
  std::ostringstream out, err;
  Answered result;
  result.code = cli::run(words, {.variables = {{"AWS_REGION", "us-west-2"}}, .today = {2026, 8, 1}},
                         {.in = in, .out = out, .err = err});
  result.out = out.str();
  result.err = err.str();
  return result;
}

/// As rc::prop, of few cases: each of them reads the catalog again and again.
template <typename Property>
void few(int cases, Property const& property) {
  auto params = rc::detail::configuration().testParams;
  params.maxSuccess = cases;
  auto const result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(text.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

/// A flag and values that a list of it may have.
struct Choice {
  std::string flag;
  Words values;
  int odds = 2;  // that it is given: one in so many
};

/// In the order of --help. What is searched is small: what a sweep adds to a search is tried here.
std::vector<Choice> set_ups() {
  return {{"--model", {"2B", "6.7B", "gpt3-6.7b", "mixtral-8x7b"}, 1},
          {"--tokens", {"1B", "300B", "1.5T"}, 1},
          {"--seq-len", {"1024", "2048", "4096"}},
          {"--global-batch", {"512", "1024", "1000"}},
          {"--precision", {"bf16", "fp16", "fp8"}, 4},
          {"--stack", {"megatron-lm@2022", "megatron-lm@2024"}, 5},
          {"--instance-type", {"p4d.24xlarge", "p5.48xlarge", "p3.16xlarge", "trn1.32xlarge"}, 1},
          {"--instance-count", {"1", "2", "8", "16", "80"}, 1},
          {"--purchase", {"on-demand", "spot", "reserved-1yr", "savings-plan", "capacity-block"}},
          {"--discount", {"0%", "10%", "0.25"}, 3},
          {"--rate", {"30", "45%", "27.5"}, 1},
          {"--term", {"1yr", "3yr"}, 3},
          {"--tensor", {"1", "2", "8"}, 1},
          {"--pipeline", {"1", "4", "100"}, 1},
          {"--virtual-stages", {"1", "2"}, 3},
          {"--data", {"8", "16"}, 4},
          {"--micro-batch", {"1", "2", "4"}},
          {"--zero", {"0", "1", "3"}},
          {"--recompute", {"none", "selective", "full"}},
          {"--tflops", {"20", "120"}, 6},
          {"--set", {"fragmentation=1.05", "fragmentation=1.3"}, 4},
          {"--days", {"10", "12h", "2w"}},
          {"--budget", {"500k", "$3M"}},
          {"--risk", {"slow", "likely"}, 3},
          {"--region", {"us-east-1", "eu-north-1"}},
          {"--as-of", {"2024-03-01", "2026-07-30"}, 3}};
}

std::vector<Choice> questions() {
  return {{"--model", {"2B", "6.7B", "llama-3-8b"}, 1},
          {"--tokens", {"20B", "300B", "1T"}, 1},
          {"--global-batch", {"512", "1024"}, 4},
          {"--instance-type", {"p4d.24xlarge", "p5.48xlarge", "p3*", "p4*"}, 1},
          {"--accelerator", {"a100", "h100", "nvidia"}, 3},
          {"--min-instances", {"1", "4"}, 4},
          {"--max-instances", {"2", "4"}, 1},
          {"--purchase", {"on-demand", "spot", "savings-plan"}},
          {"--rate", {"30", "45%"}, 1},
          {"--term", {"1yr", "3yr"}, 3},
          {"--tensor", {"2", "8"}},
          {"--mfu", {"0.3", "50%"}, 4},
          {"--days", {"5", "30"}},
          {"--budget", {"50k", "2M"}},
          {"--objective", {"cost", "time", "pareto"}, 3},
          {"--region", {"us-east-1", "eu-north-1"}, 3},
          {"--as-of", {"2024-03-01", "2026-07-30"}, 3}};
}

/// Some of the choices, each with one value or several, of at most so many points.
std::vector<Choice> any_grid(std::vector<Choice> const& choices, std::size_t most) {
  std::vector<Choice> grid;
  for (auto const& [flag, values, odds] : choices) {
    if (odds > 1 && *rc::gen::inRange(0, odds) > 0) continue;
    Choice given{flag, {}};
    for (auto const& value : values)
      if (*rc::gen::inRange(0, 3) == 0) given.values.push_back(value);
    if (given.values.empty() || given.values.size() > most)
      given.values = {one_of<std::string>(values)};
    if (given.values == Words{"0%"}) given.values = {"10%"};  // nothing, only beside something
    most /= given.values.size();
    grid.push_back(given);
  }
  return grid;
}

std::size_t points(std::vector<Choice> const& grid) {
  std::size_t all = 1;
  for (Choice const& given : grid)
    all *= given.values.size();
  return all;
}

/// `sweep` of the grid; of --set the key stands once.
Words sweep_words(std::vector<Choice> const& grid) {
  Words words{"sweep"};
  for (auto const& [flag, values, odds] : grid) {
    std::string list;
    for (auto const& value : values) {
      bool const more = !list.empty();
      list +=
          (more ? "," : "") + (more && flag == "--set" ? value.substr(value.find('=') + 1) : value);
    }
    words.insert(words.end(), {flag, list});
  }
  return words;
}

/// The command that asks for one point alone: the last flag varies fastest.
Words point_words(std::string const& command, std::vector<Choice> const& grid, std::size_t index) {
  Words words;
  for (auto given = grid.rbegin(); given != grid.rend(); ++given) {
    auto const& value = given->values[index % given->values.size()];
    if (value != "0%") words.insert(words.end(), {value, given->flag});
    index /= given->values.size();
  }
  words.push_back(command);
  std::reverse(words.begin(), words.end());
  words.push_back("--json");
  return words;
}

std::vector<Json> rows(std::string const& lines) {
  std::vector<Json> all;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);)
    all.push_back(Json::parse(line));
  return all;
}

/// Whether the row says of its plan what `estimate` warns of: that it cannot be bought so.
bool says_obstacles(Json const& row, Json const& warnings) {
  bool stands = false;
  for (std::string const text : warnings) {
    bool const is_obstacle = text.starts_with("no ") ||
                             text.find(" offered ") != std::string::npos ||
                             text.starts_with("Capacity Blocks give");
    stands = stands || is_obstacle;
    if (is_obstacle && row.at("reason").is_null()) return false;
  }
  bool const is_ok = row.at("status") == "ok";
  return is_ok != stands && is_ok == row.at("reason").is_null() &&
         !(is_ok && row.at("cost_usd").at("likely").is_null());
}

/// Whether some value of the grid goes together with nothing: why a whole sweep may be refused.
bool has_bad_value(std::vector<Choice> const& grid) {
  std::vector<bool> refused;
  for (std::size_t index = 0; index < points(grid); ++index)
    refused.push_back(answered(point_words("recommend", grid, index)).code == 2);
  std::size_t below = 1;
  for (auto given = grid.rbegin(); given != grid.rend(); ++given) {
    for (std::size_t value = 0; value < given->values.size(); ++value) {
      bool all = true;
      for (std::size_t index = 0; index < refused.size(); ++index)
        all = all && (refused[index] || index / below % given->values.size() != value);
      if (all) return true;
    }
    below *= given->values.size();
  }
  return false;
}

/// One row of each status, by chance.
std::vector<std::size_t> one_of_each_status(std::vector<Json> const& all) {
  std::map<std::string, std::vector<std::size_t>> indexes;
  for (std::size_t index = 0; index < all.size(); ++index)
    indexes[all[index].at("status")].push_back(index);
  std::vector<std::size_t> some;
  for (auto const& [status, of_status] : indexes)
    some.push_back(one_of<std::size_t>(of_status));
  return some;
}

/// The row without what a sweep adds to a plan.
Json plan_of_row(Json row) {
  for (auto const* key : {"point", "status", "reason", "axes"})
    row.erase(key);
  return row;
}

Layout any_layout(Setup const& s) {
  return {.tensor = one_of<int>({1, 2, 4, 8}),
          .pipeline = one_of<int>({1, 2, 3, 4}),
          .data = one_of<int>({1, 2, 4, 8}),
          .expert = s.job.model.experts ? one_of<int>({1, 2, 8}) : 1,
          .virtual_stages = one_of<int>({1, 1, 2}),
          .micro_batch = one_of<int>({1, 2, 8}),
          .recompute = one_of<Recompute>({Recompute::none, Recompute::full}),
          .zero = one_of<int>({0, 1, 3})};
}

SearchLimits limits_of(Setup const& s, Layout const& l) {
  int const count = coin() ? instances(s, l) : *rc::gen::inRange(1, 5);
  SearchLimits limits{.min_instances = count, .max_instances = count};
  limits.layout = {.tensor = l.tensor,
                   .pipeline = l.pipeline,
                   .micro_batch = l.micro_batch,
                   .recompute = l.recompute};
  if (coin()) limits.layout.data = l.data;
  if (coin()) limits.layout.zero = l.zero;
  if (coin()) limits.layout.virtual_stages = l.virtual_stages;
  if (s.job.model.experts || coin()) limits.layout.expert = l.expert;
  return limits;
}

void same(std::vector<Found> const& left, std::vector<Found> const& right) {
  RC_ASSERT(left.size() == right.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    RC_ASSERT(left[i].instances == right[i].instances);
    RC_ASSERT(left[i].layout == right[i].layout);
    RC_ASSERT(left[i].estimate.step.total() == right[i].estimate.step.total());
  }
}

TEST_CASE("a set-up of which nothing is left to search is found as the search finds it") {
  int alone = 0;
  rc::prop("", [&alone] {
    Setup const s = any_setup();
    auto const limits = limits_of(s, any_layout(s));
    auto const found = search_alone(s, limits);
    if (!found) return;
    ++alone;
    auto const searched = search(s, limits);
    same(found->best, searched.best);
    same(found->tight, searched.tight);
    RC_ASSERT(found->closest.has_value() == searched.closest.has_value());
    RC_ASSERT(!searched.fits_from);
    RC_ASSERT((found->counts.legal > 0) == (searched.counts.legal > 0));
  });
  CHECK(alone > 0);
}

void check_set_up(Json const& row, Words const& words) {
  auto const alone = answered(words);
  RC_LOG() << alone.err;
  if (alone.out.empty()) {
    RC_ASSERT(row.at("status") != "ok");
    RC_ASSERT(row.at("cost_usd").is_null());
    return;
  }
  auto const document = Json::parse(alone.out);
  RC_ASSERT(plan_of_row(row) == document.at("estimate"));
  RC_ASSERT(says_obstacles(row, document.at("warnings")));
}

void check_question(Json const& row, Words const& words) {
  auto const alone = answered(words);
  RC_LOG() << alone.err;
  RC_ASSERT((alone.code == 2) == (row.at("status") == "refused"));
  if (alone.code == 2) {
    RC_ASSERT(alone.err.find(row.at("reason").get<std::string>()) != std::string::npos);
    return;
  }
  auto const document = Json::parse(alone.out);
  auto const chosen = document.at("summary").at("chosen_rank");
  auto const& candidates = document.at("candidates");
  RC_ASSERT(candidates.empty() == (row.at("status") != "ok"));
  if (candidates.empty()) return;
  auto const rank = chosen.is_null() ? 1U : chosen.get<std::size_t>();
  RC_ASSERT(plan_of_row(row) == candidates.at(rank - 1));
}

TEST_CASE("each point of a sweep of set-ups is what `estimate` answers") {
  few(25, [] {
    auto const grid = any_grid(set_ups(), 40);
    auto words = sweep_words(grid);
    words.insert(words.end(), {"-o", "jsonl"});
    auto const swept = answered(words);
    RC_LOG() << swept.err;
    RC_ASSERT(swept.code == 0 || swept.code == 3);
    auto const all = rows(swept.out);
    RC_ASSERT(all.size() == points(grid));
    for (auto const index : one_of_each_status(all)) {
      RC_ASSERT(all[index].at("point") == index + 1);
      check_set_up(all[index], point_words("estimate", grid, index));
    }
  });
}

TEST_CASE("each point of a sweep of questions is what `recommend` puts first") {
  few(16, [] {
    auto const grid = any_grid(questions(), 8);
    auto words = sweep_words(grid);
    words.insert(words.end(), {"-o", "jsonl"});
    auto const swept = answered(words);
    RC_LOG() << swept.err;
    if (swept.code == 2) {
      RC_ASSERT(swept.out.empty() && has_bad_value(grid));
      return;
    }
    RC_ASSERT(swept.code == 0 || swept.code == 3);
    auto const all = rows(swept.out);
    RC_ASSERT(all.size() == points(grid));
    for (auto const index : one_of_each_status(all))
      check_question(all[index], point_words("recommend", grid, index));
  });
}

TEST_CASE("the parts of a grid are the whole, byte for byte") {
  few(8, [] {
    auto const grid = any_grid(set_ups(), 30);
    auto words = sweep_words(grid);
    bool const csv = coin();
    words.insert(words.end(), {"-o", csv ? "csv" : "jsonl", "--fields", "point,axes,status,mfu"});
    auto const whole = answered(words).out;
    auto const parts = *rc::gen::inRange(2, 5);
    std::string joined;
    for (int part = 1; part <= parts; ++part) {
      auto piece = words;
      piece.insert(piece.end(), {"--shard", std::to_string(part) + "/" + std::to_string(parts)});
      auto text = answered(piece).out;
      if (csv && part > 1) text.erase(0, text.find('\n') + 1);
      joined += text;
    }
    RC_ASSERT(joined == whole);
  });
}

}  // namespace
}  // namespace ec2plan
