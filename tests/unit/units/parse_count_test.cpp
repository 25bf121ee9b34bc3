#include <limits>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::parse_count_test {
namespace {

TEST_CASE("a count takes every form people type") {
  check_readings(parsed_count, {{"175B", 175e9},
                                {"175b", 175e9},
                                {"1.5T", 1.5e12},
                                {"7b", 7e9},
                                {"7G", 7e9},
                                {"2k", 2000},
                                {"2K", 2000},
                                {"3m", 3e6},
                                {"1P", 1e15},
                                {"300 B", 300e9},
                                {"  300B\t", 300e9},
                                {"1_000_000", 1e6},
                                {"1,000,000", 1e6},
                                {"12,345", 12345},
                                {"3e11", 3e11},
                                {"3E11", 3e11},
                                {"3e+11", 3e11},
                                {"30e-1", 3},
                                {"1.5e3K", 1.5e6},
                                {".5K", 500},
                                {"300B tokens", 300e9},
                                {"300Btokens", 300e9},
                                {"300 b tok", 300e9},
                                {"175B params", 175e9},
                                {"175B Parameters", 175e9},
                                {"2048 tokens", 2048},
                                {"1", 1},
                                {"1000P", 1e18}});
}

TEST_CASE("a count takes the words and the letters for its scale that people and bankers write") {
  struct Scale {
    double value;
    std::vector<std::string_view> words;
  };
  Scale const scales[] = {{1e3, {"k", "thousand"}},
                          {1e6, {"m", "mm", "mn", "mil", "mln", "million", "millions"}},
                          {1e9, {"b", "bn", "bil", "bln", "billion", "billions", "g"}},
                          {1e12, {"t", "tn", "trn", "tln", "trillion", "trillions"}},
                          {1e15, {"p", "quadrillion", "quadrillions"}}};
  for (auto const& [value, words] : scales)
    for (auto const word : words)
      for (std::string const blank : {"", " "}) {
        auto const text = "2" + blank + std::string(word);
        CAPTURE(text);
        CHECK(parsed_count(text) == 2 * value);
        CHECK(parsed_count(text + " tokens") == 2 * value);
      }
  check_readings(parsed_count, {{"2 Trillion", 2e12},
                                {"300bn", 300e9},
                                {"300 BN tokens", 300e9},
                                {"1.5MM", 1.5e6},
                                {"1 million", 1e6},
                                {"1.4TN", 1.4e12}});
}

TEST_CASE("of a length k is 1,024 where the number before it is a power of two") {
  auto const parse = [](std::string_view text) { return parsed_length(text, 1, 16'777'216); };
  for (std::int64_t count = 1; count <= 1024; ++count)
    for (std::string const unit : {"k", "K", " k"}) {
      auto const text = std::to_string(count) + unit;
      CAPTURE(text);
      if ((count & (count - 1)) == 0) {
        CHECK(parse(text) == count * 1024);
      } else {
        auto const error = refusal_of(parse, text);
        CHECK(error.problem ==
              "may be " + integer_text(count * 1000) + " or " + integer_text(count * 1024));
        CHECK_THAT(error.fix, Catch::Matchers::EndsWith(" " + std::to_string(count * 1024)));
      }
    }
  CHECK(parse("128k") == 131'072);
  CHECK(parse("1M") == 1'048'576);
  CHECK(parse("16m") == 16'777'216);
  CHECK(parse("8000") == 8000);
  CHECK(parse("8,192") == 8192);
  CHECK(parse("131072 tokens") == 131'072);
  CHECK(parse("32k tokens") == 32'768);
  check_refusals(parse, {{"", "empty"},
                         {"0", "is zero"},
                         {"0k", "is zero"},
                         {"-4k", "is negative"},
                         {"1.5k", "may be 1,500 or 1,536"},
                         {"3M", "may be 3,000,000 or 3,145,728"},
                         {"32M", "is above 16,777,216"},
                         {"16777217", "is above 16,777,216"},
                         {"1e300k", "is above 16,777,216"},
                         {"4kB", "has 'kB' after the number"},
                         {"4B", "has 'B' after the number"},
                         {"8.5", "is not written as a whole number"},
                         {"four", "does not begin with a number"}});
}

TEST_CASE("a count's decimal suffix is rounded once, so that no stray fraction is left") {
  check_readings(parsed_count, {{"174.6B", 174'600'000'000},
                                {"1.1K", 1100},
                                {"405.853388800B", 405'853'388'800},
                                {"0.29M", 290'000}});
}

TEST_CASE("a count refuses what is no count, and says why") {
  check_refusals(parsed_count, {{"", "empty"},
                                {"   ", "empty"},
                                {"0", "is zero"},
                                {"0B", "is zero"},
                                {"0e9999999999", "is zero"},
                                {"-1", "is negative"},
                                {"-175B", "is negative"},
                                {"+175B", "plus sign"},
                                {"nan", "NaN"},
                                {"-NaN", "NaN"},
                                {"inf", "is infinite"},
                                {"-Infinity", "is infinite"},
                                {"1e400", "overflows"},
                                {"1e99999999999999999999", "overflows"},
                                {"1e-400", "too small"},
                                {"1e19", "absurdly large: the limit is 10^18"},
                                {"1001P", "absurdly large"},
                                {"1.5", "is not a whole number"},
                                {"0.5", "is not a whole number"},
                                {"1.5001K", "is not a whole number"},
                                {"175Bx", "has 'Bx' after the number"},
                                {"175 B 3", "has 'B 3' after the number"},
                                {"1.2.3", "has '.3' after the number"},
                                {"30d", "has 'd' after the number"},
                                {"40%", "has '%' after the number"},
                                {"1e", "has 'e' after the number"},
                                {"175BB", "after the number"},
                                {"B", "does not begin with a number"},
                                {"tokens", "does not begin with a number"},
                                {".", "does not begin with a number"},
                                {"-", "does not begin with a number"},
                                {",5", "does not begin with a number"},
                                {"gpt3-175b", "does not begin with a number"},
                                {"$5", "is an amount of money"}});
}

TEST_CASE("a count refuses separators that separate nothing") {
  check_refusals(parsed_count, {{"1,5", "comma that does not separate thousands"},
                                {"8,16,32", "comma that does not separate thousands"},
                                {"1,000,", "comma that does not separate thousands"},
                                {"1234,567", "comma that does not separate thousands"},
                                {"1,000_000", "comma that does not separate thousands"},
                                {"1__000", "underscore"},
                                {"1000_", "underscore"}});
}

TEST_CASE("memory is no count") {
  for (const std::string_view text : {"80GB", "80gb", "80 GiB", "80Gi", "1TB", "512MiB", "4KB"}) {
    CAPTURE(text);
    const InputError error = refusal_of(parsed_count, text);
    CHECK(error.problem == "is an amount of memory: a count takes K, M, B, T or P");
  }
}

TEST_CASE("a model's name is no count") {
  for (const std::string_view text : {"8x7B", "8X22b", "30B-A3B", "30b-a3b"}) {
    CAPTURE(text);
    CHECK(refusal_of(parsed_count, text).problem == "is the form of a model's name, not a number");
  }
}

TEST_CASE("an integer keeps to its limits") {
  const auto parse = [](std::string_view text) { return parsed_integer(text, 1, 2048); };
  CHECK(parse("1") == 1);
  CHECK(parse(" 8 ") == 8);
  CHECK(parse("1,024") == 1024);
  CHECK(parse("2_048") == 2048);
  CHECK(parse("8.0") == 8);
  CHECK(parsed_integer("0", 0, 3) == 0);
  CHECK(parsed_integer("-3", -5, 5) == -3);
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  CHECK(parsed_integer("9223372036854775807", 1, most) == most);
  check_refusals(parse, {{"", "empty"},
                         {"0", "is zero"},
                         {"2049", "is above 2,048"},
                         {"-1", "is negative"},
                         {"8.5", "is not written as a whole number"},
                         {"1e3", "is not written as a whole number"},
                         {"8k", "has 'k' after the number"},
                         {"8 8", "has '8' after the number"},
                         {"inf", "is infinite"},
                         {"99999999999999999999", "overflows"},
                         {"eight", "does not begin with a number"}});
  CHECK(refusal_of([](auto text) { return parsed_integer(text, 4, 8); }, "2").problem ==
        "is below 4");
}

TEST_CASE("a refused integer is told its limits") {
  const auto parse = [](std::string_view text) { return parsed_integer(text, 0, 3); };
  CHECK(refusal_of(parse, "4").expected == "a whole number from 0 to 3");
}

}  // namespace
}  // namespace ec2plan::parse_count_test
