#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::parse_amount_test {
namespace {

TEST_CASE("dollars take every form people type") {
  check_readings(parsed_dollars, {{"1.5M", 1.5e6},
                                  {"$1.5M", 1.5e6},
                                  {"$ 1.5 M", 1.5e6},
                                  {"US$1.5M", 1.5e6},
                                  {"USD 1.5M", 1.5e6},
                                  {"usd1.5m", 1.5e6},
                                  {"1.5M USD", 1.5e6},
                                  {"250k", 250e3},
                                  {"250K", 250e3},
                                  {"2B", 2e9},
                                  {"2bn", 2e9},
                                  {"1 million", 1e6},
                                  {"$2.5 million", 2.5e6},
                                  {"1.5MM", 1.5e6},
                                  {"$3 mm USD", 3e6},
                                  {"2 million dollars", 2e6},
                                  {"500 thousand dollars", 5e5},
                                  {"1,500,000", 1.5e6},
                                  {"1_500_000", 1.5e6},
                                  {"$1,234.56", 1234.56},
                                  {"$.50", 0.5},
                                  {"27.45", 27.45},
                                  {"1e6", 1e6},
                                  {"10000B", 1e13}});
}

TEST_CASE("dollars refuse what is no amount, and say why") {
  check_refusals(parsed_dollars, {{"", "empty"},
                                  {"$", "has no number"},
                                  {".5M", "lacks what stood before its point"},
                                  {"USD", "does not begin with a number"},
                                  {"0", "is zero"},
                                  {"$0", "is zero"},
                                  {"-5", "is negative"},
                                  {"-$5", "is negative"},
                                  {"$-5", "is negative"},
                                  {"nan", "NaN"},
                                  {"inf", "is infinite"},
                                  {"$inf", "is infinite"},
                                  {"1e400", "overflows"},
                                  {"1e14", "absurdly large: the limit is $10^13"},
                                  {"EUR 5", "is not in US dollars"},
                                  {"5 EUR", "has 'EUR' after the number"},
                                  {"1.5T", "has 'T' after the number"},
                                  {"2 trillion", "has 'trillion' after the number"},
                                  {"2G", "has 'G' after the number"},
                                  {"1.500.000", "has '.000' after the number"},
                                  {"1,50", "comma"},
                                  {"$$5", "does not begin with a number"},
                                  {"\xE2\x82\xAC"
                                   "5",
                                   "does not begin with a number"},
                                  {"5%", "has '%' after the number"}});
}

TEST_CASE("bytes keep GB and GiB apart") {
  check_readings(parsed_bytes, {{"80GB", 80e9},
                                {"80gb", 80e9},
                                {"80 GB", 80e9},
                                {"80GiB", 85'899'345'920},
                                {"80gib", 85'899'345'920},
                                {"1.5GiB", 1'610'612'736},
                                {"1KB", 1000},
                                {"1KiB", 1024},
                                {"1MB", 1e6},
                                {"1MiB", 1'048'576},
                                {"2TB", 2e12},
                                {"1TiB", 1'099'511'627'776},
                                {"1PB", 1e15},
                                {"1PiB", 1'125'899'906'842'624}});
}

TEST_CASE("bytes refuse what is no memory, and say why") {
  check_refusals(parsed_bytes, {{"", "empty"},
                                {"80", "has no unit"},
                                {"175B", "B is a billion; memory takes GB (10^9 bytes) or GiB"},
                                {"175b", "B is a billion"},
                                {"0GB", "is zero"},
                                {"-80GB", "is negative"},
                                {"80Gb", "is in bits"},
                                {"80Gib", "is in bits"},
                                {"80G", "has 'G' after the number"},
                                {"80GBs", "has 'GBs' after the number"},
                                {"NaN GB", "does not begin with a number"},
                                {"inf", "is infinite"},
                                {"1e400GB", "overflows"},
                                {"0.0001KB", "less than one byte"},
                                {"1001PB", "absurdly large: the limit is 10^18 bytes"}});
}

TEST_CASE("a plain number is positive, finite and without a unit") {
  check_readings(parsed_number,
                 {{"0.97", 0.97}, {"1e-5", 1e-5}, {"989.4", 989.4}, {"1,000", 1000}, {"8.", 8}});
  check_refusals(parsed_number, {{"", "empty"},
                                 {"0", "is zero"},
                                 {"0.000", "is zero"},
                                 {"-1", "is negative"},
                                 {"nan", "NaN"},
                                 {"infinity", "is infinite"},
                                 {"1e309", "overflows"},
                                 {"1e-400", "too small"},
                                 {"0x10", "has 'x10' after the number"},
                                 {"5 TFLOP/s", "has 'TFLOP/s' after the number"}});
}

TEST_CASE("a fraction is a share or a percentage") {
  check_readings(parsed_fraction,
                 {{"0.4", 0.4}, {"40%", 0.4}, {"40 %", 0.4}, {"100%", 1}, {"1", 1}, {".5", 0.5}});
  check_refusals(parsed_fraction, {{"", "empty"},
                                   {"0", "is zero"},
                                   {"0%", "is zero"},
                                   {"-0.4", "is negative"},
                                   {"40", "is above 1"},
                                   {"101%", "is above 100%"},
                                   {"1.0001", "is above 1"},
                                   {"nan", "NaN"},
                                   {"0.4x", "has 'x' after the number"},
                                   {"40%%", "has '%%' after the number"}});
  for (std::string const text : {"1.5", "12", "40", "100"})
    CHECK(refusal_of(parsed_fraction, text).fix == "write " + text + "% if per cent is meant");
}

TEST_CASE("energy and masses are decimal, and bare numbers are kWh and kg") {
  check_readings(parsed_kilowatt_hours,
                 {{"12000", 12'000}, {"50MWh", 50e3}, {"1.2 GWh", 1.2e6}, {"900 kwh", 900}});
  check_refusals(parsed_kilowatt_hours, {{"", "empty"}, {"0", "zero"}, {"5kW", "kW"}, {"5t", "t"}});
  check_readings(parsed_kilograms, {{"800", 800}, {"30t", 30e3}, {"1.2kt", 1.2e6}, {"5 kg", 5}});
  check_refusals(parsed_kilograms, {{"5MWh", "MWh"}, {"-3t", "negative"}});
}

}  // namespace
}  // namespace ec2plan::parse_amount_test
