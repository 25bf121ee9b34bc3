#include "cli/flags.hpp"

#include <algorithm>

#include "cli/command.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::flags_test {
namespace {

TEST_CASE("every field of a question has a flag, under which each command that asks takes it") {
  for (QuestionField const& field : question_fields()) {
    CAPTURE(field.key);
    std::string name = "--" + std::string(field.key);
    std::ranges::replace(name, '_', '-');
    auto const* flag = find_flag(name);
    REQUIRE(flag != nullptr);
    CHECK(field_of(*flag) == &field);
    CHECK(find_flag(find_command("explain")->flags, name) != nullptr);
    CHECK(find_flag(find_command("sweep")->flags, name) != nullptr);
  }
}

TEST_CASE("flags that exclude each other do so both ways") {
  int rivals = 0;
  for (FlagGroup const& group : every_flag_group())
    for (Flag const& flag : group.flags) {
      if (flag.traits.rival.empty()) continue;
      auto const* other = find_flag(flag.traits.rival);
      REQUIRE(other != nullptr);
      CHECK(other->traits.rival == flag.name);
      ++rivals;
    }
  CHECK(rivals > 0);
}

TEST_CASE("a sweep goes over fields of the question, but over no files and switches") {
  CHECK(is_swept(*find_flag("--tokens")));
  CHECK(is_swept(*find_flag("--tp")));
  CHECK(is_swept(*find_flag("--set")));
  for (auto const* name : {"--catalog", "--calibration", "--include-retired", "--use-rest-of-term",
                           "--output", "--plot", "--max-cost"})
    CHECK_FALSE(is_swept(*find_flag(name)));
}

TEST_CASE("a flag adds up as its field does, but where a command takes one") {
  CHECK(adds_up(*find_flag(find_command("recommend")->flags, "--instance-type")));
  CHECK_FALSE(adds_up(*find_flag(find_command("estimate")->flags, "--instance-type")));
  CHECK(adds_up(*find_flag("-r")));
  CHECK(adds_up(*find_flag("--fields")));
  CHECK_FALSE(adds_up(*find_flag("--days")));
}

}  // namespace
}  // namespace ec2plan::cli::flags_test
