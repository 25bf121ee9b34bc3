#include <cmath>

#include "catalog/import/draft.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

/// A figure that is whole as an integer: 400, 12.5.
Json figure(double value) {
  double const near = std::round(value * 1e6) / 1e6;
  if (near == std::trunc(near)) return static_cast<std::int64_t>(near);
  return near;
}

Json network_of(InstanceType const& type) { return figure(type.network / (gigabit / second)); }

/// One field of a type: as the catalog has it and as the API says.
struct Compared {
  std::string field{};
  Json had{};  // null: not known
  Json has{};
};

Json efa_interfaces(InstanceType const& type) {
  if (!type.efa) return "none";
  return type.efa->interfaces > 0 ? Json(type.efa->interfaces) : Json(nullptr);
}

/// The API does not tell the generation: the catalog's stays.
Json efa_record(InstanceType const& had, InstanceType const& has) {
  if (!has.efa) return nullptr;
  int const version = had.efa ? had.efa->version : 0;
  return {{"interfaces", has.efa->interfaces > 0 ? Json(has.efa->interfaces) : Json(nullptr)},
          {"version", version > 0 ? Json(version) : Json(nullptr)}};
}

std::vector<Compared> compared(InstanceType const& had, InstanceType const& has,
                               std::string const& accelerator) {
  auto const host = [](InstanceType const& type) {
    return type.host_memory > Bytes{} ? figure(type.host_memory / gibibyte) : Json(nullptr);
  };
  auto const processors = [](InstanceType const& t) { return t.vcpus ? Json(t.vcpus) : Json(); };
  return {{"accelerator", had.accelerator.id, accelerator},
          {"accelerators", had.accelerators, has.accelerators},
          {"efa", efa_interfaces(had), efa_interfaces(has)},
          {"host_memory_gib", host(had), host(has)},
          {"network_burst", had.network_burst, has.network_burst},
          {"network_gbps", network_of(had), network_of(has)},
          {"nvme_gb", figure(had.nvme / gigabyte), figure(has.nvme / gigabyte)},
          {"vcpus", processors(had), processors(has)}};
}

std::string shown(Json const& value) {
  if (value.is_null()) return "unknown";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void compare_known(InstanceType const& had, FoundType const& found, std::string const& accelerator,
                   Draft& draft) {
  for (auto const& one : compared(had, found.type, accelerator)) {
    if (one.had == one.has) {
      note_confirmed(draft, had.name, one.field, shown(one.has));
      continue;
    }
    bool const is_efa = one.field == "efa";
    add_field(instance_record(draft, had.name), one.field,
              is_efa ? efa_record(had, found.type) : one.has, draft);
    if (one.had.is_null())
      note_added(draft, had.name, one.field, shown(one.has));
    else
      note_changed(draft, had.name, one.field, shown(one.had), shown(one.has));
  }
}

std::string described(FoundType const& found, std::string const& accelerator) {
  auto const& type = found.type;
  return std::to_string(type.accelerators) + " x " + accelerator + ", " +
         std::to_string(type.vcpus) + " vCPU, " +
         number_text(figure(type.host_memory / gibibyte).get<double>()) + " GiB, " +
         (type.network_burst ? "up to " : "") + number_text(network_of(type).get<double>()) +
         " Gbit/s";
}

void add_new(FoundType const& found, std::string const& accelerator, Draft& draft) {
  auto const& type = found.type;
  Json& record = instance_record(draft, type.name);
  for (auto const& one : compared({}, type, accelerator))
    add_field(record, one.field, one.field == "efa" ? efa_record({}, type) : one.has, draft);
  add_field(record, "memory_total_mib", type.accelerators * found.accelerator_memory_mib, draft);
  record["link"] = nullptr;
  record["quota"] = nullptr;
  record["regions"] = nullptr;
  note_added(draft, type.name, "instance type", described(found, accelerator));
}

void ask_for_link(InstanceType const* had, FoundType const& found, KnownAccelerator const& known,
                  Draft& draft) {
  int const each = known.part != nullptr ? known.part->devices : found.type.accelerator.devices;
  bool const is_linked = had != nullptr && had->link;
  if (found.type.accelerators * each > 1 && !is_linked)
    note_asked(draft, "instances/" + found.type.name + "/link",
               "what joins its accelerators: kind, GB/s of one in one direction, domain");
}

}  // namespace

void compare_types(Catalog const& catalog, std::vector<FoundType> const& found, Draft& draft) {
  for (auto const& one : found) {
    auto const known = known_accelerator(catalog, one);
    auto const* had = find_instance(catalog, one.type.name);
    add_accelerator(catalog, one, known, draft);
    if (had != nullptr)
      compare_known(*had, one, known.id, draft);
    else
      add_new(one, known.id, draft);
    ask_for_link(had, one, known, draft);
  }
}

}  // namespace ec2plan::catalog
