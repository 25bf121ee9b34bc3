#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/byte_source.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/units/date.hpp"

namespace ec2plan {

/// What AWS's own tools emit, by the tool.
enum class ImportKind {
  instance_types,
  spot_history,
  get_products,
  offer_file,
  capacity_blocks,
  offerings
};

/// "instance-types", "spot-history", ... Throws: InputError (did you mean).
ImportKind import_kind_from(std::string_view name);
std::string_view import_kind_name(ImportKind kind);

/// One fact of the files beside what the catalog has.
struct ImportLine {
  enum class Outcome {
    added,
    changed,
    confirmed,
    skipped,
    asked  // AWS does not say it, and a plan needs it
  };
  Outcome outcome = Outcome::added;
  std::string subject{};  // "p5.48xlarge, us-east-1, on-demand"; of many skipped ones, the first
  std::string field{};    // "usd_per_hour"
  std::string before{};   // what the catalog had
  std::string after{};
  std::string reason{};    // of what was skipped or is asked for
  std::int64_t count = 1;  // of skipped: how many for this reason
};

/// What an import brings.
struct Import {
  ImportKind kind = ImportKind::instance_types;
  std::string as_of{};              // day of the data
  std::vector<ImportLine> lines{};  // by outcome, subject, field
  bool is_news = false;             // there are new facts
  std::string overlay{};            // them as a catalog document, sorted, with a source
};

struct ImportOptions {
  std::string
      retrieved{};        // day on which AWS was asked, for files that do not say it: "2026-11-24"
  bool complete = false;  // offerings: the files name every type of their regions
  std::optional<Date> today{};  // a file of a day after tomorrow is refused; empty: none is
};

/// Reads the files to their end and compares them with the catalog, which stays as it is.
/// Throws: InputError of kind file that says where a file broke.
Import imported(Catalog const& catalog, ImportKind kind, std::vector<ByteSource> const& sources,
                ImportOptions const& options);

/// An overlay (its text; empty: none yet) with the facts of an import laid into it.
/// Throws: InputError of kind file when the text is no overlay.
std::string overlay_with(std::string_view overlay, std::string const& file, Import const& import);

}  // namespace ec2plan
