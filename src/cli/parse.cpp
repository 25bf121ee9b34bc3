#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "ec2plan/units/similar.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t help_column = 30;

std::string names_of(Flag const& flag) {
  std::string names(flag.name);
  if (!flag.short_name.empty()) names += "," + std::string(flag.short_name);
  return names;
}

void add_flag(CLI::App& app, FlagGroup const& group, Flag const& flag) {
  auto* option = flag.value.empty() ? app.add_flag(names_of(flag))
                                    : app.add_option(names_of(flag))->type_size(1);
  option->description(std::string(flag.help))->group(std::string(group.title));
  if (flag.value.empty()) return;
  option->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->option_text(std::string(flag.value));
}

void add_positional(CLI::App& app, Command const& command) {
  if (command.positional.empty()) return;
  app.add_option(std::string(command.positional))
      ->description(std::string(command.about))
      ->type_size(1)
      ->expected(0, 1 << 20)
      ->allow_extra_args()
      ->option_text(" ");
}

void add_groups(CLI::App& app, std::span<FlagGroup const* const> groups) {
  app.set_help_flag();
  app.allow_extras();
  for (FlagGroup const* group : groups) {
    for (Flag const& flag : group->flags)
      add_flag(app, *group, flag);
  }
}

/// The flags under their headings, as CLI11 lays them out.
std::string flag_help(CLI::App const& app) {
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

bool has_flag(Command const& command, std::string_view name) {
  return std::ranges::any_of(command.flags, [&](FlagGroup const* group) {
    return std::ranges::any_of(group->flags, [&](Flag const& flag) {
      return flag.name == name || flag.short_name == name;
    });
  });
}

/// The commands that have the flag: "recommend, explain".
std::string owners(std::string_view name) {
  std::string list;
  for (Command const& command : commands()) {
    if (has_flag(command, name)) list += (list.empty() ? "" : ", ") + std::string(command.name);
  }
  return list;
}

std::string meant_flag(Command const& command, std::string_view name) {
  std::vector<std::string_view> names;
  for (FlagGroup const* group : command.flags) {
    for (Flag const& flag : group->flags) {
      names.push_back(flag.name);
      if (flag.short_name.starts_with("--")) names.push_back(flag.short_name);
    }
  }
  auto const meant = nearest(name, names);
  return meant ? "did you mean " + std::string(*meant) + "?" : "leave it out";
}

[[noreturn]] void refuse_flag(Command const& command, std::string const& word) {
  auto const name = word.substr(0, word.find('='));
  auto const others = owners(name);
  InputFault fault{.where = name,
                   .problem = "`" + std::string(command.name) + "` has no such flag",
                   .fix = meant_flag(command, name)};
  if (!others.empty()) fault.fix = "it is a flag of " + others;
  throw InputError(std::move(fault));
}

[[noreturn]] void refuse_word(Command const& command, std::string const& word) {
  bool const none = command.positional.empty();
  throw InputError(
      {.where = std::string(command.name),
       .value = word,
       .problem = none ? "was not expected" : "is one argument too many",
       .expected = none ? "flags alone, each value after its flag" : std::string(command.about),
       .fix = find_command(word) != nullptr ? "give one command at a time"
                                            : "put its flag before it, or leave it out"});
}

void refuse_rest(Command const& command, std::vector<std::string> const& words) {
  auto const flag = std::ranges::find_if(words, [](std::string const& word) {
    return word.size() > 1 && word[0] == '-' && word != "--";
  });
  if (flag != words.end()) refuse_flag(command, *flag);
  auto const word = std::ranges::find_if(words, [](auto const& each) { return each != "--"; });
  if (word != words.end()) refuse_word(command, *word);
}

/// The flag's values, each with the name under which it was typed.
std::vector<GivenValue> values_of(Flag const& flag, std::vector<std::string> const& texts,
                                  Scan const& scan) {
  auto const typed = scan.spellings.find(flag.name);
  std::vector<GivenValue> values;
  for (std::size_t index = 0; index < texts.size(); ++index) {
    bool const known = typed != scan.spellings.end() && index < typed->second.size();
    values.push_back(
        {.text = texts[index], .where = known ? typed->second[index] : std::string(flag.name)});
  }
  return values;
}

Arguments collected(CLI::App const& app, Scan const& scan, Command const& command) {
  Arguments arguments{.command = std::string(command.name)};
  for (FlagGroup const* group : command.flags) {
    for (Flag const& flag : group->flags) {
      auto const& texts = app.get_option(std::string(flag.name))->results();
      if (!texts.empty()) arguments.values.emplace(flag.name, values_of(flag, texts, scan));
    }
  }
  if (!command.positional.empty())
    arguments.positionals = app.get_option(std::string(command.positional))->results();
  return arguments;
}

}  // namespace

Arguments parsed_arguments(Scan const& scan, Command const& command) {
  CLI::App app;
  add_groups(app, command.flags);
  add_positional(app, command);
  std::vector<std::string> words(scan.words.rbegin(), scan.words.rend());
  try {
    app.parse(std::move(words));
  } catch (CLI::ParseError const& error) {
    throw InputError({.where = std::string(command.name), .problem = error.what()});
  }
  refuse_rest(command, app.remaining());
  auto arguments = collected(app, scan, command);
  auto const most = static_cast<std::size_t>(command.most_positionals);
  if (arguments.positionals.size() > most) refuse_word(command, arguments.positionals[most]);
  return arguments;
}

std::string help_text(Command const& command) {
  CLI::App app;
  add_groups(app, command.flags);
  add_positional(app, command);
  std::string const several = command.most_positionals > 1 ? "..." : "";
  auto const positional = command.positional.empty()
                              ? std::string()
                              : " [" + std::string(command.positional) + several + "]";
  auto const name = "ec2plan " + std::string(command.name);
  return name + ": " + std::string(command.summary) + "\n\nUsage: " + name + positional +
         " [FLAGS]\n" + flag_help(app) + "\nExamples:\n" + std::string(command.examples) + "\n";
}

std::string help_text() {
  std::string text =
      "ec2plan: which EC2 accelerator instances, how many, how long, at what cost?\n\n"
      "Usage: ec2plan COMMAND [FLAGS]\n\nCommands:\n";
  for (Command const& command : commands())
    text += "  " + padded(command.name, help_column - 2) + std::string(command.summary) + "\n";
  CLI::App app;
  add_groups(app, global_flags());
  return text + flag_help(app) +
         "\nExample:\n  ec2plan recommend --model 175B --tokens 300B --days 30\n\n"
         "`ec2plan COMMAND --help` tells more. Global flags work before and after the command.\n";
}

}  // namespace ec2plan::cli
