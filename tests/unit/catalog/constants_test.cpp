#include "ec2plan/catalog/constants.hpp"

#include <algorithm>

#include "catalog/constant_rows.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::constants_test {
namespace {

AssumptionEntry const* entry_of(Catalog const& catalog, std::string_view key) {
  for (auto const& entry : catalog.assumptions)
    if (entry.key == key) return &entry;
  return nullptr;
}

double value_of(Catalog const& catalog, std::string_view key) {
  auto const* entry = entry_of(catalog, key);
  REQUIRE(entry != nullptr);
  return entry->value;
}

struct Refused {
  std::string setting;
  std::string message;
};

}  // namespace

TEST_CASE("The built-in assumptions give every constant of the engine, in its unit") {
  auto catalog = load_catalog();
  for (auto const* setting :
       {"context_memory=1.5", "gradient=4", "restart=600", "link_latency=2e-6"})
    set_assumption(catalog, setting);
  auto const assumed = assumptions_of(catalog);
  CHECK(assumed.gradient == 4 * byte);
  CHECK(assumed.context_memory == 1.5 * gibibyte);
  CHECK(assumed.restart == 10 * minute);
  CHECK(assumed.link_latency / microsecond == Approx(2));
  CHECK(assumed.guess.low < 1);
  CHECK(assumed.guess.high > 1);
}

TEST_CASE("Each accelerator has its own constants, and one without any is a guess of zeros") {
  auto const catalog = load_catalog();
  auto const a100 = accelerator_constants(catalog, {.id = "a100-80gb"});
  CHECK(a100.gemm_efficiency == value_of(catalog, "a100-80gb.gemm_efficiency"));
  CHECK(a100.compute_units == 108);
  CHECK(a100.confidence == Confidence::same_accelerator);
  CHECK(a100.fused_attention);
  auto const gaudi = accelerator_constants(catalog, {.id = "gaudi1-32gb"});
  REQUIRE(gaudi.effective_rate);
  CHECK(*gaudi.effective_rate / (tera * flop / second) ==
        Approx(value_of(catalog, "gaudi1-32gb.effective_tflops_per_s")));
  CHECK_FALSE(gaudi.fused_attention);
  auto const unknown = accelerator_constants(catalog, {.id = "rtx-pro-4500-32gb"});
  CHECK(unknown.gemm_efficiency == 0);
  CHECK(unknown.confidence == Confidence::guess);
}

TEST_CASE("Software has constants of its own, from a year on, and on a part") {
  auto catalog = load_catalog();
  for (auto const* setting : {"megatron-lm@2021.dropout=1", "megatron-lm@2024.dropout=0",
                              "megatron-lm@2022.a100.pace=1.5", "any@2017.a100.pace=1.3"})
    set_assumption(catalog, setting);
  auto const of = [&](Stack const& stack, std::string const& part) {
    return assumptions_of(catalog, stack, {.id = part});
  };
  CHECK(of({"megatron-lm", 2022}, "a100-80gb").dropout == 1);
  CHECK(of({"megatron-lm", 2023}, "a100-80gb").pace == 1.5);
  CHECK(of({"megatron-lm", 2025}, "a100-80gb").dropout == 0);
  CHECK(of({"megatron-lm", 2015}, "h100-80gb").dropout == 1);  // like the first that is known
  CHECK(of({"unheard-of", 2018}, "a100-80gb").pace == 1.3);
}

TEST_CASE("A part's own constant stands before what any software of the time has") {
  auto const catalog = load_catalog();
  CHECK_FALSE(accelerator_constants(catalog, {.id = "gaudi1-32gb"}, {"", 2024}).fused_attention);
  CHECK(accelerator_constants(catalog, {.id = "h100-80gb"}, {"", 2024}).fused_attention);
  CHECK_FALSE(accelerator_constants(catalog, {.id = "a100-80gb"}, {"", 2021}).fused_attention);
}

TEST_CASE("A stack is read by name and year, and refused with what was meant") {
  auto const catalog = load_catalog();
  CHECK(stack_text(stack_from(catalog, "Megatron-LM@2022")) == "megatron-lm@2022");
  CHECK(stack_text(stack_from(catalog, "torchtitan")) == "torchtitan");
  CHECK(stack_text(stack_from(catalog, "today")) == "today");
  CHECK(stack_text(stack_from(catalog, "any@2023")) == "any@2023");
  CHECK_THAT(error_of([&] { stack_from(catalog, "megatron-ml"); }).fix,
             Catch::Contains("megatron-lm"));
  CHECK_THAT(error_of([&] { stack_from(catalog, "megatron-lm@22"); }).problem,
             Catch::Contains("no year"));
}

