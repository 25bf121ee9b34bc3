#include "accuracy/memory_reading.hpp"

#include <algorithm>
#include <array>

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
  auto const arch = record.section("arch");
  StatedModel stated;
  stated.name = record.find_text("model");
  stated.encoder = arch.find_text("kind") == "encoder";
  stated.layers = arch.find_integer("layers", 1, 10'000);
  stated.hidden = arch.find_integer("hidden", 8, 1'000'000);
  stated.heads = arch.find_integer("heads", 1, 4096);
  stated.kv_heads = arch.find_integer("kv_heads", 1, 4096);
  stated.head_dim = arch.find_integer("head_dim", 1, 4096);
  stated.feed_forward = arch.find_integer("ffn", 1, 4'000'000);
  stated.vocabulary = arch.find_integer("vocab", 2, 10'000'000);
  stated.gated = arch.find_boolean("gated_mlp");
  stated.tied_embeddings = arch.find_boolean("tied_embeddings");
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
  layout.tensor = record.find_integer("tp", 1, most_devices);
  layout.pipeline = record.find_integer("pp", 1, most_devices);
  layout.data = record.find_integer("dp", 1, most_devices);
  layout.context = record.find_integer("cp", 1, most_devices);
  layout.expert = record.find_integer("ep", 1, most_devices);
  layout.virtual_stages = record.find_integer("vpp", 1, 10'000);
  layout.micro_batch = record.find_integer("micro_batch", 1, 10'000'000);
  layout.recompute = named<Recompute>(record.find_text("recompute"));
  run.sharding_note = record.find_text("optimizer_sharding");
  layout.zero = zero_stage(run.sharding_note);
  if (!layout.tensor || !layout.pipeline || !layout.micro_batch || !layout.recompute ||
      !layout.zero)
    add_unusable(run, "its layout is not given in full");
}

/// Sequences, where the number of micro-batches tells it.
std::optional<int> global_batch(JsonValue const& record, LayoutChoice const& layout) {
  auto const count = record.find_integer("n_microbatches", 1, 10'000);
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
  std::string const component = lower(record.find_text("component"));
  std::string const remarks = component + " " + lower(record.find_text("notes"));
  auto const amount = record.find_number("gib", 0.001, 1e5);
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
  run.source = record.find_text("source");
  run.url = record.find_text("url");
  run.kind = "memory";
  read_stack(run);
  run.secondary = record.find_boolean("secondary").value_or(false);
  auto const stated = stated_arch(record);
  if (record.find("arch"))
    settle_model(stated, run);
  else
    add_unusable(run, "its model is named, its shape is not given");
  run.model.name = stated.name;
  run.sequence_length = record.section("arch").find_integer("seq_len", 1, 100'000'000).value_or(0);
  run.hardware.accelerator = accelerator_id(record.find_text("accelerator"));
  run.hardware.accelerators = record.find_integer("gpus", 1, most_devices).value_or(0);
  run.precision = precision_of(record.find_text("precision"));
  read_layout(record, run);
  run.global_batch = global_batch(record, run.layout);
  read_amount(record, run);
  if (!record.find_boolean("verified").value_or(true)) add_unusable(run, "nobody verified it");
  expect_predictable(run);
  return run;
}

}  // namespace ec2plan::accuracy
