#include "ec2plan/model/shape.hpp"

#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::shape_test {

TEST_CASE("the sizes by rule ascend, and each count gives its own shape") {
  auto const sizes = sizes_by_rule();
  REQUIRE(sizes.size() > 300);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    CHECK(parameters(shape_by_rule(sizes[i].count)).total() == sizes[i].parameters);
    if (i > 0) CHECK(sizes[i - 1].parameters < sizes[i].parameters);
  }
}

TEST_CASE("the sizes by rule leave no wide gap") {
  auto const sizes = sizes_by_rule();
  CHECK(sizes.front().parameters == Approx(least_by_rule).epsilon(0.08));
  CHECK(sizes.back().parameters == Approx(most_by_rule).epsilon(0.02));
  for (std::size_t i = 1; i < sizes.size(); ++i)
    CHECK(sizes[i].parameters / sizes[i - 1].parameters < (sizes[i].count < 10e9 ? 1.16 : 1.05));
}

}  // namespace ec2plan::shape_test
