#pragma once

#include <optional>
#include <string_view>

#include "ec2plan/search/plan.hpp"

/// The words of documents for what the engine enumerates; each `_from` is the way back.
namespace ec2plan {

std::string_view precision_name(Precision precision);     // "bf16"
std::string_view recompute_name(Recompute recompute);     // "full"
std::string_view confidence_name(Confidence confidence);  // "same-stack"
std::string_view fit_name(Fit fit);                       // "tight"
std::string_view reason_name(ReasonCode code);            // "no_fit"

std::optional<Precision> precision_from(std::string_view name);
std::optional<Recompute> recompute_from(std::string_view name);
std::optional<Confidence> confidence_from(std::string_view name);
std::optional<Fit> fit_from(std::string_view name);

}  // namespace ec2plan
