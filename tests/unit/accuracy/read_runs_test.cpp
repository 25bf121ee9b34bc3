#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::read_runs_test {
namespace {

std::string const model = R"("model": {"layers": 24, "hidden": 2304, "heads": 24})";
std::string const gated = R"("model": {"layers": 24, "hidden": 2304, "heads": 24, "gated": true})";
std::string const hardware =
    R"("hardware": {"accelerator": "A100-80GB", "accelerators": 32.0, "per_instance": null})";
std::string const job = R"("job": {"sequence_length": 2048})";
std::string const measured = R"("measured": {"step_time_s": 3.5})";

std::string record(std::string const& parts) { return "{\"id\": \"one\", " + parts + "}"; }

std::string file_of(std::string const& records) {
  return "{\"schema\": \"ec2plan-runs/1\", \"runs\": [" + records + "]}";
}

std::string whole(std::string const& shape) {
  return record(shape + "," + hardware + "," + job + "," + measured);
}

std::vector<PublishedRun> read(std::string const& text) {
  Folder const folder;
  return runs_from(folder.file("runs.json", text));
}

PublishedRun read_one(std::string const& text) {
  auto const runs = read(file_of(text));
  REQUIRE(runs.size() == 1);
  return runs.front();
}

bool assumes(PublishedRun const& run, std::string const& note) {
  return std::ranges::find(run.assumed, note) != run.assumed.end();
}

struct Broken {
  std::string text, path, message;
};

std::vector<Broken> broken_files() {
  auto const with = [](std::string const& parts) { return file_of(record(parts)); };
  return {
      {"3", "", "neither an object nor a list"},
      {"{\"runs\": []}", "", "has no \"schema\""},
      {"{\"schema\": \"ec2plan-runs/1\"}", "", "has no \"runs\""},
      {"{\"schema\": \"ec2plan-runs/2\", \"runs\": []}", "/schema", "ec2plan-runs/1"},
      {"{\"schema\": \"ec2plan-runs/1\", \"runs\": {}}", "/runs", "is not a list"},
      {file_of("3"), "/runs/0", "is not an object"},
      {file_of("{}"), "/runs/0", "\"id\" is missing"},
      {file_of("{\"id\": 7}"), "/runs/0/id", "is not a text"},
      {file_of(record(job) + "," + record(job)), "/runs/1/id", "names two runs"},
      {with("\"model\": 3"), "/runs/0/model", "is not an object"},
      {with("\"model\": {\"layers\": \"24\"}"), "/runs/0/model/layers", "quotation marks"},
      {with("\"model\": {\"layers\": 24.5}"), "/runs/0/model/layers", "out of range"},
      {with("\"model\": {\"gated\": 1}"), "/runs/0/model/gated", "true or false"},
      {with("\"model\": {\"kind\": \"rnn\"}"), "/runs/0/model/kind", "decoder or encoder"},
      {with("\"model\": {\"experts\": 8}"), "/runs/0/model/experts", "is not an object"},
      {with("\"use\": \"train\""), "/runs/0/use", "check or fit"},
      {with("\"hardware\": {\"accelerators\": 0}"), "/runs/0/hardware/accelerators", "from 1"},
      {with("\"stack\": {\"year\": 22}"), "/runs/0/stack/year", "from 2000 to 2100"},
      {with("\"layout\": {\"zero\": 4}"), "/runs/0/layout/zero", "from 0 to 3"},
      {with("\"layout\": {\"recompute\": \"some\"}"), "/runs/0/layout/recompute", "selective"},
      {with("\"measured\": {\"step_time_s\": -1}"), "/runs/0/measured/step_time_s", "range"},
      {with("\"measured\": {\"out_of_memory\": \"yes\"}"), "/runs/0/measured/out_of_memory",
       "true or false"},
      {"[3]", "/0", "is not an object"},
      {"[{\"tp\": \"8\"}]", "/0/tp", "quotation marks"},
  };
}

std::string const reading_start = R"([{"model": "M", "accelerator": "A100-80", "gpus": 64,
  "tp": 8, "pp": 2, "dp": 4, "micro_batch": 2, "recompute": "full",
  "optimizer_sharding": "ZeRO-1", "precision": "fp16/bf16", )";
