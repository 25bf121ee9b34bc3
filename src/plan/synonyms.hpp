#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ec2plan {

/// What another tool, or a habit, calls a value: "bfloat16" of bf16.
struct Synonym {
  std::string_view typed;  // in lower case
  std::string_view meant;  // several, with blanks between: it is refused, and each is named
};

/// All of them; a row counts where its values are among those that a flag takes.
std::span<Synonym const> synonyms();

/// The words that a typed one may stand for: none where it is known for nothing.
std::vector<std::string_view> meant_by(std::string_view typed,
                                       std::span<std::string_view const> words);

}  // namespace ec2plan
