#include "cli/manual.hpp"

#include <algorithm>

#include "cli/about.hpp"
#include "cli/command.hpp"

namespace ec2plan::cli {
namespace {

struct Entry {
  std::string_view name, text;
};

constexpr Entry exits[] = {
    {"0", "answered"},
    {"1", "an internal error, or one of input and output"},
    {"2", "usage: an unknown flag, a bad value, an unknown instance type, region or model"},
    {"3", "a fair question that no plan satisfies; the nearest plans are printed"},
    {"4", "a gate was broken: check, compare --fail-over; the whole result is printed first"},
    {"5", "a missing, unreadable or bad input file"},
    {"6", "the catalog is older than --max-age"},
    {"130", "interrupted"},
};

constexpr Entry variables[] = {
    {"EC2PLAN_REGION, AWS_REGION, AWS_DEFAULT_REGION",
     "the region where no --region is given, the first that is set"},
    {"NO_COLOR, FORCE_COLOR, TERM", "whether a table has colours"},
    {"COLUMNS", "the width of a table"},
    {"SOURCE_DATE_EPOCH", "what counts as today"},
};

constexpr Group global[] = {Group::catalog, Group::output, Group::general};

/// A text as roff prints it: no letter of it is a request or an escape.
std::string roff(std::string_view text) {
  std::string result;
  for (char const letter : text) {
    if (letter == '\\')
      result += "\\e";
    else if (letter == '-')
      result += "\\-";
    else
      result += letter;
  }
  bool const request = result.starts_with('.') || result.starts_with('\'');
  return request ? "\\&" + result : result;
}

/// Lines that stay as they are.
std::string verbatim(std::string_view text) {
  std::string result = ".PP\n.nf\n";
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    result += roff(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result + ".fi\n";
}

std::string listed(std::span<Entry const> entries) {
  std::string text;
  for (auto const& [name, meaning] : entries)
    text += ".TP\n.B " + roff(name) + "\n" + roff(meaning) + "\n";
  return text;
}

std::string described(FlagGroup const& group) {
  std::string text = ".PP\n.I " + roff(group.title) + "\n";
  for (Flag const& flag : group.flags) {
    text += ".TP\n\\fB" + roff(flag.name) + "\\fR";
    if (!flag.other_name.empty()) text += ", \\fB" + roff(flag.other_name) + "\\fR";
    if (!flag.value.empty()) text += " \\fI" + roff(flag.value) + "\\fR";
    text += "\n" + roff(flag.help) + "\n";
  }
  return text;
}

std::string described(Command const& command) {
  std::string text = ".SS ec2plan " + roff(command.name);
  if (!command.positional.empty()) text += " [" + roff(command.positional) + "]";
  text += " [FLAGS]\n" + roff(command.summary) + ".\n";
  if (!command.positional.empty())
    text += ".TP\n.I " + roff(command.positional) + "\n" + roff(command.about) + "\n";
  for (Group const group : command.flags)
    if (std::ranges::find(global, group) == std::end(global)) text += described(flag_group(group));
  return text + verbatim(command.examples);
}

}  // namespace

std::string manual_page() {
  auto version = version_line();
  version.pop_back();
  std::string text = ".TH EC2PLAN 1 \"\" \"" + version + "\" \"User Commands\"\n";
  text +=
      ".SH NAME\nec2plan \\- which EC2 accelerator instances, how many, how long, at what cost\n"
      ".SH SYNOPSIS\n.B ec2plan\n.I COMMAND\n[FLAGS]\n.SH DESCRIPTION\n"
      "Plans the training of language models on Amazon EC2: time, cost and memory, from "
      "built\\-in facts with their sources. It asks no network and no account.\n"
      ".SH COMMANDS\n";
  for (Command const& command : commands())
    text += described(command);
  text += ".SH GLOBAL FLAGS\nThey work before and after the command.\n";
  for (Group const group : global)
    text += described(flag_group(group));
  return text + ".SH EXIT STATUS\n" + listed(exits) + ".SH ENVIRONMENT\n" + listed(variables);
}

}  // namespace ec2plan::cli
