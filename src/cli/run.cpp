#include "cli/run.hpp"

#include <algorithm>
#include <ostream>

#include "cli/about.hpp"
#include "cli/help.hpp"
#include "cli/near_miss.hpp"
#include "cli/output.hpp"
#include "cli/parse.hpp"
#include "ec2plan/units/letters.hpp"

namespace ec2plan::cli {
namespace {

std::string names_of_commands() {
  std::string names;
  for (Command const& command : commands())
    names += (names.empty() ? "" : ", ") + std::string(command.name);
  return names;
}

[[noreturn]] void refuse_command(std::string const& word) {
  throw InputError({.where = "ec2plan",
                    .value = word,
                    .problem = word.empty() ? "the command is empty" : "is no command",
                    .expected = names_of_commands(),
                    .fix = command_advice(word)});
}

[[noreturn]] void refuse_no_command() {
  throw InputError({.where = "ec2plan",
                    .problem = "a command is missing",
                    .expected = names_of_commands(),
                    .fix = "write ec2plan recommend --model 175B --tokens 300B --days 30"});
}

/// "ec2plan -v": with a command it would be more words, as of other tools.
bool asks_version(CommandLine const& line) {
  return !line.commanded && line.flags.size() == 1 && line.flags.front().name == "-v";
}

/// Answers what needs no command; false where a command is to run.
bool answer_at_once(CommandLine const& line, bool no_words, Streams const& streams) {
  auto const* command = find_command(line.arguments.command);
  bool const asks_help = is_on(line.arguments, "--help");
  if (asks_help && command != nullptr) {
    deliver(help_text(*command), {}, streams);
  } else if (no_words || (asks_help && line.arguments.command.empty())) {
    deliver(help_text(), {}, streams);
  } else if (is_on(line.arguments, "--version") || asks_version(line)) {
    deliver(version_line(), {}, streams);
  } else {
    return false;
  }
  return true;
}

Exit answer(std::vector<std::string> words, Environment const& environment, Streams const& streams,
            std::string& asked_command) {
  bool const no_words = words.empty();
  if (!no_words && words.front() == "help") words.front() = "--help";
  auto const named = std::ranges::find_if(words, [](auto& word) { return find_command(word); });
  if (named != words.end()) asked_command = *named;  // for errors found before the flags are known
  auto line = split(words);
  if (answer_at_once(line, no_words, streams)) return Exit::answered;
  if (!line.commanded) refuse_no_command();
  auto const* command = find_command(line.arguments.command);
  if (command == nullptr) refuse_command(line.arguments.command);
  check_line(line, *command);
  add_config(line.arguments, *command);
  return command->run(line.arguments, environment, streams);
}

/// 8-16, which is meant for 8..16.
bool is_dashed_range(std::string_view text) {
  auto const dash = text.find('-');
  return dash != text.npos && dash > 0 && dash + 1 < text.size() &&
         text.find_first_not_of("0123456789", dash + 1) == text.npos &&
         text.find_first_not_of("0123456789") == dash;
}

std::string dotted(std::string text) { return text.replace(text.find('-'), 1, ".."); }

/// Where a list was typed for a flag that takes one value, but a sweep several, says so.
InputFault with_sweep(InputFault fault, std::string_view command) {
  bool const several =
      fault.value.find(',') != std::string::npos || fault.value.find("..") != std::string::npos;
  auto const* flag = fault.where.starts_with('-') ? find_flag(fault.where) : nullptr;
  auto const* asked = find_command(command);
  bool const swept = flag != nullptr && asked != nullptr && command != "sweep" && is_swept(*flag) &&
                     find_flag(find_command("sweep")->flags, flag->name);
  auto const* own = swept ? find_flag(asked->flags, flag->name) : nullptr;
  if (several && own != nullptr && !adds_up(*own))
    fault.fix = "give one value; `ec2plan sweep` tries several";
  if (command == "sweep" && flag != nullptr && is_dashed_range(fault.value))
    fault.fix = "write " + dotted(fault.value) + " for each value from the first to the last";
  return fault;
}

/// At most three lines, the last of which names the help.
void print_error(std::string message, std::string const& command, std::ostream& err) {
  std::string const help = "`ec2plan " + command + (command.empty() ? "" : " ") + "--help`";
  if (message.find(help) == std::string::npos) message += " (see " + help + ")";
  err << "error: " << message << '\n';
}

}  // namespace

int run(std::vector<std::string> const& words, Environment const& environment,
        Streams const& streams) {
  std::string command;
  Exit code = Exit::failed;
  try {
    code = answer(words, environment, streams, command);
  } catch (InputError const& error) {
    print_error(InputError(with_sweep(error, command)).what(), command, streams.err);
    code = error.kind == InputFault::Kind::file ? Exit::bad_file : Exit::usage;
  } catch (std::exception const& error) {
    print_error(error.what(), command, streams.err);
  }
  streams.err.flush();
  return static_cast<int>(code);
}

}  // namespace ec2plan::cli
