#include <algorithm>
#include <array>

#include "accuracy/run_record.hpp"
#include "accuracy/stated_model.hpp"
#include "ec2plan/plan/names.hpp"

namespace ec2plan::accuracy {
namespace {

constexpr int most_devices = 10'000'000;

bool holds(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// "A100-80" is "a100-80gb".
std::string accelerator_id(std::string const& text) {
  std::string const name = lower(text);
  bool const sized = !name.empty() && name.back() >= '0' && name.back() <= '9' && holds(name, "-");
  return sized ? name + "gb" : name;
}

StatedModel stated_arch(JsonValue const& record) {
  auto const arch = section(record, "arch");
  StatedModel stated;
  stated.name = text(record, "model");
  stated.encoder = text(arch, "kind") == "encoder";
  stated.layers = integer(arch, "layers", 1, 10'000);
  stated.hidden = integer(arch, "hidden", 8, 1'000'000);
  stated.heads = integer(arch, "heads", 1, 4096);
  stated.kv_heads = integer(arch, "kv_heads", 1, 4096);
  stated.head_dim = integer(arch, "head_dim", 1, 4096);
  stated.feed_forward = integer(arch, "ffn", 1, 4'000'000);
  stated.vocabulary = integer(arch, "vocab", 2, 10'000'000);
  stated.gated = boolean(arch, "gated_mlp");
  stated.tied_embeddings = boolean(arch, "tied_embeddings");
  stated.experts = stated_experts(arch, "moe");
  return stated;
}

/// "ZeRO-1" is 1, "FSDP" 3; what else it may say is left open.
std::optional<int> zero_stage(std::string const& sharding) {
  std::string const name = lower(sharding);
  if (name.starts_with("zero-") && name.size() > 5 && name[5] >= '0' && name[5] <= '3')
    return name[5] - '0';
  if (name == "fsdp") return 3;
  return std::nullopt;
}

void read_layout(JsonValue const& record, PublishedRun& run) {
  LayoutChoice& layout = run.layout;
  layout.tensor = integer(record, "tp", 1, most_devices);
  layout.pipeline = integer(record, "pp", 1, most_devices);
  layout.data = integer(record, "dp", 1, most_devices);
  layout.context = integer(record, "cp", 1, most_devices);
  layout.expert = integer(record, "ep", 1, most_devices);
  layout.virtual_stages = integer(record, "vpp", 1, 10'000);
  layout.micro_batch = integer(record, "micro_batch", 1, 10'000'000);
  layout.recompute = named<Recompute>(text(record, "recompute"));
  run.sharding_note = text(record, "optimizer_sharding");
  layout.zero = zero_stage(run.sharding_note);
  if (!layout.tensor || !layout.pipeline || !layout.micro_batch || !layout.recompute ||
      !layout.zero)
    add_unusable(run, "its layout is not given in full");
}

/// Sequences, where the number of micro-batches tells it.
std::optional<int> global_batch(JsonValue const& record, LayoutChoice const& layout) {
  auto const count = integer(record, "n_microbatches", 1, 10'000);
  if (!count || !layout.micro_batch || !layout.data) return std::nullopt;
  double const batch = 1.0 * *count * *layout.micro_batch * *layout.data;
  return batch < 1e8 ? std::optional(static_cast<int>(batch)) : std::nullopt;
}

/// "fp16" of "fp16/bf16", "bf16" of "bf16 + fp32 grad accum": the first that computes.
std::string precision_of(std::string const& text) {
  std::string const name = lower(text);
  std::string first;
  auto place = name.npos;
  for (std::string_view const known : {"fp8", "bf16", "fp16"}) {
    if (name.find(known) >= place) continue;
    place = name.find(known);
    first = known;
  }
  return first;
}

struct KnownSource {
  std::string_view part;  // of its name, in lower case
  std::string_view stack;
  int year;
};

/// What these sources ran, which the list has no key for.
constexpr std::array known_sources{KnownSource{"bigscience", "megatron-deepspeed", 2022},
                                   KnownSource{"internevo", "internevo", 2024},
                                   KnownSource{"torchtitan", "torchtitan", 2024}};

void read_stack(PublishedRun& run) {
  for (auto const& known : known_sources) {
    if (!holds(lower(run.source), known.part)) continue;
    run.stack = {.name = std::string(known.stack), .year = known.year};
    run.assumed.push_back("software: " + run.stack.name + ", as its source is known to have used");
  }
}

/// Whether the component is all that one device held at its fullest.
bool is_peak(std::string const& component) {
  return holds(component, "peak memory") || holds(component, "max nvidia-smi memory") ||
         holds(component, "gpu memory");
}

void read_amount(JsonValue const& record, PublishedRun& run) {
  std::string const component = lower(text(record, "component"));
  std::string const remarks = component + " " + lower(text(record, "notes"));
  auto const amount = number(record, "gib", 0.001, 1e5);
  run.measured.out_of_memory = component.starts_with("oom") || holds(component, "out of memory");
  if (holds(remarks, "formula") || holds(remarks, "analytic"))
    add_unusable(run, "it is a formula's value, not a measurement");
  if (run.measured.out_of_memory) return;
  if (!is_peak(component)) add_unusable(run, "it is not said to be the peak of one device");
  if (!amount) return;
  bool const gb = holds(remarks, "gb") && !holds(remarks, "gib");
  run.measured.peak_memory = *amount * (gb ? gigabyte : gibibyte);
  if (gb) run.assumed.emplace_back("peak memory: in GB, as its text says");
  if (holds(component, "nvidia-smi"))
    run.assumed.emplace_back("peak memory: with what the software keeps in reserve");
}

}  // namespace

PublishedRun memory_reading(JsonValue const& record, std::size_t number) {
  record.expect_object();
  PublishedRun run;
  run.id = "memory-" + std::to_string(number);
  run.source = text(record, "source");
  run.url = text(record, "url");
  run.kind = "memory";
  read_stack(run);
  run.secondary = boolean(record, "secondary").value_or(false);
  auto const stated = stated_arch(record);
  if (found(record, "arch"))
    settle_model(stated, run);
  else
    add_unusable(run, "its model is named, its shape is not given");
  run.model.name = stated.name;
  run.sequence_length = integer(section(record, "arch"), "seq_len", 1, 100'000'000).value_or(0);
  run.hardware.accelerator = accelerator_id(text(record, "accelerator"));
  run.hardware.accelerators = integer(record, "gpus", 1, most_devices).value_or(0);
  run.precision = precision_of(text(record, "precision"));
  read_layout(record, run);
  run.global_batch = global_batch(record, run.layout);
  read_amount(record, run);
  if (!boolean(record, "verified").value_or(true)) add_unusable(run, "nobody verified it");
  expect_predictable(run);
  return run;
}

}  // namespace ec2plan::accuracy
