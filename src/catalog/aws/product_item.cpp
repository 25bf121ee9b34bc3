#include "catalog/aws/product_item.hpp"

namespace ec2plan::catalog {
namespace {

constexpr auto shape = "a product with its terms, as the AWS Price List API gives it";

}  // namespace

void ProductItem::text(JsonPath const& path, std::string_view value) {
  std::string_view const member = path.key(level_ - 1);
  if (member == "product")
    product_.text(path, level_ + 1, value);
  else if (member == "terms")
    term_.text(path, level_ + 3, value);
  else if (path.depth() == level_ && member == "publicationDate")
    publication_ = value;
  else if (path.depth() == level_ && member == "serviceCode")
    service_ = value;
}

void ProductItem::close(JsonPath const& path) {
  if (path.key(level_ - 1) != "terms") return;
  term_.close(path, level_ + 3);
  if (path.depth() != level_ + 2) return;
  terms_.emplace_back(path.key(level_), term_);
  term_.clear();
}

void ProductItem::finish(Refusal const& refuse) {
  Product& product = product_.product;
  if (product.sku.empty()) refuse("has no product", shape);
  if (!service_.empty() && service_ != "AmazonEC2")
    refuse("is a product of '" + service_ + "'", "products of AmazonEC2");
  if (auto offered = list_->wanted(product)) {
    for (auto& [name, term] : terms_) {
      if (term.sku != product.sku)
        refuse("has the term of '" + term.sku + "' in the place of another", shape);
      term.finish(*list_, name, *offered, refuse);
    }
    if (offered->rates == 0)
      list_->leave_out("the list has no rate for it", offered->instance_type, offered->region);
  }
  list_->finish(publication_, refuse);
  product.clear();
  terms_.clear();
  publication_.clear();
  service_.clear();
}

}  // namespace ec2plan::catalog