std::string const arch = R"("arch": {"layers": 24, "hidden": 2304, "heads": 24, "ffn": 9216,
  "seq_len": 2048, "vocab": 51200, "gated_mlp": false, "moe": null}, )";

PublishedRun reading(std::string const& rest) {
  auto const runs = read(reading_start + rest + "}]");
  REQUIRE(runs.size() == 1);
  return runs.front();
}

bool holds(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("A runs file that is wrong is refused with its name, the place and what was expected") {
  Folder const folder;
  for (auto const& broken : broken_files()) {
    CAPTURE(broken.text);
    auto const path = folder.file("own.json", broken.text);
    auto const error = error_of([&] { return runs_from(path); });
    CHECK(error.kind == InputError::Kind::file);
    CHECK(error.where == path.string());
    CHECK(error.path == broken.path);
    CHECK_THAT(std::string(error.what()), Catch::Matchers::Contains(broken.message));
    CHECK_FALSE(error.expected.empty());
    CHECK_FALSE(error.fix.empty());
  }
}

TEST_CASE("What was not published of a shape is filled by rule, and the rule is noted") {
  auto const run = read_one(whole(model));
  CHECK(run.unusable.empty());
  CHECK(run.model.kv_heads == 24);
  CHECK(run.model.head_dim == 96);
  CHECK(run.model.feed_forward == 4 * 2304);
  CHECK(run.model.vocabulary == 51200);
  CHECK(run.model.tied_embeddings);
  CHECK(run.model.norm == Norm::layer);
  CHECK(run.model.attention == Attention::causal);
  for (char const* note :
       {"kv_heads: as many as heads", "head_dim: hidden / heads", "feed_forward: 4 x hidden",
        "vocabulary: 51200", "gated: false", "tied_embeddings: true, not gated"})
    CHECK(assumes(run, note));
  CHECK(run.hardware.accelerator == "a100-80gb");
  CHECK(run.hardware.accelerators == 32);
  CHECK_FALSE(run.layout.context);
  CHECK_FALSE(run.layout.recompute);
  CHECK(run.use == Use::check);
}

TEST_CASE("Gated models have RMS norms and embeddings of their own; encoders BERT's words") {
  auto const run = read_one(whole(gated));
  CHECK(run.model.norm == Norm::rms);
  CHECK_FALSE(run.model.tied_embeddings);
  auto const encoder =
      read_one(whole(R"("model": {"layers": 24, "hidden": 1024, "heads": 16, "kind": "encoder"})"));
  CHECK(encoder.model.vocabulary == 30522);
  CHECK(encoder.model.attention == Attention::bidirectional);
}

TEST_CASE("A mixture takes its width from its experts, DeepSeek-V3 its known attention") {
  auto const run = read_one(whole(R"("model": {"layers": 24, "hidden": 2304, "heads": 24,
    "experts": {"count": 8, "per_token": 2, "feed_forward": 700}})"));
  REQUIRE(run.model.experts);
  CHECK(run.model.experts->count == 8);
  CHECK(run.model.feed_forward == 700);
  auto const lacking = read_one(whole(R"("model": {"layers": 24, "hidden": 2304, "heads": 24,
    "experts": {"count": 8}})"));
  CHECK_THAT(lacking.unusable, Catch::Matchers::Contains("experts"));
  auto const deepseek = read_one(whole(R"("model": {"name": "DeepSeekV3 without MTP",
    "layers": 61, "hidden": 7168, "heads": 128, "feed_forward": 18432, "gated": true,
    "vocabulary": 129280, "experts": {"count": 256, "per_token": 8, "feed_forward": 2048,
    "shared_feed_forward": 2048, "dense_layers": 3}})"));
  REQUIRE(deepseek.model.latent_attention);
  CHECK(assumes(deepseek, "latent attention: as published for DeepSeek-V3"));
  // Published: 671,026,419,200, of which 256 correct the router of each of 58 layers.
  CHECK(std::abs(parameters(deepseek.model).total() - 671'026'419'200.0) < 256 * 58 + 1);
}

TEST_CASE("A run that cannot be predicted is kept, with every reason") {
  auto const run = read_one(record("\"note\": null, \"what\": [1]"));
  for (char const* reason :
       {"layers", "hidden", "heads", "sequence length", "accelerator", "no measurement"})
    CHECK_THAT(run.unusable, Catch::Matchers::Contains(reason));
  auto const odd = read_one(whole(R"("model": {"layers": 2, "hidden": 100, "heads": 7})"));
  CHECK_THAT(odd.unusable, Catch::Matchers::Contains("do not divide"));
}

TEST_CASE("Units of what was measured: GB and GiB, Gbit, hours summed over accelerators") {
  auto const run = read_one(record(model + "," + job + R"x(,
    "hardware": {"accelerator": "h100-80gb", "accelerators": 8, "network_gbps_per_instance": 3200,
      "instance_type": "trn1.32xlarge/trn1n.32xlarge",
      "closest_instance_type": "dl1.24xlarge (believed)"},
    "measured": {"peak_memory_gb": 50, "accelerator_hours": 16, "duration_days": 2.5})x"));
  CHECK(*run.measured.peak_memory / byte == Approx(50e9));
  CHECK(*run.measured.accelerator_time / hour == Approx(16));
  CHECK(*run.measured.duration / day == Approx(2.5));
  CHECK(*run.hardware.network / (gigabyte / second) == Approx(400));
  CHECK(run.hardware.instance_type == "trn1.32xlarge");
  CHECK(run.hardware.closest_instance_type == "dl1.24xlarge");
  auto const gib = read_one(record(R"("measured": {"peak_memory_gb": 50, "peak_memory_gib": 50})"));
  CHECK(*gib.measured.peak_memory / gibibyte == Approx(50));
}

TEST_CASE("A bare list of memory readings gives the certain ones, and says why not the others") {
  auto const peak = reading(arch + R"("component": "peak memory, max reserved", "gib": 40)");
  CHECK(peak.unusable.empty());
  CHECK(peak.kind == "memory");
  CHECK(peak.hardware.accelerator == "a100-80gb");
  CHECK(peak.precision == "fp16");
  CHECK(peak.layout.zero == 1);
  CHECK(*peak.measured.peak_memory / gibibyte == Approx(40));
  CHECK(peak.stack.name.empty());
  auto const known = reading(arch + R"("component": "peak memory", "gib": 40,
    "source": "BigScience chronicles")");
  CHECK(known.stack == Stack{.name = "megatron-deepspeed", .year = 2022});
  auto const gb = reading(arch + R"("component": "max nvidia-smi memory, GB", "gib": 40)");
  CHECK(*gb.measured.peak_memory / byte == Approx(40e9));
  auto const full = reading(arch + R"("component": "OOM, above 80 GB", "gib": null)");
  CHECK(full.unusable.empty());
  CHECK(full.measured.out_of_memory);
  auto const part = reading(arch + R"("component": "activations", "gib": 40)");
  CHECK_THAT(part.unusable, Catch::Matchers::Contains("not said to be the peak"));
  auto const formula =
      reading(arch + R"("component": "peak memory", "gib": 40, "notes": "the paper formula")");
  CHECK_THAT(formula.unusable, Catch::Matchers::Contains("not a measurement"));
  auto const named = reading(R"("component": "peak memory", "gib": 40)");
  CHECK_THAT(named.unusable, Catch::Matchers::Contains("its shape is not given"));
}

TEST_CASE("Every shipped run can be predicted, has a source and an id of its own") {
  auto const runs = shipped_runs();
  REQUIRE(runs.size() > 400);
  std::set<std::string> ids;
  std::map<Use, int> uses;
  for (auto const& run : runs) {
    CAPTURE(run.id);
    CHECK(ids.insert(run.id).second);
    CHECK(run.unusable.empty());
    CHECK_FALSE(run.source.empty());
    CHECK((run.url.empty() || holds(run.url, "https://")));
    ++uses[run.use];
  }
  CHECK(uses[Use::fit] > 100);
  CHECK(uses[Use::check] > 2 * uses[Use::fit]);
}

}  // namespace ec2plan::read_runs_test
