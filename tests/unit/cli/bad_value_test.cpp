#include <algorithm>

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::bad_value_test {
namespace {

/// Words that must be refused, and parts of what is said of them.
struct Refused {
  Words words;
  std::string where;    // the flag, as typed
  std::string problem;  // with the value
  std::string expected;
};

void check(Refused const& refused) {
  auto const result = ran(refused.words);
  CAPTURE(refused.words, result.err);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Catch::Matchers::StartsWith("error: " + refused.where + ": "));
  CHECK_THAT(result.err, has(refused.problem));
  CHECK_THAT(result.err, has(refused.expected));
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') <= 3);
  auto const help = result.err.find("--help`)");
  CHECK(help != std::string::npos);
  CHECK(result.err.find("--help`)", help + 1) == std::string::npos);
}

TEST_CASE("a count that is no count of tokens is refused, and why") {
  auto const with = [](std::string const& tokens) {
    return Words{"recommend", "--model", "175B", "--tokens", tokens};
  };
  Refused const cases[] = {
      {with("80GB"), "--tokens", "'80GB' is an amount of memory", "175B"},
      {with("0"), "--tokens", "'0' is zero", "175B"},
      {with("-5"), "--tokens", "'-5' is negative", "175B"},
      {with("-300B"), "--tokens", "'-300B' is negative", "175B"},
      {with("nan"), "--tokens", "NaN", "175B"},
      {with("-inf"), "--tokens", "'-inf'", "175B"},
      {with("inf"), "--tokens", "infinite", "175B"},
      {with("1e400"), "--tokens", "overflows", "175B"},
      {with("1e300"), "--tokens", "10^18", "175B"},
      {with(""), "--tokens", "empty", "175B"},
      {with(" "), "--tokens", "empty", "175B"},
      {with("1.5"), "--tokens", "not a whole number", "175B"},
      {with("$5M"), "--tokens", "amount of money", "175B"},
      {with("300BB"), "--tokens", "'300BB'", "175B"},
      {with("3\xff"), "--tokens", "'3\\xFF'", "175B"},
      {with("8x7B"), "--tokens", "name", "175B"},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("what is no deadline or budget is refused") {
  Refused const cases[] = {
      {quick({"--days", "0"}), "--days", "'0' is zero", "12h"},
      {quick({"--days", "-3"}), "--days", "negative", "12h"},
      {quick({"--days", "30GB"}), "--days", "'30GB'", "12h"},
      {quick({"--days", "nan"}), "--days", "NaN", "12h"},
      {quick({"--days", "1e9"}), "--days", "36,500", "12h"},
      {quick({"--budget", "0"}), "--budget", "zero", "250k"},
      {quick({"--budget=-1M"}), "--budget", "negative", "250k"},
      {quick({"--budget", "80GB"}), "--budget", "'80GB'", "250k"},
      {quick({"--risk", "slwo"}), "--risk", "'slwo'", "did you mean slow?"},
      {quick({"--objective", "cheap"}), "--objective", "'cheap'",
       "cost, time, knee, pareto, energy or co2e"},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("what is no job or layout is refused under the name that was typed") {
  Refused const cases[] = {
      {quick({"--seq-len", "100k"}), "--seq-len", "'100k' may be 100,000 or 102,400", "k is 1,024"},
      {quick({"--context", "131072"}), "--context", "is the length of a sequence",
       "write --seq-len 131072"},
      {quick({"--cp", "8k"}), "--cp", "is the length of a sequence", "write --seq-len 8k"},
      {quick({"--seq-len", "0"}), "--seq-len", "zero", "a whole number"},
      {quick({"--global-batch", "4M"}), "--global-batch", "counted in sequences",
       "4M tokens are 1024 sequences of 4096"},
      {quick({"--global-batch", "1.5"}), "--global-batch", "'1.5'", "a whole number"},
      {quick({"--precision", "fp32"}), "--precision", "'fp32'", "bf16, fp16 or fp8"},
      {quick({"--precision", ""}), "--precision", "empty", "bf16, fp16 or fp8"},
      {quick({"--recompute", "ful"}), "--recompute", "'ful'", "did you mean full?"},
      {quick({"--tp", "0"}), "--tp", "zero", "from 1"},
      {quick({"--tensor", "0"}), "--tensor", "zero", "from 1"},
      {quick({"--pp", "-2"}), "--pp", "negative", "from 1"},
      {quick({"--vpp", "two"}), "--vpp", "'two'", "from 1"},
      {quick({"--dp", "1e3"}), "--dp", "'1e3'", "from 1"},
      {quick({"--cp", "99999999999999999999"}), "--cp", "overflows", "from 1"},
      {quick({"--ep", "1.0.0"}), "--ep", "'1.0.0'", "from 1"},
      {quick({"--mbs", ""}), "--mbs", "empty", "from 1"},
      {quick({"--zero", "4"}), "--zero", "above 3", "from 0 to 3"},
      {quick({"--zero", "-1"}), "--zero", "'-1'", "from 0 to 3"},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("a speed that no part has is refused") {
  Refused const cases[] = {
      {quick({"--mfu", "0"}), "--mfu", "zero", "up to 1"},
      {quick({"--mfu", "1.2"}), "--mfu", "above 1", "up to 1"},
      {quick({"--mfu", "40"}), "--mfu", "above 1", "write 40% if per cent is meant"},
      {quick({"--mfu", "140%"}), "--mfu", "above 100%", "up to 1"},
      {quick({"--goodput", "1.01"}), "--goodput", "above 1", "up to 1"},
      {quick({"--tflops", "0"}), "--tflops", "zero", ""},
      {quick({"--tflops", "400"}), "--tflops", "above the dense peak of a100-40gb, 312 TFLOP/s",
       "below its peak"},
      {quick({"--tflops", "140e12"}), "--tflops", "more TFLOP/s than any", "140"},
      {quick({"--tflops", "140", "--mfu", "0.4"}), "--mfu", "beside --tflops", "one of the two"},
      {quick({"--tflops", "140", "--goodput", "0.9"}), "--goodput", "beside --tflops", ""},
      {{"estimate", "--model", "7B", "--tokens", "1B", "--instance-type", "dl1.24xlarge",
        "--instance-count", "8", "--mfu", "0.4"},
       "--mfu",
       "nobody published for gaudi1-32gb",
       "--tflops"},
      {quick({"--set", "fragmentatio=1"}), "--set", "unknown assumption", "fragmentation"},
      {quick({"--set", "fragmentation"}), "--set", "no setting", "KEY=VALUE"},
      {quick({"--set", "fragmentation=x"}), "--set", "no number", ""},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("names that the catalog does not hold are refused, with the one that was meant") {
  Words const job{"recommend", "--model", "7B", "--tokens", "1B"};
  Refused const cases[] = {
      {joined(job, {"--instance-type", "p4d.24xlrage"}), "--instance-type", "'p4d.24xlrage'",
       "did you mean p4d.24xlarge?"},
      {joined(job, {"--instance-type", "p5"}), "--instance-type", "'p5'", "'p5.*'"},
      {joined(job, {"--instance-type", "h100"}), "--instance-type", "'h100'",
       "write --accelerator h100"},
      {joined(job, {"--accelerator", "p5.48xlarge"}), "--accelerator", "'p5.48xlarge'",
       "write --instance-type p5.48xlarge"},
      {joined(job, {"--accelerator", "trn1"}), "--accelerator", "'trn1'",
       "write --instance-type 'trn1.*'"},
      {joined(job, {"--accelerator", "NVIDIA H100"}), "--accelerator", "'NVIDIA H100'",
       "did you mean h100?"},
      {joined(job, {"--accelerator", "h100-sxm"}), "--accelerator", "'h100-sxm'",
       "did you mean h100?"},
      {joined(job, {"--instance-type", "x*"}), "--instance-type", "'x*'", "p5.48xlarge"},
      {joined(job, {"--instance-type", "p4d.24xlarge,"}), "--instance-type", "'p4d.24xlarge,'", ""},
      {joined(job, {"--accelerator", "h10"}), "--accelerator", "'h10'", "did you mean h100-80gb?"},
      {quick({"--accelerator", "h100-80gb"}), "--accelerator", "the other flags leave", ""},
      {joined(job, {"--region", "us-est-1"}), "--region", "'us-est-1'", "did you mean us-east-1?"},
      {joined(job, {"-r", "mars"}), "-r", "'mars'", "us-east-1, or all"},
      {joined(job, {"--purchase", "sport"}), "--purchase", "'sport'", "did you mean spot?"},
      {{"recommend", "--model", "gpt3-175", "--tokens", "1B"},
       "--model",
       "'gpt3-175'",
       "did you mean gpt3-175b?"},
      {{"recommend", "--model", "", "--tokens", "1B"}, "--model", "", ""},
      {{"instances", "p9.large"}, "instances", "'p9.large'", ""},
      {{"models", "gpt5"}, "models", "'gpt5'", ""},
      {{"schema", "recomend"}, "schema", "'recomend'", "recommend"},
      {joined(job, {"--days", "3", "--why", "p4d"}), "--why", "no such flag", "explain"},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("ranges that hold nothing, and discounts that leave nothing, are refused") {
  Refused const cases[] = {
      {quick({"--min-instances", "5"}), "--min-instances", "above --max-instances, which is 4",
       "raise"},
      {{"recommend", "--model", "7B", "--tokens", "1B", "--min-instances", "600"},
       "--min-instances",
       "512 by default",
       ""},
      {quick({"--max-instances", "0"}), "--max-instances", "zero", "from 1"},
      {quick({"--discount", "12"}), "--discount", "above 1", "write 12% if per cent is meant"},
      {quick({"--discount", "1"}), "--discount", "leaves nothing to pay", "write 1% for one"},
      {quick({"--discount", "100%"}), "--discount", "leaves nothing to pay", "12%"},
      {quick({"--discount", "q9*=5%"}), "--discount", "matches no instance type", "p5*=18%"},
      {quick({"--discount", "-5%"}), "--discount", "negative", ""},
      {quick({"--purchase", "reserved-3yr"}), "--purchase", "has no price", "--rate"},
      {quick({"--purchase", "lease"}), "--purchase", "'lease'", "on-demand"},
      {quick({"--rate", "q9*=5%"}), "--rate", "matches no instance type", "savings-plan:"},
      {quick({"--rate", "lease:5%"}), "--rate", "names no kind of purchase", "savings-plan:"},
      {quick({"--rate", "100%"}), "--rate", "takes off", "savings-plan:"},
      {quick({"--rate", "80GB"}), "--rate", "", ""},
      {quick({"--rate", "1M"}), "--rate", "no price of one instance", "savings-plan:"},
      {quick({"--term", "2yr"}), "--term", "'2yr'", "1yr"},
      {quick({"--as-of", "2023-02-30"}), "--as-of", "not a day", "2023-07-01"},
      {quick({"--as-of", "yesterday"}), "--as-of", "'yesterday'", "2023-07-01"},
      {set_up({"--instance-count", "0"}), "--instance-count", "zero", "from 1"},
      {set_up({"-r", "us-east-1,us-west-2"}), "-r", "more than one", "one value"},
      {set_up({"--purchase", "spot", "--purchase", "on-demand"}), "--purchase", "more than one",
       ""},
      {set_up({"--instance-type", "p4*"}), "--instance-type", "several types", ""},
  };
  for (auto const& each : cases)
    check(each);
}

TEST_CASE("what cannot be printed is refused") {
  Refused const cases[] = {
      {quick({"-o", "jsn"}), "-o", "'jsn'", "did you mean json?"},
      {quick({"--json", "-o", "csv"}), "-o", "beside --json", ""},
      {quick({"--color", "blue"}), "--color", "'blue'", "auto, always or never"},
      {quick({"--max-results", "0"}), "--max-results", "zero", "from 1"},
      {quick({"--sort-by", "cost"}), "--sort-by", "'cost' is not a field", ""},
      {quick({"--sort-direction", "sideways"}), "--sort-direction", "'sideways'",
       "ascending or descending"},
      {quick({"--sort-direction", "desc"}), "--sort-direction", "changes nothing", "--sort-by"},
      {quick({"--risk", "likely"}), "--risk", "changes nothing", "--days"},
      {quick({"-o", "plan.json"}), "-o", "is not a format", "--out-file plan.json"},
      {quick({"--json", "--fields", "prise"}), "--fields", "'prise' is not a field", ""},
      {quick({"--out-file", ""}), "--out-file", "empty", ""},
  };
  for (auto const& each : cases)
    check(each);
}

}  // namespace
}  // namespace ec2plan::cli::bad_value_test
