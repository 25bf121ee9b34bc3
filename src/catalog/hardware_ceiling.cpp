#include "catalog/hardware_ceiling.hpp"

#include <algorithm>

#include "ec2plan/hardware/device.hpp"
#include "ec2plan/model/parameters.hpp"

namespace ec2plan::catalog {
namespace {

constexpr double rounding = 1.001;  // of figures that are given in other units

template <typename Quantity>
bool is_above(std::optional<Quantity> const& own, std::optional<Quantity> const& known) {
  return own && known && *own > *known * rounding;
}

/// What a part computes in 16 bits at the most; in fp8 it is at most twice that where no figure is
/// known.
std::optional<FlopRate> peak16(Accelerator const& part) {
  if (!part.bf16 || !part.fp16) return part.bf16 ? part.bf16 : part.fp16;
  return std::max(*part.bf16, *part.fp16);
}

std::optional<FlopRate> most8(Accelerator const& part) {
  auto const most16 = peak16(part);
  if (part.fp8 || !most16) return part.fp8;
  return 2 * *most16;
}

bool has_faster_peak(Accelerator const& own, Accelerator const& known) {
  auto const of = [&](std::optional<FlopRate> const& peak) { return peak ? peak : peak16(known); };
  return is_above(own.bf16, of(known.bf16)) || is_above(own.fp16, of(known.fp16)) ||
         is_above(own.fp8, most8(known));
}

struct PartCeiling {
  std::string_view field;
  bool (*is_beyond)(Accelerator const& own, Accelerator const& known);
};

constexpr PartCeiling of_part[] = {
    {"dense_tflops_per_s", has_faster_peak},
    {"memory_bandwidth_gb_per_s",
     [](Accelerator const& own, Accelerator const& known) {
       return is_above(own.memory_bandwidth, known.memory_bandwidth);
     }},
    {"memory_mib",
     [](Accelerator const& own, Accelerator const& known) {
       return own.memory > most_memory(known) * rounding;
     }},
};

[[noreturn]] void refuse(JsonValue const& record, std::string_view field, std::string const& name) {
  auto const place = record.find(field);
  (place ? *place : record)
      .refuse("is more than " + name + " has", "at most what the built-in catalog says of it",
              "give other hardware a name of its own");
}

void expect_parts(JsonValue const& section, Catalog const& laid, Catalog const& built_in) {
  section.each_element([&](JsonValue const& record) {
    auto const id = record.at("id").text();
    auto const known = std::ranges::find(built_in.accelerators, id, &Accelerator::id);
    auto const own = std::ranges::find(laid.accelerators, id, &Accelerator::id);
    if (known == built_in.accelerators.end() || own == laid.accelerators.end()) return;
    for (PartCeiling const& ceiling : of_part)
      if (ceiling.is_beyond(*own, *known)) refuse(record, ceiling.field, id);
  });
}

void expect_types(JsonValue const& section, Catalog const& laid, Catalog const& built_in) {
  section.each_element([&](JsonValue const& record) {
    auto const name = record.at("instance_type").text();
    auto const* known = find_instance(built_in, name);
    auto const* own = find_instance(laid, name);
    if (known == nullptr || own == nullptr) return;
    if (own->accelerators > known->accelerators) refuse(record, "accelerators", name);
    if (own->accelerator.id != known->accelerator.id)
      record.at("accelerator")
          .refuse("is not what " + name + " has", known->accelerator.id,
                  "give another type a name of its own");
  });
}

/// A name stands for a shape: with fewer parameters it would be another model's price.
void expect_models(JsonValue const& section, Catalog const& laid, Catalog const& built_in) {
  section.each_element([&](JsonValue const& record) {
    auto const name = record.at("name").text();
    auto const* known = find_model(built_in, name);
    auto const* own = find_model(laid, name);
    if (known == nullptr || own == nullptr || known->shape.name != name) return;
    double const least = parameters(known->shape).total() / rounding;
    if (parameters(own->shape).total() < least)
      record.at("name").refuse("has fewer parameters than the model of that name",
                               "the shape of " + name, "give another model a name of its own");
  });
}

}  // namespace

void expect_hardware(std::vector<Layer> const& layers, Catalog const& laid,
                     Catalog const& built_in) {
  for (Layer const& layer : layers) {
    JsonValue const document(layer.json, layer.file);
    if (auto const parts = document.find("accelerators")) expect_parts(*parts, laid, built_in);
    if (auto const types = document.find("instances")) expect_types(*types, laid, built_in);
    if (auto const models = document.find("models")) expect_models(*models, laid, built_in);
  }
}

}  // namespace ec2plan::catalog
