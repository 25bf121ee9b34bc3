#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/sweep.hpp"

namespace ec2plan {

/// Which figures each row of a sweep has: fixed before the first row is known.
class SweepColumns {
 public:
  /// `fields` (dotted paths of figures or of whole objects) choose; empty: all.
  /// Throws: InputError at --fields for one that no row has (did you mean).
  SweepColumns(std::vector<SweepAxis> axes, std::vector<std::string> const& fields);

  std::size_t size() const { return columns_.size(); }
  std::string path(std::size_t column) const;

  /// As documents write it; null where there is no plan.
  InputValue value(std::size_t column, SweepRow const& row) const;

  /// The row as JSON: on a line, or as an element of a list at the top level of a document.
  std::string line(SweepRow const& row) const;
  std::string element(SweepRow const& row) const;

 private:
  struct Writer;

  /// A figure of the plan or of an axis, else of the row itself.
  struct Column {
    std::string object{};  // that holds it; empty: none
    std::string key{};
    bool whole = false;  // all of its object was chosen: null where all of it is unknown
    int axis = -1;
    int field = -1;   // of a plan's table
    int holder = -1;  // likewise: the object that holds it
  };

  InputValue exact(std::size_t column, SweepRow const& row) const;
  static std::string path_of(Column const& column);
  static std::vector<Column> every_column(std::vector<SweepAxis> const& axes);
  void choose(std::vector<Column> const& all, std::string const& field);

  std::vector<SweepAxis> axes_;
  std::vector<Column> columns_{};
  bool no_axes_ = false;  // the object was chosen, and is empty
};

}  // namespace ec2plan
