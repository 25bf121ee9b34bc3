#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {

/// A text and the number it stands for.
struct Reading {
  std::string_view text;
  double value;
};

/// A text and words of the reason why it is refused.
struct Refusal {
  std::string_view text;
  std::string_view problem;
};

/// The error that parsing throws; fails the test when it throws none.
template <typename Parse>
InputError refusal_of(Parse parse, std::string_view text) {
  try {
    static_cast<void>(parse(text));
  } catch (const InputError& error) {
    return error;
  }
  FAIL("accepted '" << text << "'");
  throw;
}

template <typename Parse>
void check_readings(Parse parse, const std::vector<Reading>& readings) {
  for (const Reading& reading : readings) {
    CAPTURE(reading.text);
    CHECK(parse(reading.text) == reading.value);
  }
}

/// Each is refused for its reason, with the value as given, and says what was expected and how to
/// fix it.
template <typename Parse>
void check_refusals(Parse parse, const std::vector<Refusal>& refusals) {
  for (const Refusal& refusal : refusals) {
    CAPTURE(refusal.text);
    const InputError error = refusal_of(parse, refusal.text);
    CHECK_THAT(error.problem, Catch::Matchers::Contains(std::string(refusal.problem)));
    CHECK(error.value == refusal.text);
    CHECK_FALSE(error.expected.empty());
    CHECK_FALSE(error.fix.empty());
    CHECK(error.kind == InputError::Kind::usage);
  }
}

}  // namespace ec2plan
