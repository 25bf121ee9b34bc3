#pragma once

#include <string>
#include <string_view>

#include "catalog/aws/price_list.hpp"

namespace ec2plan::catalog {

/// Why a product is not the plain instance that a plan prices: Linux, shared, nothing installed,
/// in use, on-demand. Empty: it is.
std::string_view reason_against(Product const& product);

/// Why a rate of such an instance is none that a plan can use. Empty: it is an hourly price in USD,
/// on demand or of a standard reservation without upfront payment.
std::string_view reason_against(Rate const& rate);

/// Whether a price list describes the type as one with accelerators, or its name does.
bool looks_accelerated(Product const& product);

/// "us-east-1"; empty: the list does not say, or in a way that is not known for sure.
std::string region_of(Product const& product);

}  // namespace ec2plan::catalog
