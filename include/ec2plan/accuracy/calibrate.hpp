#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ec2plan/accuracy/calibration.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan {

/// calibrate: what the user's own measured steps change.
struct CalibrateAnswer {
  Frame frame{};
  std::string from{};  // "my-runs.json", "train.log" or "--step-time"
  Calibration calibration{};
};

/// The frame of `calibrate`: the assumptions that the predictions of the readings rest on.
Frame calibrate_frame(Catalog const& catalog, std::vector<PublishedRun> const& readings);

/// How many readings stand behind a change.
int used_readings(Calibration const& calibration);

/// What the readings ask for, in one sentence.
std::string calibration_sentence(Calibration const& calibration);

/// "taken for it: 4,096 tokens a sequence (the log's), 128 sequences a step (--global-batch), TP8
/// ...", of a single reading that is modelled; empty: there is none.
std::string taken_text(CalibrateAnswer const& answer);

/// --stack for the first change, as it is given back: "megatron-lm@2022"; empty: for no software
/// that is named.
std::string calibrated_stack(Calibration const& calibration);

/// "megatron-lm@2022 on a100-80gb", of the key of a change.
std::string calibrated_cluster(std::string const& key);

/// Its document is what --calibration reads. A row is a reading.
ContentsOf contents(CalibrateAnswer const& answer);
inline auto& records_of(CalibrateAnswer& answer) { return answer.calibration.readings; }

/// The schemas of its changes and readings.
Definitions calibration_definitions();

/// Lays the changes of a document of `calibrate` over the catalog; their basis becomes "calibrated"
/// and their note names the file. Gives their keys.
/// Throws: InputError of kind file with the file and the JSON path, for what is no such document,
/// and for a key or a value that the catalog does not take.
std::vector<std::string> lay_calibration(Catalog& catalog, std::filesystem::path const& file);

}  // namespace ec2plan
