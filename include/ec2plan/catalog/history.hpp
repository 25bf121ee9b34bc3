#pragma once

#include <optional>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// What the catalog would have said on a day: no later price, no type announced later, and those
/// that were retired later still on offer. A type without a day of announcement counts from its
/// first price. Where a type was offered on a day is not known of types retired since.
Catalog known_on(Catalog catalog, Date day);

/// Whether the type could no longer be bought on the day; without one, on the catalog's own.
bool is_retired(Catalog const& catalog, InstanceType const& type, std::optional<Date> date = {});

}  // namespace ec2plan
