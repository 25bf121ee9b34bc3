#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// What a recommendation says of one type.
struct WhyFound {
  std::optional<Plan> plan{};           // its best, if it is a candidate
  std::optional<Plan> chosen{};         // what was recommended; else the first candidate
  std::vector<Rejection> rejections{};  // of the type, by region and purchase
  std::string reason{};                 // one sentence, plain ASCII
};

WhyFound why(WhyAnswer const& answer);

}  // namespace ec2plan