TEST_CASE("fp16 adds gradients in 16 bits and unscales a shard of them in fp32") {
  auto const catalog = load_catalog();
  auto const& type = *find_instance(catalog, "p4d.24xlarge");
  auto const half = setup_of(catalog, type, {.precision = Precision::fp16});
  auto const brain = setup_of(catalog, type, {.precision = Precision::bf16});
  CHECK(half.assumptions.gradient == 2 * byte);
  CHECK(half.assumptions.optimizer_state == brain.assumptions.optimizer_state + 4 * byte);
}

TEST_CASE(
    "What the user sets of all precisions stands before fp16's own, but not before the user's") {
  auto catalog = load_catalog();
  auto const& type = *find_instance(catalog, "p4d.24xlarge");
  auto const gradient = [&] {
    return setup_of(catalog, type, {.precision = Precision::fp16}).assumptions.gradient;
  };
  auto const used = [&](std::string_view key) {
    return std::ranges::any_of(
        catalog::constants_used(catalog, type, {}, {.precision = Precision::fp16}),
        [&](catalog::UsedConstant const& one) { return one.entry->key == key; });
  };
  CHECK(used("fp16.gradient"));
  set_assumption(catalog, "gradient=8");
  CHECK(gradient() == 8 * byte);
  CHECK(used("gradient"));
  CHECK_FALSE(used("fp16.gradient"));
  set_assumption(catalog, "fp16.gradient=3");
  CHECK(gradient() == 3 * byte);
  CHECK(used("fp16.gradient"));
}

TEST_CASE("A catalog of one's own that says nothing of fp16 has what mixed precision has") {
  auto const& mini = "tests/golden/fixtures/mini.json";
  auto const catalog = load_catalog({mini});
  CHECK(value_of(catalog, "fp16.gradient") == 2);
  CHECK(value_of(catalog, "fp16.gradient_copy") == 0);
  CHECK(value_of(catalog, "fp16.optimizer_state") == value_of(catalog, "optimizer_state") + 4);
}

TEST_CASE("The likely end of a range is 1: nothing else can be set or read") {
  auto catalog = load_catalog();
  set_assumption(catalog, "range.guess.likely=1");
  CHECK(entry_of(catalog, "range.guess.likely") == nullptr);
  auto const set = error_of([&] { return set_assumption(catalog, "range.guess.likely=1.3"), 0; });
  CHECK_THAT(set.problem, Catch::Contains("cannot be changed"));
  Folder const folder;
  auto const overlay = [&](std::string const& value) {
    return folder.file(
        "likely.json",
        R"({"assumptions": [{"key": "range.guess.likely", "value": )" + value + "}]}");
  };
  CHECK(entry_of(load_catalog({overlay("1")}), "range.guess.likely") == nullptr);
  auto const read = error_of([&] { return load_catalog({overlay("1.3")}); });
  CHECK(read.path == "/assumptions/0/value");
  CHECK_THAT(read.fix, Catch::Contains(".low and .high"));
}

TEST_CASE("Every entry of the built-in catalog is in the unit of its constant") {
  auto const catalog = load_catalog();
  for (auto const& rows :
       {catalog::general_constants(), catalog::part_constants(), catalog::network_constants()})
    for (auto const& constant : rows)
      for (auto const& entry : catalog.assumptions) {
        auto const last = entry.key.substr(entry.key.rfind('.') + 1);
        if (entry.key != constant.name && last != constant.name) continue;
        CAPTURE(entry.key);
        CHECK(entry.unit == constant.unit);
        CHECK(catalog::in_range(catalog::value_range(entry.key, entry.unit), entry.value));
      }
}

TEST_CASE("A type's network has its own constants, or the default's") {
  auto const catalog = load_catalog();
  CHECK(network_constants(catalog, {.name = "p4d.24xlarge"}).efficiency ==
        value_of(catalog, "p4d.24xlarge.network_efficiency"));
  CHECK(network_constants(catalog, {.name = "g5.48xlarge"}).efficiency ==
        value_of(catalog, "default.network_efficiency"));
}

TEST_CASE("Every type makes a set-up, and its assumptions are those in use") {
  auto const catalog = load_catalog();
  for (auto const& type : catalog.instances) {
    CAPTURE(type.name);
    auto const setup = setup_of(catalog, type, {});
    CHECK(setup.device.per_instance == devices(type));
    auto const used = assumptions_used(catalog, type);
    for (auto const& key : used)
      CHECK(entry_of(catalog, key) != nullptr);
  }
  auto const used = assumptions_used(catalog, *find_instance(catalog, "p4d.24xlarge"));
  auto const names = [&](std::string const& key) {
    return std::count(used.begin(), used.end(), key) == 1;
  };
  CHECK(names("a100-40gb.gemm_efficiency"));
  CHECK(names("p4d.24xlarge.network_efficiency"));
  CHECK(names("fragmentation"));
  CHECK_FALSE(names("default.network_efficiency"));
  CHECK_FALSE(names("h100-80gb.gemm_efficiency"));
}

