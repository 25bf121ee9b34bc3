#include "report/job_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/parts.hpp"

namespace ec2plan::pages {
namespace {

std::string_view method_words(Tuning const& t) {
  switch (t.method) {
    case Method::full:
      return "full fine-tuning";
    case Method::lora:
      return "LoRA";
    case Method::qlora:
      return "QLoRA";
    case Method::dpo:
      return "preference tuning (DPO) on pairs of answers";
    case Method::pretrain:
      break;
  }
  return "training";
}

std::string targets_text(Tuning const& tuning, Transformer const& model) {
  auto const& t = tuning.targets;
  LoraTargets const all{true, true, true, true, true, true, true, t.experts};
  std::vector<std::string> names;
  if (t == all) {
    names = {model.experts && !t.experts ? "all matrices but the routed experts'" : "all matrices"};
  } else {
    for (auto const& [wanted, name] :
         {std::pair(t.query, "q"), std::pair(t.key, "k"), std::pair(t.value, "v"),
          std::pair(t.output, "o"), std::pair(t.gate, "gate"), std::pair(t.up, "up"),
          std::pair(t.down, "down")})
      if (wanted) names.emplace_back(name);
  }
  if (t.experts) names.emplace_back("the experts");
  return ec2plan::joined(names);
}

}  // namespace

std::string tuning_words(Job const& job) {
  auto const& t = job.tuning;
  std::string text(method_words(t));
  if (t.frozen())
    text += fmt::format(": adapters of rank {} beside {}", t.rank, targets_text(t, job.model));
  if (t.quantization != Quantization::none)
    text += fmt::format("; frozen weights in {}", name_of(t.quantization));
  text += fmt::format("; {}", name_of(t.optimizer));
  if (t.offload != Offload::none) text += fmt::format("; {} on the host", name_of(t.offload));
  return text;
}

std::string work_words(Job const& job, Stack const& stack) {
  std::string each = fmt::format("{} × {} tokens", job.global_batch, job.sequence_length);
  bool const pairs = job.tuning.answers() == 2;
  if (pairs) each = fmt::format("{} pairs × {} tokens", job.global_batch, job.sequence_length);
  if (job.example_tokens > 0)
    each = fmt::format("{} {}, {} tokens in the mean, padded, {} at most", job.global_batch,
                       pairs ? "pairs" : "examples", integer_text(job.example_tokens),
                       integer_text(job.sequence_length));
  else if (!job.tuning.pretrains())
    each += ", packed";
  return fmt::format("{} tokens = {} of {}, {}, {}", count_text(job.tokens / token),
                     counted(std::llround(steps(job)), "step"), each, precision_name(job.precision),
                     software_text(stack));
}

std::string host_words(MemoryBreakdown const& m) {
  if (m.host <= Bytes{}) return {};
  return fmt::format(", {} of {} of the host's", gib_text(m.host / byte),
                     gib_text(m.host_capacity / byte));
}

}  // namespace ec2plan::pages
