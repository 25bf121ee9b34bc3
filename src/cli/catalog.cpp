#include "cli/catalog.hpp"

#include <algorithm>
#include <span>

#include "ec2plan/units/error.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

struct Verb {
  std::string_view name;
  Exit (*run)(Words const&, Arguments const&, Environment const&, Streams const&);
  std::span<std::string_view const> flags{};  // that no other verb takes
};

constexpr std::string_view flags_of_verify[] = {"--max-age"};
constexpr std::string_view flags_of_import[] = {"--into", "--complete", "--retrieved"};

constexpr Verb verbs[] = {
    {"info", catalog_info},
    {"verify", catalog_verify, flags_of_verify},
    {"diff", catalog_diff},
    {"import", catalog_import, flags_of_import},
};

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (Verb const& verb : verbs)
    names.emplace_back(verb.name);
  return names;
}

Verb const& asked_verb(Words const& words) {
  if (words.empty()) {
    throw InputError({.where = "catalog",
                      .problem = "what to do is missing",
                      .expected = "info, verify, diff or import",
                      .fix = "write ec2plan catalog info"});
  }
  auto const* found = std::ranges::find(verbs, words.front(), &Verb::name);
  if (found != std::end(verbs)) return *found;
  throw InputError({.where = "catalog",
                    .value = words.front(),
                    .problem = "is nothing that `catalog` does",
                    .expected = "info, verify, diff or import",
                    .fix = did_you_mean(words.front(), verb_names(), "see its help")});
}

/// A flag of another verb would be ignored: it is refused.
void refuse_flags_of_others(Verb const& asked, Arguments const& arguments) {
  for (Verb const& verb : verbs) {
    if (verb.name == asked.name) continue;
    for (std::string_view const flag : verb.flags) {
      if (given(arguments, flag).empty()) continue;
      throw refusal(given(arguments, flag).back(),
                    "is a flag of `catalog " + std::string(verb.name) + "`",
                    "flags of `catalog " + std::string(asked.name) + "`", "leave it out");
    }
  }
}

}  // namespace

void expect_no_words(std::string const& verb, Words const& words) {
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
  return verb.run({arguments.positionals.begin() + 1, arguments.positionals.end()}, arguments,
                  environment, streams);
}

}  // namespace ec2plan::cli
