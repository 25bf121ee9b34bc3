#pragma once

#include <string>

#include "report/report.hpp"

namespace ec2plan {

template <typename AnyAnswer>
std::string rendered(AnyAnswer const& answer, Format format, ReportOptions const& options = {}) {
  return printed(answer, format, options).text;
}

template <typename AnyAnswer>
std::string hidden_note(AnyAnswer const& answer, Format format, ReportOptions const& options = {}) {
  return printed(answer, format, options).hidden;
}

}  // namespace ec2plan
