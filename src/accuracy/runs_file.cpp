#include "ec2plan/accuracy/runs_file.hpp"

#include <array>
#include <set>

#include "accuracy/stated_model.hpp"
#include "accuracy/stated_tuning.hpp"
#include "catalog/embedded.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"

namespace ec2plan {
namespace accuracy {
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
  run.id = record.at("id").text();
  run.source = record.find_text("source");
  run.url = record.find_text("url");
  run.where = record.find_text("where");
  run.quality = record.find_text("quality");
  run.kind = record.find_text("kind");
  if (run.kind.empty()) run.kind = "step";
  run.use = record.find_choice("use", uses) == "fit" ? Use::fit : Use::check;
  run.secondary = record.find_boolean("secondary").value_or(false);
}

void read_hardware(JsonValue const& hardware, PublishedRun& run) {
  run.hardware.accelerator = lower(hardware.find_text("accelerator"));
  run.hardware.accelerators = hardware.find_integer("accelerators", 1, most_devices).value_or(0);
  run.hardware.per_instance = hardware.find_integer("per_instance", 1, 4096);
  if (auto const rate = hardware.find_number("network_gbps_per_instance", 0.001, 1e7))
    run.hardware.network = *rate * gigabit / second;
  run.hardware.instance_type = first_name(lower(hardware.find_text("instance_type")));
  run.hardware.closest_instance_type =
      first_name(lower(hardware.find_text("closest_instance_type")));
}

void read_job(JsonValue const& job, PublishedRun& run) {
  run.sequence_length = job.find_integer("sequence_length", 1, 100'000'000).value_or(0);
  run.global_batch = job.find_integer("global_batch", 1, 100'000'000);
  run.precision = lower(job.find_text("precision"));
  if (auto const dropout = job.find_number("dropout", 0, 1)) run.dropout = *dropout > 0;
  run.head_share = job.find_number("head_share", 0, 1);
  if (auto const tokens = job.find_number("tokens", 1, 1e18)) run.tokens = *tokens * token;
}

/// As a key of an assumption can hold it; "today" is software of no name.
std::string stack_name(std::string name) {
  for (char& letter : name) {
    if (!is_letter(letter) && !is_digit(letter) && letter != '-' && letter != '_') letter = '-';
  }
  return name == "today" || name == "any" ? std::string() : name;
}

/// Releases of the Neuron SDK by the month in which they came. Source: its release notes.
struct NeuronRelease {
  std::string_view version;
  int year, month;
};
constexpr NeuronRelease neuron_releases[] = {
    {"2.3", 2022, 10},  {"2.4", 2022, 10},  {"2.5", 2022, 11},  {"2.6", 2022, 12},
    {"2.7", 2023, 2},   {"2.8", 2023, 2},   {"2.9", 2023, 3},   {"2.10", 2023, 5},
    {"2.11", 2023, 6},  {"2.12", 2023, 7},  {"2.13", 2023, 8},  {"2.14", 2023, 9},
    {"2.15", 2023, 10}, {"2.16", 2023, 12}, {"2.17", 2024, 2},  {"2.18", 2024, 4},
    {"2.19", 2024, 7},  {"2.20", 2024, 9},  {"2.21", 2024, 12}, {"2.22", 2025, 4},
    {"2.23", 2025, 5},  {"2.24", 2025, 6},  {"2.25", 2025, 7},  {"2.26", 2025, 9},
    {"2.27", 2025, 12}, {"2.28", 2026, 2},
};

/// "2026.06", or a version of the Neuron SDK; others are as good as none.
void read_release(std::string_view text, Stack& stack) {
  for (auto const& one : neuron_releases)
    if (one.version == text) {
      stack.year = one.year;
      stack.month = one.month;
      return;
    }
  if (text.size() < 7 || text[4] != '.' || !is_digit(text[5]) || !is_digit(text[6])) return;
  int const month = 10 * (text[5] - '0') + (text[6] - '0');
  if (month >= 1 && month <= 12 && stack.year) stack.month = month;
}

void read_degrees(JsonValue const& layout, LayoutChoice& choice) {
  choice.tensor = layout.find_integer("tensor", 1, most_devices);
  choice.pipeline = layout.find_integer("pipeline", 1, most_devices);
  choice.data = layout.find_integer("data", 1, most_devices);
  choice.context = layout.find_integer("context", 1, most_devices);
  choice.expert = layout.find_integer("expert", 1, most_devices);
  choice.virtual_stages = layout.find_integer("virtual_stages", 1, 10'000);
  choice.micro_batch = layout.find_integer("micro_batch", 1, 10'000'000);
  choice.zero = layout.find_integer("zero", 0, 3);
}

void read_layout(JsonValue const& layout, PublishedRun& run) {
  read_degrees(layout, run.layout);
  run.layout.recompute = named<Recompute>(layout.find_choice("recompute", recomputes));
  run.layout.sequence_parallel = layout.find_boolean("sequence_parallel");
  run.flash_attention = layout.find_boolean("flash_attention");
  run.recompute_share = layout.find_number("recompute_share", 0, 1);
  run.expert_tensor = layout.find_integer("expert_tensor", 1, most_devices);
  run.offload = layout.find_text("offload");
  run.sharding_note = layout.find_text("sharding_note");
}

/// In GB, unless a key gives it in GiB.
std::optional<Bytes> peak_memory(JsonValue const& measured) {
  if (auto const gib = measured.find_number("peak_memory_gib", 0.001, most_memory))
    return *gib * gibibyte;
  if (auto const gb = measured.find_number("peak_memory_gb", 0.001, most_memory))
    return *gb * gigabyte;
  return std::nullopt;
}

void read_measured(JsonValue const& measured, Measured& found) {
  if (auto const time = measured.find_number("step_time_s", 1e-6, longest_step))
    found.step_time = *time * second;
  if (auto const rate = measured.find_number("tokens_per_s_per_accelerator", 1e-6, 1e12))
    found.tokens_per_second = *rate * token / second;
  if (auto const days = measured.find_number("duration_days", 1e-6, 1e6))
    found.duration = *days * day;
  if (auto const hours = measured.find_number("accelerator_hours", 1e-6, 1e12))
    found.accelerator_time = *hours * hour;
  found.peak_memory = peak_memory(measured);
  found.out_of_memory = measured.find_boolean("out_of_memory").value_or(false);
}

/// One element of `runs` of a runs file. Keys that it does not know are passed over.
PublishedRun run_of(JsonValue const& record) {
  record.expect_object();
  PublishedRun run;
  read_origin(record, run);
  settle_model(stated_model(record.section("model")), run);
  read_hardware(record.section("hardware"), run);
  auto const stack = record.section("stack");
  run.stack.name = stack_name(lower(stack.find_text("name")));
  run.stack.year = stack.find_integer("year", 2000, 2100);
  read_release(stack.find_text("release"), run.stack);
  read_job(record.section("job"), run);
  read_layout(record.section("layout"), run);
  run.tuned = stated_tuning(record.section("tuning"));
  read_measured(record.section("measured"), run.measured);
  return run;
}

constexpr std::string_view schema = "ec2plan-runs/1";
constexpr std::string_view folder = "runs/";

[[noreturn]] void refuse_document(std::string_view file, std::string problem) {
  throw InputError({.where = std::string(file),
                    .problem = std::move(problem),
                    .expected = "{\"schema\": \"ec2plan-runs/1\", \"runs\": [...]}",
                    .fix = "see `ec2plan schema runs`",
                    .kind = InputFault::Kind::file});
}

void expect_schema(JsonValue const& document) {
  auto const value = document.find("schema");
  if (!value) refuse_document(document.file(), "has no \"schema\"");
  if (value->json() != schema)
    value->refuse("is not a schema of runs that this program reads", std::string(schema),
                  "see `ec2plan schema runs`");
  if (!document.find("runs")) refuse_document(document.file(), "has no \"runs\"");
}

std::vector<PublishedRun> runs_of(JsonValue const& document) {
  document.expect_object();
  expect_schema(document);
  std::vector<PublishedRun> runs;
  std::set<std::string> ids;
  document.at("runs").each_element([&](JsonValue const& record) {
    runs.push_back(run_of(record));
    if (!ids.insert(runs.back().id).second)
      record.at("id").refuse("names two runs", "an id of its own for each run",
                             "choose another id for one of them");
  });
  return runs;
}

std::vector<PublishedRun> memory_readings(JsonValue const& document) {
  std::vector<PublishedRun> runs;
  document.each_element(
      [&](JsonValue const& record) { runs.push_back(memory_reading(record, runs.size() + 1)); });
  return runs;
}

bool measured_anything(Measured const& m) {
  return m.step_time || m.tokens_per_second || m.duration || m.accelerator_time || m.peak_memory ||
         m.out_of_memory;
}

/// Notes what else keeps a run from being predicted: no sequence length, no accelerators, nothing
/// measured.
void expect_predictable(PublishedRun& run) {
  if (run.sequence_length == 0) add_unusable(run, "its sequence length was not published");
  if (run.hardware.accelerator.empty()) add_unusable(run, "its accelerator was not published");
  if (run.hardware.accelerators == 0)
    add_unusable(run, "its number of accelerators was not published");
  if (!measured_anything(run.measured)) add_unusable(run, "no measurement was published");
}

std::vector<PublishedRun> runs_in(std::string_view text, std::string_view file) {
  catalog::Json const json = catalog::parsed_json(text, file);
  JsonValue const document(json, file);
  if (!json.is_array() && !json.is_object())
    refuse_document(file, "is neither an object nor a list");
  auto runs = json.is_array() ? memory_readings(document) : runs_of(document);
  for (auto& run : runs)
    expect_predictable(run);
  return runs;
}

}  // namespace
}  // namespace accuracy

std::vector<PublishedRun> shipped_runs() {
  std::vector<PublishedRun> all;
  for (auto const& file : catalog::embedded_files()) {
    if (!file.name.starts_with(accuracy::folder)) continue;
    auto runs = accuracy::runs_in(file.text, "built-in data/" + std::string(file.name));
    all.insert(all.end(), std::make_move_iterator(runs.begin()),
               std::make_move_iterator(runs.end()));
  }
  return all;
}

std::vector<PublishedRun> runs_from(std::filesystem::path const& file) {
  return accuracy::runs_in(catalog::file_text(file), file.string());
}

}  // namespace ec2plan
