#include <algorithm>

#include "cli/accelerators.hpp"
#include "cli/candidates.hpp"
#include "cli/values.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_instances = 10'000;

std::vector<std::string> type_names(Catalog const& catalog) {
  std::vector<std::string> names;
  for (InstanceType const& type : catalog.instances)
    names.push_back(type.name);
  return names;
}

/// "write 'p5.*' for the family" where the name is one.
std::string type_hint(std::string const& name, Catalog const& catalog) {
  bool const family = std::ranges::any_of(
      catalog.instances, [&](InstanceType const& type) { return matches(name + ".*", type.name); });
  if (family) return "write '" + name + ".*' for the whole family";
  return did_you_mean(name, type_names(catalog), "`ec2plan instances` lists them");
}

Types all_types(Catalog const& catalog) {
  Types types;
  for (InstanceType const& type : catalog.instances)
    types.push_back(&type);
  return types;
}

}  // namespace

Types in_order(Types types) {
  auto const name = [](InstanceType const* type) { return std::string_view(type->name); };
  std::ranges::sort(types, {}, name);
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

Types named_types(GivenValue const& value, Catalog const& catalog) {
  Types types;
  for (InstanceType const& type : catalog.instances) {
    if (matches(value.text, type.name)) types.push_back(&type);
  }
  if (!types.empty()) return types;
  throw refusal(
      value, value.text.empty() ? "the value is empty" : "is no instance type of the catalog",
      "a type such as p5.48xlarge, or a pattern such as 'p5*'", type_hint(value.text, catalog));
}

Types with_accelerators(Arguments const& arguments, Catalog const& catalog, Types types) {
  auto const wanted = asked_accelerators(arguments, catalog);
  if (wanted.empty()) return types;
  std::erase_if(types,
                [&](InstanceType const* type) { return !is_named(wanted, type->accelerator); });
  if (!types.empty()) return types;
  throw refusal(wanted.back(), "is in none of the types that the other flags leave",
                "an accelerator of one of them", "leave out one of the filters");
}

Types asked_types(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  auto const names = elements(arguments, "--instance-type");
  Types types = names.empty() ? all_types(catalog) : Types();
  for (GivenValue const& value : names) {
    auto const named = named_types(value, catalog);
    types.insert(types.end(), named.begin(), named.end());
  }
  types = with_accelerators(arguments, catalog, std::move(types));
  types = in_order(std::move(types));
  auto const accelerators = elements(arguments, "--accelerator");
  if (!names.empty()) note(reading, arguments, "--instance-type", texts_of(names));
  if (!accelerators.empty()) note(reading, arguments, "--accelerator", texts_of(accelerators));
  return types;
}

InstanceType const& asked_type(Arguments const& arguments, Catalog const& catalog,
                               Reading& reading) {
  auto const* value = last_given(arguments, "--instance-type");
  if (value == nullptr) {
    throw InputError({.where = "--instance-type",
                      .problem = "is missing",
                      .expected = "one type such as p5.48xlarge",
                      .fix = "add --instance-type p5.48xlarge, or let `ec2plan recommend` choose"});
  }
  auto const types = named_types(*value, catalog);
  if (types.size() > 1) {
    throw refusal(*value, "stands for several types", "one type such as " + types.front()->name,
                  "name one of them, or let `ec2plan recommend` choose");
  }
  note(reading, arguments, "--instance-type", types.front()->name);
  return *types.front();
}

int asked_count(Arguments const& arguments, Reading& reading) {
  auto const count = optional_integer(arguments, "--instance-count", 1, most_instances);
  if (!count) {
    throw InputError({.where = "--instance-count",
                      .problem = "is missing",
                      .expected = "how many instances, such as 48",
                      .fix = "add --instance-count, or let `ec2plan recommend` choose"});
  }
  note(reading, arguments, "--instance-count", std::int64_t{*count});
  return *count;
}

}  // namespace ec2plan::cli
