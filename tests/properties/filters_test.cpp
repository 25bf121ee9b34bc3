#include "cli/filters.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/format.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::filters_test {
namespace {

using namespace cli;
using testing::coin;

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

Rows every_row() {
  Rows all;
  for (InstanceType const& type : built_in().instances)
    all.push_back({.type = type, .prices = prices_of(built_in(), type.name)});
  return all;
}

/// A flag and the figure of the rows that it must agree with.
struct Quantity {
  std::string flag, field, unit;
  double low, high;
};

std::vector<Quantity> const& quantities() {
  static std::vector<Quantity> const all{
      {"--accelerators", "accelerators", "", 1, 16},
      {"--accelerator-memory", "memory_gib_per_accelerator", "GiB", 15, 200},
      {"--total-accelerator-memory", "memory_gib", "GiB", 15, 2000},
      {"--network", "network_gbps", "", 5, 4000},
      {"--vcpus", "vcpus", "", 4, 200},
      {"--host-memory", "host_memory_gib", "GiB", 10, 4000},
      {"--usd-per-hour", "usd_per_hour", "", 0.5, 120},
      {"--usd-per-accelerator-hour", "usd_per_accelerator_hour", "", 0.5, 20},
      {"--usd-per-petaflop-hour", "usd_per_petaflop_hour", "", 1, 30}};
  return all;
}

/// What a filter should keep, by the row's own JSON.
struct Wanted {
  Quantity quantity{};
  double least = 0, most = 1e300;
};

double figure(std::vector<Cell> const& cells, std::string const& field) {
  auto const cell = std::find_if(cells.begin(), cells.end(),
                                 [&](Cell const& each) { return each.path == field; });
  if (auto const* whole = std::get_if<std::int64_t>(&cell->value))
    return static_cast<double>(*whole);
  auto const* number = std::get_if<double>(&cell->value);
  return number ? *number : -1;  // not known: no filter keeps it
}

/// Whole, so that counts are met.
double any_end(Quantity const& quantity) {
  double const end = testing::between(quantity.low, quantity.high);
  bool const counts = quantity.flag == "--accelerators" || quantity.flag == "--vcpus";
  return counts ? std::round(end) : end;
}

Wanted any_wanted(Quantity const& quantity, Arguments& arguments) {
  Wanted wanted{.quantity = quantity};
  std::string text = "..";
  int const ends = *rc::gen::inRange(0, 3);
  if (ends != 1) {
    wanted.least = any_end(quantity);
    text = number_text(wanted.least) + quantity.unit + text;
  }
  if (ends != 0) {
    wanted.most = std::max(any_end(quantity), wanted.least);
    text += number_text(wanted.most) + quantity.unit;
  }
  arguments.values[quantity.flag] = {{.text = text, .where = quantity.flag}};
  return wanted;
}

AskedPrice any_price() {
  AskedPrice price{.regions = {"us-east-1"}};
  if (coin()) price.regions.push_back("us-east-2");
  if (coin()) price.purchases.push_back(Purchase::spot);
  return price;
}

/// Memory so near an end that the filter may let it pass: EC2 tells it in whole MiB, and devices
/// show less than they are sold with.
bool is_near(Wanted const& wanted, double value) {
  bool const of_host = wanted.quantity.flag == "--host-memory";
  auto const near = [&](double end) {
    return std::abs(value - end) <= (of_host ? 2e-4 : 6e-3) * end;
  };
  return wanted.quantity.unit == "GiB" && (near(wanted.least) || near(wanted.most));
}

template <typename Value>
void shuffle(std::vector<Value>& values) {
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[*rc::gen::inRange<std::size_t>(0, i)]);
}

std::vector<std::string> names_of(Rows const& rows) {
  std::vector<std::string> names;
  for (InstanceRow const& row : rows)
    names.push_back(row.type.name);
  return names;
}

TEST_CASE("filters keep the rows that pass each of them, in whatever order they stand") {
  Rows const all = every_row();
  rc::prop("", [&] {
    Arguments arguments;
    std::vector<Wanted> wanted;
    for (Quantity const& quantity : quantities())
      if (*rc::gen::inRange(0, 3) == 0) wanted.push_back(any_wanted(quantity, arguments));
    bool const efa = coin(), retired = coin();
    if (efa) arguments.values["--efa"] = {{.text = "true", .where = "--efa"}};
    if (retired)
      arguments.values["--include-retired"] = {{.text = "true", .where = "--include-retired"}};
    AskedPrice const price = any_price();
    Reading reading;
    auto filters = asked_filters(arguments, built_in(), price, reading);
    auto const kept = names_of(kept_rows(all, filters));
    shuffle(filters);
    Rows one_by_one = all;
    for (Filter const& filter : filters)
      one_by_one = kept_rows(one_by_one, {filter});
    RC_ASSERT(names_of(one_by_one) == kept);
    InstancesAnswer const answer{.price = price, .rows = all};
    auto const cells = rows(answer);
    for (std::size_t i = 0; i < all.size(); ++i) {
      bool passes = true, near = false;
      for (Wanted const& each : wanted) {
        double const value = figure(cells[i].cells, each.quantity.field);
        passes = passes && value >= each.least && value <= each.most;
        near = near || is_near(each, value);
      }
      if (efa && !all[i].type.efa) passes = false;
      if (!retired && all[i].type.retired) passes = false;
      bool const is_in = std::find(kept.begin(), kept.end(), all[i].type.name) != kept.end();
      RC_ASSERT(near || is_in == passes);
    }
  });
}

}  // namespace
}  // namespace ec2plan::filters_test
