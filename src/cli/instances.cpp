#include <algorithm>

#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/facts.hpp"
#include "cli/output.hpp"
#include "cli/sorting.hpp"
#include "cli/timings.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

/// What `instances` lists: names, else all that can still be bought.
Types listed_types(Arguments const& arguments, Catalog const& catalog, std::optional<Date> day) {
  Types types;
  for (auto const& name : arguments.positionals) {
    auto const named = named_types({.text = name, .where = "instances"}, catalog);
    types.insert(types.end(), named.begin(), named.end());
  }
  if (arguments.positionals.empty()) {
    for (InstanceType const& type : catalog.instances) {
      if (is_on(arguments, "--include-retired") || !is_retired(catalog, type, day))
        types.push_back(&type);
    }
  }
  types = with_accelerators(arguments, catalog, in_order(std::move(types)));
  if (is_on(arguments, "--efa")) std::erase_if(types, [](auto* type) { return !type->efa; });
  return types;
}

InstanceRow row_of(Catalog const& catalog, InstanceType const& type, std::optional<Date> day,
                   std::vector<Purchase> const& purchases) {
  InstanceRow row{.type = type, .prices = prices_of(catalog, type.name, day)};
  if (purchases.empty()) return row;
  std::erase_if(row.prices, [&](Price const& price) {
    return std::ranges::find(purchases, price.purchase) == purchases.end();
  });
  return row;
}

bool is_sold_in(InstanceRow const& row, std::vector<std::string> const& regions) {
  auto const wanted = [&](std::string const& region) {
    return std::ranges::find(regions, region) != regions.end();
  };
  if (row.type.regions && std::ranges::any_of(*row.type.regions, wanted)) return true;
  return std::ranges::any_of(row.prices, [&](Price const& price) { return wanted(price.region); });
}

InstancesAnswer asked_rows(Arguments const& arguments, Environment const& environment) {
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  InstancesAnswer answer;
  answer.price = asked_regions(arguments, environment, catalog, reading);
  auto const purchases = asked_purchases(arguments, catalog, false);
  if (!purchases.empty()) answer.price.purchases = purchases;
  answer.price.as_of = asked_day(arguments, reading);
  std::vector<std::string> names;
  std::vector<Price> prices;
  for (auto const* type : listed_types(arguments, catalog, answer.price.as_of)) {
    auto row = row_of(catalog, *type, answer.price.as_of, purchases);
    if (!purchases.empty() && row.prices.empty()) continue;
    bool const filtered = !given(arguments, "--region").empty() && arguments.positionals.empty();
    if (filtered && !is_sold_in(row, answer.price.regions)) continue;
    names.push_back(type->name);
    prices.insert(prices.end(), row.prices.begin(), row.prices.end());
    answer.rows.push_back(std::move(row));
  }
  answer.frame = asked_frame(catalog, "instances", names, prices, {}, reading);
  return answer;
}

}  // namespace

Exit list_instances(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto answer = asked_rows(arguments, environment);
  timings.lap("catalog");
  sort_as_asked(answer, arguments, output);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  deliver(text, output, streams);
  warn(answer.frame.warnings, output, streams);
  remark(hidden_note(answer, output.format, output.options), output, streams);
  timings.report(output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
