#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/aws/list_events.hpp"

namespace ec2plan::catalog {

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

}  // namespace ec2plan::catalog
