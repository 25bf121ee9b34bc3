#pragma once

#include <string>

#include "ec2plan/report/report.hpp"
#include "ec2plan/review/check.hpp"
#include "ec2plan/review/compare.hpp"

/// What reviews print.
namespace ec2plan {

/// What stdout gets, whole. Throws: InputError at --fields for a field that no row has.
std::string rendered(CompareAnswer const& answer, Format format, ReportOptions const& = {});

std::string rendered(CheckAnswer const& answer, Format format, ReportOptions const& = {});

/// As those of report.hpp.
std::string hidden_note(CompareAnswer const& answer, Format format, ReportOptions const& = {});

}  // namespace ec2plan
