#include "cli/asked.hpp"
#include "cli/catalog.hpp"
#include "cli/finish.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

/// "current prices that are too old on 2026-11-24: 743 of 743 on-demand (the oldest of 2026-01-21,
/// 307 days; more than 180 is too old)"
std::string ages_note(Catalog const& catalog, Date today) {
  std::vector<std::string> texts;
  for (auto const& age : oldest_ages(current_prices(catalog, today), today))
    texts.push_back((age.older > 0 ? integer_text(age.older) : std::string("none")) + " of " +
                    integer_text(age.prices) + " " + std::string(purchase_name(age.purchase)) +
                    " (the oldest of " + age.as_of + ", " + counted(age.days, "day") +
                    "; too old after " + integer_text(days_until_old(age.purchase)) + ")");
  if (texts.empty()) return {};
  return "current prices too old on " + date_text(today) + ": " + ec2plan::joined(texts);
}

}  // namespace

Exit catalog_info(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  expect_no_words("info", arguments);
  refuse_flag("info", arguments, "--region", "it counts every region");
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading reading;
  auto catalog = asked_catalog(arguments, reading);
  auto const asked = asked_day(arguments, reading);
  if (asked) catalog = known_on(std::move(catalog), *asked);
  CatalogInfoAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog info");
  answer.frame.inputs = in_order(reading.inputs);
  answer.survey = survey(catalog);
  Said said;
  if (!asked) said.notes.push_back(ages_note(catalog, today(environment)));
  finish(answer, arguments, output, streams, timings, said);
  return Exit::answered;
}

}  // namespace ec2plan::cli
