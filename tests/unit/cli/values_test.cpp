#include "plan/given.hpp"

#include "cli/asked.hpp"
#include "ec2plan/units/similar.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::values_test {
namespace {

TEST_CASE("a pattern's star stands for any text, in any case") {
  CHECK(matches("p5*", "p5en.48xlarge"));
  CHECK(matches("P5.48XLARGE", "p5.48xlarge"));
  CHECK(matches("*.48x*", "p5.48xlarge"));
  CHECK(matches("**", ""));
  CHECK(matches("p*n.*e", "p4den.24xlarge"));
  CHECK_FALSE(matches("p5", "p5.48xlarge"));
  CHECK_FALSE(matches("p5.*", "p5en.48xlarge"));
  CHECK_FALSE(matches("", "p5"));
  CHECK_FALSE(matches("*x", "p5.48xlarge"));
}

TEST_CASE("old prices are noted once, each kind with the date of its oldest") {
  Price const fresh{.as_of = "2026-07-20"}, old{.as_of = "2026-01-21"};
  Price const spot{.purchase = Purchase::spot, .as_of = "2026-06-20"};
  CHECK(old_price_notes({fresh}, {2026, 8, 1}).empty());
  auto const notes = old_price_notes({fresh, old, spot, old}, {2026, 8, 1});
  REQUIRE(notes.size() == 1);
  CHECK(
      notes[0] ==
      "some prices are old: on-demand from 2026-01-21 (192 days), spot from 2026-06-20 (42 days); "
      "`ec2plan catalog import` brings newer ones");
}

TEST_CASE("words are listed as people write them") {
  std::string_view const words[] = {"a", "b", "c"};
  CHECK(any_of_text(words) == "a, b or c");
  CHECK(any_of_text(std::span(words).first(1)) == "a");
}

}  // namespace
}  // namespace ec2plan::cli::values_test
