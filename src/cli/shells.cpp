#include "cli/shells.hpp"

#include <algorithm>
#include <map>

#include "cli/command.hpp"
#include "cli/completion_words.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

std::vector<Flag const*> flags_of(Command const& command) {
  std::vector<Flag const*> flags;
  for (Group const group : command.flags)
    for (Flag const& flag : flag_group(group).flags)
      flags.push_back(&flag);
  return flags;
}

std::string command_names(std::string_view separator) {
  std::vector<std::string> names;
  for (Command const& command : commands())
    names.emplace_back(command.name);
  return joined(names, separator);
}

/// In single quotes, as bash and zsh take them; fish has the same text for one.
std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (char const letter : text)
    result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

/// Branches of a case over flags: each kind of value with the flags that take it.
std::string flag_branches() {
  std::map<std::string_view, std::vector<std::string>> of_kind;
  for (Command const& command : commands())
    for (Flag const* flag : flags_of(command)) {
      if (flag->value.empty()) continue;
      auto& names = of_kind[name_of(flag->values)];
      for (auto const name : {flag->name, flag->other_name})
        if (!name.empty() && std::ranges::find(names, name) == names.end())
          names.emplace_back(name);
    }
  std::string text;
  for (auto const& [kind, names] : of_kind)
    text += "    " + joined(names, "|") + ") echo " + std::string(kind) + " ;;\n";
  return text;
}

std::string word_branches(Catalog const& catalog) {
  std::string text;
  for (ValueKind const& kind : value_kinds())
    if (auto const words = completions(kind.values, catalog); !words.empty())
      text += "    " + std::string(kind.name) + ") echo " + in_quotes(joined(words, " ")) + " ;;\n";
  return text;
}

std::string command_branches(bool described) {
  std::string text;
  for (Command const& command : commands()) {
    std::vector<std::string> names;
    for (Flag const* flag : flags_of(command))
      for (auto const name : {flag->name, flag->other_name})
        if (!name.empty())
          names.push_back(described ? in_quotes(std::string(name) + ":" + std::string(flag->help))
                                    : std::string(name));
    text += "    " + std::string(command.name) + ") ";
    text += described ? "flags=(" + joined(names, " ") + ") ;;\n"
                      : "echo " + in_quotes(joined(names, " ")) + " ;;\n";
  }
  return text;
}

/// What stands behind a command: "file", "type", ...
std::string positional_branches() {
  std::string text;
  for (Command const& command : commands())
    if (command.words != Values::other)
      text += "    " + std::string(command.name) + ") echo " + std::string(name_of(command.words)) +
              " ;;\n";
  return text;
}

/// The tables as functions, in words that bash and zsh share.
std::string shared_functions(Catalog const& catalog) {
  return "_ec2plan_words() {\n  case $1 in\n" + word_branches(catalog) +
         "  esac\n}\n_ec2plan_kind() {\n  case $1 in\n" + flag_branches() +
         "  esac\n}\n_ec2plan_behind() {\n  case $1 in\n" + positional_branches() + "  esac\n}\n";
}

constexpr std::string_view bash_body = R"(
_ec2plan() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local command= word kind list= offered
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ " $_ec2plan_commands " == *" $word "* ]]; then
      command=$word
      break
    fi
  done
  kind=$(_ec2plan_kind "$previous")
  if [[ -z $kind && $current == -* ]]; then
    offered=$(_ec2plan_flags "${command:-version}")
  elif [[ -z $kind && -z $command ]]; then
    offered=$_ec2plan_commands
  else
    [[ -n $kind ]] || kind=$(_ec2plan_behind "$command")
    if [[ $kind == verb && $previous != catalog ]]; then kind=file; fi
    if [[ $kind == file ]]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -f -- "$current"))
      return
    fi
    if [[ $kind == setting ]]; then compopt -o nospace 2>/dev/null; fi
    offered=$(_ec2plan_words "$kind")
  fi
  if [[ $current == *,* ]]; then
    list=${current%,*},
    current=${current##*,}
  fi
  COMPREPLY=($(compgen -P "$list" -W "$offered" -- "$current"))
}
complete -F _ec2plan ec2plan
)";

