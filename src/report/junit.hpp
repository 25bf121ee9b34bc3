#pragma once

#include <string>

#include "ec2plan/review/check.hpp"

namespace ec2plan::pages {

/// The rules as a JUnit report, the XML that CI servers read: a rule is a test case. A broken rule
/// of the warning tier is a case that passed, with the warning in its output.
std::string junit(CheckAnswer const& answer);

}  // namespace ec2plan::pages
