#include "cli/saved.hpp"

#include <algorithm>

#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::explain_beside_test {
namespace {

/// A deadline that several types keep to.
Words const goal{"--model", "gpt3-6.7b", "--tokens",        "200B",
                 "--days",  "30",        "--max-instances", "8"};
Words const of_types{"--instance-type", "p4d.24xlarge,p5.48xlarge"};

Words asked(std::string const& command, Words const& more) {
  return joined(joined({command}, goal), more);
}

/// What follows a label, without breaks.
std::string told(std::string const& text, std::string const& label) {
  auto const at = text.find("\n" + label + "  ");
  if (at == std::string::npos) return {};
  auto end = text.find('\n', at + 1);
  while (text.compare(end + 1, 4, "    ") == 0)
    end = text.find('\n', end + 1);
  std::string words;
  for (char const letter : text.substr(at + 1 + label.size(), end - at - 1 - label.size())) {
    char const shown = letter == '\n' ? ' ' : letter;
    if (shown != ' ' || (!words.empty() && words.back() != ' ')) words += shown;
  }
  return words;
}

}  // namespace

TEST_CASE("explain tells why a type lost a saved question as it does of the question itself") {
  Folder const folder;
  auto const saved = folder.file("plan.json", ran(asked("recommend", {"--json"})).out);
  auto const of_saved = ran({"explain", saved, "--why", "p4d.24xlarge", "-q"});
  CHECK(of_saved.code == 0);
  auto const why = [](std::string const& page) {
    auto const from = page.find("\nWhy ");
    return page.substr(from, page.find("\nNext: ") - from);
  };
  CHECK(why(of_saved.out) == why(ran(asked("explain", {"--why", "p4d.24xlarge", "-q"})).out));
}

TEST_CASE("another model on a saved plan is laid out anew") {
  Folder const folder;
  auto const words = asked("recommend", {"--instance-type", "p4d.24xlarge", "--json"});
  auto const saved = folder.file("plan.json", ran(words).out);
  auto const other = ran({"explain", saved, "--model", "llama-3-8b", "--json", "-q"});
  REQUIRE(other.code == 0);
  auto const job = Json::parse(other.out)["explanation"]["plan"]["job"];
  CHECK(job["model"] == "llama-3-8b");
  CHECK(job["sequence_length"] == 8192);
}

TEST_CASE("explain of a saved recommendation tells the figures that it told") {
  Folder const folder;
  auto const words = joined(asked("recommend", of_types), {"--set", "tie_dearer=0"});
  auto const saved = folder.file("plan.json", ran(joined(words, {"--json"})).out);
  auto const summary = json_of(words)["summary"];
  REQUIRE_FALSE(summary["sooner"].is_null());
  REQUIRE_FALSE(summary["second"].is_null());
  CHECK(json_of({"explain", saved})["explanation"]["beside"] == summary);

  auto const recommended = ran(words).out, explained = ran({"explain", saved}).out;
  for (auto const* label : {"earlier", "quota"}) {
    CAPTURE(label);
    CHECK_FALSE(told(recommended, label).empty());
    CHECK(told(explained, label) == told(recommended, label));
  }
}

TEST_CASE("explain of flags is beside what recommend says of the same flags") {
  Words const of_plan{"--instance-type", "p4d.24xlarge", "--instance-count", "4"};
  Words words = asked("explain", of_plan);
  auto const limit = std::find(words.begin(), words.end(), "--max-instances");
  words.erase(limit, limit + 2);
  Words free{"recommend"};
  free.insert(free.end(), goal.begin(), goal.end() - 2);
  CHECK(json_of(words)["explanation"]["beside"] == json_of(free)["summary"]);
}

TEST_CASE("every plan of a saved recommendation is explained beside the same others") {
  Folder const folder;
  auto const words = asked("recommend", of_types);
  auto const document = json_of(words);
  auto const saved = folder.file("plan.json", document.dump());
  REQUIRE(document["candidates"].size() == 2);
  for (std::size_t rank = 1; rank <= 2; ++rank) {
    auto const of_rank = json_of({"explain", saved, "--rank", std::to_string(rank)});
    CHECK(of_rank["explanation"]["beside"] == document["summary"]);
    CHECK(of_rank["explanation"]["plan"]["cost_usd"] ==
          document["candidates"][rank - 1]["cost_usd"]);
  }
}

TEST_CASE("a set-up without a deadline is beside the front") {
  Folder const folder;
  auto const saved = folder.file("plan.json", ran(set_up({"--json"})).out);
  auto const beside = json_of({"explain", saved})["explanation"]["beside"];
  CHECK_FALSE(beside["fastest"].is_null());
  CHECK_FALSE(beside["cheapest"].is_null());
  CHECK(beside["safe"].is_null());
  CHECK_THAT(ran({"explain", saved}).out, has("Beside other plans"));
}

TEST_CASE("--plot is refused where nothing can be drawn") {
  for (auto const* format : {"json", "jsonl", "csv"}) {
    auto const result = ran(quick({"--plot", "-o", format}));
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has("--plot: draws in characters"));
  }
}

}  // namespace ec2plan::cli::explain_beside_test
