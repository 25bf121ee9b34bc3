#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "catalog/import/draft.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

/// "RTX PRO 4500" as "rtx-pro-4500".
std::string slug(std::string_view name) {
  std::string text;
  for (char const letter : name) {
    bool const upper = letter >= 'A' && letter <= 'Z';
    bool const kept = upper || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (kept)
      text += upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    else if (!text.empty() && text.back() != '-')
      text += '-';
  }
  while (text.ends_with('-'))
    text.pop_back();
  return text;
}

std::string named(FoundType const& found) {
  auto const name = slug(found.accelerator_name);
  bool const lettered = !name.empty() && name[0] >= 'a' && name[0] <= 'z';
  return lettered ? name : slug("x " + found.accelerator_vendor + " " + found.accelerator_name);
}

/// "b400-512gb": as the catalog names a part, its memory in whole GiB.
std::string new_id(FoundType const& found) {
  auto const gib = std::max(1L, std::lround(found.accelerator_memory_mib / 1024.0));
  return named(found) + "-" + std::to_string(gib) + "gb";
}

int mebibytes(Bytes memory) { return static_cast<int>(std::lround(memory / mebibyte)); }

/// The memory that the API reports of a part of the catalog.
int reported(Accelerator const& part) { return mebibytes(part.ec2_memory.value_or(part.memory)); }

template <typename Wanted>
Accelerator const* first_part(Catalog const& catalog, Wanted wanted) {
  auto const part = std::ranges::find_if(catalog.accelerators, wanted);
  return part == catalog.accelerators.end() ? nullptr : &*part;
}

/// A part whose name in the API was not known: that of the same type, or one called the same.
Accelerator const* unnamed_part(Catalog const& catalog, FoundType const& found) {
  if (auto const* type = find_instance(catalog, found.type.name))
    if (type->accelerator.ec2_name.empty())
      return first_part(catalog, [&](auto& part) { return part.id == type->accelerator.id; });
  return first_part(catalog, [&](Accelerator const& part) {
    return part.ec2_name.empty() && (part.id == named(found) || part.id == new_id(found));
  });
}

Json nothing_known() { return {{"bf16", nullptr}, {"fp16", nullptr}, {"fp8", nullptr}}; }

void add_new_accelerator(FoundType const& found, std::string const& id, Draft& draft) {
  Json& record = accelerator_record(draft, id);
  for (auto const* unknown : {"architecture", "best_matmul_tflops_per_s", "link", "memory_type",
                              "memory_bandwidth_gb_per_s", "power_w"})
    record[unknown] = nullptr;
  record["dense_tflops_per_s"] = nothing_known();
  record["ec2_name"] = found.accelerator_name;
  record["name"] = found.accelerator_vendor + " " + found.accelerator_name;
  record["vendor"] = found.accelerator_vendor;
  add_field(record, "devices", found.type.accelerator.devices, draft);
  add_field(record, "memory_mib", found.accelerator_memory_mib, draft);
  note_added(draft, id, "accelerator",
             found.accelerator_vendor + " " + found.accelerator_name + ", " +
                 integer_text(found.accelerator_memory_mib) + " MiB");
}

/// Says of a known part what the API calls it, and what it reports where that is another memory.
void add_name(FoundType const& found, Accelerator const& part, Draft& draft) {
  Json& record = accelerator_record(draft, part.id);
  record["ec2_name"] = found.accelerator_name;
  if (mebibytes(part.memory) != found.accelerator_memory_mib)
    record["ec2_memory_mib"] = found.accelerator_memory_mib;
  note_added(draft, part.id, "ec2_name", found.accelerator_name);
}

/// A device shows a little less or more than the API reports (T4 6 %); beyond a tenth the API errs.
bool is_wrong(int reported_mib, Accelerator const& part) {
  int const shown = mebibytes(part.memory), apart = std::abs(reported_mib - shown);
  return apart > shown / 10;
}

bool has_rate(Catalog const& catalog, Accelerator const& part) {
  return part.bf16 || part.fp16 ||
         std::ranges::any_of(catalog.assumptions, [&](AssumptionEntry const& entry) {
           return entry.key == part.id + ".effective_tflops_per_s";
         });
}

/// What a plan needs of a part and the API does not say.
void ask(Catalog const& catalog, FoundType const& found, KnownAccelerator const& known,
         Draft& draft) {
  std::string const path = "accelerators/" + known.id + "/";
  if (known.part == nullptr || !has_rate(catalog, *known.part))
    note_asked(draft, path + "dense_tflops_per_s", "peak dense TFLOP/s of one, without sparsity");
  if (known.part == nullptr || !known.part->memory_bandwidth)
    note_asked(draft, path + "memory_bandwidth_gb_per_s", "memory bandwidth of one, GB/s");
  if (known.part == nullptr && found.type.accelerator.devices > 1)
    note_asked(draft, path + "devices",
               "what a framework sees of one: the API counts " +
                   std::to_string(found.type.accelerator.devices) + " cores");
}

}  // namespace

KnownAccelerator known_accelerator(Catalog const& catalog, FoundType const& found) {
  KnownAccelerator known;
  known.part = first_part(catalog, [&](Accelerator const& part) {
    return part.ec2_name == found.accelerator_name &&
           reported(part) == found.accelerator_memory_mib;
  });
  if (known.part == nullptr) {
    known.part = unnamed_part(catalog, found);
    known.is_named = false;
  }
  known.id = known.part != nullptr ? known.part->id : new_id(found);
  return known;
}

void add_accelerator(Catalog const& catalog, FoundType const& found, KnownAccelerator const& known,
                     Draft& draft) {
  bool const is_new = !draft.accelerators.contains(known.id);
  if (known.part == nullptr && is_new) add_new_accelerator(found, known.id, draft);
  if (known.part != nullptr && !known.is_named && is_new) add_name(found, *known.part, draft);
  if (known.part != nullptr && is_wrong(found.accelerator_memory_mib, *known.part))
    note_skipped(draft, found.type.name + ", " + known.id,
                 "the API reports " + integer_text(found.accelerator_memory_mib) +
                     " MiB of an accelerator: the catalog's " +
                     integer_text(mebibytes(known.part->memory)) + " stay");
  ask(catalog, found, known, draft);
}

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

void add_new_type(FoundType const& found, KnownAccelerator const& known, Draft& draft) {
  auto const& type = found.type;
  auto const& accelerator = known.id;
  int const each = known.part != nullptr ? mebibytes(known.part->memory)  // as the device shows it
                                         : found.accelerator_memory_mib;
  Json& record = instance_record(draft, type.name);
  for (auto const& one : compared({}, type, accelerator))
    add_field(record, one.field, one.field == "efa" ? efa_record({}, type) : one.has, draft);
  add_field(record, "memory_total_mib", type.accelerators * each, draft);
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
      add_new_type(one, known, draft);
    ask_for_link(had, one, known, draft);
  }
}

}  // namespace ec2plan::catalog
