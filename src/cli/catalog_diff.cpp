#include <algorithm>
#include <filesystem>

#include "cli/asked.hpp"
#include "cli/catalog.hpp"
#include "cli/output.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::string_view built_in = "built-in";
constexpr char operands[] = "built-in, a catalog file, or a day such as 2025-06-01";

InputError bad_operand(std::string const& operand, std::string problem, std::string fix) {
  return InputError({.where = "catalog diff",
                     .value = operand,
                     .problem = std::move(problem),
                     .expected = operands,
                     .fix = std::move(fix)});
}

void expect_two(std::vector<std::string> const& words) {
  if (words.size() < 2)
    throw InputError({.where = "catalog diff",
                      .problem = words.empty() ? "what to compare is missing"
                                               : "the second of the two to compare is missing",
                      .expected = std::string("two of these: ") + operands,
                      .fix = "write ec2plan catalog diff 2025-06-01 built-in"});
  if (words.size() > 2)
    throw bad_operand(words[2], "is one argument too many", "compare two at a time");
  if (words[0] == words[1])
    throw bad_operand(words[0], "stands on both sides: nothing can differ", "name another");
}

/// Digits and dashes: nobody calls a catalog so.
bool looks_like_a_day(std::string const& operand) {
  return !operand.empty() && operand.find_first_not_of("0123456789-") == std::string::npos;
}

bool looks_like_a_file(std::string const& operand) {
  std::error_code ignored;
  return operand.find_first_of("./\\") != std::string::npos ||
         std::filesystem::exists(operand, ignored);
}

Date day_of(std::string const& operand) {
  try {
    return parsed_date(operand);
  } catch (InputError const& error) {
    throw error.at("catalog diff");
  }
}

/// A day asks for the catalog of the command, overlays and all, as of that day; a file is laid over
/// it; built-in is the built-in one alone.
Catalog loaded_operand(std::string const& operand, std::vector<std::filesystem::path> overlays) {
  if (operand == built_in) return load_catalog();
  if (looks_like_a_day(operand)) return known_on(load_catalog(overlays), day_of(operand));
  if (!looks_like_a_file(operand))
    throw bad_operand(operand, "is neither a file nor a day",
                      did_you_mean(operand, std::vector{std::string(built_in)},
                                   "name a file that exists, or a day as year-month-day"));
  overlays.emplace_back(operand);
  return load_catalog(overlays);
}

/// The operand's catalog; one that is of no day is read today.
Catalog catalog_of(std::string const& operand, std::vector<std::filesystem::path> const& overlays,
                   Date today) {
  auto catalog = loaded_operand(operand, overlays);
  if (catalog.read_on.empty()) catalog.read_on = date_text(today);
  return catalog;
}

CatalogSide side_of(std::string const& operand, Catalog const& catalog) {
  return {.operand = operand,
          .version = catalog.version,
          .as_of = catalog.as_of,
          .sha256 = catalog.sha256};
}

std::vector<std::filesystem::path> overlays_of(Arguments const& arguments) {
  std::vector<std::filesystem::path> paths;
  for (GivenValue const& value : given(arguments, "--catalog"))
    paths.emplace_back(value.text);
  return paths;
}

/// Regions that either side knows.
std::vector<std::string> regions_asked(Arguments const& arguments, Catalog const& before,
                                       Catalog const& after, Reading& reading) {
  Catalog both{.prices = before.prices};
  both.prices.insert(both.prices.end(), after.prices.begin(), after.prices.end());
  both.instances = before.instances;
  both.instances.insert(both.instances.end(), after.instances.begin(), after.instances.end());
  return typed_regions(arguments, both, reading);
}

CatalogDiffAnswer diff_answer(Arguments const& arguments, Environment const& environment) {
  auto const& words = arguments.positionals;
  Reading reading;
  auto const overlays = overlays_of(arguments);
  auto const day = today(environment);
  auto const before = catalog_of(words[0], overlays, day),
             after = catalog_of(words[1], overlays, day);
  CatalogDiffAnswer answer;
  answer.before = side_of(words[0], before);
  answer.after = side_of(words[1], after);
  answer.regions = regions_asked(arguments, before, after, reading);
  answer.difference = difference(before, after);
  if (!answer.regions.empty())
    answer.difference = in_regions(std::move(answer.difference), answer.regions);
  answer.frame = catalog_frame(after, "catalog diff");
  if (!overlays.empty()) {
    std::vector<std::string> names;
    for (auto const& path : overlays)
      names.push_back(path.string());
    note(reading, arguments, "--catalog", names);
  }
  answer.frame.inputs = in_order(reading.inputs);
  return answer;
}

}  // namespace

Exit catalog_diff(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  expect_two(arguments.positionals);
  refuse_flag("diff", arguments, "--as-of", "write the day as one of the two");
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto answer = diff_answer(arguments, environment);
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

}  // namespace ec2plan::cli
