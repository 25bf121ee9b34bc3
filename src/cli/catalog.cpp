#include "cli/catalog.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <ostream>
#include <span>

#include "cli/asked.hpp"
#include "cli/output.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

std::span<Verb const> verbs() { return find_command("catalog")->verbs; }

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (Verb const& verb : verbs())
    names.emplace_back(verb.name);
  return names;
}

Verb const& asked_verb(std::vector<std::string> const& words) {
  if (words.empty()) {
    throw InputError({.where = "catalog",
                      .problem = "what to do is missing",
                      .expected = "info, verify, diff or import",
                      .fix = "write ec2plan catalog info"});
  }
  auto const all = verbs();
  auto const found = std::ranges::find(all, words.front(), &Verb::name);
  if (found != all.end()) return *found;
  throw InputError({.where = "catalog",
                    .value = words.front(),
                    .problem = "is nothing that `catalog` does",
                    .expected = "info, verify, diff or import",
                    .fix = did_you_mean(words.front(), verb_names(), "see its help")});
}

/// A flag of another verb would be ignored: it is refused.
void refuse_flags_of_others(Verb const& asked, Arguments const& arguments) {
  for (Verb const& verb : verbs()) {
    if (verb.name == asked.name) continue;
    for (Group const group : verb.flags)
      for (Flag const& flag : flag_group(group).flags)
        if (auto const* value = last_given(arguments, flag.name))
          throw refusal(*value, "is a flag of `catalog " + std::string(verb.name) + "`",
                        "flags of `catalog " + std::string(asked.name) + "`", "leave it out");
  }
}

/// "; 58 of a list that held until 2026-09-30"
std::string lapsed_words(PriceAge const& age) {
  if (age.lapsed == 0) return {};
  return "; " + integer_text(age.lapsed) + " of a list that held until " + age.held_until;
}

/// "current prices that are too old on 2026-11-24: 743 of 743 on-demand (the oldest of 2026-01-21,
/// 307 days; more than 180 is too old)"
std::string ages_note(Catalog const& catalog, Date today) {
  std::vector<std::string> texts;
  for (auto const& age :
       oldest_ages(current_prices(catalog, today), today, {}, latest_day(catalog, today)))
    texts.push_back((age.older > 0 ? integer_text(age.older) : std::string("none")) + " of " +
                    integer_text(age.prices) + " " + std::string(purchase_name(age.purchase)) +
                    " (the oldest of " + age.as_of + ", " + age_text(age) + "; too old after " +
                    integer_text(days_until_old(age.purchase)) + lapsed_words(age) + ")");
  if (texts.empty()) return {};
  return "current prices too old on " + date_text(today) + ": " + ec2plan::joined(texts);
}

/// The regions whose prices are judged; empty: all. Those of the environment or of --config are
/// where instances are bought, not what is to be proved.
std::vector<std::string> judged_regions(Arguments const& arguments, Catalog const& catalog,
                                        Reading& reading) {
  auto const* region = last_given(arguments, "--region");
  if (region == nullptr || region->from == "config") return {};
  return typed_regions(arguments, catalog, reading);
}

/// How many days old current prices may be; a kind without a limit is not judged.
using AgeLimits = std::map<Purchase, double>;

/// "spot" of "spot=30d"; empty: every kind.
std::string_view limited_kind(std::string_view text) {
  auto const equals = text.find('=');
  return equals == std::string_view::npos ? std::string_view() : text.substr(0, equals);
}

void take_limit(GivenValue const& value, AgeLimits& limits) {
  auto const kind = limited_kind(value.text);
  double const days = read(value, [&](std::string_view text) {
    return parsed_days(kind.empty() ? text : text.substr(kind.size() + 1));
  });
  auto const purchase = purchase_from(lower(kind));
  if (!kind.empty() && !purchase)
    throw refusal(value, "names no kind of purchase", "90d, or a kind and its limit: spot=30d",
                  "the kinds: on-demand, spot, reserved-1yr, reserved-3yr, savings-plan, "
                  "capacity-block");
  for (Purchase const each : every_purchase)
    if (!purchase || each == *purchase) limits[each] = days;
}

