#include "ec2plan/units/parse.hpp"

#include "ec2plan/units/quantity.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::interval_test {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

Interval counts(std::string_view text) {
  return parsed_interval(text, [](std::string_view one) { return parsed_integer(one, 1, 1024); });
}
Interval bytes(std::string_view text) { return parsed_interval(text, parsed_bytes); }
Interval dollars(std::string_view text) { return parsed_interval(text, parsed_dollars); }

void check_ends(Interval const& interval, double least, double most) {
  CHECK(interval.least == Approx(least));
  CHECK((interval.most == most || interval.most == Approx(most)));
}

TEST_CASE("a range has two ends, either of which may be open") {
  check_ends(counts("8..64"), 8, 64);
  check_ends(counts(" 8 .. 64 "), 8, 64);
  check_ends(counts("8.."), 8, endless);
  check_ends(counts("..64"), 0, 64);
  check_ends(counts("8..8"), 8, 8);
  check_ends(bytes("24GB..80GiB"), 24e9, 80.0 * (1 << 30));
  check_ends(dollars("..$1,500.50"), 0, 1500.5);
  check_ends(dollars(".5.."), 0.5, endless);
}

TEST_CASE("a value alone is itself where things are counted, else all that round to it") {
  check_ends(counts("8"), 8, 8);
  check_ends(bytes("22GiB"), 21.5 * (1 << 30), 22.5 * (1 << 30));
  check_ends(bytes("22.4 GiB"), 22.35 * (1 << 30), 22.45 * (1 << 30));
  check_ends(dollars("27.45"), 27.445, 27.455);
  check_ends(dollars("$1.5k"), 1450, 1550);
  check_ends(dollars("1,500"), 1499.5, 1500.5);
  check_ends(parsed_interval("3200Gbps", parsed_gigabits_per_second), 3199.5, 3200.5);
}

TEST_CASE("both ends belong to an interval, and its slack is a share of the end") {
  CHECK(holds(counts("8..64"), 8));
  CHECK(holds(counts("8..64"), 64));
  CHECK_FALSE(holds(counts("8..64"), 7.99));
  CHECK_FALSE(holds(counts("8..64"), 64.01));
  CHECK(holds(counts("8..64"), 7.99, 0.01));
  CHECK(holds(counts("8..64"), 64.5, 0.01));
  CHECK_FALSE(holds(counts("8..64"), 65, 0.01));
  CHECK(holds(counts("8.."), 1e300));
}

TEST_CASE("a rate is in Gbit/s, whatever the prefix") {
  check_readings(parsed_gigabits_per_second, {{"400", 400},
                                              {"400Gbps", 400},
                                              {"400 Gbit/s", 400},
                                              {"3.2Tbps", 3200},
                                              {"100 mbit/s", 0.1},
                                              {"12.5 gb/s", 12.5}});
}

TEST_CASE("what is no range is refused, and why") {
  check_refusals(counts, {{"", "empty"},
                          {" ", "empty"},
                          {"..", "without any end"},
                          {"64..8", "runs backwards"},
                          {"0", "is zero"},
                          {"8GB", "'GB'"},
                          {"96,192,", "comma"}});
  CHECK(refusal_of(counts, "8..512:8").value == "512:8");
  CHECK(refusal_of(counts, "0..8").problem == "is zero");
  CHECK(refusal_of(bytes, "24..80GB").problem == "has no unit");
  CHECK(refusal_of(bytes, "175B..").value == "175B");
  check_refusals(parsed_gigabits_per_second, {{"400GB/s", "in bytes"},
                                              {"400GBps", "in bytes"},
                                              {"400 GHz", "'GHz'"},
                                              {"1e10", "absurdly large"},
                                              {"-1", "negative"}});
}

}  // namespace
}  // namespace ec2plan::interval_test
