#include <algorithm>
#include <ostream>

#include "cli/asked.hpp"
#include "cli/catalog.hpp"
#include "cli/finish.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

/// The regions whose prices are judged; empty: all. Those of the environment or of --config are
/// where instances are bought, not what is to be proved.
std::vector<std::string> judged_regions(Arguments const& arguments, Catalog const& catalog,
                                        Reading& reading) {
  auto const* region = last_given(arguments, "--region");
  if (region == nullptr || region->from == "config") return {};
  return typed_regions(arguments, catalog, reading);
}

std::vector<PriceAge> ages_of(Catalog const& catalog, std::vector<std::string> const& regions,
                              Date today, double most_days) {
  auto prices = current_prices(catalog, today);
  std::erase_if(prices, [&](Price const& price) {
    return !regions.empty() && std::ranges::find(regions, price.region) == regions.end();
  });
  return oldest_ages(prices, today, most_days);
}

/// "740 of 743 on-demand prices (the oldest of 2026-01-21, 307 days)"
std::vector<std::string> too_old(std::vector<PriceAge> const& ages) {
  std::vector<std::string> texts;
  for (auto const& age : ages) {
    if (age.older == 0) continue;
    texts.push_back(integer_text(age.older) + " of " + integer_text(age.prices) + " " +
                    std::string(purchase_name(age.purchase)) + " prices (the oldest of " +
                    age.as_of + ", " + counted(age.days, "day") + ")");
  }
  return texts;
}

/// Said even with --quiet: it is why the exit code is not 0.
Exit gate(CatalogVerifyAnswer const& answer, bool age_counts, Streams const& streams) {
  if (int const broken = broken_findings(answer.soundness); broken > 0) {
    streams.err << "error: the catalog is broken: " << counted(broken, "finding") << '\n';
    return Exit::bad_file;
  }
  if (!age_counts) return Exit::answered;
  auto const old = too_old(answer.ages);
  if (old.empty() && !answer.ages.empty()) return Exit::answered;
  streams.err << "error: --max-age: "
              << (old.empty() ? "there is no current price to judge"
                              : "too old: " + ec2plan::joined(old))
              << "; `ec2plan catalog import` brings newer ones\n";
  return Exit::too_old;
}

}  // namespace

Exit catalog_verify(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  expect_no_words("verify", arguments);
  refuse_flag("verify", arguments, "--as-of", "it checks the whole history");
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const max_age = optional_value(arguments, "--max-age", parsed_days);
  if (!max_age)
    refuse_flag("verify", arguments, "--region",
                "it checks every region; with --max-age it says whose prices are judged");
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  note_if(reading, arguments, "--max-age", max_age);
  CatalogVerifyAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog verify");
  auto const date = today(environment);
  answer.soundness = soundness(catalog, date);
  if (max_age) {
    auto const regions = judged_regions(arguments, catalog, reading);
    answer.ages = ages_of(catalog, regions, date, *max_age);
  }
  answer.frame.inputs = in_order(reading.inputs);
  finish(answer, arguments, output, streams, timings);
  return gate(answer, max_age.has_value(), streams);
}

}  // namespace ec2plan::cli
