#include "catalog/aws/product_filter.hpp"

#include <array>

#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

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

}  // namespace

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

}  // namespace ec2plan::catalog
