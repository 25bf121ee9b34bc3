#include "catalog/layers.hpp"

namespace ec2plan::catalog {
namespace {

constexpr Bandwidth gigabytes_per_second(double value) { return value * gigabyte / second; }

/// Of an accelerator; the layer keeps it among what is stated too.
void read_rating(JsonValue const& value, Accelerator& part) {
  part.power = std::nullopt;
  if (!value.is_null()) part.power = value.number(1, 1e6) * watt;
}

/// Checked alone: the layer keeps it among what is stated.
void read_power(JsonValue const& value, InstanceType&) {
  if (!value.is_null()) value.number(1, 1e6);
}

void read_label(JsonValue const& value, Accelerator&) {
  if (!value.is_null()) value.text();
}

std::string text_of(JsonValue const& value) {
  return value.is_null() ? std::string() : value.text();
}

struct Peaks {
  std::optional<FlopRate> bf16{}, fp16{}, fp8{};
};

template <std::optional<FlopRate> Peaks::*member>
void read_peak(JsonValue const& value, Peaks& peaks) {
  peaks.*member = std::nullopt;
  if (!value.is_null()) peaks.*member = value.number(0.1, 1e5) * tera * flop / second;
}

template <std::optional<FlopRate> Peaks::*member>
std::string peak_text(Peaks const& peaks) {
  return told_in(tera * flop / second, peaks.*member);
}

constexpr Field<Peaks> peak_fields[] = {
    {"bf16", read_peak<&Peaks::bf16>, peak_text<&Peaks::bf16>, false},
    {"fp16", read_peak<&Peaks::fp16>, peak_text<&Peaks::fp16>, false},
    {"fp8", read_peak<&Peaks::fp8>, peak_text<&Peaks::fp8>, false},
};

Peaks peaks_of(Accelerator const& part) {
  return {.bf16 = part.bf16, .fp16 = part.fp16, .fp8 = part.fp8};
}

struct SinglePeaks {
  std::optional<FlopRate> fp32{}, tf32{};
};

template <std::optional<FlopRate> SinglePeaks::*member>
void read_single(JsonValue const& value, SinglePeaks& peaks) {
  peaks.*member = std::nullopt;
  if (!value.is_null()) peaks.*member = value.number(0.1, 1e5) * tera * flop / second;
}

template <std::optional<FlopRate> SinglePeaks::*member>
std::string single_text(SinglePeaks const& peaks) {
  return told_in(tera * flop / second, peaks.*member);
}

constexpr Field<SinglePeaks> single_fields[] = {
    {"fp32", read_single<&SinglePeaks::fp32>, single_text<&SinglePeaks::fp32>, false},
    {"tf32", read_single<&SinglePeaks::tf32>, single_text<&SinglePeaks::tf32>, false},
};

void read_single_peaks(JsonValue const& value, Accelerator& part) {
  SinglePeaks peaks{.fp32 = part.fp32, .tf32 = part.tf32};
  read_fields<SinglePeaks>(value, single_fields, peaks);
  part.fp32 = peaks.fp32, part.tf32 = peaks.tf32;
}

void read_peaks(JsonValue const& value, Accelerator& part) {
  Peaks peaks = peaks_of(part);
  read_fields<Peaks>(value, peak_fields, peaks);
  part.bf16 = peaks.bf16, part.fp16 = peaks.fp16, part.fp8 = peaks.fp8;
}

constexpr Field<Link> link_fields[] = {
    {"domain", [](JsonValue const& v, Link& link) { link.domain = v.integer(1, 1024); }, nullptr,
     false},
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

std::string link_text(std::optional<Link> const& link) {
  if (!link) return "none";
  return link->kind + ", " + told_in(gigabyte / second, link->per_direction) + " GB/s one way" +
         (link->domain > 0 ? ", joins " + told(link->domain) : "");
}

std::string efa_text(std::optional<Efa> const& efa) {
  if (!efa) return "none";
  auto const known = [](int value) { return value > 0 ? told(value) : std::string("?"); };
  return "v" + known(efa->version) + " x " + known(efa->interfaces);
}

template <auto member, typename Record>
std::string told_member(Record const& record) {
  return told(record.*member);
}

constexpr Field<Accelerator> accelerator_table[] = {
    {"architecture", read_label},
    {"best_matmul_tflops_per_s",
     [](JsonValue const& v, Accelerator&) {
       if (!v.is_null()) whole<Peaks>(v, peak_fields);
     }},
    {"dense_tflops_per_s", read_peaks, nullptr, true,
     [](Accelerator const& part) {
       auto const peaks = peaks_of(part);
       return facts_of<Peaks>(&peaks, peak_fields);
     }},
    {"devices", [](JsonValue const& v, Accelerator& part) { part.devices = v.integer(1, 64); },
     told_member<&Accelerator::devices>},
    {"ec2_memory_mib",
     [](JsonValue const& v, Accelerator& part) {
       part.ec2_memory = std::nullopt;
       if (!v.is_null()) part.ec2_memory = v.integer(1, 2'000'000) * mebibyte;
     },
     [](Accelerator const& part) { return told_in(1 * mebibyte, part.ec2_memory); }, false},
    {"ec2_name", [](JsonValue const& v, Accelerator& part) { part.ec2_name = text_of(v); },
     told_member<&Accelerator::ec2_name>, false},
    {"id", [](JsonValue const& v, Accelerator& part) { part.id = v.text(); }},
    {"link",
     [](JsonValue const& v, Accelerator& part) {
       part.link = std::nullopt;
       if (!v.is_null()) part.link = whole<Link>(v, link_fields);
     },
     [](Accelerator const& part) { return link_text(part.link); }},
    {"memory_bandwidth_gb_per_s",
     [](JsonValue const& v, Accelerator& part) {
       part.memory_bandwidth = std::nullopt;
       if (!v.is_null()) part.memory_bandwidth = gigabytes_per_second(v.number(1, 1e5));
     },
     [](Accelerator const& part) { return told_in(gigabyte / second, part.memory_bandwidth); }},
    {"memory_mib",
     [](JsonValue const& v, Accelerator& part) {
       part.memory = v.integer(1, 2'000'000) * mebibyte;
     },
     [](Accelerator const& part) { return told_in(1 * mebibyte, part.memory); }},
    {"memory_type", read_label},
    {"name", [](JsonValue const& v, Accelerator& part) { part.name = v.text(); },
     told_member<&Accelerator::name>},
    {"notes", read_elsewhere<Accelerator>, nullptr, false},
    {"power_w", read_rating},
    {"single_precision_tflops_per_s", read_single_peaks, nullptr, false,
     [](Accelerator const& part) {
       SinglePeaks const peaks{.fp32 = part.fp32, .tf32 = part.tf32};
       return facts_of<SinglePeaks>(&peaks, single_fields);
     }},
    {"sources", read_elsewhere<Accelerator>, nullptr, false},
    {"vendor", [](JsonValue const& v, Accelerator& part) { part.vendor = v.text(); },
     told_member<&Accelerator::vendor>},
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

/// Of a count, a text or a day: 0, empty or none where it is not known.
template <auto member>
std::string known(InstanceType const& type) {
  return type.*member == std::decay_t<decltype(type.*member)>{} ? std::string()
                                                                : told(type.*member);
}

template <std::string InstanceType::*member>
void read_name(JsonValue const& value, InstanceType& type) {
  type.*member = text_of(value);
}

constexpr Field<InstanceType> instance_table[] = {
    {"accelerator", [](JsonValue const& v, InstanceType& type) { type.accelerator.id = v.text(); },
     [](InstanceType const& type) { return type.accelerator.id; }},
    {"accelerators",
     [](JsonValue const& v, InstanceType& type) { type.accelerators = v.integer(1, 1024); },
     known<&InstanceType::accelerators>},
    {"block_quota", read_name<&InstanceType::block_quota>, known<&InstanceType::block_quota>,
     false},
    {"block_quota_code", read_name<&InstanceType::block_quota_code>,
     known<&InstanceType::block_quota_code>, false},
    {"ec2_instances",
     [](JsonValue const& v, InstanceType& type) { type.ec2_instances = v.integer(1, 1024); },
     known<&InstanceType::ec2_instances>, false},
    {"efa", read_efa, [](InstanceType const& type) { return efa_text(type.efa); }},
    {"host_memory_gib",
     [](JsonValue const& v, InstanceType& type) {
       type.host_memory = (v.is_null() ? 0 : v.number(1, 1e6)) * gibibyte;
     },
     [](InstanceType const& type) { return told_in(1 * gibibyte, type.host_memory); }},
    {"instance_type", [](JsonValue const& v, InstanceType& type) { type.name = v.text(); }},
    {"link", read_link, [](InstanceType const& type) { return link_text(type.link); }},
    {"memory_total_mib",
     [](JsonValue const& v, InstanceType&) {
       if (!v.is_null()) v.integer(1, 100'000'000);
     },
     nullptr, false},
    {"network_burst",
     [](JsonValue const& v, InstanceType& type) {
       type.network_burst = !v.is_null() && v.boolean();
     },
     told_member<&InstanceType::network_burst>, false},
    {"network_gbps",
     [](JsonValue const& v, InstanceType& type) {
       type.network = v.number(0.1, 1e6) * gigabit / second;
     },
     [](InstanceType const& type) { return told_in(gigabit / second, type.network); }},
    {"notes", read_elsewhere<InstanceType>, nullptr, false},
    {"nvme_gb",
     [](JsonValue const& v, InstanceType& type) {
       type.nvme = (v.is_null() ? 0 : v.number(0, 1e7)) * gigabyte;
     },
     [](InstanceType const& type) { return told_in(1 * gigabyte, type.nvme); }, false},
    {"power_w", read_power, nullptr, false},
    {"quota", read_name<&InstanceType::quota>, known<&InstanceType::quota>, false},
    {"quota_code", read_name<&InstanceType::quota_code>, known<&InstanceType::quota_code>, false},
    {"regions", read_regions, nullptr, false},
    {"retired", read_retired, nullptr, false},
    {"since",
     [](JsonValue const& v, InstanceType& type) {
       type.since = v.is_null() ? std::nullopt : std::optional(v.date());
     },
     known<&InstanceType::since>, false},
    {"sources", read_elsewhere<InstanceType>, nullptr, false},
    {"spot_quota", read_name<&InstanceType::spot_quota>, known<&InstanceType::spot_quota>, false},
    {"spot_quota_code", read_name<&InstanceType::spot_quota_code>,
     known<&InstanceType::spot_quota_code>, false},
    {"vcpus",
     [](JsonValue const& v, InstanceType& type) {
       type.vcpus = v.is_null() ? 0 : v.integer(1, 100'000);
     },
     known<&InstanceType::vcpus>},
};

}  // namespace

std::span<Field<Accelerator> const> accelerator_fields() { return accelerator_table; }
std::span<Field<InstanceType> const> instance_fields() { return instance_table; }

}  // namespace ec2plan::catalog
