#include "cli/saved.hpp"

#include "catalog/json_file.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_ranks = 1'000'000;

}  // namespace

SavedResult saved_result(std::string const& file, Streams const& streams) {
  if (file == "-") return read_result(catalog::stream_text(streams.in, "stdin"), "stdin");
  return read_result(catalog::file_text(file), file);
}

int asked_rank(Arguments const& arguments) {
  return optional_integer(arguments, "--rank", 1, most_ranks).value_or(1);
}

ComparedRanks asked_ranks(Arguments const& arguments) {
  auto const values = elements(arguments, "--rank");
  if (values.size() > 2)
    throw refusal(values.back(), "is one rank too many", "one for both, or two: 1,3",
                  "leave the others out");
  auto const rank = [](GivenValue const& value) {
    return static_cast<int>(
        read(value, [](std::string_view text) { return parsed_integer(text, 1, most_ranks); }));
  };
  if (values.empty()) return {};
  return {.base = rank(values.front()), .head = rank(values.back())};
}

}  // namespace ec2plan::cli
