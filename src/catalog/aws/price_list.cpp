#include "catalog/aws/price_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "catalog/aws/product_filter.hpp"
#include "catalog/json_value.hpp"

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
