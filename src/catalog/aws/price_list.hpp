#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "catalog/aws/aws_document.hpp"
#include "catalog/aws/byte_blocks.hpp"

/// What the price lists of AWS have in common, whichever their form.
namespace ec2plan::catalog {

/// What a price list says of a product, as far as it decides what is kept. Empty: it does not say.
struct Product {
  std::string sku{};
  std::string product_family{};  // "Compute Instance"
  std::string instance_type{};
  std::string instance_family{};  // "GPU instance"
  std::string gpu{};              // how many: "8"
  std::string region_code{};
  std::string location_type{};  // "AWS Region"
  std::string usage_type{};     // "EU-BoxUsage:p4d.24xlarge"
  std::string market_option{};
  std::string operating_system{};
  std::string tenancy{};
  std::string software{};  // pre-installed
  std::string capacity_status{};
  std::string license{};

  void clear();
};

/// The field that holds an attribute, by its name in JSON ("preInstalledSw") or CSV ("Pre Installed
/// S/W"); nullptr: it decides nothing.
std::string Product::*product_field(std::string_view attribute);

/// One rate of a product.
struct Rate {
  std::string term{};  // "OnDemand", "Reserved"
  std::string lease{};
  std::string offering_class{};
  std::string purchase_option{};
  std::string effective{};  // "2026-09-01T00:00:00Z"
  std::string unit{};
  std::string currency{};
  std::string amount{};
};

/// As product_field, for the columns of a CSV.
std::string Rate::*rate_field(std::string_view column);

/// Throws InputError of kind file, with the place that was reached: a problem, and what was
/// expected.
using Refusal = std::function<void(std::string const& problem, std::string expected)>;

/// Where an instance type is sold.
struct Offered {
  std::string instance_type{};
  std::string region{};
  std::int64_t rates = 0;  // that were seen
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

/// Sorts the products and rates of a list into the findings: a price, or a reason against it.
class PriceList {
 public:
  PriceList(Catalog const& catalog, Findings& findings);

  /// Where it is sold, when the plain on-demand instance of a type of the catalog; else empty, and
  /// counted as skipped.
  std::optional<Offered> wanted(Product const& product);

  /// Takes the price of a wanted product, or counts the rate as skipped.
  void add(Offered& offered, Rate const& rate, Refusal const& refuse);

  /// Counts a record that is left out.
  void leave_out(std::string_view reason, std::string_view subject, std::string_view detail);

  /// Dates the prices with the day of the list, "2026-09-10T19:55:14Z"; empty: it has none.
  void finish(std::string_view publication, Refusal const& refuse);

 private:
  std::unordered_set<std::string, TextHash, std::equal_to<>> types_{};  // of the catalog
  std::unordered_map<std::string, double> seen_{};                      // of this list
  Findings* findings_;
  std::size_t first_;  // price of this list
};

/// The bulk price list as CSV. Throws: InputError of kind file that names the byte and line.
void read_offer_csv(ByteBlocks& blocks, Catalog const& catalog, Findings& findings);

}  // namespace ec2plan::catalog
