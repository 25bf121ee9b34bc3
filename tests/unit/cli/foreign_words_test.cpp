#include <algorithm>
#include <set>

#include "cli/command.hpp"
#include "cli/near_miss.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::foreign_words_test {
namespace {

std::string advice(std::string const& command, std::string const& flag,
                   std::string const& value = "") {
  return flag_advice(*find_command(command), flag, value);
}

TEST_CASE("what other tools call a flag is the flag, and no name stands for two") {
  std::map<std::string_view, std::string_view> meant;
  for (FlagGroup const& group : every_flag_group())
    for (Flag const& flag : group.flags) {
      auto names = names_in(flag.also);
      names.push_back(flag.name);
      if (!flag.other_name.empty()) names.push_back(flag.other_name);
      for (auto const name : names) {
        CAPTURE(name);
        auto const [known, is_new] = meant.emplace(name, flag.name);
        CHECK(known->second == flag.name);
        REQUIRE(find_flag(name) != nullptr);
        CHECK(find_flag(name)->name == flag.name);
      }
    }
  CHECK(meant.size() > 150);
}

TEST_CASE("each flag that people bring along is taken, under the command where it has a meaning") {
  struct Case {
    std::string command, typed, meant;
  };
  Case const cases[] = {
      {"recommend", "--gpu", "--accelerator"},
      {"recommend", "--gpu-type", "--accelerator"},
      {"estimate", "--num-nodes", "--instance-count"},
      {"estimate", "-n", "--instance-count"},
      {"estimate", "--nodes", "--instance-count"},
      {"estimate", "--instances", "--instance-count"},
      {"recommend", "--deadline", "--days"},
      {"recommend", "--format", "--output"},
      {"recommend", "--batch-size", "--global-batch"},
      {"recommend", "--sequence-length", "--seq-len"},
      {"recommend", "--dtype", "--precision"},
      {"recommend", "--type", "--instance-type"},
      {"recommend", "--top", "--max-results"},
      {"instances", "--instance-type", "--instance-type"},
      {"instances", "--gpu", "--accelerator"},
      {"recommend", "-V", "--version"},
  };
  for (auto const& [command, typed, meant] : cases) {
    CAPTURE(command, typed);
    auto const* flag = find_flag(find_command(command)->flags, typed);
    REQUIRE(flag != nullptr);
    CHECK(flag->name == meant);
  }
}

TEST_CASE("the others are named with what to write, and every flag that is named is there") {
  std::set<std::string_view> names;
  for (ForeignFlag const& row : foreign_flags()) {
    CAPTURE(row.names, row.write);
    CHECK_FALSE((row.write.empty() && row.why.empty()));
    for (auto const word : names_in(row.write))
      if (word.starts_with('-')) CHECK(find_flag(word) != nullptr);
    for (auto const name : names_in(row.names)) {
      CAPTURE(name);
      CHECK(name.starts_with('-'));
      for (Command const& command : commands()) {
        auto const own = find_flag(command.flags, name) != nullptr;
        if (!own) CHECK_FALSE(flag_advice(command, name, "64").empty());
      }
    }
  }
}

TEST_CASE("of sixty flags that are mistyped or of other tools none is told to be another's") {
  struct Case {
    std::string command, typed, value, expected;
  };
  constexpr auto none = "leave it out";
  Case const cases[] = {
      {"recommend", "--spot", "", "write --purchase spot"},
      {"recommend", "--max-cost", "2M", "write --budget 2M"},
      {"recommend", "--max-days", "30", "write --days 30"},
      {"check", "--budget", "2M", "write --max-cost 2M"},
      {"check", "--days", "30", "write --max-days 30"},
      {"recommend", "--hours", "36", "write --days 36h"},
      {"recommend", "--weeks", "2", "write --days 2w"},
      {"recommend", "-n", "48", "write --min-instances 48 --max-instances 48: or ask"},
      {"recommend", "--nodes", "48", "write --min-instances 48 --max-instances 48: or ask"},
      {"recommend", "--instance-count", "8", "write --min-instances 8 --max-instances 8: or ask"},
      {"estimate", "--gpus", "512", "write --instance-count 64: instances are counted here"},
      {"recommend", "--gpus", "512",
       "write --min-instances 64 --max-instances 64: instances are counted"},
      {"recommend", "--gpus", "h100", "write --accelerator h100"},
      {"instances", "--gpus", "8", "write --accelerators 8"},
      {"instances", "--gpus", "h100", "write --accelerator h100"},
      {"recommend", "--fsdp", "", "write --zero 3"},
      {"recommend", "--bf16", "", "write --precision bf16"},
      {"recommend", "--epochs", "3", "write --tokens COUNT: which counts every epoch"},
      {"recommend", "--lora", "", "full training with Adam"},
      {"recommend", "--finetune", "", "full training with Adam"},
      {"recommend", "--optimizer", "sgd", "training with Adam"},
      {"recommend", "--inference", "", "plans training, not inference"},
      {"recommend", "--layers", "80", "write --model config.json"},
      {"recommend", "--cheapest", "", "write --objective cost"},
      {"recommend", "--csv", "", "write -o csv"},
      {"recommend", "-v", "", "write --debug: or --version"},
      {"recommend", "--profile", "dev", "reads no account"},
      {"recommend", "--experts", "8", "write --model config.json"},
      {"estimate", "--plot", "", "it is a flag of recommend"},
      {"instances", "--tokens", "1B", "it is a flag of recommend"},
      {"recommend", "-tp", "8", "write --tp"},
      {"recommend", "-days", "30", "write --days"},
      {"recommend", "--tp8", "", "write --tp 8"},
      {"recommend", "--zero3", "", "write --zero 3"},
      {"recommend", "--zero-3", "", "write --zero 3"},
      {"recommend", "--until", "2026-12-31", "write --days N: how many days"},
      {"recommend", "--dayz", "", "did you mean --days?"},
      {"recommend", "--modle", "", "did you mean --model?"},
      {"recommend", "--token", "", "did you mean --tokens?"},
      {"recommend", "--bugdet", "", "did you mean --budget?"},
      {"recommend", "--purcahse", "", "did you mean --purchase?"},
      {"recommend", "--acelerator", "", "did you mean --accelerator?"},
      {"recommend", "--instnce-type", "", "did you mean --instance-type?"},
      {"recommend", "--reigon", "", "did you mean --region?"},
      {"recommend", "--ouput", "", "did you mean --output?"},
      {"recommend", "--squence-length", "", "did you mean --seq-len?"},
      {"recommend", "--batch-sise", "", "did you mean --global-batch?"},
      {"recommend", "--pipline", "", "did you mean --pipeline?"},
      {"recommend", "--mix-instances", "", "did you mean --min-instances or --max-instances?"},
      {"recommend", "--disk", "", none},   // --risk
      {"recommend", "--plan", "", none},   // --plot
      {"recommend", "--port", "", none},   // --plot
      {"recommend", "--stage", "", none},  // --stack
      {"recommend", "--seed", "", none},   // --set
      {"recommend", "--host", "", none},
      {"recommend", "--xp", "", none},   // --tp, --pp, --dp
      {"recommend", "--mtu", "", none},  // --mfu
      {"recommend", "--user", "", none},
      {"recommend", "--force", "", none},
      {"recommend", "--yes", "", none},
      {"recommend", "--tokenizer", "", none},
      {"recommend", "--checkpoint-every", "", none},
      {"recommend", "--subnet", "", none},
      {"recommend", "--ami", "", none},
      {"recommend", "--scheduler", "", none},
      {"recommend", "--warmup", "", none},
      {"recommend", "--hub", "", none},
      {"recommend", "--x", "", none},
      {"check", "--risky", "", "did you mean --risk?"},
      {"compare", "--fail-ovre", "", "did you mean --fail-over?"},
  };
  for (auto const& [command, typed, value, expected] : cases) {
    CAPTURE(command, typed, value);
    CHECK_THAT(advice(command, typed, value), has(expected));
  }
}

TEST_CASE("the value behind a foreign flag is no argument, and stands in the advice") {
  Words const job{"recommend", "--model", "7B", "--tokens", "1T"};
  CHECK_THAT(ran(joined(job, {"--max-cost", "2M"})).err, has("write --budget 2M"));
  CHECK_THAT(ran(joined(job, {"--max-cost=2M"})).err, has("write --budget 2M"));
  CHECK_THAT(ran({"--gpus", "64", "recommend"}).err, has("--gpus: `recommend` has no such flag"));
}

TEST_CASE("words for commands of other tools are answered with the command") {
  for (auto const& [typed, meant] :
       std::vector<std::pair<std::string, std::string>>{{"plan", "recommend"},
                                                        {"list", "instances"},
                                                        {"price", "instances TYPE"},
                                                        {"describe", "instances TYPE"},
                                                        {"diff", "compare"},
                                                        {"PLAN", "recommend"}}) {
    auto const result = ran({typed});
    CAPTURE(typed, result.err);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, has("write ec2plan " + meant));
  }
  std::set<std::string_view> names;
  for (ForeignCommand const& row : foreign_commands()) {
    CHECK(find_command(row.write.substr(0, row.write.find(' '))) != nullptr);
    for (auto const name : names_in(row.names)) {
      CAPTURE(name);
      CHECK(find_command(name) == nullptr);
      CHECK(names.insert(name).second);
    }
  }
}