TEST_CASE("A set assumption takes effect and is the user's") {
  auto catalog = load_catalog();
  set_assumption(catalog, "fragmentation=1.2");
  set_assumption(catalog, " restart = 0 ");
  set_assumption(catalog, "tensor_overlap=25%");
  auto const assumed = assumptions_of(catalog);
  CHECK(assumed.fragmentation == 1.2);
  CHECK(assumed.restart == Time());
  CHECK(assumed.tensor_overlap == 0.25);
  CHECK(entry_of(catalog, "fragmentation")->basis == "user");
}

TEST_CASE("A constant that a known part or type lacks can be set") {
  auto catalog = load_catalog();
  set_assumption(catalog, "rtx-pro-6000-96gb.gemm_efficiency=0.5");
  set_assumption(catalog, "g5.48xlarge.network_efficiency=0.6");
  CHECK(accelerator_constants(catalog, {.id = "rtx-pro-6000-96gb"}).gemm_efficiency == 0.5);
  CHECK(network_constants(catalog, {.name = "g5.48xlarge"}).efficiency == 0.6);
  CHECK(std::is_sorted(catalog.assumptions.begin(), catalog.assumptions.end(),
                       [](auto const& a, auto const& b) { return a.key < b.key; }));
}

TEST_CASE("A setting that cannot be is refused with the reason") {
  auto catalog = load_catalog();
  std::vector<Refused> const settings{
      {"fragmentation", "KEY=VALUE"},
      {"", "KEY=VALUE"},
      {"fragmentatoin=1.1", "did you mean fragmentation?"},
      {"h100.gemm_efficiency=0.5", "unknown assumption"},
      {"rtx-pro-6000-96gb.restart=0.5", "unknown assumption"},
      {"fragmentation=", "sets no number"},
      {"fragmentation=1.1x", "sets no number"},
      {"fragmentation=nan", "out of range"},
      {"fragmentation=inf", "out of range"},
      {"fragmentation=0.5", "from 1 to 10"},
      {"a100-80gb.gemm_efficiency=0", "above 0, at most 1"},
      {"a100-80gb.gemm_efficiency=1.01", "above 0, at most 1"},
      {"a100-80gb.compute_units=1.5", "whole number"},
      {"restart=-1", "from 0"},
      {"restart=1e400", "sets no number"},
      {"dropout=0.5", "whole number"},
  };
  for (auto const& refused : settings) {
    CAPTURE(refused.setting);
    auto const error = error_of([&] { return set_assumption(catalog, refused.setting), 0; });
    CHECK(error.where == "--set");
    CHECK(error.kind == InputError::Kind::usage);
    CHECK_THAT(std::string(error.what()), Catch::Matchers::Contains(refused.message));
    CHECK_FALSE(error.fix.empty());
  }
}

TEST_CASE("A range that falls, and an assumption that is gone, are refused") {
  auto catalog = load_catalog();
  set_assumption(catalog, "range.guess.low=99");
  CHECK_THAT(error_of([&] { return assumptions_of(catalog); }).problem,
             Catch::Matchers::Contains("falls"));
  std::erase_if(catalog.assumptions, [](auto const& entry) { return entry.key == "restart"; });
  CHECK(error_of([&] { return assumptions_of(catalog); }).value == "restart");
}

TEST_CASE("Software by a release's month, by its family, and by what people call it") {
  auto const catalog = load_catalog();
  Accelerator const h100{.id = "h100-80gb"};
  auto const of = [&](char const* stack) {
    return assumptions_of(catalog, stack_from(catalog, stack), h100);
  };
  auto const june = stack_from(catalog, "Megatron-Bridge@2026.06");
  CHECK(june == Stack{.name = "megatron-bridge", .year = 2026, .month = 6});
  CHECK(stack_text(june) == "megatron-bridge@2026.06");
  CHECK_THROWS_AS(stack_from(catalog, "megatron-bridge@2026.13"), InputError);
  CHECK_THROWS_AS(stack_from(catalog, "megatron-bridge@2026."), InputError);
  CHECK(of("megatron-bridge@2026.01").mixture_pace == of("megatron-bridge@2025.12").mixture_pace);
  CHECK(of("megatron-bridge@2026.01").mixture_pace != of("megatron-bridge@2026.06").mixture_pace);
  CHECK(of("megatron-bridge@2026").mixture_pace == of("megatron-bridge@2026.06").mixture_pace);
  CHECK(of("litgpt@2025").pace == of("fsdp@2025").pace);
  CHECK(of("litgpt@2025").pace != of("any@2025").pace);
  CHECK(of("megatron-llama@2025").pace == of("any@2025").pace);
  CHECK(stack_from(catalog, "huggingface@2024").name == "hf-trainer");
  CHECK(of("hf@2024").logits > of("megatron-core@2024").logits);
  CHECK(of("megatron-deepspeed@2023").data_overlap == 0);  // not overtaken by any@2023
}

}  // namespace ec2plan::constants_test
