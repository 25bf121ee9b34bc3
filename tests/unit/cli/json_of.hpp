#pragma once

#include <nlohmann/json.hpp>

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli {

using Json = nlohmann::json;

/// What the program answers with --json; it must end with this code.
inline Json json_of(Words words, int code = 0) {
  words.push_back("--json");
  auto const result = ran(words);
  CAPTURE(words, result.err);
  REQUIRE(result.code == code);
  return Json::parse(result.out);
}

}  // namespace ec2plan::cli
