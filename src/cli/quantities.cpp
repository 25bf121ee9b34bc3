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
  Figure (*figure)(InstanceRow const& row, AskedPrice const& price);
  std::string (*text)(double figure);
  double slack = 0;
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
Figure efa_version(InstanceRow const& row, AskedPrice const&) {
  if (!row.type.efa) return 0;
  return row.type.efa->version > 0 ? Figure(row.type.efa->version) : std::nullopt;
}

Figure hourly(std::optional<HourlyPrice> const& price) {
  return price ? Figure(*price / (dollar / hour)) : std::nullopt;
}

Figure usd_per_hour(InstanceRow const& row, AskedPrice const& price) {
  auto const lowest = lowest_price(row, price);
  return lowest ? hourly(lowest->price.per_instance) : std::nullopt;
}

Figure usd_per_accelerator_hour(InstanceRow const& row, AskedPrice const& price) {
  auto const lowest = lowest_price(row, price);
  return lowest ? hourly(lowest->per_accelerator) : std::nullopt;
}

Figure usd_per_petaflop_hour(InstanceRow const& row, AskedPrice const& price) {
  auto const lowest = lowest_price(row, price);
  return lowest ? hourly(lowest->per_petaflop) : std::nullopt;
}

constexpr Quantity quantities[] = {
    {"--accelerators", "accelerators", counts,
     [](InstanceRow const& row, AskedPrice const&) { return Figure(row.type.accelerators); },
     count_of},
    {"--accelerator-memory", "memory_gib_per_accelerator", bytes,
     [](InstanceRow const& row, AskedPrice const&) {
       return Figure(row.type.accelerator.memory / byte);
     },
     gib_text, memory_slack},
    {"--total-accelerator-memory", "memory_gib", bytes,
     [](InstanceRow const& row, AskedPrice const&) {
       return Figure(row.type.accelerators * row.type.accelerator.memory / byte);
     },
     gib_text, memory_slack},
    {"--efa-version", "efa", counts, efa_version, count_of},
    {"--network", "network_gbps", gigabits,
     [](InstanceRow const& row, AskedPrice const&) {
       return Figure(row.type.network / (gigabit / second));
     },
     gigabits_of, rounding_slack},
    {"--vcpus", "vcpus", counts,
     [](InstanceRow const& row, AskedPrice const&) { return Figure(row.type.vcpus); }, count_of},
    {"--host-memory", "host_memory_gib", bytes,
     [](InstanceRow const& row, AskedPrice const&) { return Figure(row.type.host_memory / byte); },
     gib_text, memory_slack},
    {"--usd-per-hour", "usd_per_hour", dollars, usd_per_hour, dollars_text, rounding_slack},
    {"--usd-per-accelerator-hour", "usd_per_accelerator_hour", dollars, usd_per_accelerator_hour,
     dollars_text, rounding_slack},
    {"--usd-per-petaflop-hour", "usd_per_petaflop_hour", dollars, usd_per_petaflop_hour,
     dollars_text, rounding_slack},
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

Filter filter_of(Quantity const& quantity, GivenValue const& value, AskedPrice const& price) {
  Interval const wanted = read(value, quantity.interval);
  auto const* asked = &quantity;
  Filter filter{.asked = std::string(quantity.flag) + " " + value.text,
                .field = std::string(quantity.field)};
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
