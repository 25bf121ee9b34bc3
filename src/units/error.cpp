#include "ec2plan/units/error.hpp"

#include <utility>

namespace ec2plan {
namespace {

constexpr std::size_t place_limit = 200;
constexpr std::size_t sentence_limit = 600;

std::string place(const InputFault& fault) {
  std::string text;
  for (const std::string& part : {fault.where, fault.path}) {
    if (!part.empty()) text += shown_text(part, place_limit) + ": ";
  }
  return text;
}

std::string complaint(const InputFault& fault) {
  const std::string problem =
      fault.problem.empty() ? "is not accepted" : shown_text(fault.problem, sentence_limit);
  if (!fault.value.empty()) return "'" + shown_text(fault.value) + "' " + problem;
  return fault.problem.empty() ? "the value " + problem : problem;
}

std::string message(const InputFault& fault) {
  std::string text = place(fault) + complaint(fault);
  if (!fault.expected.empty())
    text += "\n  expected: " + shown_text(fault.expected, sentence_limit);
  if (!fault.fix.empty()) text += "\n  fix: " + shown_text(fault.fix, sentence_limit);
  return text;
}

}  // namespace

InputError::InputError(InputFault fault)
    : std::runtime_error(message(fault)), InputFault(std::move(fault)) {}

InputError InputError::at(std::string_view found_where, std::string_view found_path) const {
  InputFault fault = *this;
  fault.where = found_where;
  if (!found_path.empty()) fault.path = found_path;
  return InputError(std::move(fault));
}

}  // namespace ec2plan
