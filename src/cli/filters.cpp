#include "cli/filters.hpp"

#include <algorithm>

#include "ec2plan/catalog/history.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/accelerators.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

std::string typed(Arguments const& arguments, std::string const& flag) {
  std::string text = flag;
  for (GivenValue const& value : given(arguments, flag))
    text += " " + value.text;
  return text;
}

bool is_switched(Arguments const& arguments, Reading& reading, std::string_view flag) {
  if (!is_on(arguments, flag)) return false;
  note(reading, arguments, flag, true);
  return true;
}

bool is_sold_in(InstanceRow const& row, AskedPrice const& asked) {
  auto const wanted = [&](std::string const& region) {
    return std::ranges::find(asked.regions, region) != asked.regions.end();
  };
  if (row.type.regions && std::ranges::any_of(*row.type.regions, wanted)) return true;
  return std::ranges::any_of(row.prices, [&](Price const& price) {
    return wanted(price.region) && offered_in(row.type, price.region);
  });
}

/// Whether the type was not yet there on the day.
bool is_to_come(InstanceType const& type, std::optional<Date> day) {
  return day && type.since && *type.since > date_text(*day);
}

bool where_sold_is_unknown(InstanceRow const& row) {
  return !row.type.regions && row.prices.empty();
}

void add_accelerators(std::vector<Filter>& filters, Arguments const& arguments,
                      Catalog const& catalog) {
  auto const wanted = elements(arguments, "--accelerator");
  check_accelerators(catalog, wanted);
  if (wanted.empty()) return;
  filters.push_back(
      {.asked = typed(arguments, "--accelerator"), .keeps = [wanted](InstanceRow const& row) {
         return is_named(wanted, row.type.accelerator);
       }});
}

void add_efa(std::vector<Filter>& filters, Arguments const& arguments, Reading& reading) {
  if (!is_switched(arguments, reading, "--efa")) return;
  filters.push_back({.asked = "--efa", .field = "efa", .keeps = [](InstanceRow const& row) {
                       return row.type.efa.has_value();
                     }});
}

/// A type under a name is shown wherever it is sold.
void add_region(std::vector<Filter>& filters, Arguments const& arguments, AskedPrice const& price) {
  if (given(arguments, "--region").empty() || !arguments.positionals.empty()) return;
  filters.push_back({.asked = typed(arguments, "--region"),
                     .keeps = [price](InstanceRow const& row) { return is_sold_in(row, price); },
                     .is_unknown = where_sold_is_unknown});
}

/// In the regions where they were typed, else anywhere. `all` shows every kind, and drops no type.
void add_purchase(std::vector<Filter>& filters, Arguments const& arguments,
                  AskedPrice const& price) {
  auto const kinds = elements(arguments, "--purchase");
  auto const is_all = [](GivenValue const& kind) { return lower(kind.text) == "all"; };
  if (kinds.empty() || std::ranges::any_of(kinds, is_all)) return;
  bool const here = !given(arguments, "--region").empty();
  filters.push_back(
      {.asked = typed(arguments, "--purchase"), .keeps = [price, here](InstanceRow const& row) {
         return here ? lowest_price(row, price).has_value() : !row.prices.empty();
       }});
}

void add_offered(std::vector<Filter>& filters, Arguments const& arguments, Catalog const& catalog,
                 AskedPrice const& price, Reading& reading) {
  if (!is_switched(arguments, reading, "--offered")) return;
  filters.push_back({.asked = "--offered",
                     .keeps =
                         [&catalog, price](InstanceRow const& row) {
                           return is_sold_in(row, price) && !is_to_come(row.type, price.as_of) &&
                                  !is_retired(catalog, row.type, price.as_of);
                         },
                     .is_unknown = where_sold_is_unknown});
}

/// --retired; without it, and where no type is named, those that can still be bought.
void add_retired(std::vector<Filter>& filters, Arguments const& arguments, Catalog const& catalog,
                 AskedPrice const& price, Reading& reading) {
  auto const retired = [&catalog, price](InstanceRow const& row) {
    return is_retired(catalog, row.type, price.as_of);
  };
  bool const all = is_on(arguments, "--include-retired");
  if (is_switched(arguments, reading, "--retired")) {
    filters.push_back({.asked = "--retired", .field = "retired", .keeps = retired});
  } else if (!all && arguments.positionals.empty()) {
    filters.push_back({.lifted_by = "--include-retired",
                       .keeps = [retired](InstanceRow const& row) { return !retired(row); }});
  }
}

}  // namespace

std::vector<Filter> asked_filters(Arguments const& arguments, Catalog const& catalog,
                                  AskedPrice const& price, Reading& reading) {
  std::vector<Filter> filters;
  add_retired(filters, arguments, catalog, price, reading);
  add_accelerators(filters, arguments, catalog);
  add_efa(filters, arguments, reading);
  auto const quantities = asked_quantities(arguments, price, reading);
  filters.insert(filters.end(), quantities.begin(), quantities.end());
  add_region(filters, arguments, price);
  add_purchase(filters, arguments, price);
  add_offered(filters, arguments, catalog, price, reading);
  return filters;
}

bool is_kept(InstanceRow const& row, std::vector<Filter> const& filters) {
  return std::ranges::all_of(filters, [&](Filter const& filter) { return filter.keeps(row); });
}

Rows kept_rows(Rows const& rows, std::vector<Filter> const& filters) {
  Rows kept;
  for (InstanceRow const& row : rows)
    if (is_kept(row, filters)) kept.push_back(row);
  return kept;
}

}  // namespace ec2plan::cli
