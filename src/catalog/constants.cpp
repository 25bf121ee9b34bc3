#include "ec2plan/catalog/constants.hpp"

#include <algorithm>
#include <span>

#include "catalog/assumptions.hpp"
#include "catalog/constant_rows.hpp"
#include "catalog/stacks.hpp"
#include "ec2plan/catalog/energy.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan {
namespace {

using Entry = AssumptionEntry;

/// The entries whose keys begin so: they stand together.
struct Section {
  std::string prefix{};
  std::span<Entry const> entries{};
};

Section section_of(Catalog const& catalog, std::string prefix) {
  auto const& all = catalog.assumptions;
  auto const first = std::ranges::lower_bound(all, prefix, {}, &Entry::key);
  auto const last = std::find_if(
      first, all.end(), [&](Entry const& entry) { return !entry.key.starts_with(prefix); });
  return {.prefix = std::move(prefix), .entries = {first, last}};
}

Entry const* found_in(Section const& section, std::string_view name) {
  auto const name_of = [&](Entry const& entry) {
    return std::string_view(entry.key).substr(section.prefix.size());
  };
  auto const found = std::ranges::lower_bound(section.entries, name, {}, name_of);
  return found != section.entries.end() && name_of(*found) == name ? &*found : nullptr;
}

/// What a user set, or measured on the part: it stands before what all software has there.
bool is_own(Entry const& entry) { return entry.basis == "user" || entry.basis == "measured"; }

double needed(Entry const* entry, std::string_view key) {
  if (entry != nullptr) return entry->value;
  throw InputError({.where = "the catalog",
                    .value = std::string(key),
                    .problem = "is an assumption that has no value",
                    .expected = "an entry under \"assumptions\" with this key",
                    .fix = "add it to the catalog file",
                    .kind = InputFault::Kind::file});
}

/// The entry of each constant on a set-up. What is known of the stack stands before what holds for
/// all software; a part's own constant before what any software of the time has on any part.
class Constants {
 public:
  Constants(Catalog const& catalog, Stack const& stack, Accelerator const& part,
            Precision precision = Precision::bf16)
      : catalog_(catalog), part_(section_of(catalog, part.id + ".")) {
    if (precision == Precision::fp16)
      fp16_ = section_of(catalog, std::string(catalog::fp16_prefix));
    for (auto& prefix : catalog::stack_prefixes(catalog, stack, part))
      stacks_.push_back(section_of(catalog, std::move(prefix)));
  }

  /// What the user sets stands before what fp16 has of its own.
  Entry const* general(std::string_view name) const {
    auto const* otherwise = of_software(name, nullptr);
    if (otherwise == nullptr) otherwise = catalog::find_assumption(catalog_, name);
    auto const* own = found_in(fp16_, name);
    if (own == nullptr) return otherwise;
    bool const asked = otherwise != nullptr && otherwise->basis == "user" && own->basis != "user";
    return asked ? otherwise : own;
  }

  Entry const* of_part(std::string_view name) const {
    return of_software(name, found_in(part_, name));
  }

 private:
  Entry const* of_software(std::string_view name, Entry const* of_part) const {
    bool const own = of_part != nullptr && is_own(*of_part);
    for (Section const& stack : stacks_) {
      bool const any = stack.prefix.starts_with("any@");
      if (of_part != nullptr && (catalog::is_of_any(stack.prefix) || (own && any))) return of_part;
      if (auto const* entry = found_in(stack, name)) return entry;
    }
    return of_part;
  }

