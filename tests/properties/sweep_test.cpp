#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/run.hpp"
#include "tests/properties/grids.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::sweep_test {
namespace {

using namespace testing;
using Json = nlohmann::ordered_json;

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

/// A flag that other points of a grid need may be without effect at this one, where alone it is
/// refused.
bool has_idle_flag(Answered const& alone) {
  return alone.code == 2 && alone.err.find("changes nothing") != std::string::npos;
}

void check_set_up(Json const& row, Words const& words) {
  auto const alone = answered(words);
  RC_LOG() << alone.err;
  if (has_idle_flag(alone)) return;
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
  if (has_idle_flag(alone)) return;
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
    if (has_idle_flag(swept)) {
      for (std::size_t index = 0; index < points(grid); ++index)  // none of them is answered
        RC_ASSERT(answered(point_words("estimate", grid, index)).code != 0);
      return;
    }
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
}  // namespace ec2plan::sweep_test
