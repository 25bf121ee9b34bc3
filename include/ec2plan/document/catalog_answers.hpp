#pragma once

#include <string>
#include <vector>

#include "ec2plan/catalog/difference.hpp"
#include "ec2plan/catalog/import.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/catalog/soundness.hpp"
#include "ec2plan/catalog/survey.hpp"
#include "ec2plan/document/document.hpp"

/// What `catalog info`, `catalog verify`, `catalog diff` and `catalog import` answer.
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

/// The rows of `info` are kinds of purchase, those of `verify` checks, those of `diff` changes.
ContentsOf contents(CatalogInfoAnswer const& answer);
ContentsOf contents(CatalogVerifyAnswer const& answer);
ContentsOf contents(CatalogDiffAnswer const& answer);

inline auto& records_of(CatalogInfoAnswer& answer) { return answer.survey.prices; }
inline auto& records_of(CatalogVerifyAnswer& answer) { return answer.soundness.checks; }
inline auto& records_of(CatalogDiffAnswer& answer) { return answer.difference.changes; }

/// What `catalog import` did.
struct ImportAnswer {
  Frame frame{};
  Import import{};
  std::vector<std::string> files{};  // that were read: "stdin" for a pipe
  std::string into{};                // the overlay that has the facts now; empty: none, stdout has
};

/// "added", "changed", "confirmed", "skipped", "asked"
std::string_view outcome_name(ImportLine::Outcome outcome);

/// How many facts or, of those skipped, records have this outcome.
std::int64_t count_of(Import const& import, ImportLine::Outcome outcome);

/// "3 added, 2 changed, 61 confirmed, 12 skipped, 2 asked for"
std::string import_sentence(Import const& import);

/// A line of an import is a row.
ContentsOf contents(ImportAnswer const& answer);

}  // namespace ec2plan
