#pragma once

#include <string>
#include <vector>

#include "ec2plan/accuracy/score.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan {

/// accuracy: what was predicted for published runs beside what was measured.
struct AccuracyAnswer {
  Frame frame{};
  std::string runs_from{};  // the runs file; empty: the runs that are shipped
  int runs = 0;             // in it; a run has a row for each quantity that was measured
  Scores scores{};
};

/// The frame of `accuracy`: every assumption is under test, so all are listed, with their sources.
Frame accuracy_frame(Catalog const& catalog);

/// How many rows have a prediction.
int predicted_rows(Scores const& scores);

/// The group of all rows of a quantity and use; nullptr where there is none.
ScoredGroup const* whole_group(Scores const& scores, std::string_view quantity,
                               std::string_view use);

/// A row is a measured quantity of a run.
ContentsOf contents(AccuracyAnswer const& answer);
inline auto& records_of(AccuracyAnswer& answer) { return answer.scores.rows; }

/// The schemas of its rows and groups.
Definitions accuracy_definitions();

}  // namespace ec2plan
