#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/aws/json_stream.hpp"
#include "catalog/aws/price_list.hpp"

/// The two kinds of record of a price list in JSON, gathered from what a stream tells of them.
/// `level` is how many arrays and objects stand around a member of the record.
namespace ec2plan::catalog {

/// {"sku", "productFamily", "attributes": {...}}.
struct ProductEvents {
  Product product{};

  void text(JsonPath const& path, std::size_t level, std::string_view value);
};

/// {"sku", "effectiveDate", "priceDimensions": {...}, "termAttributes": {...}}.
struct TermEvents {
  std::string sku{};
  Rate rate{};                // what its dimensions have in common
  std::vector<Rate> rates{};  // one for each dimension; of them, only unit and amount count

  void clear();
  void text(JsonPath const& path, std::size_t level, std::string_view value);
  void close(JsonPath const& path, std::size_t level);

  /// Adds the rates to the list, and forgets them.
  void finish(PriceList& list, std::string_view term, Offered& offered, Refusal const& refuse);

 private:
  Rate dimension_{};
};

}  // namespace ec2plan::catalog
