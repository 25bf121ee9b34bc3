#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/import.hpp"
#include "ec2plan/document/document.hpp"

/// What `catalog import` did.
namespace ec2plan {

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

/// A line of an import is a row: `fields` keeps only those of each.
std::string document(ImportAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(ImportAnswer const& answer, std::vector<std::string> const& fields = {});

}  // namespace ec2plan
