#include "ec2plan/units/format.hpp"

#include <limits>

#include "ec2plan/units/parse.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::format_test {
namespace {

TEST_CASE("a double is written in the fewest digits that read back") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(0) == "0");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(-2.5) == "-2.5");
  CHECK(number_text(27.44705) == "27.44705");
  CHECK(number_text(300e9) == "300000000000");
  CHECK(number_text(1e22) == "1e+22");
  CHECK(number_text(1e-5) == "1e-05");
}

TEST_CASE("whole numbers have thousands separators") {
  CHECK(integer_text(0) == "0");
  CHECK(integer_text(999) == "999");
  CHECK(integer_text(1000) == "1,000");
  CHECK(integer_text(95368) == "95,368");
  CHECK(integer_text(-95368) == "-95,368");
  CHECK(integer_text(-100) == "-100");
  CHECK(integer_text(95367.6) == "95,368");
  CHECK(integer_text(-0.2) == "0");
  CHECK(integer_text(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
  CHECK(integer_text(std::numeric_limits<std::uint64_t>::max()) == "18,446,744,073,709,551,615");
  CHECK(fixed_text(1234.5, 2) == "1,234.50");
  CHECK(fixed_text(-0.04, 1) == "0.0");
}

TEST_CASE("a count is written in four digits and a letter") {
  CHECK(count_text(174.6e9) == "174.6B");
  CHECK(count_text(174'604'259'328) == "174.6B");
  CHECK(count_text(175e9) == "175B");
  CHECK(count_text(1008e9) == "1.008T");
  CHECK(count_text(1.5e12) == "1.5T");
  CHECK(count_text(124'439'808) == "124.4M");
  CHECK(count_text(95368) == "95,368");
  CHECK(count_text(999'999) == "999,999");
  CHECK(count_text(999'999.7) == "1M");
  CHECK(count_text(999'960'000) == "1B");
  CHECK(count_text(2e15) == "2P");
  CHECK(count_text(2e18) == "2e+18");
  CHECK(count_text(0) == "0");
  CHECK(count_text(-7e9) == "-7B");
}

TEST_CASE("dollars are written in three digits, or in full") {
  CHECK(dollars_text(1'234'567) == "$1.23M");
  CHECK(dollars_text(1'200'000) == "$1.20M");
  CHECK(dollars_text(27.44705) == "$27.45");
  CHECK(dollars_text(812'345) == "$812k");
  CHECK(dollars_text(999'900) == "$1.00M");
  CHECK(dollars_text(999.99) == "$999.99");
  CHECK(dollars_text(999.996) == "$1.00k");
  CHECK(dollars_text(3.456e9) == "$3.46B");
  CHECK(dollars_text(2e12) == "$2,000,000,000,000");
  CHECK(dollars_text(0) == "$0.00");
  CHECK(dollars_text(0.5) == "$0.50");
  CHECK(dollars_text(0.012345) == "$0.0123");
  CHECK(dollars_text(-1'234'567) == "-$1.23M");
  CHECK(exact_dollars(1'234'567.4) == "$1,234,567");
  CHECK(exact_dollars(27.44705) == "$27.45");
}

TEST_CASE("a duration is written in the unit a person would use") {
  CHECK(duration_text(33.9) == "33.9 days");
  CHECK(duration_text(1) == "1 day");
  CHECK(duration_text(288.2) == "288 days");
  CHECK(duration_text(41 * 365) == "41 years");
  CHECK(duration_text(2.5 * 365) == "2.5 years");
  CHECK(duration_text(500'000) == "1,370 years");
  CHECK(duration_text(5.2 / 24) == "5.2 hours");
  CHECK(duration_text(12.0 / 1440) == "12 minutes");
  CHECK(duration_text(3.1 / 86400) == "3.1 seconds");
  CHECK(duration_text(0.035 / 86400) == "35 ms");
  CHECK(duration_text(0.00002 / 86400) == "0.02 ms");
  CHECK(duration_text(0.000106 / 86400) == "0.11 ms");
  CHECK(duration_text(0) == "0 seconds");
  CHECK(duration_text(-2) == "-2 days");
}

TEST_CASE("a time is said in the unit that people use, up to where it rounds to the next") {
  CHECK(duration_text(4 * minute) == "4 minutes");
  CHECK(duration_text(4.2 * minute) == "4.2 minutes");
  CHECK(duration_text(41.7 * minute) == "42 minutes");
  CHECK(duration_text(1 * minute) == "1 minute");
  CHECK(duration_text(59.7 * second) == "1 minute");
  CHECK(duration_text(59.8 * minute) == "1 hour");
  CHECK(duration_text(23.96 * hour) == "1 day");
  CHECK(duration_text(9.3 * hour) == "9.3 hours");
  CHECK(duration_text(3.2 * 365 * day) == "3.2 years");
  CHECK(duration_text(3.6 * second) == "3.6 seconds");
  CHECK(duration_text(33.9 * day, 3) == "33.900 days");
}

TEST_CASE("no time is told in powers of ten, nor in more than four digits") {
  for (double seconds = 1e-4; seconds < 1e10; seconds *= 1.07) {
    auto const text = duration_text(seconds * second);
    INFO(text);
    CHECK(text.find('e') > text.find(' '));
    CHECK(text.find(' ') <= 5);
  }
}

TEST_CASE("a range is told in one unit, and carries it") {
  CHECK(duration_range_text(10.9 * day, 17.9 * day, 25.6 * day) == "17.9 (10.9–25.6) days");
  CHECK(duration_range_text(5.1 * hour, 9.3 * hour, 12 * hour) == "9.3 (5.1–12.0) hours");
  CHECK(duration_range_text(7 * minute, 12.2 * minute, 21 * minute) == "12 (7–21) minutes");
  CHECK(duration_range_text(0.8 * day, 1.3 * day, 104 * day) == "1.3 (0.8–104) days");
  CHECK(duration_range_text(2 * hour, 1.3 * day, 3 * day) == "31.2 (2.0–72.0) hours");
  CHECK(duration_range_text(3 * day, 3 * day, 3 * day) == "3 days");
  CHECK(duration_range_words(10.9 * day, 17.9 * day, 25.6 * day) == "17.9 days (10.9 to 25.6)");
  CHECK(duration_range_words(3 * day, 3 * day, 3 * day) == "3 days");
}

TEST_CASE("memory is written in GiB") {
  CHECK(gib_text(80.0 * (1 << 30)) == "80.0 GiB");
  CHECK(gib_text(640.0 * (1 << 30)) == "640 GiB");
  CHECK(gib_text(1.5 * (1 << 30)) == "1.50 GiB");
  CHECK(gib_text(9.999 * (1 << 30)) == "10.0 GiB");
  CHECK(gib_text(99.99 * (1 << 30)) == "100 GiB");
  CHECK(gib_text(1) == "<0.01 GiB");
  CHECK(gib_text(0) == "0 GiB");
}

TEST_CASE("fractions are written in percent") {
  CHECK(percent_text(0.441) == "44.1%");
  CHECK(percent_text(1) == "100.0%");
  CHECK(percent_text(12.345) == "1,234.5%");
  CHECK(percent_text(-0.12) == "-12.0%");
  CHECK(signed_percent_text(0.032) == "+3.2%");
  CHECK(signed_percent_text(-0.032) == "-3.2%");
  CHECK(signed_percent_text(0.0001) == "0.0%");
}

TEST_CASE("a count to be typed is rounded down, and reads back") {
  CHECK(typed_count(29.46e9, 3) == "29.4B");
  CHECK(typed_count(566'299'999'999.0, 4) == "566.2B");
  CHECK(typed_count(566e9, 4) == "566B");
  CHECK(typed_count(1e12, 3) == "1T");
  CHECK(typed_count(999.99e9, 3) == "999B");
  CHECK(typed_count(95'368, 4) == "95,360");
  CHECK(typed_count(7, 4) == "7");
  for (double const count : {1.234e8, 5.6789e11, 9.999e17, 1e18, 123456.0})
    CHECK(parsed_count(typed_count(count, 4)) <= count);
}

TEST_CASE("rates are written with an SI prefix") {
  CHECK(rate_text(138.3e12, "FLOP") == "138 TFLOP/s");
  CHECK(rate_text(3.35e12, "B") == "3.35 TB/s");
  CHECK(rate_text(400e9, "bit") == "400 Gbit/s");
  CHECK(rate_text(999.9, "B") == "1.00 kB/s");
  CHECK(rate_text(12, "B") == "12.0 B/s");
  CHECK(rate_text(0.5, "B") == "0.5 B/s");
}

TEST_CASE("what is not finite is named, never dressed as a number") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(count_text(infinity) == "inf");
  CHECK(dollars_text(-infinity) == "-inf");
  CHECK(duration_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(rate_text(infinity, "FLOP") == "inf FLOP/s");
}

TEST_CASE("dates are written as ISO 8601") { CHECK(date_text({2023, 7, 1}) == "2023-07-01"); }

}  // namespace
}  // namespace ec2plan::format_test
