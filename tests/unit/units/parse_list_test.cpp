#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::parse_list_test {
namespace {

using Integers = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

Integers integers(std::string_view text) {
  return parsed_list<std::int64_t>(
      text, [](std::string_view one) { return parsed_integer(one, 4, 100'000'000); });
}

Numbers counts(std::string_view text) { return parsed_list<double>(text, parsed_count); }

TEST_CASE("a list is one value or several behind commas") {
  CHECK(integers("8") == Integers{8});
  CHECK(integers("8,16,32") == Integers{8, 16, 32});
  CHECK(integers(" 8 , 16 ") == Integers{8, 16});
  CHECK(counts("7B,70B") == Numbers{7e9, 70e9});
}

TEST_CASE("a list's commas never separate thousands") {
  CHECK(integers("8,192") == Integers{8, 192});
  CHECK(refusal_of(counts, "1,000,000").problem == "is zero");
}

TEST_CASE("a range counts, steps or multiplies up, its ends included") {
  CHECK(integers("8..12") == Integers{8, 9, 10, 11, 12});
  CHECK(integers("8..8") == Integers{8});
  CHECK(integers("8..32:8") == Integers{8, 16, 24, 32});
  CHECK(integers("8..30:8") == Integers{8, 16, 24});
  CHECK(integers("8..12:2") == Integers{8, 10, 12});
  CHECK(integers("8..64:x2") == Integers{8, 16, 32, 64});
  CHECK(integers("8..60:X2") == Integers{8, 16, 32});
  CHECK(integers("10..1000:x10") == Integers{10, 100, 1000});
  CHECK(integers("4,8..32:x2,64") == Integers{4, 8, 16, 32, 64});
  CHECK(counts("100B..300B:100B") == Numbers{100e9, 200e9, 300e9});
  CHECK(parsed_list<double>("10d..30d:10d", parsed_days) == Numbers{10, 20, 30});
}

TEST_CASE("a list of words takes two dots as part of a word") {
  const auto word = [](std::string_view one) { return std::string(one); };
  CHECK(parsed_list<std::string>("../a.json, b", word) ==
        std::vector<std::string>{"../a.json", "b"});
}

TEST_CASE("a list refuses what is no list, and says why") {
  check_refusals(integers, {{"", "empty"},
                            {" ", "empty"},
                            {"8,,16", "has an empty element"},
                            {"8,", "has an empty element"},
                            {"8..", "without both its ends"},
                            {"..8", "without both its ends"},
                            {"..", "without both its ends"},
                            {"8..16:", "has no step"},
                            {"8..16:x", "has no step"},
                            {"16..8", "runs backwards"},
                            {"8..16:x1", "has a factor that is not 2 or more"},
                            {"8..16:x1.5", "has a factor that is not 2 or more"},
                            {"8..16:x2y", "has 'y' after the number"}});
  CHECK(refusal_of(integers, "8..16:0").problem == "is zero");
  CHECK(refusal_of(integers, "8..16..32").problem ==
        "has '.32' after the number, which is not a unit here");
  CHECK(refusal_of(integers, "8,x").problem == "does not begin with a number");
}

TEST_CASE("a range goes over whole numbers where it says no step") {
  const auto numbers = [](std::string_view text) {
    return parsed_list<double>(text, parsed_number);
  };
  check_refusals(numbers, {{"0.5..2", "says no step"}, {"1..1e300", "goes beyond 2^53"}});
  const auto from_zero = [](std::string_view text) {
    return parsed_list<int>(text,
                            [](auto one) { return static_cast<int>(parsed_integer(one, 0, 9)); });
  };
  CHECK(from_zero("0..3") == std::vector<int>{0, 1, 2, 3});
  CHECK(refusal_of(from_zero, "0..8:x2").problem == "cannot multiply up from zero");
}

TEST_CASE("a range of decimals has the digits that one would write, its ends included") {
  CHECK(parsed_list<double>("0.3..0.5:0.1", parsed_fraction) == Numbers{0.3, 0.4, 0.5});
  CHECK(parsed_list<double>("10%..30%:10%", parsed_fraction) == Numbers{0.1, 0.2, 0.3});
  CHECK(parsed_list<double>("0.1..1:0.1", parsed_fraction) ==
        Numbers{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1});
  CHECK(parsed_list<double>("1..1.25:0.1", parsed_number) == Numbers{1, 1.1, 1.2});
  CHECK(parsed_list<double>("12h..3d:12h", parsed_days) == Numbers{0.5, 1, 1.5, 2, 2.5, 3});
  CHECK(parsed_list<double>("12h..2d:x2", parsed_days) == Numbers{0.5, 1, 2});
}

TEST_CASE("what may be a number with thousands commas is no list") {
  const auto refused = [](std::string_view text, double least) {
    return refusal_of([&](auto one) { return check_commas(one, least), 0; }, text);
  };
  for (const auto* text : {"4,096", "1,000,000", "8, 016"})
    CHECK(refused(text, 0).problem.find("as thousands have") != std::string::npos);
  const std::string either = "may be one number with thousands commas, or a list";
  for (const auto* text : {"1,250,500", "$1,250,500", "100,200B", "250,500"})
    CHECK(refused(text, 1000).problem == either);
  CHECK(refused("16,384", 64).problem == either);
  CHECK(refused("524,288", 64).problem == either);
  CHECK(refused("1,250,500", 1000).fix == "write 1250500 for one number, '1, 250, 500' for a list");
  for (const auto* text : {"64,128,256", "1, 250, 500", "512,1024", "8,16", "0,1", "128,256..512"})
    CHECK_NOTHROW(check_commas(text, 64));
  CHECK_NOTHROW(check_commas("512,256,128", 0));
}

TEST_CASE("a list has at most a million elements") {
  CHECK(integers("4..1000003").size() == list_limit);
  const std::string_view too_many = "has more than 1,000,000 elements";
  CHECK(refusal_of(integers, "4..1000004").problem == too_many);
  CHECK(refusal_of(integers, "4..1000003,5").problem == too_many);
  CHECK(refusal_of(integers, "4,4..1000003").problem == too_many);
  CHECK(refusal_of(counts, "100B..400B").problem == too_many);
  std::string long_list = "8";
  for (std::size_t index = 0; index < list_limit; ++index)
    long_list += ",8";
  CHECK(refusal_of(integers, long_list).problem == too_many);
}

}  // namespace
}  // namespace ec2plan::parse_list_test
