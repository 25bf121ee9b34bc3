#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

constexpr Bandwidth gigabytes_per_second(double value) { return value * gigabyte / second; }

/// Checked alone: nothing is computed from it.
template <typename Record>
void read_power(JsonValue const& value, Record&) {
  if (!value.is_null()) value.number(1, 1e6);
}

template <typename Record>
void read_label(JsonValue const& value, Record&) {
  if (!value.is_null()) value.text();
}

struct Peaks {
  std::optional<FlopRate> bf16{}, fp16{}, fp8{};
};

template <std::optional<FlopRate> Peaks::*member>
void read_peak(JsonValue const& value, Peaks& peaks) {
  peaks.*member = std::nullopt;
  if (!value.is_null()) peaks.*member = value.number(0.1, 1e5) * tera * flop / second;
}

constexpr Field<Peaks> peak_fields[] = {
    {"bf16", read_peak<&Peaks::bf16>, false},
    {"fp16", read_peak<&Peaks::fp16>, false},
    {"fp8", read_peak<&Peaks::fp8>, false},
};

void read_peaks(JsonValue const& value, Accelerator& part) {
  Peaks peaks{.bf16 = part.bf16, .fp16 = part.fp16, .fp8 = part.fp8};
  read_fields<Peaks>(value, peak_fields, peaks);
  part.bf16 = peaks.bf16, part.fp16 = peaks.fp16, part.fp8 = peaks.fp8;
}

constexpr Field<Link> link_fields[] = {
    {"domain", [](JsonValue const& v, Link& link) { link.domain = v.integer(1, 1024); }, false},
    {"gb_per_s_per_direction",
     [](JsonValue const& v, Link& link) {
       link.per_direction = gigabytes_per_second(v.number(0.1, 1e5));
     }},
    {"kind", [](JsonValue const& v, Link& link) { link.kind = v.text(); }},
};

constexpr Field<Efa> efa_fields[] = {
    {"interfaces",
     [](JsonValue const& v, Efa& efa) { efa.interfaces = v.is_null() ? 0 : v.integer(1, 256); }},
    {"version",
     [](JsonValue const& v, Efa& efa) { efa.version = v.is_null() ? 0 : v.integer(1, 9); }},
};

constexpr Field<Accelerator> accelerator_table[] = {
    {"architecture", read_label<Accelerator>},
    {"best_matmul_tflops_per_s",
     [](JsonValue const& v, Accelerator&) {
       if (!v.is_null()) whole<Peaks>(v, peak_fields);
     }},
    {"dense_tflops_per_s", read_peaks},
    {"devices", [](JsonValue const& v, Accelerator& part) { part.devices = v.integer(1, 64); }},
    {"ec2_memory_mib",
     [](JsonValue const& v, Accelerator& part) {
       part.ec2_memory = std::nullopt;
       if (!v.is_null()) part.ec2_memory = v.integer(1, 2'000'000) * mebibyte;
     },
     false},
    {"ec2_name",
     [](JsonValue const& v, Accelerator& part) {
       part.ec2_name = v.is_null() ? std::string() : v.text();
     },
     false},
    {"id", [](JsonValue const& v, Accelerator& part) { part.id = v.text(); }},
    {"link",
     [](JsonValue const& v, Accelerator& part) {
       part.link = std::nullopt;
       if (!v.is_null()) part.link = whole<Link>(v, link_fields);
     }},
    {"memory_bandwidth_gb_per_s",
     [](JsonValue const& v, Accelerator& part) {
       part.memory_bandwidth = std::nullopt;
       if (!v.is_null()) part.memory_bandwidth = gigabytes_per_second(v.number(1, 1e5));
     }},
    {"memory_mib", [](JsonValue const& v,
                      Accelerator& part) { part.memory = v.integer(1, 2'000'000) * mebibyte; }},
    {"memory_type", read_label<Accelerator>},
    {"name", [](JsonValue const& v, Accelerator& part) { part.name = v.text(); }},
    {"notes", read_elsewhere<Accelerator>, false},
    {"power_w", read_power<Accelerator>},
    {"sources", read_elsewhere<Accelerator>, false},
    {"vendor", [](JsonValue const& v, Accelerator& part) { part.vendor = v.text(); }},
};

