#include "catalog/aws/list_events.hpp"

#include <utility>

namespace ec2plan::catalog {

void ProductEvents::text(JsonPath const& path, std::size_t level, std::string_view value) {
  std::string_view const member = path.key(level - 1);
  if (path.depth() == level + 1 && member == "attributes") {
    if (auto const field = product_field(path.key(level))) product.*field = value;
  } else if (path.depth() == level && member == "sku") {
    product.sku = value;
  } else if (path.depth() == level && member == "productFamily") {
    product.product_family = value;
  }
}

void TermEvents::clear() {
  sku.clear();
  rate = dimension_ = {};
  rates.clear();
}

void TermEvents::text(JsonPath const& path, std::size_t level, std::string_view value) {
  std::string_view const member = path.key(level - 1);
  bool const dimension = member == "priceDimensions";
  if (path.depth() == level && member == "sku") {
    sku = value;
  } else if (path.depth() == level && member == "effectiveDate") {
    rate.effective = value;
  } else if (path.depth() == level + 1 && member == "termAttributes") {
    if (auto const field = rate_field(path.key(level))) rate.*field = value;
  } else if (path.depth() == level + 2 && dimension && path.key(level + 1) == "unit") {
    dimension_.unit = value;
  } else if (path.depth() == level + 3 && dimension && path.key(level + 1) == "pricePerUnit" &&
             dimension_.currency != "USD") {
    dimension_.currency = path.key(level + 2);
    dimension_.amount = value;
  }
}

void TermEvents::close(JsonPath const& path, std::size_t level) {
  if (path.depth() == level + 1 && path.key(level - 1) == "priceDimensions")
    rates.push_back(std::exchange(dimension_, {}));
}

void TermEvents::finish(PriceList& list, std::string_view term, Offered& offered,
                        Refusal const& refuse) {
  rate.term = term;
  for (Rate const& dimension : rates) {
    rate.unit = dimension.unit;
    rate.currency = dimension.currency;
    rate.amount = dimension.amount;
    list.add(offered, rate, refuse);
  }
  clear();
}

}  // namespace ec2plan::catalog
