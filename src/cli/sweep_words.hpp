#pragma once

#include <vector>

#include "cli/arguments.hpp"
#include "cli/flags.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// The words that the flag's lists stand for, each a point: ranges, `all` and, where each point is
/// one set-up, patterns of types are spelled out. Throws: InputError for an element that is none.
std::vector<GivenValue> words_of(Arguments const& arguments, Flag const& flag, bool one_setup,
                                 Catalog const& catalog);

/// The settings KEY=VALUE that one --set of a list or range stands for; its sign of equality stands
/// at `sign`.
std::vector<GivenValue> setting_words(GivenValue const& value, std::size_t sign);

/// Whether the flag's lists add up: prices of some types or kinds. Of plain ones only one can hold.
bool prices_add_up(Arguments const& arguments, std::string_view flag);

/// Whether the word is a --discount of 0%: what a sweep may compare others with.
bool is_no_discount(std::string_view key, GivenValue const& word);

/// Leaves each word of the field once, and returns how many it dropped.
std::size_t drop_repeated(std::string_view key, std::vector<GivenValue>& words);

/// The word as its axis shows it: plain shares and dollars as numbers; a model as it was typed,
/// since several may be understood alike; else what it was understood as, of a list of one its only
/// element.
InputValue axis_value(std::string_view key, GivenValue const& word, Question const& question);

}  // namespace ec2plan::cli
