#pragma once

#include <string>

namespace ec2plan::cli {

/// ec2plan.1: the manual page, in the macros of man(7), made of the tables of commands and flags.
std::string manual_page();

}  // namespace ec2plan::cli
