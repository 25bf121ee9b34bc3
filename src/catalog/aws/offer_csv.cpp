#include "catalog/aws/price_list.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "catalog/aws/byte_blocks.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::size_t longest_field = 65'536, most_fields = 1'000;

[[noreturn]] void refuse_cut(ByteBlocks const& blocks) {
  blocks.refuse("breaks off", "the rest of the last row, and a line break behind it",
                "fetch the file again; nothing of it was taken");
}

[[noreturn]] void refuse_form(ByteBlocks const& blocks, std::string_view problem) {
  blocks.refuse(problem, "a CSV as AWS writes it, quotation marks around every field",
                "fetch the file again, or give the one you meant");
}

/// Appends what comes before the next of the marks, over as many blocks as it takes.
void append_until(ByteBlocks& blocks, std::string_view marks, std::string& field) {
  while (!blocks.at_end()) {
    std::string_view const rest = blocks.rest();
    auto const end = marks.size() == 1 ? rest.find(marks.front()) : rest.find_first_of(marks);
    field += rest.substr(0, end);
    if (field.size() > longest_field) refuse_form(blocks, "has a field of more than 64 KB");
    blocks.skip(end == std::string_view::npos ? rest.size() : end);
    if (end != std::string_view::npos) return;
  }
  refuse_cut(blocks);
}

/// The rows of a CSV (RFC 4180) one after another.
class CsvRows {
 public:
  explicit CsvRows(ByteBlocks& blocks) : blocks_(&blocks) {}

  /// Reads the next row; false at the end. Throws: InputError of kind file for a quotation mark
  /// that is never closed or stands in a field's middle, and for a last row that is cut.
  bool next();

  std::size_t size() const { return size_; }  // of the row
  std::string const& operator[](std::size_t column) const { return fields_[column]; }

 private:
  void read_field();
  void read_quoted();

  ByteBlocks* blocks_;
  std::vector<std::string> fields_{};  // kept between rows, for their memory
  std::size_t size_ = 0;
};

bool CsvRows::next() {
  size_ = 0;
  if (blocks_->at_end()) return false;
  while (true) {
    if (size_ == fields_.size()) fields_.emplace_back();
    fields_[size_].clear();
    read_field();
    if (++size_ > most_fields) refuse_form(*blocks_, "has more than 1,000 fields in a row");
    if (blocks_->peek() == '\r') blocks_->take();
    if (blocks_->at_end()) refuse_cut(*blocks_);
    char const mark = blocks_->peek();
    if (mark != ',' && mark != '\n')
      refuse_form(*blocks_, "goes on behind the end of a quoted field");
    blocks_->take();
    if (mark == '\n') return true;
  }
}

void CsvRows::read_field() {
  char const first = blocks_->peek();
  if (first == '"')
    read_quoted();
  else if (first != ',')
    append_until(*blocks_, ",\r\n", fields_[size_]);
}

void CsvRows::read_quoted() {
  std::string& field = fields_[size_];
  do {
    blocks_->take();
    append_until(*blocks_, "\"", field);
    blocks_->take();
    if (blocks_->peek() == '"') field += '"';
  } while (blocks_->peek() == '"');
}

constexpr auto csv_shape =
    "a price list of Amazon EC2 as CSV: FormatVersion and its like, a line of column names from "
    "SKU on, and a row for each rate";
constexpr auto fetch_again = "fetch the file again, or give the one you meant";
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
      blocks.refuse("has no line of column names up to the row that ends", csv_shape, fetch_again);
    if (rows[0] == "Publication Date" && rows.size() == 2) publication = rows[1];
    if (rows[0] == "OfferCode" && rows.size() == 2 && rows[1] != "AmazonEC2")
      blocks.refuse("is the price list of '" + rows[1] + "'", csv_shape, fetch_again);
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
      blocks.refuse("ends its column names without \"" + std::string(name) + "\"", csv_shape,
                    fetch_again);
  }
  if (publication.empty())
    blocks.refuse("has no Publication Date before its rates", csv_shape, fetch_again);
  return columns;
}

}  // namespace

void read_offer_csv(ByteBlocks& blocks, Catalog const& catalog, Findings& findings) {
  Refusal const refuse = [&](std::string const& problem, std::string expected) {
    blocks.refuse(problem + ", in the row that ends", std::move(expected), fetch_again);
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