/// Of --max-age: "90d" for every kind, "spot=30d" for one; what comes later wins.
AgeLimits asked_limits(Arguments const& arguments, Reading& reading) {
  AgeLimits limits;
  std::vector<std::string> texts;
  for (GivenValue const& value : elements(arguments, "--max-age")) {
    take_limit(value, limits);
    texts.push_back(value.text);
  }
  if (texts.size() == 1 && limited_kind(texts.front()).empty())
    note(reading, arguments, "--max-age", limits.begin()->second);
  else if (!texts.empty())
    note(reading, arguments, "--max-age", texts);
  return limits;
}

std::vector<PriceAge> ages_of(Catalog const& catalog, std::vector<std::string> const& regions,
                              Date today, AgeLimits const& limits) {
  auto prices = current_prices(catalog, today);
  std::erase_if(prices, [&](Price const& price) {
    return !regions.empty() && std::ranges::find(regions, price.region) == regions.end();
  });
  std::vector<PriceAge> ages;
  for (auto const& [purchase, most_days] : limits) {
    auto const all = oldest_ages(prices, today, most_days, latest_day(catalog, today));
    std::ranges::copy_if(all, std::back_inserter(ages),
                         [&kind = purchase](PriceAge const& age) { return age.purchase == kind; });
  }
  return ages;
}

/// "740 of 743 on-demand prices (the oldest of 2026-01-21, 307 days)"
std::vector<std::string> too_old(std::vector<PriceAge> const& ages) {
  std::vector<std::string> texts;
  for (auto const& age : ages) {
    if (age.older == 0) continue;
    texts.push_back(integer_text(age.older) + " of " + integer_text(age.prices) + " " +
                    std::string(purchase_name(age.purchase)) + " prices (the oldest of " +
                    age.as_of + ", " + age_text(age) + ")");
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

void expect_no_words(std::string const& verb, Arguments const& arguments) {
  auto const& words = arguments.positionals;
  if (words.empty()) return;
  throw InputError({.where = "catalog " + verb,
                    .value = words.front(),
                    .problem = "is one argument too many",
                    .expected = "flags alone",
                    .fix = "leave it out; --catalog FILE lays a file over the built-in facts"});
}

void refuse_flag(std::string const& verb, Arguments const& arguments, std::string_view flag,
                 std::string const& reason) {
  auto const* value = last_given(arguments, flag);
  if (value == nullptr || value->from == "config") return;
  throw refusal(*value, "changes nothing in `catalog " + verb + "`: " + reason,
                "flags of `catalog " + verb + "`", "leave " + std::string(flag) + " out");
}

Exit catalog_command(Arguments const& arguments, Environment const& environment,
                     Streams const& streams) {
  auto const& verb = asked_verb(arguments.positionals);
  refuse_flags_of_others(verb, arguments);
  Arguments of_verb = arguments;
  of_verb.positionals.erase(of_verb.positionals.begin());
  return verb.run(of_verb, environment, streams);
}

Exit catalog_info(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  expect_no_words("info", arguments);
  refuse_flag("info", arguments, "--region", "it counts every region");
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading reading;
  auto catalog = asked_catalog(arguments, environment, reading);
  auto const asked = asked_day(arguments, reading);
  catalog.read_on.clear();  // what is there is no matter of the clock; the note is
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

Exit catalog_verify(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  expect_no_words("verify", arguments);
  refuse_flag("verify", arguments, "--as-of", "it checks the whole history");
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading reading;
  auto const limits = asked_limits(arguments, reading);
  if (limits.empty())
    refuse_flag("verify", arguments, "--region",
                "it checks every region; with --max-age it says whose prices are judged");
  auto const catalog = asked_catalog(arguments, environment, reading);
  CatalogVerifyAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog verify");
  auto const date = today(environment);
  answer.soundness = soundness(catalog, date);
  if (!limits.empty()) {
    auto const regions = judged_regions(arguments, catalog, reading);
    answer.ages = ages_of(catalog, regions, date, limits);
  }
  answer.frame.inputs = in_order(reading.inputs);
  finish(answer, arguments, output, streams, timings);
  return gate(answer, !limits.empty(), streams);
}

}  // namespace ec2plan::cli
