#include <set>
#include <unordered_map>
#include <utility>

#include "catalog/aws/aws_document.hpp"
#include "catalog/aws/json_stream.hpp"
#include "catalog/aws/list_events.hpp"
#include "catalog/aws/price_list.hpp"

namespace ec2plan::catalog {
namespace {

constexpr auto json_shape = "a price list of Amazon EC2 as AWS publishes it: products, then terms";

/// Listens to one bulk price list. Members of a product stand at level 3 (/products/SKU/member),
/// those of a term at level 5 (/terms/OnDemand/SKU/TERM/member).
class OfferJson {
 public:
  OfferJson(ByteBlocks const& blocks, Catalog const& catalog, Findings& findings)
      : blocks_(&blocks), list_(catalog, findings) {}

  void key(JsonPath const& path) {
    if (path.depth() == 1) enter_section(path);
    if (path.depth() == 2 && section_ == Section::terms) enter_terms(path);
    if (path.depth() == 3 && section_ == Section::terms) {
      auto const found = wanted_.find(path.key(2));
      offered_ = found == wanted_.end() ? nullptr : &found->second;
    }
  }

  void text(JsonPath const& path, std::string_view value) {
    expect_object(path, false);
    if (section_ == Section::products)
      product_.text(path, 3, value);
    else if (section_ == Section::terms && offered_ != nullptr)
      term_.text(path, 5, value);
    else if (path.depth() == 1 && path.key(0) == "publicationDate")
      publication_ = value;
    else if (path.depth() == 1 && path.key(0) == "offerCode" && value != "AmazonEC2")
      refuse(path, "is the price list of '" + std::string(value) + "'", json_shape);
  }

  void open(JsonPath const& path, bool is_object) { expect_object(path, is_object); }

  void close(JsonPath const& path) {
    if (section_ == Section::products && path.depth() == 2) take_product(path);
    if (section_ == Section::terms && offered_ != nullptr) {
      term_.close(path, 5);
      if (path.depth() == 4) take_term(path);
      if (path.depth() == 3) offered_ = nullptr;
    }
    if (path.depth() == 0) finish(path);
  }

 private:
  enum class Section { other, products, terms };

  [[noreturn]] void refuse(JsonPath const& path, std::string const& problem,
                           std::string expected) const {
    blocks_->refuse(problem, std::move(expected), "fetch the file again, or give the one you meant",
                    path.text());
  }

  Refusal refusal(JsonPath const& path) const {
    return [this, &path](std::string const& problem, std::string expected) {
      refuse(path, problem, std::move(expected));
    };
  }

  void enter_section(JsonPath const& path) {
    refuse_other_kind(path.key(0), ImportKind::offer_file, blocks_->name());
    section_ = path.key(0) == "products" ? Section::products
               : path.key(0) == "terms"  ? Section::terms
                                         : Section::other;
    if (section_ == Section::other) return;
    if (!sections_.emplace(path.key(0)).second) refuse(path, "has a second section", json_shape);
    if (section_ == Section::terms && !sections_.contains("products"))
      refuse(path, "has its terms before its products", json_shape);
  }

  void enter_terms(JsonPath const& path) {
    if (!sections_.emplace("terms/" + std::string(path.key(1))).second)
      refuse(path, "has a second section", json_shape);
  }

  /// Refuses what is no object where the list must have one.
  void expect_object(JsonPath const& path, bool is_object) const {
    std::size_t const objects = section_ == Section::products ? 2
                                : section_ == Section::terms  ? 4
                                                              : 0;
    if (!is_object && path.depth() <= objects) refuse(path, "has no object", json_shape);
  }

  void take_product(JsonPath const& path) {
    Product& product = product_.product;
    if (product.sku != path.key(1))
      refuse(path, "has the product '" + product.sku + "' in the place of another",
             "a product under its own SKU");
    if (auto offered = list_.wanted(product))
      if (!wanted_.emplace(product.sku, std::move(*offered)).second)
        refuse(path, "has the same product twice", "each SKU once");
    product.clear();
  }

  void take_term(JsonPath const& path) {
    if (term_.sku != path.key(2))
      refuse(path, "has the term of '" + term_.sku + "' in the place of another",
             "a term under the SKU of its product");
    term_.finish(list_, path.key(1), *offered_, refusal(path));
  }

  void finish(JsonPath const& path) {
    for (std::string const section : {"products", "terms"})
      if (!sections_.contains(section)) refuse(path, "ends without " + section, json_shape);
    if (publication_.empty()) refuse(path, "ends without a publicationDate", json_shape);
    for (auto const& [sku, offered] : wanted_)
      if (offered.rates == 0)
        list_.leave_out("the list has no rate for it", offered.instance_type, offered.region);
    list_.finish(publication_, refusal(path));
  }

  ByteBlocks const* blocks_;
  PriceList list_;
  Section section_ = Section::other;
  std::set<std::string, std::less<>> sections_{};  // that were entered
  ProductEvents product_{};
  TermEvents term_{};
  std::unordered_map<std::string, Offered, TextHash, std::equal_to<>> wanted_{};  // by SKU
  Offered* offered_ = nullptr;  // whose terms come now; nullptr: nobody asks for them
  std::string publication_{};
};

constexpr auto either = "a price list of Amazon EC2 as JSON or CSV";

void skip_byte_order_mark(ByteBlocks& blocks) {
  for (char const byte : {'\xEF', '\xBB', '\xBF'})
    if (blocks.peek() == byte) blocks.take();
}

/// The bulk price list as JSON. Throws: InputError of kind file that names the byte.
void read_offer_json(ByteBlocks& blocks, Catalog const& catalog, Findings& findings) {
  OfferJson offer(blocks, catalog, findings);
  read_json(blocks, listener_of(offer), true);
}

}  // namespace

void read_offer_file(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  ByteBlocks blocks(source);
  skip_byte_order_mark(blocks);
  while (!blocks.at_end() && std::string_view(" \t\r\n").find(blocks.peek()) != std::string::npos)
    blocks.take();
  if (blocks.at_end()) blocks.refuse("is empty", either, "fetch the file again");
  char const first = blocks.peek();
  if (first == '{') return read_offer_json(blocks, catalog, findings);
  if (first == '"' || first == 'F') return read_offer_csv(blocks, catalog, findings);
  bool const compressed = first == '\x1F' || first == 'P' || first == '(';  // gzip, zip, zstd
  blocks.refuse("is neither JSON nor CSV", either,
                compressed ? "unpack the file first" : "check that this is the file you meant");
}

}  // namespace ec2plan::catalog
