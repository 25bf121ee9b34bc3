#pragma once

#include "cli/command.hpp"

namespace ec2plan::cli {

/// Refuses what follows a verb that takes no words.
void expect_no_words(std::string const& verb, Arguments const& arguments);

/// Refuses a flag that would be ignored, and says why. One from --config is of all commands: it is
/// let be.
void refuse_flag(std::string const& verb, Arguments const& arguments, std::string_view flag,
                 std::string const& reason);

}  // namespace ec2plan::cli
