#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/json_file.hpp"
#include "ec2plan/catalog/import.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan {

using Outcome = ImportLine::Outcome;

/// A file of the folder beside this one, in AWS's shape.
inline std::string aws_file(std::string const& name) {
  return catalog::file_text("tests/unit/catalog/fixtures/" + name + ".json");
}

/// A text as a source that gives a few bytes at a time.
inline ByteSource source_of(std::string text, std::string name = "aws.json") {
  return {.name = std::move(name),
          .read = [text = std::move(text), at = std::size_t{0}](std::span<char> place) mutable {
            auto const count = std::min({place.size(), text.size() - at, std::size_t{1000}});
            std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), count, place.begin());
            at += count;
            return count;
          }};
}

/// The import of texts beside a catalog, asked of AWS on a day after all of its own facts.
inline Import import_of(Catalog const& catalog, ImportKind kind,
                        std::vector<std::string> const& texts, ImportOptions options = {}) {
  if (options.retrieved.empty()) options.retrieved = "2026-11-20";
  std::vector<ByteSource> sources;
  for (auto const& text : texts)
    sources.push_back(source_of(text));
  return imported(catalog, kind, sources, options);
}

inline Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

/// The built-in catalog with the import's overlay laid over it.
inline Catalog with(Import const& import) {
  Folder const folder;
  return load_catalog({folder.file("import.json", import.overlay)});
}

inline std::vector<ImportLine> lines_of(Import const& import, Outcome outcome) {
  std::vector<ImportLine> lines;
  for (auto const& line : import.lines)
    if (line.outcome == outcome) lines.push_back(line);
  return lines;
}

/// The one line of a subject and field; fails the test when there is none.
inline ImportLine line_of(Import const& import, std::string_view subject,
                          std::string_view field = {}) {
  for (auto const& line : import.lines)
    if (line.subject == subject && (field.empty() || line.field == field)) return line;
  FAIL("no line of " << subject << " " << field);
  throw;
}

/// How many records were skipped for a reason that begins so.
inline std::int64_t skipped(Import const& import, std::string_view reason) {
  for (auto const& line : import.lines)
    if (line.outcome == Outcome::skipped && line.reason.starts_with(reason)) return line.count;
  return 0;
}

/// The text with every `from`, of which there must be one, replaced.
inline std::string swapped(std::string text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from), count = 0;
  for (; at != text.npos; at = text.find(from, at + to.size()), ++count)
    text.replace(at, from.size(), to);
  REQUIRE(count > 0);
  return text;
}

}  // namespace ec2plan
