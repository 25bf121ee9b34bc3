#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::cli {

using Rows = std::vector<InstanceRow>;

/// One filter of `instances`. Filters commute: each looks at one row alone.
struct Filter {
  std::string asked{};      // "--vcpus 96..", as typed; empty: no flag asked for it
  std::string lifted_by{};  // then: the flag that lifts it
  std::string field{};      // of the rows, that it looks at; empty: no column shows it
  std::function<bool(InstanceRow const&)> keeps{};
  std::function<bool(InstanceRow const&)> is_unknown{};  // a row that it cannot judge, so drops
  std::function<std::string(Rows const&)> nearest{};     // what rows that it drops have instead
};

/// Every filter that the flags ask for, in the order of the help; --purchase, --region and the
/// prices as `price` has them. Throws: InputError for a bad value.
std::vector<Filter> asked_filters(Arguments const& arguments, Catalog const& catalog,
                                  AskedPrice const& price, Reading& reading);

/// Whether all filters keep the row.
bool is_kept(InstanceRow const& row, std::vector<Filter> const& filters);

/// The rows that all filters keep.
Rows kept_rows(Rows const& rows, std::vector<Filter> const& filters);

}  // namespace ec2plan::cli
