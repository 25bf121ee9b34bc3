#include "ec2plan/units/date.hpp"

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::date_test {
namespace {

TEST_CASE("a date is a day of the calendar") {
  CHECK(parsed_date("2023-07-01") == Date{2023, 7, 1});
  CHECK(parsed_date(" 2024-02-29 ") == Date{2024, 2, 29});
  CHECK(parsed_date("1970-01-01") == Date{1970, 1, 1});
  CHECK(date_text(parsed_date("2023-07-01")) == "2023-07-01");
}

TEST_CASE("a date that is none is refused") {
  check_refusals(parsed_date, {{"", "empty"},
                               {"2023-07", "names no day"},
                               {"2023", "is not written as year-month-day"},
                               {"2023-7-1", "is not written as year-month-day"},
                               {"2023/07/01", "is not written as year-month-day"},
                               {"01-07-2023", "is not written as year-month-day"},
                               {"2023-07-01T00:00:00Z", "is not written as year-month-day"},
                               {"-023-07-01", "is not written as year-month-day"},
                               {"today", "is not written as year-month-day"},
                               {"2023-00-01", "is not a day of the calendar"},
                               {"2023-13-01", "is not a day of the calendar"},
                               {"2023-07-00", "is not a day of the calendar"},
                               {"2023-06-31", "is not a day of the calendar"},
                               {"2023-02-29", "is not a day of the calendar"},
                               {"2100-02-29", "is not a day of the calendar"},
                               {"1969-12-31", "absurdly far"},
                               {"9999-01-01", "absurdly far"}});
}

TEST_CASE("dates order and subtract") {
  CHECK(Date{2023, 7, 1} < Date{2023, 8, 1});
  CHECK(Date{2022, 12, 31} < Date{2023, 1, 1});
  CHECK(days_between({2023, 7, 1}, {2024, 7, 1}) == 366);
  CHECK(days_between({2024, 7, 1}, {2023, 7, 1}) == -366);
}

TEST_CASE("a moment falls on a day") {
  CHECK(date_at(0) == Date{1970, 1, 1});
  CHECK(date_at(86'399) == Date{1970, 1, 1});
  CHECK(date_at(86'400) == Date{1970, 1, 2});
  CHECK(date_at(-1) == Date{1969, 12, 31});
  CHECK(date_at(1'688'169'600) == Date{2023, 7, 1});
}

}  // namespace
}  // namespace ec2plan::date_test
