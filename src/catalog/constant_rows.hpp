#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/setup.hpp"

/// The constants of the model, each in one row: from these they are read, checked, set and listed.
namespace ec2plan::catalog {

/// The values that an assumption may take.
struct ValueRange {
  double least = 0;
  double most = 0;
  bool above_least = false;  // `least` itself is refused
  bool whole = false;        // whole numbers alone
};

/// One constant. Its key is the name, behind the part's or the type's where it is of one.
struct Constant {
  std::string_view name{};
  std::string_view unit{};
  void (*set)(Setup&, double) = nullptr;  // nullptr: no estimate has a place for it
  ValueRange range{};                     // most 0: that of the unit
  bool optional = false;                  // without an entry it stays as the engine has it
};

/// Of software or of all: each has an entry.
std::span<Constant const> general_constants();
/// Of one accelerator: what has no entry stays as AcceleratorConstants has it.
std::span<Constant const> part_constants();
/// Of one instance type's network, or of "default".
std::span<Constant const> network_constants();

/// Of software that tunes a model that exists.
std::span<Constant const> tuning_constants();

/// The row of a name; nullptr: there is none.
Constant const* constant_of(std::string_view name);

/// By the key's last part, and by its unit where no row says more.
ValueRange value_range(std::string_view key, std::string_view unit);

bool in_range(ValueRange const& range, double value);

/// "a number above 0, at most 1"
std::string range_text(ValueRange const& range);

/// A constant that a set-up has, and how another value is tried in it.
struct UsedConstant {
  AssumptionEntry const* entry = nullptr;  // of the catalog
  void (*set)(Setup&, double) = nullptr;
};

/// What an estimate of the job on the type may read, each constant once.
std::vector<UsedConstant> constants_used(Catalog const& catalog, InstanceType const& type,
                                         Stack const& stack, Job const& job);

/// Other values that the entry may have: the ends of its range.
std::vector<double> other_values(AssumptionEntry const& entry);

}  // namespace ec2plan::catalog
