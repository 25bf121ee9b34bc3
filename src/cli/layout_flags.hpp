#pragma once

#include <optional>
#include <vector>

#include "cli/inputs.hpp"
#include "ec2plan/estimate/setup.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan::cli {

/// The flags that fix a part of the layout.
LayoutChoice layout_choice(Arguments const& arguments, Reading& reading);

/// What the user gives in place of the model's own prediction.
struct GivenSpeed {
  GivenRate rate{};
  std::optional<double> goodput{};
};

/// --tflops, --mfu and --goodput. With --tflops, a recomputation that is not fixed becomes full, as
/// in the paper. Throws: InputError where two of them exclude each other.
GivenSpeed given_speed(Arguments const& arguments, LayoutChoice& layout, Reading& reading);

/// Refuses --tflops above every dense peak of the types, and --mfu where none has a peak.
void check_speed(Arguments const& arguments, GivenSpeed const& speed, Precision precision,
                 std::vector<InstanceType const*> const& types);

/// Whether the type can run at what was given: its dense peak is above --tflops, or known for
/// --mfu.
bool reaches(InstanceType const& type, GivenSpeed const& speed, Precision precision);

}  // namespace ec2plan::cli
