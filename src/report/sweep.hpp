#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/sweep_columns.hpp"
#include "report/report.hpp"

namespace ec2plan {

/// The points that are kept, as a table, wide or markdown.
Printed printed(SweepAnswer const& answer, Format format, ReportOptions const& options = {});

/// The rows of a sweep as csv, jsonl or one JSON document, written one by one: what stands before
/// the first, each row, and what stands after the last.
class SweepRows {
 public:
  /// Throws: InputError at --fields for a field that no row has.
  SweepRows(SweepAnswer const& answer, Format format, std::vector<std::string> const& fields);

  std::string before() const;
  std::string after() const;

  /// Several threads may ask at once.
  void append(SweepRow const& row, std::string& text) const;

 private:
  void append_csv(SweepRow const& row, std::string& text) const;

  SweepAnswer const& answer_;
  Format format_;
  SweepColumns columns_;
};

}  // namespace ec2plan
