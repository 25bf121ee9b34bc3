#include <algorithm>
#include <cmath>

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

void add_new(FoundType const& found, std::string const& id, Draft& draft) {
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
  if (known.part == nullptr && is_new) add_new(found, known.id, draft);
  if (known.part != nullptr && !known.is_named && is_new) add_name(found, *known.part, draft);
  if (known.part != nullptr && mebibytes(known.part->memory) != found.accelerator_memory_mib)
    note_skipped(draft, found.type.name + ", " + known.id,
                 "the API reports " + integer_text(found.accelerator_memory_mib) +
                     " MiB of an accelerator: the catalog's " +
                     integer_text(mebibytes(known.part->memory)) + " stay");
  ask(catalog, found, known, draft);
}

}  // namespace ec2plan::catalog
