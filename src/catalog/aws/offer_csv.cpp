#include <utility>
#include <vector>

#include "catalog/aws/csv_rows.hpp"
#include "catalog/aws/offer_forms.hpp"
#include "catalog/aws/price_list.hpp"

namespace ec2plan::catalog {
namespace {

constexpr auto shape =
    "a price list of Amazon EC2 as CSV: FormatVersion and its like, a line of column names from "
    "SKU on, and a row for each rate";
constexpr auto again = "fetch the file again, or give the one you meant";
constexpr std::size_t most_lines_before_columns = 20;

/// Which columns are read, and into what.
struct Columns {
  std::vector<std::pair<std::size_t, std::string Product::*>> product{};
  std::vector<std::pair<std::size_t, std::string Rate::*>> rate{};
  std::size_t size = 0;
};

/// Those without which nothing can be told.
constexpr std::string_view needed[] = {"SKU",
                                       "TermType",
                                       "EffectiveDate",
                                       "Unit",
                                       "PricePerUnit",
                                       "Currency",
                                       "LeaseContractLength",
                                       "PurchaseOption",
                                       "OfferingClass",
                                       "Instance Type",
                                       "Tenancy",
                                       "Operating System",
                                       "usageType"};

/// Reads the lines before the rates. The day of the list goes into `publication`.
Columns read_head(CsvRows& rows, ByteBlocks const& blocks, std::string& publication) {
  for (std::size_t line = 0; rows.next() && rows[0] != "SKU"; ++line) {
    if (rows.size() > 2 || line == most_lines_before_columns)
      blocks.refuse("has no line of column names up to the row that ends", shape, again);
    if (rows[0] == "Publication Date" && rows.size() == 2) publication = rows[1];
    if (rows[0] == "OfferCode" && rows.size() == 2 && rows[1] != "AmazonEC2")
      blocks.refuse("is the price list of '" + rows[1] + "'", shape, again);
  }
  Columns columns;
  columns.size = rows.size();
  for (std::size_t column = 0; column < rows.size(); ++column) {
    if (auto const field = product_field(rows[column])) columns.product.push_back({column, field});
    if (auto const field = rate_field(rows[column])) columns.rate.push_back({column, field});
  }
  for (std::string_view const name : needed) {
    std::size_t column = 0;
    while (column < rows.size() && rows[column] != name)
      ++column;
    if (column == rows.size())
      blocks.refuse("ends its column names without \"" + std::string(name) + "\"", shape, again);
  }
  if (publication.empty()) blocks.refuse("has no Publication Date before its rates", shape, again);
  return columns;
}

}  // namespace

void read_offer_csv(ByteBlocks& blocks, Catalog const& catalog, Findings& findings) {
  Refusal const refuse = [&](std::string const& problem, std::string expected) {
    blocks.refuse(problem + ", in the row that ends", std::move(expected), again);
  };
  PriceList list(catalog, findings);
  CsvRows rows(blocks);
  std::string publication;
  Columns const columns = read_head(rows, blocks, publication);
  Product product;
  Rate rate;
  while (rows.next()) {
    if (rows.size() != columns.size)
      refuse("has " + std::to_string(rows.size()) + " fields",
             "as many as there are column names: " + std::to_string(columns.size));
    for (auto const& [column, field] : columns.product)
      product.*field = rows[column];
    auto offered = list.wanted(product);
    if (!offered) continue;
    for (auto const& [column, field] : columns.rate)
      rate.*field = rows[column];
    list.add(*offered, rate, refuse);
  }
  list.finish(publication, refuse);
}

}  // namespace ec2plan::catalog
