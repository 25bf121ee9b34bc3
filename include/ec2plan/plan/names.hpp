#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ec2plan/plan/ranking.hpp"

/// The words of documents, flags and questions for what the engine enumerates.
namespace ec2plan {

/// The name of a value: "bf16", "full", "same-stack", "tight", "no_fit", "slow", "cost".
template <typename Value>
std::string_view name_of(Value value);

/// The way back; empty for a word that names none.
template <typename Value>
std::optional<Value> named(std::string_view name);

/// All names, in the order of the enumeration.
template <typename Value>
std::vector<std::string_view> names_of();

inline std::string_view precision_name(Precision precision) { return name_of(precision); }
inline std::string_view recompute_name(Recompute recompute) { return name_of(recompute); }
inline std::string_view confidence_name(Confidence confidence) { return name_of(confidence); }
inline std::string_view fit_name(Fit fit) { return name_of(fit); }
inline std::string_view reason_name(ReasonCode code) { return name_of(code); }

}  // namespace ec2plan