TEST_CASE("the version is told for -V, and for -v alone") {
  auto const version = ran({"--version"}).out;
  CHECK(ran({"-V"}).out == version);
  CHECK(ran({"-v"}).out == version);
  CHECK(ran({"recommend", "-v"}).code == 2);
}

TEST_CASE("words that a blank parted are to be quoted") {
  Words const job{"recommend", "--model", "7B"};
  CHECK_THAT(ran(joined(job, {"--tokens", "2", "trillion"})).err,
             has("quote what belongs together: --tokens '2 trillion'"));
  CHECK_THAT(ran({"recommend", "--model", "Llama", "3", "70B", "--tokens", "1T"}).err,
             has("quote what belongs together: --model 'Llama 3'"));
}

TEST_CASE("a word that stands alone is told the flag that it is probably the value of") {
  for (auto const& [words, said] : std::vector<std::pair<Words, std::string>>{
           {{"recommend", "70B"}, "write --model 70B"},
           {{"recommend", "llama-3-70b"}, "write --model llama-3-70b"},
           {{"recommend", "p5.48xlarge"}, "write --instance-type p5.48xlarge"},
           {{"recommend", "help"}, "write ec2plan recommend --help"},
           {{"70B"}, "write ec2plan recommend --model 70B"}}) {
    CAPTURE(words);
    CHECK_THAT(ran(words).err, has(said));
  }
}

