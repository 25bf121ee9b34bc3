#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/document/answer.hpp"

/// Commands that ask what was asked, or go on from there.
namespace ec2plan {

/// The inputs that were typed, as flags: " --catalog mini.json --set restart=60". Those of the keys
/// `kept`, or all where it is empty.
std::string typed_flags(Frame const& frame, std::vector<std::string_view> const& kept = {});

/// Quoted for a POSIX shell where it must be.
std::string shell_word(std::string const& text);

/// The inputs that were typed and the plan's set-up, as a command: "ec2plan explain --model 175B".
std::string command_line(std::string_view command, Frame const& frame, AskedPrice const& price,
                         Plan const& plan);

/// The `ec2plan recommend` that asks for this model and these tokens, with all else as it was
/// asked: what it answers is the plan.
std::string confirming_command(Answer const& answer, Affordable const& affordable);

}  // namespace ec2plan
