#include "plan/synonyms.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/plan/names.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::synonyms_test {
namespace {

std::vector<std::string_view> const terms{"1yr", "3yr"};
std::vector<std::string_view> const formats{"table", "wide",     "json", "jsonl",
                                            "csv",   "markdown", "junit"};
std::vector<std::string_view> const directions{"ascending", "descending"};
std::vector<std::string_view> const colors{"auto", "always", "never"};

std::vector<std::vector<std::string_view>> every_list() {
  auto const kinds = purchase_words();
  return {{kinds.begin(), kinds.end()},
          names_of<Precision>(),
          names_of<Recompute>(),
          names_of<Risk>(),
          names_of<Objective>(),
          terms,
          formats,
          directions,
          colors};
}

std::string chosen(std::string const& typed, std::vector<std::string_view> const& words) {
  return chosen_word({.text = typed, .where = "--flag"}, words);
}

TEST_CASE("each word of another tool means a value that a flag takes, and stands once") {
  std::set<std::string_view> known;
  for (Synonym const& synonym : synonyms()) {
    CAPTURE(synonym.typed, synonym.meant);
    CHECK(known.insert(synonym.typed).second);
    bool used = false;
    for (auto const& words : every_list()) {
      auto const meant = meant_by(synonym.typed, words);
      used = used || !meant.empty();
      bool const is_word = std::ranges::find(words, synonym.typed) != words.end();
      if (meant.size() == 1 && !is_word)
        CHECK(chosen(std::string(synonym.typed), words) == meant.front());
    }
    CHECK(used);
  }
}

TEST_CASE("a word that may mean several values is refused, and each is named") {
  auto const kinds = purchase_words();
  std::vector<std::string_view> const words(kinds.begin(), kinds.end());
  CHECK(chosen("SP", words) == "savings-plan");
  CHECK(chosen("cb", words) == "capacity-block");
  CHECK(chosen("ondemand", words) == "on-demand");
  try {
    chosen("reserved", words);
    FAIL("accepted");
  } catch (InputError const& error) {
    CHECK(error.problem == "may be reserved-1yr or reserved-3yr");
  }
}

TEST_CASE("a word of other digits is no slip of this one") {
  for (std::string const typed : {"fp4", "fp32", "int8"}) {
    CAPTURE(typed);
    try {
      chosen(typed, names_of<Precision>());
      FAIL("accepted");
    } catch (InputError const& error) {
      CHECK(error.fix == "write one of them");
    }
  }
  CHECK(chosen("bfloat16", names_of<Precision>()) == "bf16");
}

}  // namespace
}  // namespace ec2plan::synonyms_test
