#include <algorithm>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/filters.hpp"
#include "cli/output.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/similar.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/accelerators.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"
#include "report/instance_columns.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t most_names = 4;

std::vector<Filter> without(std::vector<Filter> const& filters, std::size_t left_out) {
  auto others = filters;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
  return others;
}

/// "a, b, c, d and 5 more"
std::string names_of(Rows const& rows) {
  std::vector<std::string> names;
  for (InstanceRow const& row : rows)
    if (names.size() < most_names) names.push_back(row.type.name);
  auto const text = joined(names);
  return rows.size() > most_names
             ? text + " and " + std::to_string(rows.size() - most_names) + " more"
             : text;
}

/// What was there before the filter took the last.
std::string before_text(Rows const& rows, Filter const& filter) {
  auto const near = filter.nearest ? filter.nearest(rows) : "";
  return near.empty() ? "without it there would be " + names_of(rows) : near;
}

/// The filter without which something would be left: one that the user did not ask for, else one
/// that knows what comes near, else the first. As many as there are filters: none.
std::size_t last_straw(Rows const& rows, std::vector<Filter> const& filters) {
  std::size_t found = filters.size();
  for (std::size_t index = filters.size(); index-- > 0;) {
    if (kept_rows(rows, without(filters, index)).empty()) continue;
    if (!filters[index].lifted_by.empty()) return index;
    bool const better =
        found == filters.size() || filters[index].nearest || !filters[found].nearest;
    if (better) found = index;
  }
  return found;
}

std::string none_together(std::vector<Filter> const& filters) {
  std::vector<std::string> asked;
  for (Filter const& filter : filters)
    if (!filter.asked.empty()) asked.push_back(filter.asked);
  return "no type passes all of these, or all but one: " + joined(asked);
}

/// One filter that no type passes, one that the others leave nothing to, or all of them.
std::string nothing_left(Rows const& rows, std::vector<Filter> const& filters) {
  for (std::size_t each = 0; each < filters.size(); ++each) {
    if (!kept_rows(rows, {filters[each]}).empty()) continue;
    auto const left = kept_rows(rows, without(filters, each));
    return "no type passes " + filters[each].asked + ": " +
           before_text(left.empty() ? rows : left, filters[each]);
  }
  auto const index = last_straw(rows, filters);
  if (index == filters.size()) return none_together(filters);
  Filter const& filter = filters[index];
  auto const left = kept_rows(rows, without(filters, index));
  if (!filter.lifted_by.empty())
    return "what passes the filters can no longer be bought: " + filter.lifted_by + " adds " +
           names_of(left);
  return "no type that passes the other filters passes " + filter.asked + ": " +
         before_text(left, filter);
}

/// Which types were left out because a figure of theirs is not known; and where nothing is left,
/// which filter it was and what comes near.
std::vector<std::string> filter_notes(Rows const& rows, std::vector<Filter> const& filters) {
  std::vector<std::string> notes;
  for (std::size_t index = 0; index < filters.size(); ++index) {
    Filter const& filter = filters[index];
    if (!filter.is_unknown) continue;
    auto unknown = kept_rows(rows, without(filters, index));
    std::erase_if(unknown, [&](InstanceRow const& row) {
      return filter.keeps(row) || !filter.is_unknown(row);
    });
    if (unknown.empty()) continue;
    notes.push_back(filter.asked + " leaves out " + counted(std::ssize(unknown), "type") +
                    " of which this is not known: " + names_of(unknown));
  }
  if (!rows.empty() && kept_rows(rows, filters).empty())
    notes.push_back(nothing_left(rows, filters));
  return notes;
}

/// The types of a name: one, a pattern, or an accelerator's, as `instances h100` is meant.
Types types_of(Catalog const& catalog, GivenValue const& name) {
  Types types;
  for (InstanceType const& type : catalog.instances)
    if (matches(name.text, type.name)) types.push_back(&type);
  for (InstanceType const& type : catalog.instances)
    if (is_named(name.text, type.accelerator)) types.push_back(&type);
  return types.empty() ? named_types(catalog, name) : types;
}

