#pragma once

#include "document/kept.hpp"
#include "document/plan_fields.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/cost.hpp"

/// How the rows of a plan's table are made: what several of them share.
namespace ec2plan::documents::plan_rows {

using namespace kinds;
using V = InputValue;
using P = Plan const&;
using C = PlanContext const&;
using S = SavedPlan;

template <auto const& unit, auto... members>
constexpr Kept<S> kept() {
  return kept_in<S, unit, members...>();
}

inline V told(std::string_view words) { return value_in<plain>(std::string(words)); }
inline V in_usd(P p, Money money) { return priced(p) ? V(money / dollar) : V(nullptr); }
inline V hourly(P p, HourlyPrice price) { return priced(p) ? V(price / usd_per_hour) : V(nullptr); }

inline V bought_days(P p, C) {
  return billed_by_time(p.price) ? V(nullptr) : V(likely_bill(p.price, 1, p.run).bought / day);
}

inline V blocks(P p, C) {
  if (p.price.purchase != Purchase::capacity_block) return nullptr;
  return capacity_blocks(p.price.blocks, p.instances * p.type.ec2_instances);
}

inline V blocks_after_each_other(P p, C) {
  if (p.price.purchase != Purchase::capacity_block) return nullptr;
  return std::ssize(blocks_in_turn(p.price.blocks, likely_bill(p.price, 1, p.run).bought));
}

inline V if_asked(bool asked, bool meets) { return asked ? V(meets) : V(nullptr); }
inline V can_fail(P p, C) { return p.run.reliability ? V(true) : V(nullptr); }

/// Of a rate of the likely run, over its duration.
template <double Reliability::*per_day>
V over_the_run(P p, C) {
  if (!p.run.reliability) return nullptr;
  return p.run.reliability->likely.*per_day * (p.run.duration.likely / day);
}

inline V lost_days(P p, C) {
  return p.run.reliability
             ? V((1 - p.run.goodput) * ((p.run.duration.likely - p.run.startup.total()) / day))
             : V(nullptr);
}

template <int Layout::*member>
constexpr PlanField degree(std::string_view path, std::string_view meaning, Kind kind = whole(1)) {
  return {path,
          kind,
          [](P p, C) -> V { return p.layout.*member; },
          meaning,
          kept<plain, &S::layout, member>(),
          ""};
}

template <Time Range<Time>::*end>
constexpr PlanField step_time(std::string_view path, std::string_view meaning,
                              char const* unit = nullptr) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.run.step_time.*end / second; },
          meaning,
          kept<second, &S::step_time, end>(),
          unit,
          "step"};
}

template <Time Range<Time>::*end>
constexpr PlanField duration(std::string_view path, std::string_view meaning) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.run.duration.*end / day; },
          meaning,
          kept<day, &S::duration, end>(),
          "days"};
}

template <Money Range<Money>::*end>
constexpr PlanField cost(std::string_view path, std::string_view meaning) {
  return {path,    or_null(not_negative),         [](P p, C) { return in_usd(p, p.cost.*end); },
          meaning, kept<dollar, &S::cost, end>(), "USD"};
}

template <Bytes MemoryBreakdown::*part>
constexpr PlanField memory(std::string_view path, std::string_view meaning,
                           char const* unit = nullptr) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.estimate.memory.*part / gibibyte; },
          meaning,
          kept<gibibyte, &S::memory, part>(),
          unit};
}

template <Time StepBreakdown::*part>
constexpr PlanField of_step(std::string_view path, std::string_view meaning) {
  return {path, rounded_time, [](P p, C) -> V { return p.run.step.*part / second; }, meaning,
          kept<second, &S::step, part>()};
}

template <Money CostBreakdown::*part>
constexpr PlanField of_cost(std::string_view path, std::string_view meaning) {
  return {path, or_null(any_number), [](P p, C) { return in_usd(p, p.cost_parts.*part); }, meaning,
          kept<dollar, &S::cost_parts, part>()};
}

inline constexpr Energy one_kwh = kilowatt_hour;
inline constexpr CarbonIntensity kg_per_kwh = kilogram / kilowatt_hour;

/// An end of a range of the energy, in its unit; null where it is not known.
template <auto member, auto end, auto const& unit>
V of_energy(P p, C) {
  if (!p.energy) return nullptr;
  auto const& range = *p.energy.*member;
  if constexpr (is_optional<std::decay_t<decltype(range)>>)
    return range ? V((*range).*end / unit) : V(nullptr);
  else
    return range.*end / unit;
}

template <auto member, auto saved, auto end, auto const& unit>
constexpr PlanField energy(std::string_view path, std::string_view meaning, char const* name,
                           char const* label) {
  return {path,    or_null(not_negative),    of_energy<member, end, unit>,
          meaning, kept<unit, saved, end>(), name,
          label};
}

inline V pue(P p, C) { return p.energy ? V(p.price.site.pue) : V(nullptr); }

inline V grid(P p, C) { return value_in<kg_per_kwh>(p.price.site.carbon); }

inline constexpr char low[] = "One chance in ten of less", likely[] = "Even odds",
                      high[] = "One chance in ten of more";

template <Time Startup::*part>
constexpr PlanField of_startup(std::string_view path, std::string_view meaning) {
  return {path, or_null(not_negative), [](P p, C) -> V { return p.run.startup.*part / second; },
          meaning};
}

}  // namespace ec2plan::documents::plan_rows
