#include <algorithm>
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

/// On-demand prices of one place or size beside those of another, which other sources give.

namespace {

constexpr std::string_view usual_region = "us-east-1";
/// The three have had the same on-demand price for every type with accelerators on record.
constexpr std::string_view equal_regions[] = {"us-east-2", "us-west-2"};

/// The shipped regions cost 1.00 to 1.68 of us-east-1.
constexpr Band beside_usual{.least = 0.7, .most = 2.5, .least_at_all = 0.2, .most_at_all = 6};
/// All agree to a millionth: they differ in how many digits a source keeps.
constexpr Band equal{.least = 0.999, .most = 1.001, .least_at_all = 0.2, .most_at_all = 6};
/// A region is dearer by one factor for the whole family: the shipped 203 differ by less than 3 %.
constexpr Band like_the_family{.least = 0.95, .most = 1.05, .least_at_all = 0.2, .most_at_all = 6};

bool is_current(PriceTable const& table, ListedPrice const& listed) {
  auto const& all = table.at({listed.instance_type, listed.price.region, listed.price.purchase});
  return all.back() == &listed;
}

/// The price of us-east-1 at the time of this one; nullptr for those of us-east-1 itself.
ListedPrice const* usual_price(PriceTable const& table, ListedPrice const& listed) {
  if (listed.price.purchase != Purchase::on_demand || listed.price.region == usual_region)
    return nullptr;
  return held_on(table, {listed.instance_type, usual_region, Purchase::on_demand},
                 listed.price.as_of);
}

std::string beside_text(ListedPrice const& listed, double ratio, std::string const& other) {
  return usd_text(hourly_usd(listed)) + " is " + ratio_text(ratio) + " times " + other;
}

/// The middle of the factors.
double median(std::vector<double> values) {
  auto const middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Uplift {
  ListedPrice const* listed = nullptr;
  double factor = 1;
};

/// How much dearer each current price is than that of us-east-1, by family and region.
std::map<std::pair<std::string_view, std::string_view>, std::vector<Uplift>> uplifts(
    Catalog const& catalog, PriceTable const& table) {
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Uplift>> all;
  for (auto const& listed : catalog.prices) {
    auto const* usual = usual_price(table, listed);
    if (usual == nullptr || !is_current(table, listed)) continue;
    all[{family_of(listed.instance_type), listed.price.region}].push_back(
        {&listed, hourly_usd(listed) / hourly_usd(*usual)});
  }
  return all;
}

/// vCPUs for each accelerator, in hundredths: sizes that have as many are multiples of each other.
long vcpus_each(InstanceType const& type) {
  return std::lround(100.0 * type.vcpus / type.accelerators);
}

}  // namespace

Inspection regions_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "regions", .about = "on-demand is as dear as in us-east-1, within a factor"}};
  auto const table = price_table(catalog);
  for (auto const& listed : catalog.prices) {
    auto const* usual = usual_price(table, listed);
    if (usual == nullptr) continue;
    double const ratio = hourly_usd(listed) / hourly_usd(*usual);
    judge(inspection, ratio, beside_usual, address_of(listed),
          beside_text(listed, ratio, "that of us-east-1, " + usd_text(hourly_usd(*usual))),
          "0.7 to 2.5 times the price of us-east-1");
  }
  return inspection;
}

Inspection equal_regions_check(Catalog const& catalog) {
  Inspection inspection{{.name = "equal-regions",
                         .about = "us-east-2 and us-west-2 agree with us-east-1, whose source is "
                                  "another"}};
  auto const table = price_table(catalog);
  for (auto const& listed : catalog.prices) {
    auto const* usual = usual_price(table, listed);
    bool const compared =
        std::ranges::find(equal_regions, listed.price.region) != std::end(equal_regions);
    if (usual == nullptr || !compared || usual->price.source == listed.price.source) continue;
    double const ratio = hourly_usd(listed) / hourly_usd(*usual);
    judge(inspection, ratio, equal, address_of(listed),
          usd_text(hourly_usd(listed)) + " (" + listed.price.source + ") beside " +
              usd_text(hourly_usd(*usual)) + " (" + usual->price.source + ")",
          "the price of us-east-1");
  }
  return inspection;
}

Inspection families_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "families", .about = "a region is dearer by one factor for a whole family"}};
  auto const table = price_table(catalog);
  for (auto const& [key, members] : uplifts(catalog, table)) {
    if (members.size() < 3) continue;  // of two, neither is the odd one
    std::vector<double> factors;
    for (auto const& member : members)
      factors.push_back(member.factor);
    double const usual = median(factors);
    for (auto const& member : members)
      judge(inspection, member.factor / usual, like_the_family, address_of(*member.listed),
            usd_text(hourly_usd(*member.listed)) + " is " + ratio_text(member.factor) +
                " times the price of us-east-1, where " + std::string(key.first) + " is " +
                ratio_text(usual) + " times as dear",
            "the factor of its family, within 5 %");
  }
  return inspection;
}

Inspection sizes_check(Catalog const& catalog) {
  Inspection inspection{
      {.name = "sizes", .about = "sizes that are multiples cost the same for each accelerator"}};
  auto const table = price_table(catalog);
  std::map<std::tuple<std::string_view, std::string_view, long>, ListedPrice const*> first;
  for (auto const& listed : catalog.prices) {
    auto const* type = find_instance(catalog, listed.instance_type);
    if (type == nullptr || type->vcpus == 0 || type->accelerators < 1 ||
        listed.price.purchase != Purchase::on_demand || !is_current(table, listed))
      continue;
    auto const [place, is_new] = first.try_emplace(
        {family_of(listed.instance_type), listed.price.region, vcpus_each(*type)}, &listed);
    if (is_new) continue;
    auto const* other = find_instance(catalog, place->second->instance_type);
    double const each = hourly_usd(listed) / type->accelerators;
    double const other_each = hourly_usd(*place->second) / other->accelerators;
    judge(inspection, each / other_each, like_the_family, address_of(listed),
          usd_text(each) + " an accelerator beside " + usd_text(other_each) + " of " + other->name,
          "the same, within 5 %");
  }
  return inspection;
}

}  // namespace ec2plan::catalog