/// The types under the names, be they given behind --instance-type or alone; else all.
Types listed_types(Arguments const& arguments, Question const& question, Catalog const& catalog) {
  auto names = places_of(question, "instance_type");
  for (auto const& name : arguments.positionals)
    names.push_back({.text = name, .where = "instances"});
  Types types;
  for (GivenValue const& name : names) {
    auto const named = types_of(catalog, name);
    types.insert(types.end(), named.begin(), named.end());
  }
  if (names.empty()) {
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

/// The prices that the rows are compared by.
std::vector<Price> lowest_prices(InstancesAnswer const& answer) {
  std::vector<Price> prices;
  for (InstanceRow const& row : answer.rows)
    if (auto const lowest = lowest_price(row, answer.price)) prices.push_back(lowest->price);
  return prices;
}

bool asks_for(std::vector<std::string> const& fields, std::string_view field) {
  return std::ranges::any_of(
      fields, [&](std::string const& asked) { return matches(lower(asked), field); });
}

/// Fields that hold a price of the first region asked for.
std::string kind_field(Purchase purchase) {
  std::string name(purchase_name(purchase));
  std::ranges::replace(name, '-', '_');
  return "usd_per_instance_hour." + name;
}

/// Whether a document prints the price beside the lowest one.
bool is_written(Price const& price, InstancesAnswer const& answer, Output const& output) {
  auto const& fields = output.options.fields;
  bool const first = price.region == answer.price.regions.front();
  if (fields.empty()) return output.format != Format::csv || first;
  if (asks_for(fields, "prices")) return true;
  return first && (asks_for(fields, "usd_per_instance_hour") ||
                   asks_for(fields, kind_field(price.purchase)));
}

/// Whether a table shows the price beside the lowest one.
bool is_in_table(Price const& price, InstancesAnswer const& answer, Output const& output) {
  auto const& asked = answer.price;
  bool const wide = output.format == Format::wide;
  if (std::ranges::find(asked.regions, price.region) == asked.regions.end()) return false;
  bool const of_kind =
      wide || std::ranges::find(asked.purchases, price.purchase) != asked.purchases.end();
  return of_kind && (answer.rows.size() == 1 || !pages::only_lowest(answer, wide));
}

/// Every price that is printed.
std::vector<Price> shown_prices(InstancesAnswer const& answer, Output const& output) {
  bool const written = is_document(output.format);
  auto prices = lowest_prices(answer);
  for (InstanceRow const& row : answer.rows)
    for (Price const& price : row.prices)
      if (written ? is_written(price, answer, output) : is_in_table(price, answer, output))
        prices.push_back(price);
  return prices;
}

void add(std::vector<std::string>& texts, std::vector<std::string> const& more) {
  texts.insert(texts.end(), more.begin(), more.end());
}

Listed asked_rows(Arguments const& arguments, Environment const& environment,
                  Output const& output) {
  auto question = asked_question(arguments, environment);
  auto const facts = laid_catalog(question, environment);
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
  for (InstanceType const* type : listed_types(arguments, question, catalog))
    rows.push_back(row_of(catalog, *type, price.as_of, purchases));
  reading.inputs = inputs_of(question);
  auto const filters = asked_filters(arguments, catalog, price, reading);
  take_rows(listed, rows, filters, catalog, reading);
  add(listed.notes, old_price_notes(shown_prices(listed.answer, output), catalog, environment,
                                    price.as_of.has_value()));
  return listed;
}

}  // namespace

Exit list_instances(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto listed = asked_rows(arguments, environment, output);
  auto& answer = listed.answer;
  timings.lap("catalog");
  finish(answer, arguments, output, streams, timings, {std::move(listed.notes)});
  return Exit::answered;
}

}  // namespace ec2plan::cli