TEST_CASE("a list where one value stands is what a sweep takes") {
  Words const set_up{"estimate", "--instance-type", "p5.48xlarge", "--instance-count", "8"};
  Words const lists[] = {
      joined(set_up, {"--model", "7B,13B", "--tokens", "1T"}),
      joined(set_up, {"--model", "7B", "--tokens", "1T,2T"}),
      joined(set_up, {"--model", "7B", "--tokens", "1T", "--tp", "1,2,4"}),
      joined(set_up, {"--model", "7B", "--tokens", "1T", "--instance-count", "8..64:x2"}),
      joined(set_up, {"--model", "7B", "--tokens", "1T", "--precision", "bf16,fp8"}),
      {"recommend", "--model", "7B", "--tokens", "1T", "--days", "10,20,30"},
      {"estimate", "--model", "7B", "--tokens", "1T", "--instance-count", "8", "--instance-type",
       "p5.48xlarge,p4d.24xlarge"},
  };
  for (auto const& words : lists) {
    auto const result = ran(words);
    CAPTURE(words, result.err);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, has("`ec2plan sweep` tries several"));
  }
  CHECK_THAT(ran({"sweep", "--model", "7B", "--tokens", "1T", "--tp", "2-8"}).err,
             has("write 2..8 for each value"));
  CHECK_THAT(ran({"sweep", "--model", "7B", "--tokens", "1T", "--days", "1,x"}).err,
             !has("tries several"));
}

TEST_CASE("instances are named by their accelerator too, and behind --instance-type") {
  auto const by_name = ran({"instances", "p5.48xlarge", "-o", "csv"});
  REQUIRE(by_name.code == 0);
  CHECK(ran({"instances", "--instance-type", "p5.48xlarge", "-o", "csv"}).out == by_name.out);
  auto const by_accelerator = ran({"instances", "h100", "-o", "csv"});
  CHECK(by_accelerator.out == ran({"instances", "--accelerator", "h100", "-o", "csv"}).out);
  CHECK_THAT(by_accelerator.out, has("p5.48xlarge"));
}

}  // namespace
}  // namespace ec2plan::cli::foreign_words_test
