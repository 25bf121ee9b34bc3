#include <algorithm>
#include <utility>

#include "catalog/aws/aws_document.hpp"
#include "catalog/aws/json_stream.hpp"
#include "catalog/aws/list_events.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

constexpr auto shape = "what \"aws pricing get-products --service-code AmazonEC2\" prints";
constexpr auto again = "fetch it again, or give the file you meant";

constexpr auto item_shape = "a product with its terms, as the AWS Price List API gives it";

/// A product with its terms as `aws pricing get-products` has it: {"product": {...}, "terms":
/// {"OnDemand": {TERM: {...}}, ...}, "publicationDate": "..."}. Gathered from what a stream tells
/// of its members, around which `level` arrays and objects stand.
class ProductItem {
 public:
  ProductItem(PriceList& list, std::size_t level) : list_(&list), level_(level) {}

  void text(JsonPath const& path, std::string_view value);
  void close(JsonPath const& path);

  /// Adds what was gathered to the list, and forgets it.
  void finish(Refusal const& refuse);

 private:
  PriceList* list_;
  std::size_t level_;
  ProductEvents product_{};
  TermEvents term_{};
  std::vector<std::pair<std::string, TermEvents>> terms_{};  // "OnDemand", "Reserved"
  std::string publication_{};
  std::string service_{};
};

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
  if (product.sku.empty()) refuse("has no product", item_shape);
  if (!service_.empty() && service_ != "AmazonEC2")
    refuse("is a product of '" + service_ + "'", "products of AmazonEC2");
  if (auto offered = list_->wanted(product)) {
    for (auto& [name, term] : terms_) {
      if (term.sku != product.sku)
        refuse("has the term of '" + term.sku + "' in the place of another", item_shape);
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

/// Refuses with the place that the blocks have reached.
Refusal refusal(ByteBlocks const& blocks, JsonPath const& path) {
  return [&](std::string const& problem, std::string expected) {
    blocks.refuse(problem, std::move(expected), again, path.text());
  };
}

/// Listens to a product that is a document of its own.
struct WrittenProduct {
  ByteBlocks const& blocks;
  ProductItem item;

  void key(JsonPath const&) {}
  void text(JsonPath const& path, std::string_view value) {
    if (path.depth() == 0) refusal(blocks, path)("has no product", shape);
    item.text(path, value);
  }
  void open(JsonPath const&, bool) {}
  void close(JsonPath const& path) {
    if (path.depth() > 0)
      item.close(path);
    else
      item.finish(refusal(blocks, path));
  }
};

/// Reads a product that is written into a text.
void read_written(std::string_view text, std::string const& name, PriceList& list) {
  std::string_view rest = text;
  ByteSource const source{.name = name, .read = [&](std::span<char> block) {
                            auto const size = std::min(block.size(), rest.size());
                            std::copy_n(rest.begin(), size, block.begin());
                            rest.remove_prefix(size);
                            return size;
                          }};
  ByteBlocks blocks(source, std::max<std::size_t>(text.size(), 1));
  WrittenProduct listener{blocks, ProductItem(list, 1)};
  read_json(blocks, listener_of(listener), true);
}

/// Listens to {"PriceList": [...]}, to a bare [...], and to a bare product. A product is an object,
/// or a text that holds one.
class GetProducts {
 public:
  GetProducts(ByteBlocks const& blocks, PriceList& list, Findings& findings)
      : blocks_(&blocks), list_(&list), findings_(&findings), item_(list, 1) {}

  void key(JsonPath const& path) {
    if (path.depth() != 1 || depth_ == 1) return;
    refuse_other_kind(path.key(0), ImportKind::get_products, blocks_->name());
    if (path.key(0) == "PriceList") expect_items(2);
    if (path.key(0) == "NextToken") findings_->continued = true;
  }

  void text(JsonPath const& path, std::string_view value) {
    if (!holds_items(path)) return;
    if (path.depth() > depth_) return item_.text(path, value);
    if (path.depth() < depth_) refusal(*blocks_, path)("has no list", shape);
    ++items_;
    try {
      read_written(value, blocks_->name(), *list_);
    } catch (InputError const& error) {
      InputFault fault = error;
      if (depth_ > 0) fault.path = "/" + std::to_string(items_ - 1) + fault.path;
      fault.path = path.text() + fault.path;
      fault.problem += " of the text that ends at " + blocks_->place();
      throw InputError(std::move(fault));
    }
  }

  void open(JsonPath const& path, bool is_object) {
    if (path.depth() == 0 && !is_object) return expect_items(1);
    if (path.depth() == depth_ && !is_object && holds_items(path))
      refusal(*blocks_, path)("has no product", shape);
  }

  void close(JsonPath const& path) {
    if (!holds_items(path)) return;
    if (path.depth() > depth_) return item_.close(path);
    if (path.depth() < depth_) return;
    ++items_;
    item_.finish(refusal(*blocks_, path));
  }

 private:
  /// Products are values in so many arrays and objects.
  void expect_items(std::size_t depth) {
    depth_ = depth;
    item_ = ProductItem(*list_, depth + 1);
  }

  bool holds_items(JsonPath const& path) const {
    return depth_ < 2 || (path.depth() > 0 && path.key(0) == "PriceList");
  }

  ByteBlocks const* blocks_;
  PriceList* list_;
  Findings* findings_;
  ProductItem item_;
  std::size_t depth_ = 0;  // 0: the document is the product
  std::size_t items_ = 0;
};

void skip_blanks(ByteBlocks& blocks) {
  while (!blocks.at_end() && std::string_view(" \t\r\n").find(blocks.peek()) != std::string::npos)
    blocks.take();
}

}  // namespace

void read_get_products(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  ByteBlocks blocks(source);
  PriceList list(catalog, findings);
  findings.continued = false;
  skip_blanks(blocks);
  if (blocks.at_end()) blocks.refuse("is empty", shape, again);
  for (; !blocks.at_end(); skip_blanks(blocks)) {  // one, or a line for each product
    GetProducts listener(blocks, list, findings);
    read_json(blocks, listener_of(listener), false);
  }
}

}  // namespace ec2plan::catalog
