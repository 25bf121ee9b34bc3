#include "cli/flags.hpp"

#include <algorithm>

namespace ec2plan::cli {
std::vector<std::string_view> names_in(std::string_view also) {
  std::vector<std::string_view> names;
  while (!also.empty()) {
    auto const end = std::min(also.find(' '), also.size());
    names.push_back(also.substr(0, end));
    also.remove_prefix(std::min(end + 1, also.size()));
  }
  return names;
}

namespace {

bool is_called(Flag const& flag, std::string_view name) {
  if (name == flag.name || (!flag.other_name.empty() && name == flag.other_name)) return true;
  auto const also = names_in(flag.also);
  return std::ranges::find(also, name) != also.end();
}

}  // namespace

Flag const* find_flag(std::string_view name) {
  for (FlagGroup const& group : every_flag_group())
    for (Flag const& flag : group.flags)
      if (is_called(flag, name)) return &flag;
  return nullptr;
}

Flag const* find_flag(std::span<Group const> among, std::string_view name) {
  for (Group const group : among)
    for (Flag const& flag : flag_group(group).flags)
      if (is_called(flag, name)) return &flag;
  return nullptr;
}

std::string key_of(std::string_view flag) {
  std::string key(flag.substr(2));
  std::ranges::replace(key, '-', '_');
  return key;
}

QuestionField const* field_of(Flag const& flag) { return question_field(key_of(flag.name)); }

bool adds_up(Flag const& flag) {
  if (flag.traits.adds_up) return *flag.traits.adds_up;
  auto const* field = field_of(flag);
  return field != nullptr && field->repeats;
}

bool is_swept(Flag const& flag) { return flag.traits.swept && field_of(flag) != nullptr; }

}  // namespace ec2plan::cli
