#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What answers are printed as.
namespace ec2plan {

enum class Format { table, wide, json, jsonl, csv, markdown, junit };

/// "table", "wide", "json", "jsonl", "csv", "markdown" or "junit" (of `check` alone).
/// Throws: InputError at --output (did you mean).
Format format_from(std::string_view name);

/// Every name, in the order of the enumeration.
std::span<std::string_view const> format_names();

/// Whether it holds rows with keys, whole: json, jsonl and csv.
bool is_document(Format format);

struct ReportOptions {
  std::vector<std::string> fields{};  // dotted paths; for json, jsonl and csv
  int max_results = 20;               // rows of a table
  bool max_results_typed = false;     // a page's own rule of rows gives way to it
  bool cuts_documents = false;        // the list of a document has no more either
  bool all = false;                   // every row and every reason, in tables and markdown
  int columns = 100;                  // of a table; wide ones have no limit
  bool color = false;
  bool ascii = false;  // the terminal's locale is not UTF-8
  bool plot = false;   // charts in characters, in tables and markdown
};

}  // namespace ec2plan
