#pragma once

#include <string>

#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// Tokens as --tokens takes them, rounded down to four digits: "566.2B".
std::string typed_tokens(Tokens tokens);

/// The answer in one sentence of plain ASCII.
std::string afford_sentence(AffordAnswer const& answer);

/// The `ec2plan recommend` that asks for this model and these tokens, with all else as it was
/// asked: what it answers is the plan.
std::string confirming_command(AffordAnswer const& answer, Affordable const& affordable);

}  // namespace ec2plan
