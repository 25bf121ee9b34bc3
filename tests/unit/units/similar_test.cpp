#include "ec2plan/units/similar.hpp"

#include <array>
#include <vector>

#include "tests/support/catch.hpp"

namespace ec2plan::similar_test {
namespace {

TEST_CASE("edits are counted") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("p5.48xlarge", "P5.48XLARGE") == 0);
  CHECK(edit_distance("p5.48xlrge", "p5.48xlarge") == 1);
  CHECK(edit_distance("p4.48xlarge", "p5.48xlarge") == 1);
  CHECK(edit_distance("recomend", "recommend") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("ca", "abc") == 3);  // a swapped pair is not edited again
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest name is what was meant") {
  constexpr std::array<std::string_view, 4> names{"recommend", "estimate", "explain", "afford"};
  CHECK(nearest("recomend", names) == "recommend");
  CHECK(nearest("ESTIMAET", names) == "estimate");
  CHECK(nearest("aford", names) == "afford");
  CHECK_FALSE(nearest("weather", names).has_value());
  CHECK_FALSE(nearest("", names).has_value());
  CHECK_FALSE(nearest("x", names).has_value());
  CHECK_FALSE(nearest("x", std::array<std::string_view, 1>{"y"}).has_value());
  CHECK_FALSE(nearest("x", std::vector<std::string>{}).has_value());
}

TEST_CASE("the order of the candidates has no say") {
  const std::vector<std::string> forward{"p4d.24xlarge", "p5d.24xlarge"};
  const std::vector<std::string> backward{"p5d.24xlarge", "p4d.24xlarge"};
  CHECK(nearest("p6d.24xlarge", forward) == "p4d.24xlarge");
  CHECK(nearest("p6d.24xlarge", backward) == "p4d.24xlarge");
}

TEST_CASE("a very long name is near to nothing") {
  const std::vector<std::string> names{"p5.48xlarge"};
  CHECK_FALSE(nearest(std::string(1'000'000, 'p'), names).has_value());
}

}  // namespace
}  // namespace ec2plan::similar_test
