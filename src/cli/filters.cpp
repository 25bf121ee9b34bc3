#include "cli/filters.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "ec2plan/catalog/history.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/accelerators.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"

namespace ec2plan::cli {
namespace {

using Figure = std::optional<double>;

constexpr std::int64_t most_things = 1'000'000;
/// EC2 tells memory in whole MiB: the 24 GB of an A10G as 22,888 MiB, a little less.
constexpr double memory_slack = 1e-4;
/// A device shows a little less than its name says: 81,559 MiB of the 80 GiB of an H100.
constexpr double device_slack = 5e-3;
constexpr double rounding_slack = 1e-12;  // of a price that was divided

/// What one flag asks of a row.
struct Quantity {
  std::string_view flag;
  std::string_view field;
  Interval (*interval)(std::string_view text);
  std::string (*text)(double figure);
  double slack = 0;
  double unit = 1;  // of the field, in that of the interval

  Figure figure(InstanceRow const& row, AskedPrice const& price) const;
};

Interval counts(std::string_view text) {
  return parsed_interval(text,
                         [](std::string_view end) { return parsed_integer(end, 1, most_things); });
}
Interval bytes(std::string_view text) { return parsed_interval(text, parsed_bytes); }
Interval dollars(std::string_view text) { return parsed_interval(text, parsed_dollars); }
Interval gigabits(std::string_view text) {
  return parsed_interval(text, parsed_gigabits_per_second);
}

std::string count_of(double figure) { return integer_text(figure); }
std::string gigabits_of(double figure) { return number_text(figure) + " Gbit/s"; }

/// 0 without EFA; none where its version is not recorded.
Figure Quantity::figure(InstanceRow const& row, AskedPrice const& price) const {
  if (field == "efa.version" && !row.type.efa) return 0;
  auto const figure = instance_figure(row, price, field);
  return figure ? Figure(*figure * unit) : std::nullopt;
}

constexpr double gib = gibibyte / byte;

constexpr Quantity quantities[] = {
    {"--accelerators", "accelerators", counts, count_of},
    {"--accelerator-memory", "memory_gib_per_accelerator", bytes, gib_text, device_slack, gib},
    {"--total-accelerator-memory", "memory_gib", bytes, gib_text, device_slack, gib},
    {"--efa-version", "efa.version", counts, count_of},
    {"--network", "network_gbps", gigabits, gigabits_of, rounding_slack},
    {"--vcpus", "vcpus", counts, count_of},
    {"--host-memory", "host_memory_gib", bytes, gib_text, memory_slack, gib},
    {"--usd-per-hour", "usd_per_hour", dollars, dollars_text, rounding_slack},
    {"--usd-per-accelerator-hour", "usd_per_accelerator_hour", dollars, dollars_text,
     rounding_slack},
    {"--usd-per-petaflop-hour", "usd_per_petaflop_hour", dollars, dollars_text, rounding_slack},
};

/// The row whose figure comes nearest from one side, with that figure.
struct Near {
  double figure = 0;
  std::string type{};
};

/// "nearest are 4 (g5.xlarge) and 16 (g5.4xlarge)"; empty where no figure is known.
std::string nearest_text(Quantity const& quantity, Interval const& wanted, AskedPrice const& price,
                         Rows const& rows) {
  std::optional<Near> below, above;
  for (InstanceRow const& row : rows) {
    auto const figure = quantity.figure(row, price);
    if (!figure) continue;
    auto& side = *figure < wanted.least ? below : above;
    bool const nearer =
        !side || (&side == &below ? *figure > side->figure : *figure < side->figure);
    if (nearer) side = Near{.figure = *figure, .type = row.type.name};
  }
  auto const text = [&](Near const& near) {
    return quantity.text(near.figure) + " (" + near.type + ")";
  };
  if (below && above) return "nearest are " + text(*below) + " and " + text(*above);
  if (!below && !above) return "";
  return "nearest is " + text(below ? *below : *above);
}

/// What shows the field in a table.
std::string_view column_of(std::string_view field) {
  return field == "efa.version" ? "efa" : field;
}

Filter filter_of(Quantity const& quantity, GivenValue const& value, AskedPrice const& price) {
  Interval const wanted = read(value, quantity.interval);
  auto const* asked = &quantity;
  Filter filter{.asked = std::string(quantity.flag) + " " + value.text,
                .field = std::string(column_of(quantity.field))};
  filter.keeps = [=](InstanceRow const& row) {
    auto const figure = asked->figure(row, price);
    return figure && holds(wanted, *figure, asked->slack);
  };
  filter.is_unknown = [=](InstanceRow const& row) { return !asked->figure(row, price); };
  filter.nearest = [=](Rows const& rows) { return nearest_text(*asked, wanted, price, rows); };
  return filter;
}

std::vector<Filter> asked_quantities(Arguments const& arguments, AskedPrice const& price,
                                     Reading& reading) {
  std::vector<Filter> filters;
  for (Quantity const& quantity : quantities) {
    auto const* value = last_given(arguments, quantity.flag);
    if (value == nullptr) continue;
    filters.push_back(filter_of(quantity, *value, price));
    note(reading, arguments, quantity.flag, value->text);
  }
  return filters;
}

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
  auto const asked = asked_quantities(arguments, price, reading);
  filters.insert(filters.end(), asked.begin(), asked.end());
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
