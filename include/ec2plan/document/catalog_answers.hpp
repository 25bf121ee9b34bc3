#pragma once

#include <string>
#include <vector>

#include "ec2plan/catalog/difference.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/catalog/soundness.hpp"
#include "ec2plan/catalog/survey.hpp"
#include "ec2plan/document/document.hpp"

/// What `catalog info`, `catalog verify` and `catalog diff` answer, and their documents.
namespace ec2plan {

/// catalog info
struct CatalogInfoAnswer {
  Frame frame{};
  Survey survey{};
};

/// catalog verify
struct CatalogVerifyAnswer {
  Frame frame{};
  Soundness soundness{};
  std::vector<PriceAge> ages{};  // of the current prices; empty: nobody asked how old they may be
};

/// One side of `catalog diff`.
struct CatalogSide {
  std::string operand{};  // "built-in", "prices.json", "2025-06-01"
  std::string version{};
  std::string as_of{};
  std::string sha256{};
};

/// catalog diff
struct CatalogDiffAnswer {
  Frame frame{};  // its catalog is that of `after`
  CatalogSide before{}, after{};
  std::vector<std::string> regions{};  // empty: all
  Difference difference{};
};

/// The frame of an answer about the facts themselves: all sources, no assumptions.
Frame catalog_frame(Catalog const& catalog, std::string command);

std::string sentence_of(CatalogInfoAnswer const& answer);
std::string sentence_of(CatalogVerifyAnswer const& answer);
std::string sentence_of(CatalogDiffAnswer const& answer);

/// As those of document.hpp. The rows of `info` are kinds of purchase, those of `verify` checks,
/// those of `diff` changes.
std::string document(CatalogInfoAnswer const& answer, std::vector<std::string> const& fields = {});
std::string document(CatalogVerifyAnswer const& answer,
                     std::vector<std::string> const& fields = {});
std::string document(CatalogDiffAnswer const& answer, std::vector<std::string> const& fields = {});

std::vector<Row> rows(CatalogInfoAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(CatalogVerifyAnswer const& answer,
                      std::vector<std::string> const& fields = {});
std::vector<Row> rows(CatalogDiffAnswer const& answer, std::vector<std::string> const& fields = {});

void sort_rows(CatalogInfoAnswer& answer, std::string const& field, bool descending);
void sort_rows(CatalogVerifyAnswer& answer, std::string const& field, bool descending);
void sort_rows(CatalogDiffAnswer& answer, std::string const& field, bool descending);

}  // namespace ec2plan
