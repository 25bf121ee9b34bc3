#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "document/table.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/names.hpp"

/// How the fields of a noun enter the members of what is read back, and leave them again.
namespace ec2plan::documents {

template <typename Value>
constexpr bool is_optional = false;
template <typename Value>
constexpr bool is_optional<std::optional<Value>> = true;

/// The words of an enumeration, both ways: in place of a unit.
template <typename Enumeration>
struct Named {
  std::string_view (*name)(Enumeration);
  std::optional<Enumeration> (*from)(std::string_view);
};

/// In place of a unit: a text that may be empty, and is known all the same.
struct AsIs {};
inline constexpr AsIs as_is;

// The units of keys.
inline constexpr double plain = 1;
inline constexpr HourlyPrice usd_per_hour = dollar / hour;
inline constexpr Bandwidth gigabyte_per_second = gigabyte / second;
inline constexpr Bandwidth gigabit_per_second = gigabit / second;
inline constexpr TokenRate token_per_second = token / second;
inline constexpr FlopRate teraflop_per_second = tera * flop / second;

template <auto const& unit, typename Value>
InputValue value_in(Value const& value) {
  if constexpr (is_optional<Value>) {
    return value ? value_in<unit>(*value) : InputValue(nullptr);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    bool const is_known = std::is_same_v<decltype(unit), AsIs const&> || !value.empty();
    return is_known ? InputValue(value) : InputValue(nullptr);
  } else if constexpr (std::is_same_v<Value, int>) {
    return std::int64_t{value};
  } else if constexpr (std::is_enum_v<Value>) {
    return std::string(unit.name(value));
  } else if constexpr (requires { value / unit; } && !std::is_same_v<Value, bool>) {
    return value / unit;
  } else {
    return value;
  }
}

template <auto const& unit, typename Value>
void enter(Value& place, InputValue const& value) {
  bool const unknown = std::holds_alternative<std::nullptr_t>(value);
  if constexpr (is_optional<Value>) {
    place.reset();
    if (!unknown) enter<unit>(place.emplace(), value);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    place = unknown ? std::string() : std::get<std::string>(value);
  } else if constexpr (std::is_same_v<Value, int>) {
    place = static_cast<int>(std::get<std::int64_t>(value));
  } else if constexpr (std::is_enum_v<Value>) {
    place = unit.from(std::get<std::string>(value)).value();
  } else if constexpr (requires { place / unit; } && !std::is_same_v<Value, bool>) {
    auto const* whole = std::get_if<std::int64_t>(&value);
    place = (whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value)) * unit;
  } else {
    place = std::get<Value>(value);
  }
}

template <auto const& unit, auto member, auto... below, typename Object>
InputValue value_of_member(Object const& from) {
  auto const& place = from.*member;
  if constexpr (sizeof...(below) == 0)
    return value_in<unit>(place);
  else if constexpr (is_optional<std::decay_t<decltype(place)>>)
    return place ? value_of_member<unit, below...>(*place) : InputValue(nullptr);
  else
    return value_of_member<unit, below...>(place);
}

/// The value of a field that needs no context: of a member, as above.
template <auto const& unit, auto... members, typename Noun, typename Context>
InputValue of(Noun const& noun, Context const&) {
  return value_of_member<unit, members...>(noun);
}

template <auto const& unit, auto member, auto... below, typename Object>
void enter_member(Object& to, InputValue const& value) {
  auto& place = to.*member;
  if constexpr (sizeof...(below) == 0) {
    enter<unit>(place, value);
  } else if constexpr (is_optional<std::decay_t<decltype(place)>>) {
    if (std::holds_alternative<std::nullptr_t>(value)) return;
    if (!place) place.emplace();
    enter_member<unit, below...>(*place, value);
  } else {
    enter_member<unit, below...>(place, value);
  }
}

/// In a member, or in a member of it and so on, in the unit; what is optional on the way there is
/// unknown as a whole.
template <typename Saved, auto const& unit, auto... members>
constexpr Kept<Saved> kept_in() {
  return {[](Saved const& from) { return value_of_member<unit, members...>(from); },
          [](Saved& to, InputValue const& value) { enter_member<unit, members...>(to, value); }};
}

inline constexpr Named<Purchase> of_purchase{purchase_name, purchase_from};
inline constexpr Named<Precision> of_precision{precision_name, named<Precision>};
inline constexpr Named<Recompute> of_recompute{recompute_name, named<Recompute>};
inline constexpr Named<Fit> of_fit{fit_name, named<Fit>};
inline constexpr Named<Confidence> of_confidence{confidence_name, named<Confidence>};

inline constexpr Kind precision =
    kinds::word(kinds::words<precision_name, Precision::bf16, Precision::fp16, Precision::fp8>);
inline constexpr Kind recompute = kinds::word(
    kinds::words<recompute_name, Recompute::none, Recompute::selective, Recompute::full>);
inline constexpr Kind fit = kinds::word(kinds::words<fit_name, Fit::yes, Fit::tight, Fit::no>);
inline constexpr Kind confidence =
    kinds::word(kinds::words<confidence_name, Confidence::same_stack, Confidence::same_accelerator,
                             Confidence::extrapolated, Confidence::guess>);

}  // namespace ec2plan::documents
