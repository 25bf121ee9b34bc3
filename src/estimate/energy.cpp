#include "ec2plan/estimate/energy.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "ec2plan/estimate/run.hpp"

namespace ec2plan {
namespace {

/// What an end is of the likely value.
struct Relative {
  double low = 1, high = 1;
};

template <typename Value>
Relative relative_ends(Range<Value> const& range) {
  if (!(range.likely > Value{})) return {};
  return {range.low / range.likely, range.high / range.likely};
}

Relative ends_either_way(double share) { return {1 - share, 1 + share}; }

/// Of a product of factors that err independently.
Relative product_ends(std::initializer_list<Relative> factors) {
  constexpr double least = 1e-3;  // of a range whose low end is 0
  double low = 0, high = 0;
  for (Relative const& factor : factors) {
    low = std::hypot(low, std::log(std::clamp(factor.low, least, 1.0)));
    high = std::hypot(high, std::log(std::max(factor.high, 1.0)));
  }
  return {std::exp(-low), std::exp(high)};
}

template <typename Value>
Range<Value> ends_around(Value likely, Relative const& ends) {
  return {ends.low * likely, likely, ends.high * likely};
}

/// Ends that are not known, or that the user's own value has passed, are the likely value.
template <typename Value>
Range<Value> ordered_ends(std::optional<Value> low, Value likely, std::optional<Value> high) {
  return {std::min(low.value_or(likely), likely), likely, std::max(high.value_or(likely), likely)};
}

Range<Power> shares_of(Range<double> const& share, Power rating) {
  return {share.low * rating, share.likely * rating, share.high * rating};
}

std::optional<Range<Power>> of_accelerator(Accelerator const& part, PowerConstants const& power) {
  if (power.mean) return ordered_ends(power.mean_low, *power.mean, power.mean_high);
  if (!part.power || !power.share) return {};
  return shares_of(ordered_ends(power.share_low, *power.share, power.share_high), *part.power);
}

/// By the rule where the type has no figure of its own: a share of the ratings, or of what is drawn
/// where no rating is known.
Range<Power> of_host(PowerConstants const& power, Power accelerators) {
  if (power.host) return ordered_ends(power.host_low, *power.host, power.host_high);
  return shares_of({power.host_share_low, power.host_share, power.host_share_high}, accelerators);
}

/// The sum of two that err independently.
Range<Power> sum_of_draws(Range<Power> const& a, Range<Power> const& b) {
  auto const apart = [](Power one, Power other) {
    return std::hypot(one / watt, other / watt) * watt;
  };
  Power const likely = a.likely + b.likely;
  return {likely - apart(a.likely - a.low, b.likely - b.low), likely,
          likely + apart(a.high - a.likely, b.high - b.likely)};
}

Range<Power> draws_of(double count, Range<Power> const& each) {
  return {count * each.low, count * each.likely, count * each.high};
}

}  // namespace

std::optional<Draw> draw(InstanceType const& type, PowerConstants const& power) {
  auto const each = of_accelerator(type.accelerator, power);
  if (!each) return {};
  double const count = type.accelerators;
  Draw found{.accelerators = draws_of(count, *each)};
  found.servers = sum_of_draws(
      found.accelerators, of_host(power, count * type.accelerator.power.value_or(each->likely)));
  if (power.idle) found.idle = count * *power.idle;
  return found;
}

std::optional<EnergyUse> energy_use(InstanceType const& type, PowerConstants const& power,
                                    Site const& site, int instances, Run const& run) {
  auto const drawn = draw(type, power);
  if (!drawn) return {};
  Time const whole = run.duration.likely, waits = run.startup.total();
  Power const busy = drawn->accelerators.likely, host = drawn->servers.likely - busy;
  Energy const accelerators =
      instances * (busy * (whole - waits) + drawn->idle.value_or(busy) * waits);
  Energy const servers = accelerators + instances * (host * whole);
  auto const time = relative_ends(run.duration), server = relative_ends(drawn->servers);
  Relative const fabric{(1 + power.fabric_low) / (1 + power.fabric),
                        (1 + power.fabric_high) / (1 + power.fabric)};
  auto const pue = ends_either_way(site.pue_spread), carbon = ends_either_way(site.carbon_spread);
  EnergyUse use{.instance = drawn->servers};
  use.accelerators =
      ends_around(accelerators, product_ends({time, relative_ends(drawn->accelerators)}));
  use.servers = ends_around(servers, product_ends({time, server}));
  use.facility = ends_around(site.pue * (1 + power.fabric) * servers,
                             product_ends({time, server, fabric, pue}));
  if (site.carbon)
    use.emission = ends_around(use.facility.likely * *site.carbon,
                               product_ends({time, server, fabric, pue, carbon}));
  return use;
}

}  // namespace ec2plan
