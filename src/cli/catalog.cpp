#include "cli/catalog.hpp"

#include <algorithm>
#include <span>

#include "ec2plan/units/error.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

std::span<Verb const> verbs() { return find_command("catalog")->verbs; }

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (Verb const& verb : verbs())
    names.emplace_back(verb.name);
  return names;
}

Verb const& asked_verb(std::vector<std::string> const& words) {
  if (words.empty()) {
    throw InputError({.where = "catalog",
                      .problem = "what to do is missing",
                      .expected = "info, verify, diff or import",
                      .fix = "write ec2plan catalog info"});
  }
  auto const all = verbs();
  auto const found = std::ranges::find(all, words.front(), &Verb::name);
  if (found != all.end()) return *found;
  throw InputError({.where = "catalog",
                    .value = words.front(),
                    .problem = "is nothing that `catalog` does",
                    .expected = "info, verify, diff or import",
                    .fix = did_you_mean(words.front(), verb_names(), "see its help")});
}

/// A flag of another verb would be ignored: it is refused.
void refuse_flags_of_others(Verb const& asked, Arguments const& arguments) {
  for (Verb const& verb : verbs()) {
    if (verb.name == asked.name) continue;
    for (Group const group : verb.flags)
      for (Flag const& flag : flag_group(group).flags)
        if (auto const* value = last_given(arguments, flag.name))
          throw refusal(*value, "is a flag of `catalog " + std::string(verb.name) + "`",
                        "flags of `catalog " + std::string(asked.name) + "`", "leave it out");
  }
}

}  // namespace

void expect_no_words(std::string const& verb, Arguments const& arguments) {
  auto const& words = arguments.positionals;
  if (words.empty()) return;
  throw InputError({.where = "catalog " + verb,
                    .value = words.front(),
                    .problem = "is one argument too many",
                    .expected = "flags alone",
                    .fix = "leave it out; --catalog FILE lays a file over the built-in facts"});
}

void refuse_flag(std::string const& verb, Arguments const& arguments, std::string_view flag,
                 std::string const& reason) {
  auto const* value = last_given(arguments, flag);
  if (value == nullptr || value->from == "config") return;
  throw refusal(*value, "changes nothing in `catalog " + verb + "`: " + reason,
                "flags of `catalog " + verb + "`", "leave " + std::string(flag) + " out");
}

Exit catalog_command(Arguments const& arguments, Environment const& environment,
                     Streams const& streams) {
  auto const& verb = asked_verb(arguments.positionals);
  refuse_flags_of_others(verb, arguments);
  Arguments of_verb = arguments;
  of_verb.positionals.erase(of_verb.positionals.begin());
  return verb.run(of_verb, environment, streams);
}

}  // namespace ec2plan::cli
