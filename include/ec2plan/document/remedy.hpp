#pragma once

#include <string>
#include <string_view>

#include "ec2plan/document/answer.hpp"

/// What would have to change where no plan keeps to the question, in words.
namespace ec2plan {

/// Its name in documents.
std::string_view change_name(AskedChange change);

/// "up to 1,024 instances", "a budget of $2.1M"
std::string change_text(Remedy const& remedy);

}  // namespace ec2plan