constexpr std::string_view zsh_body = R"(
_ec2plan() {
  local command= word kind
  local -a flags offered
  for word in ${words[2,CURRENT-1]}; do
    if (( ${_ec2plan_commands[(Ie)$word]} )); then
      command=$word
      break
    fi
  done
  if [[ $PREFIX == --*=* ]]; then
    kind=$(_ec2plan_kind ${PREFIX%%=*})
    compset -P '*='
  else
    kind=$(_ec2plan_kind ${words[CURRENT-1]})
  fi
  if [[ -z $kind && $PREFIX == -* ]]; then
    _ec2plan_flags ${command:-version}
    _describe -o flag flags
    return
  fi
  if [[ -z $kind && -z $command ]]; then
    _describe command _ec2plan_described
    return
  fi
  [[ -n $kind ]] || kind=$(_ec2plan_behind $command)
  if [[ $kind == verb && ${words[CURRENT-1]} != catalog ]]; then kind=file; fi
  if [[ $kind == file ]]; then
    _files
    return
  fi
  offered=(${=$(_ec2plan_words $kind)})
  compset -P '*,'
  if [[ $kind == setting ]]; then
    compadd -S '' -a offered
  else
    compadd -a offered
  fi
}
)";

std::string fish_flag(Command const& command, Flag const& flag) {
  std::string line =
      "complete -c ec2plan -n '__fish_seen_subcommand_from " + std::string(command.name) + "'";
  for (auto const name : {flag.name, flag.other_name}) {
    if (name.empty()) continue;
    line += name.starts_with("--") ? " -l " + std::string(name.substr(2))
                                   : " -s " + std::string(name.substr(1));
  }
  if (flag.values == Values::file)
    line += " -r -F";
  else if (!flag.value.empty())
    line += " -x";
  if (flag.values != Values::file && flag.values != Values::other)
    line += " -a '(_ec2plan_list " + std::string(name_of(flag.values)) + ")'";
  return line + " -d " + in_quotes(flag.help) + "\n";
}

std::string fish_words(Catalog const& catalog) {
  std::string text = "function _ec2plan_words\n  switch $argv[1]\n";
  for (ValueKind const& kind : value_kinds())
    if (auto const words = completions(kind.values, catalog); !words.empty())
      text += "    case " + std::string(kind.name) + "\n      printf '%s\\n' " +
              joined(words, " ") + "\n";
  return text + "  end\nend\n";
}

}  // namespace

std::string bash_completion(Catalog const& catalog) {
  return "# bash completion of ec2plan: ec2plan completion bash\n_ec2plan_commands=" +
         in_quotes(command_names(" ")) + "\n" + shared_functions(catalog) +
         "_ec2plan_flags() {\n  case $1 in\n" + command_branches(false) + "  esac\n}" +
         std::string(bash_body);
}

std::string zsh_completion(Catalog const& catalog) {
  std::string described;
  for (Command const& command : commands())
    described += " " + in_quotes(std::string(command.name) + ":" + std::string(command.summary));
  return "#compdef ec2plan\n# zsh completion of ec2plan: ec2plan completion zsh\n"
         "typeset -ga _ec2plan_commands=(" +
         command_names(" ") + ")\ntypeset -ga _ec2plan_described=(" + described + ")\n" +
         shared_functions(catalog) + "_ec2plan_flags() {\n  case $1 in\n" + command_branches(true) +
         "  esac\n}" + std::string(zsh_body) +
         "if [[ $funcstack[1] == _ec2plan ]]; then\n  _ec2plan \"$@\"\nelse\n  compdef _ec2plan "
         "ec2plan\nfi\n";
}

std::string fish_completion(Catalog const& catalog) {
  std::string text = "# fish completion of ec2plan: ec2plan completion fish\n" +
                     fish_words(catalog) +
                     R"(function _ec2plan_list
  set -l list (string match -r '.*,' -- (commandline -ct | string replace -r '^--?[^=]*=' ''))
  printf "$list%s\n" (_ec2plan_words $argv[1])
end
complete -c ec2plan -f
)";
  for (Command const& command : commands()) {
    std::string const name(command.name);
    text += "complete -c ec2plan -n __fish_use_subcommand -a " + name + " -d " +
            in_quotes(command.summary) + "\n";
    if (command.words == Values::file)
      text += "complete -c ec2plan -n '__fish_seen_subcommand_from " + name + "' -F\n";
    else if (command.words != Values::other)
      text += "complete -c ec2plan -n '__fish_seen_subcommand_from " + name +
              "' -a '(_ec2plan_words " + std::string(name_of(command.words)) + ")'\n";
    for (Flag const* flag : flags_of(command))
      text += fish_flag(command, *flag);
  }
  return text;
}

}  // namespace ec2plan::cli
