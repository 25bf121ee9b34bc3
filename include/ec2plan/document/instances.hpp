#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/document/answer.hpp"

/// What is computed for the rows of `instances`.
namespace ec2plan {

/// The dense 16-bit peak of one accelerator: of bf16, or of fp16 where it has no bf16.
std::optional<FlopRate> dense_16bit(Accelerator const& accelerator);

/// A price, and what it comes to.
struct LowestPrice {
  Price price{};
  HourlyPrice per_accelerator{};
  std::optional<HourlyPrice> per_petaflop{};  // of dense 16-bit petaFLOP/s; empty: no peak is known
};

/// The lowest price of the row in the regions and kinds of purchase that were asked for; none where
/// it has no such price. Of equal ones the first region and then the first kind as they were asked.
std::optional<LowestPrice> lowest_price(InstanceRow const& row, AskedPrice const& asked);

/// A value of the row's document, by its path; null where it is not known.
InputValue instance_value(InstanceRow const& row, AskedPrice const& asked, std::string_view field);

/// The value as a number; empty where it is none.
std::optional<double> instance_figure(InstanceRow const& row, AskedPrice const& asked,
                                      std::string_view field);

/// A name that people type for a field of the rows: the header of a column, a flag, a plain word.
struct FieldName {
  std::string_view typed{};
  std::string_view field{};
};

std::vector<FieldName> instance_field_names();

/// The field (dotted path) that a name stands for, in any case; the name itself where it is none.
std::string instance_field(std::string_view name);

}  // namespace ec2plan
