#include "ec2plan/units/error.hpp"

#include <algorithm>

#include "ec2plan/units/parse.hpp"
#include "tests/unit/units/refusals.hpp"

namespace ec2plan::error_test {
namespace {

using namespace std::string_view_literals;

TEST_CASE("an error is one message of three lines") {
  const InputError error({.where = "catalog.json",
                          .path = "/instances/3/vcpus",
                          .value = "many",
                          .expected = "a whole number",
                          .fix = "write 96",
                          .kind = InputError::Kind::file});
  CHECK(error.what() ==
        "catalog.json: /instances/3/vcpus: 'many' is not accepted\n"
        "  expected: a whole number\n"
        "  fix: write 96"sv);
  CHECK(error.kind == InputError::Kind::file);
}

TEST_CASE("an error leaves out what it does not know") {
  CHECK(InputError({.where = "--days"}).what() == "--days: the value is not accepted"sv);
  CHECK(InputError({.problem = "the file is empty"}).what() == "the file is empty"sv);
}

TEST_CASE("a parser's error learns its flag from the caller") {
  const InputError error = refusal_of(parsed_count, "80GB").at("--tokens");
  CHECK(error.where == "--tokens");
  CHECK(error.value == "80GB");
  CHECK(error.what() ==
        "--tokens: '80GB' is an amount of memory: a count takes K, M, B, T or P\n"
        "  expected: a count such as 175B, 1.5T or 300,000 (K, M, B, T, P)\n"
        "  fix: write 80B for 80 billion"sv);
}

TEST_CASE("a path given later takes the place of the first") {
  const InputError error = InputError({.path = "/a"}).at("f.json", "/b");
  CHECK(error.path == "/b");
  CHECK(error.at("g.json").path == "/b");
}

TEST_CASE("whatever the value, the message has at most three lines of printable text") {
  const InputError error = refusal_of(parsed_count, "5\n\x1b[31m\xff").at("--a\nb");
  const std::string_view message = error.what();
  CHECK(std::count(message.begin(), message.end(), '\n') == 2);
  CHECK_THAT(std::string(message), Catch::Matchers::Contains("--a\\x0Ab: '5\\x0A\\x1B[31m\\xFF'"));
}

TEST_CASE("text is shown with its letters and without its traps") {
  CHECK(shown_text("175B") == "175B");
  CHECK(shown_text("") == "");
  CHECK(shown_text("na\xC3\xAFve \xE2\x82\xAC \xF0\x9F\x98\x80") ==
        "na\xC3\xAFve \xE2\x82\xAC \xF0\x9F\x98\x80");
  CHECK(shown_text("a\0b"sv) == "a\\x00b");
  CHECK(shown_text("\x7F") == "\\x7F");
  CHECK(shown_text("\xC2\x85") == "\\xC2\\x85");           // next line, a control of two bytes
  CHECK(shown_text("\xC2\xA0") == "\\xC2\\xA0");           // no-break space
  CHECK(shown_text("\xE2\x80\xAE") == "\\xE2\\x80\\xAE");  // right-to-left override
}

TEST_CASE("bytes that are no UTF-8 are shown escaped") {
  CHECK(shown_text("\xFF") == "\\xFF");
  CHECK(shown_text("\x80") == "\\x80");
  CHECK(shown_text("\xC3") == "\\xC3");                             // cut short
  CHECK(shown_text("\xC3(") == "\\xC3(");                           // no continuation
  CHECK(shown_text("\xC0\xAF") == "\\xC0\\xAF");                    // overlong
  CHECK(shown_text("\xE0\x80\x80") == "\\xE0\\x80\\x80");           // overlong
  CHECK(shown_text("\xED\xA0\x80") == "\\xED\\xA0\\x80");           // surrogate
  CHECK(shown_text("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");  // beyond Unicode
}

TEST_CASE("long text is cut after forty characters") {
  CHECK(shown_text(std::string(40, '9')) == std::string(40, '9'));
  CHECK(shown_text(std::string(41, '9')) == std::string(40, '9') + "...");
  std::string accents;
  for (int index = 0; index < 41; ++index)
    accents += "\xC3\xA9";
  CHECK(shown_text(accents) == accents.substr(0, 80) + "...");
}

}  // namespace
}  // namespace ec2plan::error_test
