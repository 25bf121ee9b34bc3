#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "report/instance_columns.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct FactColumn {
  char const* title;
  char const* field;  // of the JSON's rows
  bool right;
  int dropped;  // in the table; -1: stands in the wide one only, or where it was asked for
  std::string (*value)(InstanceType const& type);
  char const* legend = "";
};

std::string tflops(std::optional<FlopRate> const& rate) {
  return rate ? short_number(*rate / (tera * flop / second)) : no_figure;
}

std::string gib(Bytes bytes) { return integer_text(bytes / gibibyte); }

std::string efa_text(InstanceType const& t) {
  auto const& efa = t.efa;
  if (!efa) return "no";
  std::string text = efa->version > 0 ? fmt::format("v{}", efa->version) : "v?";
  return efa->interfaces > 0 ? fmt::format("{} × {}", text, efa->interfaces) : text;
}

std::string network_text(InstanceType const& t) {
  return short_number(t.network / (gigabit / second)) + (t.network_burst ? " burst" : "");
}

std::string bandwidth_text(std::optional<Bandwidth> const& rate) {
  return rate ? short_number(*rate / (gigabyte / second)) : no_figure;
}

constexpr FactColumn facts[] = {
    {"instance type", "instance_type", false, 0, [](InstanceType const& t) { return t.name; }},
    {"accelerators", "accelerators", false, 0,
     [](InstanceType const& t) {
       return fmt::format("{} × {}", t.accelerators, t.accelerator.id);
     }},
    {"devices", "devices", true, -1,
     [](InstanceType const& t) { return integer_text(devices(t)); }},
    {"GiB each", "memory_gib_per_accelerator", true, -1,
     [](InstanceType const& t) { return gib(t.accelerator.memory); }},
    {"GiB", "memory_gib", true, 30,
     [](InstanceType const& t) { return gib(t.accelerators * t.accelerator.memory); }},
    {"GB/s each", "memory_bandwidth_gb_per_s", true, -1,
     [](InstanceType const& t) {
       auto const& rate = t.accelerator.memory_bandwidth;
       return rate ? integer_text(*rate / (gigabyte / second)) : std::string(no_figure);
     }},
    {"TFLOP/s", "dense_16bit_tflops_per_s", true, 31,
     [](InstanceType const& t) { return tflops(dense_16bit(t.accelerator)); },
     "TFLOP/s: dense, 16 bit, of an accelerator; –: not published or not recorded"},
    {"bf16", "bf16_tflops_per_s", true, -1,
     [](InstanceType const& t) { return tflops(t.accelerator.bf16); }},
    {"fp16", "fp16_tflops_per_s", true, -1,
     [](InstanceType const& t) { return tflops(t.accelerator.fp16); }},
    {"fp8", "fp8_tflops_per_s", true, -1,
     [](InstanceType const& t) { return tflops(t.accelerator.fp8); }},
    {"link GB/s", "link.gb_per_s_per_direction", true, 2,
     [](InstanceType const& t) {
       return bandwidth_text(t.link ? std::optional(t.link->per_direction) : std::nullopt);
     },
     "link: of an accelerator, one way"},
    {"link", "link.kind", false, -1,
     [](InstanceType const& t) { return t.link ? t.link->kind : std::string(no_figure); }},
    {"EFA", "efa", false, 4, efa_text},
    {"Gbit/s", "network_gbps", true, 5, network_text, "Gbit/s: of the instance, one way"},
    {"vCPUs", "vcpus", true, 1, [](InstanceType const& t) { return integer_text(t.vcpus); }},
    {"host GiB", "host_memory_gib", true, -1,
     [](InstanceType const& t) { return gib(t.host_memory); }},
    {"NVMe GB", "nvme_gb", true, -1,
     [](InstanceType const& t) { return integer_text(t.nvme / gigabyte); }},
};

constexpr FactColumn last[] = {
    {"quota", "vcpu_quota_name", false, -1, [](InstanceType const& t) { return t.quota; }},
    {"retired", "retired", false, 0, [](InstanceType const& t) { return t.retired.value_or(""); }},
};

bool any_retired(InstancesAnswer const& answer) {
  return std::any_of(answer.rows.begin(), answer.rows.end(),
                     [](InstanceRow const& row) { return row.type.retired.has_value(); });
}

template <std::size_t Size>
std::vector<InstanceColumn> kept(FactColumn const (&columns)[Size], InstancesAnswer const& answer,
                                 bool wide) {
  std::vector<InstanceColumn> all;
  for (FactColumn const& each : columns) {
    bool const asked = was_asked(answer, each.field);
    if (!wide && each.dropped < 0 && !asked) continue;
    if (each.field == std::string_view("retired") && !any_retired(answer)) continue;
    int const dropped = each.dropped == 0 ? 0 : asked ? dropped_last : std::max(each.dropped, 0);
    all.push_back(
        {.column =
             {.title = each.title, .right = each.right, .dropped = dropped, .legend = each.legend},
         .cell = [value = each.value](InstanceRow const& row) { return value(row.type); }});
  }
  return all;
}

}  // namespace

bool was_asked(InstancesAnswer const& answer, std::string_view field) {
  return std::any_of(answer.asked_fields.begin(), answer.asked_fields.end(),
                     [&](std::string const& asked) {
                       return asked.starts_with(field) &&
                              (asked.size() == field.size() || asked[field.size()] == '.');
                     });
}

std::vector<InstanceColumn> fact_columns(InstancesAnswer const& answer, bool wide) {
  return kept(facts, answer, wide);
}

std::vector<InstanceColumn> last_columns(InstancesAnswer const& answer, bool wide) {
  return kept(last, answer, wide);
}

}  // namespace ec2plan::pages
