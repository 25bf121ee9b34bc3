#include <algorithm>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/filters.hpp"
#include "cli/finish.hpp"
#include "ec2plan/document/instances.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

/// The types under the names, else all.
Types listed_types(Arguments const& arguments, Catalog const& catalog) {
  Types types;
  for (auto const& name : arguments.positionals) {
    auto const named = named_types(catalog, {.text = name, .where = "instances"});
    types.insert(types.end(), named.begin(), named.end());
  }
  if (arguments.positionals.empty()) {
    for (InstanceType const& type : catalog.instances)
      types.push_back(&type);
  }
  return in_order(std::move(types));
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

/// The rows, and what is to be said of those left out.
struct Listed {
  InstancesAnswer answer{};
  std::vector<std::string> notes{};
};

/// Sets the answer's rows and the frame that they rest on.
void take_rows(Listed& listed, Rows const& rows, std::vector<Filter> const& filters,
               Catalog const& catalog, Reading const& reading) {
  auto& answer = listed.answer;
  answer.rows = kept_rows(rows, filters);
  listed.notes = filter_notes(rows, filters);
  for (Filter const& filter : filters)
    if (!filter.field.empty()) answer.asked_fields.push_back(filter.field);
  std::vector<std::string> names;
  std::vector<Price> prices;
  for (InstanceRow const& row : answer.rows) {
    names.push_back(row.type.name);
    prices.insert(prices.end(), row.prices.begin(), row.prices.end());
  }
  answer.frame = asked_frame(catalog, "instances", names, prices, {}, reading);
}

Listed asked_rows(Arguments const& arguments, Environment const& environment) {
  auto question = asked_question(arguments, environment);
  auto const facts = laid_catalog(question);
  auto const& catalog = facts.catalog;
  Reading reading{.calibrated = facts.calibrated};
  Listed listed;
  AskedPrice& price = listed.answer.price;
  auto const purchases = asked_purchases(catalog, question);
  price = asked_regions(catalog, question);
  if (!purchases.empty()) price.purchases = purchases;
  price.as_of = question.market.as_of;
  listed.answer.names = arguments.positionals;
  Rows rows;
  for (InstanceType const* type : listed_types(arguments, catalog))
    rows.push_back(row_of(catalog, *type, price.as_of, purchases));
  reading.inputs = inputs_of(question);
  auto const filters = asked_filters(arguments, catalog, price, reading);
  take_rows(listed, rows, filters, catalog, reading);
  return listed;
}

/// The prices that the rows are compared by.
std::vector<Price> lowest_prices(InstancesAnswer const& answer) {
  std::vector<Price> prices;
  for (InstanceRow const& row : answer.rows)
    if (auto const lowest = lowest_price(row, answer.price)) prices.push_back(lowest->price);
  return prices;
}

void add(std::vector<std::string>& texts, std::vector<std::string> const& more) {
  texts.insert(texts.end(), more.begin(), more.end());
}

}  // namespace

Exit list_instances(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto listed = asked_rows(arguments, environment);
  auto& answer = listed.answer;
  timings.lap("catalog");
  if (!answer.price.as_of)
    add(listed.notes, old_price_notes(lowest_prices(answer), today(environment)));
  finish(answer, arguments, output, streams, timings, {std::move(listed.notes)});
  return Exit::answered;
}

}  // namespace ec2plan::cli
