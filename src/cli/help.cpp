#include "cli/help.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace ec2plan::cli {
namespace {

constexpr std::size_t help_column = 30, help_width = 80, name_width = 12;

/// Broken at blanks into lines that fit beside the flags.
std::string wrapped(std::string_view text, std::size_t width) {
  std::string lines;
  while (text.size() > width) {
    auto end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    lines += std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + std::string(text);
}

std::string described(std::string_view text) { return wrapped(text, help_width - help_column); }

void add_flag(CLI::App& app, FlagGroup const& group, Flag const& flag) {
  std::string names(flag.name);
  if (!flag.other_name.empty()) names += "," + std::string(flag.other_name);
  auto* option = flag.value.empty() ? app.add_flag(names) : app.add_option(names);
  option->description(described(flag.help))->group(std::string(group.title));
  if (!flag.value.empty()) option->option_text(std::string(flag.value));
}

/// The flags under their headings, as CLI11 lays them out.
std::string flag_help(CLI::App& app, std::span<Group const> groups) {
  app.set_help_flag();
  for (Group const group : groups)
    for (Flag const& flag : flag_group(group).flags)
      add_flag(app, flag_group(group), flag);
  CLI::Formatter formatter;
  formatter.column_width(help_column);
  formatter.label("Positionals", "Arguments");
  auto text =
      formatter.make_positionals(&app) + formatter.make_groups(&app, CLI::AppFormatMode::Normal);
  for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n"))
    text.erase(at, 1);
  return text;
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

}  // namespace

std::string help_text(Command const& command) {
  CLI::App app;
  std::string positional(command.positional);
  auto const name = "ec2plan " + std::string(command.name);
  if (!positional.empty()) {
    app.add_option(positional)->description(described(command.about))->option_text(" ");
    positional = " [" + positional + (command.most_positionals > 1 ? "...]" : "]");
  }
  return wrapped(name + ": " + std::string(command.summary), help_width) + "\n\nUsage: " + name +
         positional + " [FLAGS]\n" + flag_help(app, command.flags) + "\nExamples:\n" +
         std::string(command.examples) + "\n";
}

std::string help_text() {
  std::string text =
      "ec2plan: which EC2 accelerator instances, how many, how long, at what cost?\n\n"
      "Usage: ec2plan COMMAND [FLAGS]\n\nCommands:\n";
  for (Command const& command : commands())
    text += "  " + padded(command.name, name_width) + std::string(command.summary) + "\n";
  CLI::App app;
  return text + flag_help(app, find_command("version")->flags) +
         "\nExample:\n  ec2plan recommend --model 175B --tokens 300B --days 30\n\n"
         "`ec2plan COMMAND --help` tells more. Global flags work before and after it.\n";
}

}  // namespace ec2plan::cli
