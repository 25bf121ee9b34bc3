#pragma once

#include "cli/command.hpp"

/// The verbs of `catalog`. Each takes its own words: what follows the verb.
namespace ec2plan::cli {

using Words = std::vector<std::string>;

Exit catalog_info(Words const&, Arguments const&, Environment const&, Streams const&);
Exit catalog_verify(Words const&, Arguments const&, Environment const&, Streams const&);
Exit catalog_diff(Words const&, Arguments const&, Environment const&, Streams const&);
Exit catalog_import(Words const&, Arguments const&, Environment const&, Streams const&);

/// Refuses a word that a verb does not take.
void expect_no_words(std::string const& verb, Words const& words);

/// Refuses a flag that would be ignored, and says why. One from --config is of all commands: it is
/// let be.
void refuse_flag(std::string const& verb, Arguments const& arguments, std::string_view flag,
                 std::string const& reason);

}  // namespace ec2plan::cli
