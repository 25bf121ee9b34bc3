#pragma once

#include <compare>

namespace ec2plan {

/// Exponents of the base units that a training plan is measured in.
struct Dimension {
  int flop = 0;
  int byte = 0;
  int token = 0;
  int second = 0;
  int dollar = 0;
  int joule = 0;
  int kilogram = 0;

  friend constexpr bool operator==(Dimension const&, Dimension const&) = default;
  friend constexpr Dimension operator+(Dimension a, Dimension b) {
    return {a.flop + b.flop,     a.byte + b.byte,   a.token + b.token,      a.second + b.second,
            a.dollar + b.dollar, a.joule + b.joule, a.kilogram + b.kilogram};
  }
  friend constexpr Dimension operator-(Dimension a, Dimension b) {
    return {a.flop - b.flop,     a.byte - b.byte,   a.token - b.token,      a.second - b.second,
            a.dollar - b.dollar, a.joule - b.joule, a.kilogram - b.kilogram};
  }
};

/// A number with a dimension: bytes over FLOP/s does not compile as a time.
template <Dimension D>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double base_units) : value_(base_units) {}

  /// The number of base units (FLOP, byte, token, second, dollar, joule, kilogram).
  constexpr double base_units() const { return value_; }

  constexpr Quantity& operator+=(Quantity other) { return value_ += other.value_, *this; }
  constexpr Quantity& operator-=(Quantity other) { return value_ -= other.value_, *this; }
  constexpr Quantity& operator*=(double factor) { return value_ *= factor, *this; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
  friend constexpr Quantity operator*(Quantity a, double factor) { return a *= factor; }
  friend constexpr Quantity operator*(double factor, Quantity a) { return a *= factor; }
  friend constexpr Quantity operator/(Quantity a, double divisor) {
    return Quantity(a.value_ / divisor);
  }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  double value_ = 0;
};

/// A quantity, or a plain number when the dimensions cancel.
template <Dimension D>
constexpr auto measured(double base_units) {
  if constexpr (D == Dimension{}) {
    return base_units;
  } else {
    return Quantity<D>(base_units);
  }
}

template <Dimension A, Dimension B>
constexpr auto operator*(Quantity<A> a, Quantity<B> b) {
  return measured<A + B>(a.base_units() * b.base_units());
}
template <Dimension A, Dimension B>
constexpr auto operator/(Quantity<A> a, Quantity<B> b) {
  return measured<A - B>(a.base_units() / b.base_units());
}
template <Dimension D>
constexpr auto operator/(double a, Quantity<D> b) {
  return measured<Dimension{} - D>(a / b.base_units());
}

using Flops = Quantity<Dimension{.flop = 1}>;
using Bytes = Quantity<Dimension{.byte = 1}>;
using Tokens = Quantity<Dimension{.token = 1}>;
using Time = Quantity<Dimension{.second = 1}>;
using Money = Quantity<Dimension{.dollar = 1}>;
using FlopRate = Quantity<Dimension{.flop = 1, .second = -1}>;
using Bandwidth = Quantity<Dimension{.byte = 1, .second = -1}>;
using TokenRate = Quantity<Dimension{.token = 1, .second = -1}>;
using HourlyPrice = Quantity<Dimension{.second = -1, .dollar = 1}>;
using Energy = Quantity<Dimension{.joule = 1}>;
using Power = Quantity<Dimension{.second = -1, .joule = 1}>;
using Emission = Quantity<Dimension{.kilogram = 1}>;                      // of CO2e
using CarbonIntensity = Quantity<Dimension{.joule = -1, .kilogram = 1}>;  // of CO2e
using FlopsPerToken = Quantity<Dimension{.flop = 1, .token = -1}>;

inline constexpr double kilo = 1e3, mega = 1e6, giga = 1e9, tera = 1e12, peta = 1e15;
inline constexpr Flops flop{1};
inline constexpr Bytes byte{1}, mebibyte{1048576.0}, gibibyte{1073741824.0}, gigabyte{1e9};
inline constexpr Bytes gigabit{1e9 / 8};
inline constexpr Tokens token{1};
inline constexpr Time second{1}, microsecond{1e-6}, minute{60}, hour{3600}, day{86400};
inline constexpr Time year{365.25 * 86400};
inline constexpr Money dollar{1};
inline constexpr Energy joule{1}, kilowatt_hour{3.6e6};
inline constexpr Power watt{1};
inline constexpr Emission kilogram{1};

}  // namespace ec2plan
