#include "review/factors.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::attribution_test {

TEST_CASE("the logarithmic mean lies between the two, and is theirs where they are equal") {
  CHECK(review::logarithmic_mean(2, 2) == 2);
  CHECK(review::logarithmic_mean(2, 1) == Approx(1.4426950408889634));  // 1 / ln 2
  CHECK(review::logarithmic_mean(1, 2) == Approx(review::logarithmic_mean(2, 1)));
  CHECK(review::logarithmic_mean(1 + 1e-12, 1) == Approx(1));
}

TEST_CASE("a product that doubles twice is shared out in halves") {
  auto const parts = review::attributed({{.base = 1, .head = 2}, {.base = 3, .head = 6}}, 3, 12);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0] == Approx(4.5));
  CHECK(parts[1] == Approx(4.5));
}

TEST_CASE("factors that cancel are told though their product stays") {
  auto const parts = review::attributed({{.base = 1, .head = 2}, {.base = 2, .head = 1}}, 2, 2);
  CHECK(parts[0] == Approx(2 * 0.6931471805599453));  // 2 ln 2
  CHECK(parts[1] == Approx(-parts[0]));
}

TEST_CASE("the noise of the last digits is no part of a change") {
  auto const parts =
      review::attributed({{.base = 1, .head = 1 + 1e-11}, {.base = 1, .head = 2}}, 100, 200);
  CHECK(parts[0] == 0);
  CHECK(parts[1] == 100);
}

}  // namespace ec2plan::attribution_test
