#include "catalog/aws/price_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "catalog/json_value.hpp"
#include "catalog/layers.hpp"

namespace ec2plan::catalog {
namespace {

template <typename Record>
struct Named {
  std::string_view in_json;
  std::string_view in_csv;
  std::string Record::*field;
};

constexpr std::array<Named<Product>, 12> attributes{
    {{"instanceType", "Instance Type", &Product::instance_type},
     {"instanceFamily", "Instance Family", &Product::instance_family},
     {"gpu", "GPU", &Product::gpu},
     {"regionCode", "Region Code", &Product::region_code},
     {"locationType", "Location Type", &Product::location_type},
     {"usagetype", "usageType", &Product::usage_type},
     {"marketoption", "MarketOption", &Product::market_option},
     {"operatingSystem", "Operating System", &Product::operating_system},
     {"tenancy", "Tenancy", &Product::tenancy},
     {"preInstalledSw", "Pre Installed S/W", &Product::software},
     {"capacitystatus", "CapacityStatus", &Product::capacity_status},
     {"licenseModel", "License Model", &Product::license}}};

constexpr std::array<Named<Rate>, 8> rate_columns{
    {{"", "TermType", &Rate::term},
     {"LeaseContractLength", "LeaseContractLength", &Rate::lease},
     {"OfferingClass", "OfferingClass", &Rate::offering_class},
     {"PurchaseOption", "PurchaseOption", &Rate::purchase_option},
     {"effectiveDate", "EffectiveDate", &Rate::effective},
     {"unit", "Unit", &Rate::unit},
     {"", "Currency", &Rate::currency},
     {"", "PricePerUnit", &Rate::amount}}};

template <typename Record, std::size_t size>
std::string Record::*field_of(std::array<Named<Record>, size> const& table, std::string_view name) {
  for (auto const& [in_json, in_csv, field] : table)
    if (name == in_json || name == in_csv) return field;
  return nullptr;
}

std::string listed(std::string_view subject, std::string_view detail) {
  std::string text(subject);
  if (!subject.empty() && !detail.empty()) text += ", ";
  return text += detail;
}

Purchase purchase_of(Rate const& rate) {
  if (rate.term == "OnDemand") return Purchase::on_demand;
  return rate.lease == "1yr" ? Purchase::reserved_1yr : Purchase::reserved_3yr;
}

double dollars_of(Rate const& rate, Refusal const& refuse) {
  double amount = -1;
  auto const* const end = rate.amount.data() + rate.amount.size();
  auto const read = std::from_chars(rate.amount.data(), end, amount, std::chars_format::fixed);
  if (read.ec != std::errc() || read.ptr != end || !(amount >= 0 && amount <= 2000))
    refuse("'" + rate.amount + "' is no price of an hour", "dollars from 0 to 2000, as \"55.04\"");
  return amount;
}

std::string day_of(std::string_view time, Refusal const& refuse) {
  std::string day(time.substr(0, 10));
  if (!is_date(day)) refuse("'" + std::string(time) + "' is no day", "a day such as 2026-09-01");
  return day;
}

constexpr std::size_t longest_region = 64;

struct Prefix {
  std::string_view usage_type;
  std::string_view region;
};

// Lists before 2021 have no region codes. Only old regions are in those, and their prefixes are
// well known; no prefix can be guessed ("EU" is Ireland, "APS3" is Mumbai).
constexpr std::array<Prefix, 17> prefixes{{{"USE1", "us-east-1"},
                                           {"USE2", "us-east-2"},
                                           {"USW1", "us-west-1"},
                                           {"USW2", "us-west-2"},
                                           {"UGW1", "us-gov-west-1"},
                                           {"CAN1", "ca-central-1"},
                                           {"SAE1", "sa-east-1"},
                                           {"EU", "eu-west-1"},
                                           {"EUW2", "eu-west-2"},
                                           {"EUW3", "eu-west-3"},
                                           {"EUC1", "eu-central-1"},
                                           {"EUN1", "eu-north-1"},
                                           {"APN1", "ap-northeast-1"},
                                           {"APN2", "ap-northeast-2"},
                                           {"APS1", "ap-southeast-1"},
                                           {"APS2", "ap-southeast-2"},
                                           {"APS3", "ap-south-1"}}};

bool said_otherwise(std::string_view text, std::string_view expected) {
  return !text.empty() && text != expected;
}

bool starts_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

/// Why a product is not the plain instance that a plan prices: Linux, shared, nothing installed,
/// in use, on-demand. Empty: it is.
std::string_view reason_against(Product const& product) {
  if (product.location_type == "AWS Outposts") return "it is on AWS Outposts";
  if (product.operating_system != "Linux") return "the operating system is not Linux";
  if (product.tenancy != "Shared") return "the tenancy is not shared";
  if (said_otherwise(product.software, "NA")) return "software is installed on it";
  if (said_otherwise(product.capacity_status, "Used"))
    return "it is reserved capacity, not an instance in use";
  if (said_otherwise(product.license, "No License required")) return "it needs a licence";
  if (said_otherwise(product.market_option, "OnDemand"))
    return "it is sold in another way than on demand";
  return {};
}

/// Why a rate of such an instance is none that a plan can use. Empty: it is an hourly price in USD,
/// on demand or of a standard reservation without upfront payment.
std::string_view reason_against(Rate const& rate) {
  if (rate.term == "Reserved") {
    if (rate.offering_class != "standard") return "the reservation is not a standard one";
    if (rate.purchase_option != "No Upfront") return "the reservation is paid upfront";
    if (rate.lease != "1yr" && rate.lease != "3yr")
      return "the reservation is not for 1 or 3 years";
  } else if (rate.term != "OnDemand") {
    return "the term is neither on demand nor reserved";
  }
  if (rate.unit != "Hrs") return "it is not priced by the hour";
  if (rate.currency != "USD") return "it is not priced in USD";
  return {};
}

/// Whether a price list describes the type as one with accelerators, or its name does.
bool looks_accelerated(Product const& product) {
  if (!product.gpu.empty() && product.gpu != "0" && product.gpu != "NA") return true;
  for (std::string_view const family : {"GPU instance", "Machine Learning ASIC Instances"})
    if (product.instance_family == family) return true;
  for (std::string_view const name : {"p", "g", "trn", "dl"})
    if (product.instance_type.starts_with(name) &&
        starts_with_digit(std::string_view(product.instance_type).substr(name.size())))
      return true;
  return false;
}

/// "us-east-1"; empty: the list does not say, or in a way that is not known for sure.
std::string region_of(Product const& product) {
  if (!product.region_code.empty())
    return product.region_code.size() <= longest_region && is_region(product.region_code)
               ? product.region_code
               : std::string();
  std::string_view const usage = product.usage_type;
  auto const colon = usage.find(':');
  auto const dash = usage.substr(0, colon).find('-');
  if (usage.starts_with("BoxUsage")) return "us-east-1";
  for (Prefix const& prefix : prefixes)
    if (dash != std::string_view::npos && usage.substr(0, dash) == prefix.usage_type)
      return std::string(prefix.region);
  return {};
}

}  // namespace

void Product::clear() {
  sku.clear();
  product_family.clear();
  for (auto const& attribute : attributes)
    (this->*attribute.field).clear();
}

std::string Product::*product_field(std::string_view attribute) {
  if (attribute == "Product Family") return &Product::product_family;
  if (attribute == "SKU") return &Product::sku;
  return field_of(attributes, attribute);
}

std::string Rate::*rate_field(std::string_view column) { return field_of(rate_columns, column); }

PriceList::PriceList(Catalog const& catalog, Findings& findings)
    : findings_(&findings), first_(findings.prices.size()) {
  for (InstanceType const& type : catalog.instances)
    types_.insert(type.name);
}

void PriceList::leave_out(std::string_view reason, std::string_view subject,
                          std::string_view detail) {
  ++findings_->records;
  for (Skipped& skipped : findings_->skipped)
    if (skipped.reason == reason) return void(++skipped.count);
  skip(*findings_, std::string(reason), listed(subject, detail));
}

std::optional<Offered> PriceList::wanted(Product const& product) {
  std::string_view const type = product.instance_type;
  auto const out = [&](std::string_view reason, std::string_view detail) {
    leave_out(reason, type.empty() ? product.sku : type, detail);
    return std::nullopt;
  };
  bool const is_instance =
      product.product_family.empty() || product.product_family.starts_with("Compute Instance");
  if (type.empty() || !is_instance)
    return out("it is no instance", listed(product.product_family, product.usage_type));
  if (!types_.contains(type))
    return out(looks_accelerated(product)
                   ? "it is no type of the catalog: import instance-types first"
                   : "the type has no accelerator",
               product.region_code);
  std::string region = region_of(product);
  if (auto const reason = reason_against(product); !reason.empty())
    return out(reason, listed(region, product.usage_type));
  if (region.empty()) return out("the region is not known", product.usage_type);
  return Offered{.instance_type = product.instance_type, .region = std::move(region)};
}

void PriceList::add(Offered& offered, Rate const& rate, Refusal const& refuse) {
  ++offered.rates;
  std::string const subject = listed(offered.instance_type, offered.region);
  if (auto const reason = reason_against(rate); !reason.empty())
    return leave_out(reason, subject,
                     rate.term == "OnDemand" ? listed(rate.amount, rate.currency)
                                             : listed(rate.lease, rate.purchase_option));
  double const dollars = dollars_of(rate, refuse);
  Purchase const purchase = purchase_of(rate);
  std::string const name(purchase_name(purchase));
  if (dollars == 0) return leave_out("the price is zero", subject, name);
  auto const [first, is_new] = seen_.try_emplace(listed(subject, name), dollars);
  if (!is_new)
    return leave_out(
        first->second == dollars ? "it stands twice" : "the list has another price before it",
        subject, name);
  ++findings_->records;
  ListedPrice price;
  price.instance_type = offered.instance_type;
  price.since = day_of(rate.effective, refuse);
  price.price.purchase = purchase;
  price.price.region = offered.region;
  price.price.per_instance = dollars * dollar / hour;
  findings_->prices.push_back(std::move(price));
}

void PriceList::finish(std::string_view publication, Refusal const& refuse) {
  std::string const day = publication.empty() ? std::string() : day_of(publication, refuse);
  if (is_to_come(*findings_, day))
    refuse("has a publication date in the future, " + day + ",",
           "a day up to " + findings_->latest_day);
  for (auto price = findings_->prices.begin() + static_cast<std::ptrdiff_t>(first_);
       price != findings_->prices.end(); ++price) {
    price->price.as_of = day;
    if (!day.empty()) price->since = std::min(price->since, day);
  }
  findings_->as_of = std::max(findings_->as_of, day);
  first_ = findings_->prices.size();
}

}  // namespace ec2plan::catalog