  Catalog const& catalog_;
  Section part_{}, fp16_{};
  std::vector<Section> stacks_{};
};

Entry const* of_network(Catalog const& catalog, std::string const& type, std::string_view name) {
  auto const* own = catalog::find_assumption(catalog, type + "." + std::string(name));
  return own != nullptr ? own : catalog::find_assumption(catalog, "default." + std::string(name));
}

void expect_rising(RangeFactors const& range, std::string_view name) {
  if (range.low <= 1 && range.high >= 1) return;
  throw InputError({.where = "the assumptions",
                    .value = "range." + std::string(name),
                    .problem = "is a range that falls",
                    .expected = "low <= 1 <= high",
                    .fix = "set both of its values"});
}

void take_general(Constants const& constants, Setup& s) {
  for (auto const& constant : catalog::general_constants()) {
    auto const* entry = constants.general(constant.name);
    if (entry != nullptr || !constant.optional) constant.set(s, needed(entry, constant.name));
  }
  auto const& a = s.assumptions;
  expect_rising(a.startup, "startup");
  expect_rising(a.same_stack, "same_stack");
  expect_rising(a.same_accelerator, "same_accelerator");
  expect_rising(a.extrapolated, "extrapolated");
  expect_rising(a.guess, "guess");
  expect_rising(a.mixture_of_experts, "mixture_of_experts");
  expect_rising(a.other_mixture_of_experts, "other_mixture_of_experts");
  expect_rising(a.unknown_architecture, "unknown_architecture");
}

void take_tuning(Constants const& constants, Setup& s) {
  s.tuning = {};
  if (s.job.tuning.pretrains()) return;
  for (auto const& constant : catalog::tuning_constants())
    if (auto const* entry = constants.general(constant.name)) constant.set(s, entry->value);
}

void take_part(Constants const& constants, Setup& s) {
  s.accelerator = {};
  for (auto const& constant : catalog::part_constants())
    if (auto const* entry = constants.of_part(constant.name)) constant.set(s, entry->value);
}

void take_network(Catalog const& catalog, Setup& s) {
  for (auto const& constant : catalog::network_constants()) {
    auto const* entry = of_network(catalog, s.type.name, constant.name);
    constant.set(s, needed(entry, "default." + std::string(constant.name)));
  }
}

/// A part without bf16 trains in fp16.
Precision precision_on(Accelerator const& part, Precision asked) {
  bool const no_bf16 = !part.bf16 && part.fp16;
  return asked == Precision::bf16 && no_bf16 ? Precision::fp16 : asked;
}

}  // namespace

Assumptions assumptions_of(Catalog const& catalog, Stack const& stack, Accelerator const& part) {
  Setup s;
  take_general({catalog, stack, part}, s);
  return s.assumptions;
}

AcceleratorConstants accelerator_constants(Catalog const& catalog, Accelerator const& part,
                                           Stack const& stack) {
  Setup s;
  take_part({catalog, stack, part}, s);
  return s.accelerator;
}

Bandwidth network_of_part(Catalog const& catalog, Accelerator const& part) {
  auto const* entry = catalog::find_assumption(catalog, part.id + ".network_gbps");
  return (entry == nullptr ? 0 : entry->value) * gigabit / second;
}

NetworkConstants network_constants(Catalog const& catalog, InstanceType const& type) {
  Setup s{.type = type};
  take_network(catalog, s);
  return s.network;
}

Setup setup_of(Catalog const& catalog, InstanceType const& type, Job const& asked,
               Stack const& stack, Setup const* alike) {
  Job job = asked;
  job.precision = precision_on(type.accelerator, asked.precision);
  Setup setup{.job = job, .stack = stack, .type = type, .device = device_of(type, job.precision)};
  setup.power = power_constants(catalog, type);
  take_network(catalog, setup);
  if (alike == nullptr) {
    take_constants(catalog, setup);
  } else {
    setup.accelerator = alike->accelerator;
    setup.assumptions = alike->assumptions;
    setup.tuning = alike->tuning;
  }
  return setup;
}

void take_constants(Catalog const& catalog, Setup& s) {
  Constants const constants(catalog, s.stack, s.type.accelerator, s.job.precision);
  take_part(constants, s);
  take_general(constants, s);
  take_tuning(constants, s);
  if (s.job.model.attention == Attention::bidirectional) {
    s.assumptions.dropout = s.assumptions.encoder_dropout;
    s.accelerator.fused_attention &= s.assumptions.encoder_fused_attention;
  }
  if (s.job.dropout) s.assumptions.dropout = *s.job.dropout;
}

std::vector<std::string> assumptions_used(Catalog const& catalog, InstanceType const& type,
                                          Stack const& stack) {
  std::vector<std::string> keys;
  for (auto const& used : catalog::constants_used(catalog, type, stack, {}))
    keys.push_back(used.entry->key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

namespace catalog {

std::vector<UsedConstant> constants_used(Catalog const& catalog, InstanceType const& type,
                                         Stack const& stack, Job const& job) {
  Constants const constants(catalog, stack, type.accelerator,
                            precision_on(type.accelerator, job.precision));
  std::vector<UsedConstant> used;
  auto const add = [&](Constant const& constant, Entry const* entry) {
    if (entry != nullptr) used.push_back({.entry = entry, .set = constant.set});
  };
  for (auto const& constant : general_constants())
    add(constant, constants.general(constant.name));
  if (!job.tuning.pretrains())
    for (auto const& constant : tuning_constants())
      add(constant, constants.general(constant.name));
  for (auto const& constant : part_constants())
    add(constant, constants.of_part(constant.name));
  for (auto const& constant : network_constants())
    add(constant, of_network(catalog, type.name, constant.name));
  return used;
}

}  // namespace catalog

}  // namespace ec2plan
