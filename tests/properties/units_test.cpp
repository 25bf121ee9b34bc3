#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::units_test {
namespace {

/// Letters that numbers are made of, so that chance meets the parsers' every branch.
std::string plausible_text() {
  const auto letter = rc::gen::elementOf(
      std::string("0123456789....,,__--eExXkKmMbBgGtTpPdhwsiyoa$% :/\t\xC2\xFF"));
  return *rc::gen::container<std::string>(letter);
}

std::string any_text() {
  return *rc::gen::oneOf(rc::gen::arbitrary<std::string>(),
                         rc::gen::exec([] { return plausible_text(); }));
}

double power(double low, double high) {
  return std::pow(10.0, low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1e6);
}

bool is_close(double left, double right, double tolerance) {
  return std::abs(left - right) <= tolerance * std::abs(right);
}

/// Whether a text gives a value in (0, limit], or an error of at most three printable lines.
template <typename Parse>
bool is_read_or_refused(Parse parse, const std::string& text, double limit) {
  try {
    const double value = parse(text);
    return value > 0 && value <= limit;
  } catch (const InputError& error) {
    const std::string_view message = error.what();
    const bool printable = std::all_of(message.begin(), message.end(), [](char letter) {
      return letter == '\n' || static_cast<unsigned char>(letter) >= 0x20;
    });
    return printable && std::count(message.begin(), message.end(), '\n') == 2;
  }
}

TEST_CASE("any bytes give an interval whose ends stand in order, or an error") {
  rc::prop("", [] {
    const std::string text = any_text();
    const auto ordered = [](std::string_view each) {
      const Interval interval = parsed_interval(each, parsed_dollars);
      return interval.least >= 0 && interval.least <= interval.most ? 1.0 : 0.0;
    };
    RC_ASSERT(is_read_or_refused(ordered, text, 1));
    RC_ASSERT(is_read_or_refused(ordered, plausible_text() + ".." + plausible_text(), 1));
  });
}

TEST_CASE("any bytes give a number within its limits or an error") {
  rc::prop("", [] {
    const std::string text = any_text();
    RC_ASSERT(is_read_or_refused(parsed_count, text, 1e18));
    RC_ASSERT(is_read_or_refused(parsed_days, text, 36500));
    RC_ASSERT(is_read_or_refused(parsed_seconds, text, 36500 * 86400.0));
    RC_ASSERT(is_read_or_refused(parsed_dollars, text, 1e13));
    RC_ASSERT(is_read_or_refused(parsed_bytes, text, 1e18));
    RC_ASSERT(is_read_or_refused(parsed_gigabits_per_second, text, 1e9));
    RC_ASSERT(is_read_or_refused(parsed_fraction, text, 1));
    RC_ASSERT(is_read_or_refused(parsed_number, text, std::numeric_limits<double>::max()));
  });
}

TEST_CASE("any bytes give a list, a date, an integer or an error") {
  rc::prop("", [] {
    const std::string text = any_text();
    const auto size = [](std::string_view each) {
      return static_cast<double>(parsed_list<double>(each, parsed_number).size());
    };
    const auto year = [](std::string_view each) { return double(parsed_date(each).year); };
    const auto integer = [](std::string_view each) { return double(parsed_integer(each, 1, 99)); };
    RC_ASSERT(is_read_or_refused(size, text, static_cast<double>(list_limit)));
    RC_ASSERT(is_read_or_refused(year, text, 2200));
    RC_ASSERT(is_read_or_refused(integer, text, 99));
    const auto length = [](std::string_view one) {
      return static_cast<double>(parsed_length(one, 1, 16'777'216));
    };
    RC_ASSERT(is_read_or_refused(length, text, 16'777'216));
  });
}

TEST_CASE("a suffix is worth exactly its power of ten") {
  rc::prop("", [] {
    const auto whole = *rc::gen::inRange(1, 1000);
    const auto digits = std::to_string(whole) + "." + std::to_string(*rc::gen::inRange(100, 1000));
    RC_ASSERT(parsed_count(digits + "B") == parsed_count(digits + "e9"));
    RC_ASSERT(parsed_dollars("$" + digits + "M") == parsed_number(digits + "e6"));
    RC_ASSERT(parsed_bytes(digits + "GB") == parsed_number(digits + "e9"));
    RC_ASSERT(parsed_bytes(std::to_string(whole) + "GiB") == whole * 1073741824.0);
  });
}

TEST_CASE("a number written in full reads back the same") {
  rc::prop("", [] {
    const double value = power(-300, 300);
    RC_ASSERT(parsed_number(number_text(value)) == value);
  });
}

TEST_CASE("an integer with separators reads back the same") {
  rc::prop("", [](std::int64_t value) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const std::int64_t seen = std::max(value, -most);
    RC_ASSERT(parsed_integer(integer_text(seen), -most, most) == seen);
  });
}

TEST_CASE("a count, dollars, memory, a share and a duration read back as closely as written") {
  rc::prop("", [] {
    const double count = std::round(power(0, 17.9));
    RC_ASSERT(is_close(parsed_count(count_text(count)), count, 0.0005001));
    const double dollars = power(0, 11.9);
    RC_ASSERT(is_close(parsed_dollars(dollars_text(dollars)), dollars, 0.0050001));
    RC_ASSERT(is_close(parsed_dollars(exact_dollars(dollars)), dollars, 0.0050001));
    const double bytes = power(9.04, 17.9);
    RC_ASSERT(is_close(parsed_bytes(gib_text(bytes)), bytes, 0.0050001));
    const double days = power(-10, 4.56);
    RC_ASSERT(is_close(parsed_days(duration_text(days)), days, 0.0501));
    const double share = power(-1, 0);
    RC_ASSERT(is_close(parsed_fraction(percent_text(share)), share, 0.0050001));
  });
}

TEST_CASE("a date reads back the same") {
  rc::prop("", [] {
    const Date date = date_at(86400LL * *rc::gen::inRange(0, 84'000));
    RC_ASSERT(is_valid(date));
    RC_ASSERT(parsed_date(date_text(date)) == date);
    RC_ASSERT(date_at(86400 * days_between({1970, 1, 1}, date)) == date);
  });
}

TEST_CASE("a bigger count is never written as a smaller one") {
  rc::prop("", [] {
    const double small = std::round(power(0, 17));
    const double large = std::round(small * power(0, 0.9));
    RC_ASSERT(parsed_count(count_text(small)) <= parsed_count(count_text(large)));
  });
}

TEST_CASE("a distance is symmetric, and zero for the same text alone") {
  rc::prop("", [](const std::string& left, const std::string& right) {
    RC_ASSERT(edit_distance(left, right) == edit_distance(right, left));
    RC_ASSERT(edit_distance(left, left) == 0U);
    RC_ASSERT(edit_distance(left, right) <= std::max(left.size(), right.size()));
    RC_ASSERT(edit_distance(left + "1", left) == 1U);
  });
}

TEST_CASE("one slip of the hand still finds the name") {
  rc::prop("", [] {
    const std::vector<std::string> names{"p5.48xlarge", "g6e.12xlarge", "trn1.32xlarge"};
    const std::string name = *rc::gen::elementOf(names);
    std::string slip = name;
    slip.erase(static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(name.size()))), 1);
    RC_ASSERT(nearest(slip, names) == name);
  });
}

}  // namespace
}  // namespace ec2plan::units_test
