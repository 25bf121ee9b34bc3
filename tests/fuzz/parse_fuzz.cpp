#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/parse.hpp"

namespace {

using namespace ec2plan;

/// A value above zero or an InputError; anything else ends the run.
template <typename Parse>
void check(Parse parse, std::string_view text) {
  try {
    if (!(parse(text) > 0)) std::abort();
  } catch (const InputError& error) {
    if (error.problem.empty() || error.fix.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(parsed_count, text);
  check(parsed_number, text);
  check(parsed_fraction, text);
  check(parsed_days, text);
  check(parsed_seconds, text);
  check(parsed_dollars, text);
  check(parsed_bytes, text);
  check([](std::string_view each) { return parsed_date(each).year; }, text);
  check([](std::string_view each) { return parsed_integer(each, 1, 1024); }, text);
  check([](std::string_view each) { return parsed_list<double>(each, parsed_count).size(); }, text);
  check(parsed_gigabits_per_second, text);
  check([](std::string_view each) { return parsed_interval(each, parsed_dollars).most; }, text);
  return 0;
}
