#include <array>
#include <cmath>

#include "catalog/checks/inspection.hpp"
#include "ec2plan/units/format.hpp"

/// Hardware against itself.
namespace ec2plan::catalog {
namespace {

/// Gbit/s that one interface carries, by generation of EFA: 100 in p4d (4 for 400) and p5 (32 for
/// 3,200), 200 in p5en (16 for 3,200), 400 in p6-b200 (8 for 3,200).
constexpr std::array<double, 5> interface_gbps{0, 100, 100, 200, 400};

constexpr double rounding = 1e-6;

/// A sparse figure is twice the dense one. The best products measured reach 0.7 to 0.87 of the
/// dense peaks (A100 to B300), so that a peak 1.8 times as high as the best is a sparse one.
constexpr double most_above_measured = 1.8;

/// Eight bits run at one to twice the rate of sixteen: 2.02 on the L40S.
constexpr double most_above_bf16 = 2.1;

std::string tflops_text(double tflops) { return number_text(tflops) + " TFLOP/s"; }

double tflops_of(FlopRate rate) {
  constexpr double grain = 1e6;
  return std::round(rate / (tera * flop / second) * grain) / grain;
}

void check_memory(Inspection& inspection, Catalog const& catalog, InstanceType const& type) {
  auto const stated = catalog.stated.find("instances/" + type.name + "/memory_total_mib");
  if (stated == catalog.stated.end()) return;
  inspection.look();
  double const sum = type.accelerators * (type.accelerator.memory / mebibyte);
  if (std::abs(stated->second - sum) <= rounding * sum) return;
  inspection.find(Severity::broken, "instances/" + type.name + "/memory_total_mib",
                  "is " + integer_text(stated->second) + " MiB, where " +
                      integer_text(type.accelerators) + " x " + type.accelerator.id + " hold " +
                      integer_text(sum),
                  "accelerators x memory of each");
}

void check_network(Inspection& inspection, InstanceType const& type) {
  if (!type.efa) return;
  inspection.look();
  std::string const where = "instances/" + type.name;
  double const gbps = type.network / (gigabit / second);
  if (type.network_burst)
    inspection.find(Severity::doubtful, where + "/network_burst",
                    "says that the line rate is not sustained, of a type with EFA",
                    "false: types with EFA keep their rate");
  auto const version = static_cast<std::size_t>(type.efa->version);
  if (version == 0 || type.efa->interfaces == 0 || version >= interface_gbps.size()) return;
  double const most = type.efa->interfaces * interface_gbps[version];
  if (gbps <= most * (1 + rounding)) return;
  inspection.find(gbps > 4 * most ? Severity::broken : Severity::doubtful, where + "/network_gbps",
                  "is " + integer_text(gbps) + " Gbit/s over " +
                      integer_text(type.efa->interfaces) + " interfaces of EFA v" +
                      integer_text(type.efa->version),
                  "at most " + integer_text(most) + " Gbit/s");
}

/// A peak beside the best product that somebody measured.
void check_measured(Inspection& inspection, Catalog const& catalog, Accelerator const& part,
                    std::string const& precision, std::optional<FlopRate> const& peak) {
  std::string const path = "accelerators/" + part.id;
  auto const best = catalog.stated.find(path + "/best_matmul_tflops_per_s/" + precision);
  if (!peak || best == catalog.stated.end()) return;
  inspection.look();
  double const stated = tflops_of(*peak), ratio = stated / best->second;
  if (ratio >= 1 && ratio <= most_above_measured) return;
  inspection.find(Severity::broken, path + "/dense_tflops_per_s/" + precision,
                  "is " + tflops_text(stated) + ", " + ratio_text(ratio) +
                      " times the best that was measured, " + tflops_text(best->second),
                  ratio < 1 ? "a peak is above what was measured"
                            : "a dense peak: half of a figure \"with sparsity\"");
}

void check_eight_bits(Inspection& inspection, Accelerator const& part) {
  if (!part.fp8 || !part.bf16) return;
  inspection.look();
  double const ratio = *part.fp8 / *part.bf16;
  if (ratio >= 1 - rounding && ratio <= most_above_bf16) return;
  inspection.find(Severity::broken, "accelerators/" + part.id + "/dense_tflops_per_s/fp8",
                  "is " + tflops_text(tflops_of(*part.fp8)) + ", " + ratio_text(ratio) +
                      " times bf16, " + tflops_text(tflops_of(*part.bf16)),
                  "one to two times the rate of bf16, both dense");
}

}  // namespace

Inspection memory_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "memory", .about = "the memory of a type is that of its accelerators"}};
  for (auto const& type : catalog.instances)
    check_memory(inspection, catalog, type);
  return inspection;
}

Inspection network_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "network", .about = "the EFA interfaces of a type carry its line rate"}};
  for (auto const& type : catalog.instances)
    check_network(inspection, type);
  return inspection;
}

Inspection peaks_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "peaks", .about = "peaks are dense: near what was measured, fp8 near twice bf16"}};
  for (auto const& part : catalog.accelerators) {
    check_measured(inspection, catalog, part, "bf16", part.bf16);
    check_measured(inspection, catalog, part, "fp8", part.fp8);
    check_eight_bits(inspection, part);
  }
  return inspection;
}

}  // namespace ec2plan::catalog
