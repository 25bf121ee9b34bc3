#include <algorithm>
#include <limits>
#include <optional>

#include "cli/filters.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

using Figure = std::optional<double>;

constexpr std::int64_t most_things = 1'000'000;
/// EC2 tells memory in whole MiB: the 24 GB of an A10G as 22,888 MiB, a little less.
constexpr double memory_slack = 1e-4;
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
    {"--accelerator-memory", "memory_gib_per_accelerator", bytes, gib_text, memory_slack, gib},
    {"--total-accelerator-memory", "memory_gib", bytes, gib_text, memory_slack, gib},
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

}  // namespace

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

}  // namespace ec2plan::cli
