#include "accuracy/stated_tuning.hpp"

#include "ec2plan/plan/names.hpp"
#include "plan/tuning.hpp"

namespace ec2plan::accuracy {
namespace {

using catalog::JsonValue;

constexpr std::string_view counters[] = {"allocated", "reserved", "device"};

/// A word of an enumeration; empty: not stated.
template <typename Value>
std::optional<Value> stated(JsonValue const& section, std::string_view key) {
  auto const words = names_of<Value>();
  return named<Value>(section.find_choice(key, words));
}

MemoryCounter counter_of(JsonValue const& tuning) {
  auto const word = tuning.find_choice("memory", counters);
  return word == "reserved" ? MemoryCounter::reserved
         : word == "device" ? MemoryCounter::device
                            : MemoryCounter::allocated;
}

}  // namespace

TuningRun stated_tuning(JsonValue const& tuning) {
  TuningRun run;
  auto& t = run.tuning;
  t.method = stated<Method>(tuning, "method").value_or(Method::pretrain);
  t.rank = tuning.find_integer("rank", 1, 65'536).value_or(0);
  if (auto const targets = tuning.find("targets")) t.targets = lora_targets_of(targets->texts());
  t.quantization = stated<Quantization>(tuning, "quantization").value_or(Quantization::none);
  t.optimizer = stated<Optimizer>(tuning, "optimizer").value_or(Optimizer::adamw);
  t.weights = stated<StatePrecision>(tuning, "weights");
  t.adapter_precision = stated<StatePrecision>(tuning, "adapters");
  t.loss = stated<Loss>(tuning, "loss");
  t.offload = stated<Offload>(tuning, "offload").value_or(Offload::none);
  run.example_tokens = tuning.find_number("example_tokens", 1, 1e8).value_or(0);
  run.lengths_known = tuning.find_text("lengths") != "unknown";
  run.counter = counter_of(tuning);
  return run;
}

}  // namespace ec2plan::accuracy
