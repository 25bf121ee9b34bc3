#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/document/import_answer.hpp"

/// Answers as pages: tables, markdown, CSV, JSON.
namespace ec2plan {

enum class Format { table, wide, json, jsonl, csv, markdown, junit };

/// "table", "wide", "json", "jsonl", "csv", "markdown" or "junit" (of `check` alone).
/// Throws: InputError at --output (did you mean).
Format format_from(std::string_view name);

struct ReportOptions {
  std::vector<std::string> fields{};  // dotted paths; for json, jsonl and csv
  int max_results = 20;               // rows of a table; documents hold all
  int columns = 100;                  // of a table; wide ones have no limit
  bool color = false;
  bool ascii = false;  // the terminal's locale is not UTF-8
  bool plot = false;   // charts in characters, in tables and markdown
};

/// What stdout gets, whole. Throws: InputError at --fields for a field that no row has.
std::string rendered(Answer const& answer, Format format, ReportOptions const& = {});
std::string rendered(AffordAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(EstimateAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(ExplainAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(WhyAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(InstancesAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(ModelsAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(AccuracyAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(CalibrateAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(ImportAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(CatalogInfoAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(CatalogVerifyAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(CatalogDiffAnswer const& answer, Format format, ReportOptions const& = {});
std::string rendered(VersionAnswer const& answer, Format format, ReportOptions const& = {});

/// "21 of 41 plans are not shown: -o wide --max-results 41 shows all", as the page says too; empty
/// where the page shows all rows, and for documents.
std::string hidden_note(Answer const& answer, Format format, ReportOptions const& = {});
std::string hidden_note(InstancesAnswer const& answer, Format format, ReportOptions const& = {});
std::string hidden_note(ModelsAnswer const& answer, Format format, ReportOptions const& = {});
std::string hidden_note(AccuracyAnswer const& answer, Format format, ReportOptions const& = {});
std::string hidden_note(CalibrateAnswer const& answer, Format format, ReportOptions const& = {});
std::string hidden_note(CatalogVerifyAnswer const& answer, Format format,
                        ReportOptions const& = {});
std::string hidden_note(CatalogDiffAnswer const& answer, Format format, ReportOptions const& = {});

}  // namespace ec2plan
