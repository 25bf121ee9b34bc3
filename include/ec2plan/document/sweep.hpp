#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// One swept input and the values that it takes.
struct SweepAxis {
  std::string key{};                // as of Input: "tokens"; of --set the assumption's own key
  std::vector<double> numbers{};    // in the unit of the key: days, dollars, tokens
  std::vector<InputValue> words{};  // in place of them, where they are no numbers

  std::size_t size() const { return numbers.size() + words.size(); }
  InputValue value(std::size_t position) const {
    return numbers.empty() ? words[position] : InputValue(numbers[position]);
  }
};

/// One point of the grid, while its plan is at hand.
struct SweepRow {
  std::uint64_t point = 0;               // from 1, in the whole grid
  std::vector<std::size_t> positions{};  // on each axis, from 0
  Plan const* plan = nullptr;            // nullptr: there is none
  Goal const* goal = nullptr;
  std::string status = "ok";  // else the code of the reason
  std::string reason{};       // why there is no plan, or none that can be bought; empty: "ok"
};

/// A point that is kept.
struct SweptPoint {
  std::uint64_t point = 0;
  std::vector<std::size_t> positions{};
  std::optional<Plan> plan{};
  Goal goal{};
  std::string status{}, reason{};
};

/// sweep: what a table shows, and what stands around the rows of a document.
struct SweepAnswer {
  Frame frame{};
  AskedJob asked{};               // of the first point
  AskedPrice price{};             // likewise
  std::vector<SweepAxis> axes{};  // the last varies fastest
  std::uint64_t points = 0;       // of the whole grid
  std::uint64_t first = 0;        // point of this part, from 1
  std::uint64_t count = 0;        // points of this part
  std::string shard{};            // "2/8"; empty: the whole grid
  bool one_setup = false;         // each point is an estimate, else a recommendation
  std::vector<SweptPoint> shown{};
};

/// "24 points: 2 x model, 12 x tokens; part 2 of 8: points 4 to 6"
std::string sentence_of(SweepAnswer const& answer);

/// The document before and after its rows.
struct SweepDocument {
  std::string before{}, after{};
};
SweepDocument sweep_document(SweepAnswer const& answer);

}  // namespace ec2plan
