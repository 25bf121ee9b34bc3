#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::parse_duration_test {
namespace {

TEST_CASE("days take every form people type") {
  check_readings(
      parsed_days,
      {{"30", 30},    {"30d", 30},       {"30 days", 30},    {"30D", 30},     {"1 day", 1},
       {"12h", 0.5},  {"12 Hours", 0.5}, {"2w", 14},         {"2 weeks", 14}, {"1.5d", 1.5},
       {"0.1d", 0.1}, {"90m", 0.0625},   {"90 min", 0.0625}, {"43200s", 0.5}, {"864ms", 0.00001},
       {"12mo", 365}, {"1y", 365},       {"1,000", 1000},    {"3e1", 30},     {"36500", 36500}});
}

TEST_CASE("days take ISO 8601 durations") {
  check_readings(parsed_days, {{"P30D", 30},
                               {"PT12H", 0.5},
                               {"P1DT12H", 1.5},
                               {"p1dt12h", 1.5},
                               {"P2W", 14},
                               {"P12M", 365},
                               {"PT720M", 0.5},
                               {"P1Y", 365},
                               {"P1.5D", 1.5},
                               {"P0DT12H", 0.5},
                               {"PT43200S", 0.5}});
}

TEST_CASE("a bare number of seconds is seconds") {
  check_readings(parsed_seconds, {{"2.5", 2.5},
                                  {"2.5s", 2.5},
                                  {"18ms", 0.018},
                                  {"1m", 60},
                                  {"1h", 3600},
                                  {"1d", 86400},
                                  {"PT1M", 60},
                                  {"1mo", 2'628'000}});
}

TEST_CASE("days refuse what is no duration, and say why") {
  check_refusals(parsed_days, {{"2026-12-31", "is a day"},
                               {"", "empty"},
                               {"0", "is zero"},
                               {"0d", "is zero"},
                               {"PT0S", "is zero"},
                               {"-3d", "is negative"},
                               {"nan", "NaN"},
                               {"inf", "is infinite"},
                               {"1e400", "overflows"},
                               {"36501", "absurdly large: the limit is 36,500 days"},
                               {"P101Y", "absurdly large"},
                               {"1e-300", "absurdly short"},
                               {"30M", "is ambiguous"},
                               {"30x", "has 'x' after the number"},
                               {"1d12h", "has 'd12h' after the number"},
                               {"30 d extra", "after the number"},
                               {"175B", "has 'B' after the number"},
                               {"1,5d", "comma"},
                               {"soon", "does not begin with a number"}});
}

TEST_CASE("what only looks like ISO 8601 is refused") {
  for (const std::string_view text : {"P", "PT", "P1", "P1DT", "P1H", "PT1D", "P1D1D", "PT1M1H",
                                      "P1.2.3D", "P-1D", "P1DX", "PT1HT1M", "PD"}) {
    CAPTURE(text);
    CHECK(refusal_of(parsed_days, text).problem == "is not an ISO 8601 duration");
  }
}

}  // namespace
}  // namespace ec2plan::parse_duration_test
