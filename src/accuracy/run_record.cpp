#include "accuracy/run_record.hpp"

#include <array>

#include "accuracy/stated_model.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::accuracy {
namespace {

constexpr std::array<std::string_view, 2> uses{"check", "fit"};
constexpr std::array<std::string_view, 3> recomputes{"full", "none", "selective"};
constexpr int most_devices = 10'000'000;
constexpr double longest_step = 1e7;  // seconds
constexpr double most_memory = 1e5;   // GB of one device

/// "trn1.32xlarge/trn1n.32xlarge" and "dl1.24xlarge (believed)": the first name.
std::string first_name(std::string const& text) {
  return text.substr(0, text.find_first_of(" /,("));
}

void read_origin(JsonValue const& record, PublishedRun& run) {
  auto const id = found(record, "id");
  if (!id)
    throw InputError({.where = std::string(record.file()),
                      .path = record.path(),
                      .problem = "\"id\" is missing",
                      .expected = "a run with a name of its own",
                      .fix = "add \"id\"",
                      .kind = InputFault::Kind::file});
  run.id = id->text();
  run.source = text(record, "source");
  run.url = text(record, "url");
  run.where = text(record, "where");
  run.quality = text(record, "quality");
  run.kind = text(record, "kind");
  if (run.kind.empty()) run.kind = "step";
  run.use = word(record, "use", uses) == "fit" ? Use::fit : Use::check;
  run.secondary = boolean(record, "secondary").value_or(false);
}

void read_hardware(JsonValue const& hardware, PublishedRun& run) {
  run.hardware.accelerator = lower(text(hardware, "accelerator"));
  run.hardware.accelerators = integer(hardware, "accelerators", 1, most_devices).value_or(0);
  run.hardware.per_instance = integer(hardware, "per_instance", 1, 4096);
  if (auto const rate = number(hardware, "network_gbps_per_instance", 0.001, 1e7))
    run.hardware.network = *rate * gigabit / second;
  run.hardware.instance_type = first_name(lower(text(hardware, "instance_type")));
  run.hardware.closest_instance_type = first_name(lower(text(hardware, "closest_instance_type")));
}

void read_job(JsonValue const& job, PublishedRun& run) {
  run.sequence_length = integer(job, "sequence_length", 1, 100'000'000).value_or(0);
  run.global_batch = integer(job, "global_batch", 1, 100'000'000);
  run.precision = lower(text(job, "precision"));
  if (auto const tokens = number(job, "tokens", 1, 1e18)) run.tokens = *tokens * token;
}

/// BigScience's search for a layout ran in fp16 until 2022-02-27 and in bf16 after; collections of
/// its figures often give bf16 for all. Source: bigscience-workshop/bigscience,
/// train/tr11-176B-ml/chronicles-prequel.md.
void correct_precision(PublishedRun& run) {
  bool const early = run.id.find("_02-25") != run.id.npos || run.id.find("_02-26") != run.id.npos ||
                     run.id.find("_02-27") != run.id.npos;
  if (!early || run.precision != "bf16" || run.source.find("BigScience") == run.source.npos) return;
  run.precision = "fp16";
  run.assumed.push_back("precision: fp16, as its source says of runs before 2022-02-28");
}

/// As a key of an assumption can hold it; "today" is software of no name.
std::string stack_name(std::string name) {
  for (char& letter : name) {
    bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (!plain && letter != '-' && letter != '_') letter = '-';
  }
  return name == "today" || name == "any" ? std::string() : name;
}

void read_degrees(JsonValue const& layout, LayoutChoice& choice) {
  choice.tensor = integer(layout, "tensor", 1, most_devices);
  choice.pipeline = integer(layout, "pipeline", 1, most_devices);
  choice.data = integer(layout, "data", 1, most_devices);
  choice.context = integer(layout, "context", 1, most_devices);
  choice.expert = integer(layout, "expert", 1, most_devices);
  choice.virtual_stages = integer(layout, "virtual_stages", 1, 10'000);
  choice.micro_batch = integer(layout, "micro_batch", 1, 10'000'000);
  choice.zero = integer(layout, "zero", 0, 3);
}

void read_layout(JsonValue const& layout, PublishedRun& run) {
  read_degrees(layout, run.layout);
  run.layout.recompute = named<Recompute>(word(layout, "recompute", recomputes));
  run.layout.sequence_parallel = boolean(layout, "sequence_parallel");
  run.flash_attention = boolean(layout, "flash_attention");
  run.sharding_note = text(layout, "sharding_note");
}

/// In GB, unless a key gives it in GiB.
std::optional<Bytes> peak_memory(JsonValue const& measured) {
  if (auto const gib = number(measured, "peak_memory_gib", 0.001, most_memory))
    return *gib * gibibyte;
  if (auto const gb = number(measured, "peak_memory_gb", 0.001, most_memory)) return *gb * gigabyte;
  return std::nullopt;
}

void read_measured(JsonValue const& measured, Measured& found) {
  if (auto const time = number(measured, "step_time_s", 1e-6, longest_step))
    found.step_time = *time * second;
  if (auto const rate = number(measured, "tokens_per_s_per_accelerator", 1e-6, 1e12))
    found.tokens_per_second = *rate * token / second;
  if (auto const days = number(measured, "duration_days", 1e-6, 1e6)) found.duration = *days * day;
  if (auto const hours = number(measured, "accelerator_hours", 1e-6, 1e12))
    found.accelerator_time = *hours * hour;
  found.peak_memory = peak_memory(measured);
  found.out_of_memory = boolean(measured, "out_of_memory").value_or(false);
}

bool measured_anything(Measured const& m) {
  return m.step_time || m.tokens_per_second || m.duration || m.accelerator_time || m.peak_memory ||
         m.out_of_memory;
}

}  // namespace

void expect_predictable(PublishedRun& run) {
  if (run.sequence_length == 0) add_unusable(run, "its sequence length was not published");
  if (run.hardware.accelerator.empty()) add_unusable(run, "its accelerator was not published");
  if (run.hardware.accelerators == 0)
    add_unusable(run, "its number of accelerators was not published");
  if (!measured_anything(run.measured)) add_unusable(run, "no measurement was published");
}

PublishedRun run_of(JsonValue const& record) {
  record.expect_object();
  PublishedRun run;
  read_origin(record, run);
  settle_model(stated_model(section(record, "model")), run);
  read_hardware(section(record, "hardware"), run);
  auto const stack = section(record, "stack");
  run.stack.name = stack_name(lower(text(stack, "name")));
  run.stack.year = integer(stack, "year", 2000, 2100);
  read_job(section(record, "job"), run);
  correct_precision(run);
  read_layout(section(record, "layout"), run);
  read_measured(section(record, "measured"), run.measured);
  expect_predictable(run);
  return run;
}

}  // namespace ec2plan::accuracy