void read_link(JsonValue const& value, InstanceType& type) {
  type.link = std::nullopt;
  if (!value.is_null()) type.link = whole<Link>(value, link_fields);
}

void read_efa(JsonValue const& value, InstanceType& type) {
  type.efa = std::nullopt;
  if (!value.is_null()) type.efa = whole<Efa>(value, efa_fields);
}

void read_regions(JsonValue const& value, InstanceType& type) {
  type.regions = std::nullopt;
  if (value.is_null()) return;
  type.regions.emplace();
  value.each_element([&](JsonValue const& region) { type.regions->push_back(region_of(region)); });
}

void read_retired(JsonValue const& value, InstanceType& type) {
  type.retired = std::nullopt;
  if (value.is_null()) return;
  std::string const& text = value.text();
  if (!is_date(text) && !is_date(text + "-01"))
    value.refuse("is not a month", "a month, such as \"2026-07\", or a day", "correct the value");
  type.retired = text;
}

constexpr Field<InstanceType> instance_table[] = {
    {"accelerator", [](JsonValue const& v, InstanceType& type) { type.accelerator.id = v.text(); }},
    {"accelerators",
     [](JsonValue const& v, InstanceType& type) { type.accelerators = v.integer(1, 1024); }},
    {"ec2_instances",
     [](JsonValue const& v, InstanceType& type) { type.ec2_instances = v.integer(1, 1024); },
     false},
    {"efa", read_efa},
    {"host_memory_gib",
     [](JsonValue const& v, InstanceType& type) {
       type.host_memory = (v.is_null() ? 0 : v.number(1, 1e6)) * gibibyte;
     }},
    {"instance_type", [](JsonValue const& v, InstanceType& type) { type.name = v.text(); }},
    {"link", read_link},
    {"memory_total_mib",
     [](JsonValue const& v, InstanceType&) {
       if (!v.is_null()) v.integer(1, 100'000'000);
     },
     false},
    {"network_burst",
     [](JsonValue const& v, InstanceType& type) {
       type.network_burst = !v.is_null() && v.boolean();
     },
     false},
    {"network_gbps",
     [](JsonValue const& v, InstanceType& type) {
       type.network = v.number(0.1, 1e6) * gigabit / second;
     }},
    {"notes", read_elsewhere<InstanceType>, false},
    {"nvme_gb",
     [](JsonValue const& v, InstanceType& type) {
       type.nvme = (v.is_null() ? 0 : v.number(0, 1e7)) * gigabyte;
     },
     false},
    {"power_w", read_power<InstanceType>, false},
    {"quota",
     [](JsonValue const& v, InstanceType& type) {
       type.quota = v.is_null() ? std::string() : v.text();
     },
     false},
    {"regions", read_regions, false},
    {"retired", read_retired, false},
    {"since",
     [](JsonValue const& v, InstanceType& type) {
       type.since = v.is_null() ? std::nullopt : std::optional(v.date());
     },
     false},
    {"sources", read_elsewhere<InstanceType>, false},
    {"spot_quota",
     [](JsonValue const& v, InstanceType& type) {
       type.spot_quota = v.is_null() ? std::string() : v.text();
     },
     false},
    {"vcpus", [](JsonValue const& v,
                 InstanceType& type) { type.vcpus = v.is_null() ? 0 : v.integer(1, 100'000); }},
};

}  // namespace

std::span<Field<Accelerator> const> accelerator_fields() { return accelerator_table; }
std::span<Field<InstanceType> const> instance_fields() { return instance_table; }

}  // namespace ec2plan::catalog
