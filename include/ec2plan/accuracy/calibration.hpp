#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// One of the user's own measured steps beside what is predicted for it.
struct CalibrationReading {
  std::string id{}, accelerator{}, stack{};
  Time predicted{}, measured{};
  int sequence_length = 0, global_batch = 0;  // that the prediction is of
  std::string layout{};                       // "TP8 PP8 DP16 ..."; empty: no prediction
  bool mixture = false;                       // of experts: its range is not that of dense models
  bool used = true;  // false: so far from the others, or from what is plausible, that it is noise
  double calibration = 1;  // in the prediction already
  Confidence confidence = Confidence::guess;
  std::string not_modelled{};  // why there is no prediction; empty: there is one

  double ratio() const { return measured / predicted; }
  bool fitted() const { return confidence == Confidence::same_stack; }
};

/// An assumption that the readings change.
struct CalibrationChange {
  std::string key{};  // "megatron-lm@2022.a100-80gb.calibration"
  std::string unit{};
  double from = 0, to = 0;
  int readings = 0;  // behind the change
};

struct Calibration {
  std::vector<CalibrationReading> readings{};  // in the order given
  std::vector<CalibrationChange> changes{};    // by key
  std::vector<std::string> warnings{};
};

/// The correction of the step time that the readings ask for, for each accelerator and software.
/// Takes the median of measured over predicted, as far as it can be told from noise; one or two
/// readings move it by 4 % at most. From three on that agree, the range is that of software that
/// was fitted. Source: docs/model.md, "Calibration".
Calibration calibration_of(Catalog const& catalog, std::vector<PublishedRun> const& readings);

/// Lays the changes over the catalog's assumptions.
/// Throws: InputError for a key that the catalog does not know, or a value out of range.
void lay_calibration(Catalog& catalog, std::vector<CalibrationChange> const& changes);

}  // namespace ec2plan
