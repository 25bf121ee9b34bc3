#include "document/contradictions.hpp"

#include <cmath>

#include "document/agreement.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan::documents {
namespace contradictions {
namespace {

/// Of a plan, and of figures that nothing but its document holds.
struct Law {
  std::string_view path;  // of the field that is refused: "memory_gib.total"
  std::string_view beside;
  std::string_view expected;
  bool (*holds)(P plan, JsonValue const& from);
};

std::int64_t devices_of(Layout const& l) {
  return std::int64_t{l.tensor} * l.pipeline * l.data * l.context;
}

/// By the layout; of a number of instances that none splits well a few stay idle.
bool is_filled(P p) {
  std::int64_t const idle = p.devices - devices_of(p.layout), each = p.devices / p.instances;
  return idle >= 0 && idle % each == 0 && idle / each <= std::max(1, p.instances / idle_part) &&
         idle < p.devices;
}

double step_tokens(P p) { return static_cast<double>(p.global_batch) * p.sequence_length; }

bool is_given(P p) { return p.step_time.low == p.step_time.high; }

/// Each end of the days is at least the steps at that end.
bool holds_steps(P p, Time Range<Time>::*end) {
  return is_most(p.steps * (p.step_time.*end / second), p.duration.*end / second);
}

/// What an hour of all instances costs, in dollars.
double usd_per_hour(P p) { return p.instances * (*p.price / (dollar / hour)); }

/// Beyond the time of the run, AWS bills a minimum, and a launch may be charged to it.
constexpr double slack_hours = 3;

/// Of what is billed by time, an end of the cost is the price for that end of the days. What spot
/// falls and rises to is not told.
bool is_priced(P p, Time Range<Time>::*days, Money Range<Money>::*usd) {
  if (!p.price || !p.cost || p.bought || p.purchase == Purchase::spot) return true;
  double const hours = p.duration.*days / hour, cost = (*p.cost).*usd / dollar;
  return is_most(usd_per_hour(p) * hours, cost) &&
         is_most(cost, usd_per_hour(p) * (hours + slack_hours));
}

/// The likely cost is the price for the likely days, or for what was bought; what runs beyond a
/// term costs less than another one.
bool is_likely_priced(P p) {
  if (!p.price || !p.cost) return true;
  double const cost = p.cost->likely / dollar;
  double const hours = p.bought.value_or(p.duration.likely) / hour;
  double const more = !p.bought                                ? usd_per_hour(p) * slack_hours
                      : p.purchase == Purchase::capacity_block ? 0
                                                               : usd_per_hour(p) * hours;
  return is_most(usd_per_hour(p) * hours, cost) && is_most(cost, usd_per_hour(p) * hours + more);
}

/// A block costs what it costs, however long the run takes; a commitment no less than the days.
bool is_bought(P p) {
  if (!p.bought || !p.price || !p.cost) return true;
  if (p.purchase == Purchase::capacity_block)
    return is_same(p.cost->low / dollar, p.cost->likely / dollar) &&
           is_same(p.cost->high / dollar, p.cost->likely / dollar);
  return is_most(usd_per_hour(p) * (*p.bought / hour), 4 * p.cost->low / dollar);
}

bool sums_to_startup(P, JsonValue const& from) {
  auto const told = from.find("startup_s");
  auto const parts = from.find("startup_breakdown_s");
  if (!told || !parts) return told.has_value() == parts.has_value();
  double sum = 0;
  for (auto const part : {"launch", "image", "loading", "network", "compilation"})
    sum += parts->find_number(part, 0, HUGE_VAL).value_or(0);
  return is_same(sum, from.find_number("startup_s", 0, HUGE_VAL).value_or(0));
}

bool sums_to_cost(P p, JsonValue const&) {
  if (!p.cost || !p.cost_parts) return p.cost.has_value() == p.cost_parts.has_value();
  auto const& parts = *p.cost_parts;
  return is_same(
      (parts.startup + parts.training + parts.evaluation + parts.failures + parts.idle_tail) /
          dollar,
      p.cost->likely / dollar);
}

bool tells_cost_of_tokens(P p, JsonValue const& from) {
  auto const told = from.find("usd_per_million_tokens");
  if (!told || !p.cost) return true;
  return is_same(told->number() * (p.tokens / (mega * token)), p.cost->likely / dollar);
}

/// Recomputing a forward pass adds a third to the model's FLOPs; a given rate has a count of its
/// own.
bool go_together(P p, JsonValue const&) {
  constexpr double most_recomputed = 1.4;
  if (!p.mfu || !p.hfu || is_given(p)) return p.mfu.has_value() == p.hfu.has_value();
  return is_most(*p.mfu, *p.hfu) && *p.hfu <= most_recomputed * *p.mfu;
}

bool is_share(std::optional<double> const& share) { return !share || is_most(*share, 1); }

/// What does not fit may be as large as it is; a tight plan may lie above by what is not known of
/// memory.
bool fits_in(P p, JsonValue const&) {
  constexpr double most_tight = 1.5;
  double const fill = p.memory.total() / p.memory.capacity;
  return p.fit == Fit::no || fill <= (p.fit == Fit::tight ? most_tight : 1 + grain);
}

double kwh(std::optional<Range<Energy>> const& range) {
  return range ? range->likely / kilowatt_hour : 0;
}

template <auto member>
bool is_rising(P p, JsonValue const&) {
  auto const& range = p.*member;
  return !range || (range->low <= range->likely && range->likely <= range->high);
}

/// Servers draw less while they wait than in training, and never more.
bool goes_with_draw(P p, JsonValue const&) {
  constexpr double least = 0.05;  // of what it would be in training, where the start takes long
  if (!p.server_energy || !p.instance_power) return true;
  double const most = p.instances * (p.instance_power->likely * p.duration.likely / kilowatt_hour);
  return is_most(kwh(p.server_energy), most) && kwh(p.server_energy) >= least * most;
}

/// Of each border in the next; the fabric takes up to a half more than the servers.
bool are_nested(P p, JsonValue const&) {
  constexpr double most_fabric = 0.5;
  if (!p.server_energy || !p.facility_energy) return true;
  double const cooled = kwh(p.server_energy) * p.pue.value_or(1);
  return is_most(kwh(p.accelerator_energy), kwh(p.server_energy)) &&
         is_most(cooled, kwh(p.facility_energy)) &&
         is_most(kwh(p.facility_energy), (1 + most_fabric) * cooled);
}

bool goes_with_grid(P p, JsonValue const&) {
  if (!p.emission || !p.facility_energy || !p.carbon) return !p.emission || !p.facility_energy;
  return is_same(p.facility_energy->likely * *p.carbon / kilogram, p.emission->likely / kilogram);
}

constexpr std::string_view rising = "low, likely and high, ascending";

constexpr Law laws[] = {
    {"accelerators", "instances", "as many in each instance",
     [](P p, JsonValue const&) { return divides(p.instances, p.accelerators); }},
    {"devices", "accelerators", "as many in each accelerator",
     [](P p, JsonValue const&) { return divides(p.accelerators, p.devices); }},
    {"devices", "the degrees of layout", "tensor x pipeline x data x context, or little more",
     [](P p, JsonValue const&) { return is_filled(p); }},
    {"layout.expert", "the other degrees", "a divisor of tensor x data x context",
     [](P p, JsonValue const&) {
       return divides(p.layout.expert, devices_of(p.layout) / p.layout.pipeline);
     }},
    {"layout.virtual_stages", "layout/pipeline", "1 in a pipeline of one stage",
     [](P p, JsonValue const&) { return p.layout.virtual_stages == 1 || p.layout.pipeline > 1; }},
    {"layout.data_replicas", "layout/data and layout/zero", "a divisor of data, 1 under ZeRO 0",
     [](P p, JsonValue const&) {
       return divides(p.layout.data_replicas, p.layout.data) &&
              (p.layout.data_replicas == 1 || p.layout.zero > 0);
     }},
    {"layout.micro_batch", "global_batch and the replicas",
     "a batch that data x micro_batch divides",
     [](P p, JsonValue const&) {
       return divides(std::int64_t{p.layout.data} * p.layout.micro_batch, p.global_batch);
     }},
    {"steps", "the job", "tokens / (global_batch x sequence_length), rounded up",
     [](P p, JsonValue const&) {
       double const exact = p.tokens / token / step_tokens(p);
       return p.steps >= exact * (1 - grain) && p.steps <= (exact + 1) * (1 + grain);
     }},
    {"step_breakdown_s", "step_time_s", "parts that sum to step_time_s/likely",
     [](P p, JsonValue const&) {
       return is_same(p.step.total() / second, p.step_time.likely / second);
     }},
    {"tokens_per_s", "step_time_s", "the tokens of a step over step_time_s/likely",
     [](P p, JsonValue const&) {
       return is_same(p.tokens_per_second / (token / second) * (p.step_time.likely / second),
                      step_tokens(p));
     }},
    {"duration_days.low", "steps and step_time_s", "at least the steps",
     [](P p, JsonValue const&) { return holds_steps(p, &Range<Time>::low); }},
    {"duration_days.likely", "steps and step_time_s", "at least the steps",
     [](P p, JsonValue const&) { return holds_steps(p, &Range<Time>::likely); }},
    {"duration_days.high", "steps and step_time_s", "at least the steps",
     [](P p, JsonValue const&) { return holds_steps(p, &Range<Time>::high); }},
    {"mfu", "the hardware", "a share of the dense peak: at most 1",
     [](P p, JsonValue const&) { return is_share(p.mfu); }},
    {"hfu", "the hardware", "a share of the dense peak: at most 1",
     [](P p, JsonValue const&) { return is_share(p.hfu); }},
    {"hfu", "mfu", "mfu, and up to a third more where activations are computed again", go_together},
    {"memory_gib.total", "its parts", "their sum",
     [](P p, JsonValue const& from) {
       return is_same(from.at("memory_gib").at("total").number() * gibibyte / byte,
                      p.memory.total() / byte);
     }},
    {"memory_gib.total", "fits", "at most the capacity", fits_in},
    {"startup_breakdown_s", "startup_s", "parts that sum to startup_s", sums_to_startup},
    {"cost_breakdown_usd", "cost_usd", "parts that sum to cost_usd/likely", sums_to_cost},
    {"cost_usd.likely", "usd_per_instance_hour, instances and duration_days",
     "what so many instances cost for so long",
     [](P p, JsonValue const&) { return is_likely_priced(p); }},
    {"cost_usd.low", "usd_per_instance_hour, instances and duration_days",
     "what so many instances cost for so long",
     [](P p, JsonValue const&) {
       return is_priced(p, &Range<Time>::low, &Range<Money>::low) && is_bought(p);
     }},
    {"cost_usd.high", "usd_per_instance_hour, instances and duration_days",
     "what so many instances cost for so long",
     [](P p, JsonValue const&) { return is_priced(p, &Range<Time>::high, &Range<Money>::high); }},
    {"usd_per_million_tokens", "cost_usd", "cost_usd/likely over the tokens", tells_cost_of_tokens},
    {"list_usd_per_instance_hour", "usd_per_instance_hour", "at least the price after discounts",
     [](P p, JsonValue const&) {
       return !p.price || !p.list_price || is_most(*p.price / *p.list_price, 1);
     }},
    {"power_w_per_instance", "itself", rising, is_rising<&SavedPlan::instance_power>},
    {"accelerator_energy_kwh", "itself", rising, is_rising<&SavedPlan::accelerator_energy>},
    {"server_energy_kwh", "itself", rising, is_rising<&SavedPlan::server_energy>},
    {"facility_energy_kwh", "itself", rising, is_rising<&SavedPlan::facility_energy>},
    {"co2e_kg", "itself", rising, is_rising<&SavedPlan::emission>},
    {"server_energy_kwh.likely", "power_w_per_instance, instances and duration_days",
     "what so many servers draw for so long", goes_with_draw},
    {"facility_energy_kwh.likely", "server_energy_kwh, accelerator_energy_kwh and pue",
     "each border inside the next", are_nested},
    {"co2e_kg.likely", "facility_energy_kwh and grid_kg_co2e_per_kwh", "their product",
     goes_with_grid},
    {"vcpu_quota", "instances", "as many in each instance",
     [](P p, JsonValue const&) { return !p.vcpu_quota || divides(p.instances, *p.vcpu_quota); }},
};

/// Where the field stands, or the plan where an older version lacks it.
JsonValue place_of_field(JsonValue const& from, std::string_view path) {
  auto const dot = path.find('.');
  auto const here = from.find(path.substr(0, dot));
  if (!here || dot == std::string_view::npos) return here.value_or(from);
  return here->find(path.substr(dot + 1)).value_or(*here);
}

}  // namespace

void refuse(JsonValue const& from, std::string_view path, std::string_view beside,
            std::string_view expected) {
  place_of_field(from, path)
      .refuse("does not go with " + std::string(beside), std::string(expected));
}

}  // namespace contradictions

void expect_consistent(catalog::JsonValue const& from, SavedPlan const& plan) {
  for (auto const& law : contradictions::laws)
    if (!law.holds(plan, from)) contradictions::refuse(from, law.path, law.beside, law.expected);
}

}  // namespace ec2plan::documents
