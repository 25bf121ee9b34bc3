#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::tuned_memory_test {
namespace {

constexpr LoraTargets attention{.query = true, .key = true, .value = true, .output = true};
constexpr Tuning full{.method = Method::full};
constexpr Tuning lora{.method = Method::lora, .rank = 16, .targets = attention};
constexpr Tuning qlora{
    .method = Method::qlora, .rank = 16, .targets = attention, .quantization = Quantization::nf4};
constexpr Layout recomputed{.recompute = Recompute::full, .zero = 0};

Catalog const& catalog() {
  static auto const loaded = load_catalog();
  return loaded;
}

Setup setup(Tuning const& tuning, char const* stack = "hf-trainer",
            char const* model = "mistral-7b", char const* type = "p4de.24xlarge") {
  Job const job{.model = model_from(catalog(), model).shape,
                .tokens = 1e7 * token,
                .sequence_length = 4096,
                .global_batch = 8,
                .tuning = tuning};
  return setup_of(catalog(), *find_instance(catalog(), type), job, stack_from(catalog(), stack));
}

MemoryBreakdown memory_of(Setup const& s, Layout const& l = recomputed) {
  return memory(s, micro_batch(s, l), l);
}

double parameters_of(Setup const& s) { return parameters(s.job.model).total(); }

/// Bytes of a parameter.
double each(Setup const& s, Bytes size) { return size / byte / parameters_of(s); }

}  // namespace

// Measured: fms-acceleration on one A100; data/runs/tuning.json.
TEST_CASE("what stays through a step, in bytes of a parameter") {
  auto const of_full = setup(full);
  auto const m = memory_of(of_full);
  CHECK(each(of_full, m.weights + m.optimizer) == Approx(6.0).epsilon(0.01));
  auto const of_lora = setup(lora);
  CHECK(each(of_lora, memory_of(of_lora).weights) == Approx(2.01).epsilon(0.01));
  auto const of_qlora = setup(qlora);
  CHECK(each(of_qlora, memory_of(of_qlora).weights) == Approx(0.577).epsilon(0.03));
}

TEST_CASE("the update of all weights holds two copies, ten bytes a parameter in all") {
  auto s = setup(full);
  s.job.sequence_length = 128;
  auto const m = memory_of(s);
  CHECK(each(s, m.total() - m.other) == Approx(10.0).epsilon(0.01));
}

TEST_CASE("master weights take sixteen bytes and more, optimizers in 8 bits less") {
  Tuning masters = full, small = full, paged = full;
  masters.weights = StatePrecision::fp32;
  small.optimizer = Optimizer::adamw_8bit;
  paged.optimizer = Optimizer::paged_8bit;
  auto const optimizer = [](Tuning const& t) {
    return each(setup(t), memory_of(setup(t)).optimizer);
  };
  CHECK(optimizer(masters) == Approx(12));
  CHECK(optimizer(full) == Approx(4));
  CHECK(optimizer(small) == Approx(2.03).epsilon(0.01));
  CHECK(optimizer(paged) == 0);
}

TEST_CASE("full tuning takes most, QLoRA least") {
  auto const total = [](Tuning const& t) { return memory_of(setup(t)).total(); };
  CHECK(total(full) > 2 * total(lora));
  CHECK(total(lora) > total(qlora));
}

TEST_CASE("a plain loss takes the vocabulary, a fused one nothing of it") {
  Tuning fused = lora, chunked = lora;
  fused.loss = Loss::fused;
  chunked.loss = Loss::chunked;
  auto const logits = [](Tuning const& t) {
    auto const s = setup(t, "hf-trainer", "llama-3-8b");
    return micro_batch(s, recomputed).logits / gigabyte;
  };
  CHECK(logits(lora) - logits(fused) == Approx(4096.0 * 128256 * 14 / 1e9));
  CHECK(logits(chunked) - logits(fused) == Approx(4096.0 * 128256 * 14 / 8e9));
}

TEST_CASE("shards of a frozen model are gathered in what they are held in") {
  Layout sharded = recomputed;
  sharded.data = 8;
  sharded.zero = 3;
  auto const s = setup(qlora);
  auto const whole = memory_of(s), shards = memory_of(s, sharded);
  CHECK(shards.weights < whole.weights);
  CHECK(data_traffic(s, micro_batch(s, sharded), sharded).gather <
        0.3 * data_traffic(setup(lora), micro_batch(setup(lora), sharded), sharded).gather);
}

TEST_CASE("what is offloaded waits on the host, and takes time") {
  for (Offload const what : {Offload::optimizer, Offload::weights, Offload::activations}) {
    Tuning const here_all = what == Offload::activations ? lora : full;
    Tuning moved = here_all;
    moved.offload = what;
    auto const s = setup(here_all), offloaded = setup(moved);
    auto const here = memory_of(s), there = memory_of(offloaded);
    CHECK(there.total() < here.total());
    CHECK(there.host > Bytes{});
    CHECK(there.host_capacity == s.type.host_memory);
    CHECK(estimate(offloaded, recomputed).step.total() >= estimate(s, recomputed).step.total());
  }
}

TEST_CASE("what the host cannot hold does not fit") {
  Tuning moved = full;
  moved.offload = Offload::optimizer;
  auto s = setup(moved, "hf-trainer", "llama-3-8b");
  CHECK(estimate(s, recomputed).fit != Fit::no);
  s.type.host_memory = 64 * gibibyte;  // eight devices of 8 billion parameters hold more
  CHECK(estimate(s, recomputed).fit == Fit::no);
}

TEST_CASE("LoRA saves less time than FLOPs say, and QLoRA none") {
  auto const step = [](Tuning const& t, char const* stack) {
    return estimate(setup(t, stack), recomputed).step.total();
  };
  CHECK(step(lora, "hf-trainer") < step(full, "hf-trainer"));
  CHECK(step(lora, "hf-trainer") > 0.75 * step(full, "hf-trainer"));
  CHECK(step(qlora, "hf-trainer") > step(lora, "hf-trainer"));
  CHECK(step(lora, "unsloth") < step(lora, "hf-trainer"));
}

TEST_CASE("expanding weights counts once a micro-batch, whatever its tokens") {
  auto s = setup(qlora), plain = setup(lora);
  auto const added = [&](int length) {
    s.job.sequence_length = plain.job.sequence_length = length;
    return micro_batch(s, recomputed).forward - micro_batch(plain, recomputed).forward;
  };
  CHECK(added(2048) > Time{});
  CHECK(added(4096) / added(2048) < 1.7);
}

TEST_CASE("padding is computed, and memory is that of the longest example") {
  auto s = setup(lora);
  s.job.example_tokens = 600;
  CHECK(padded_length(s.job, 1) == 600);
  CHECK(padded_length(s.job, 2) == 900);
  CHECK(padded_length(s.job, 1000) == 4096);
  auto const packed = setup(lora);
  CHECK(memory_of(s).total() == memory_of(packed).total());
  CHECK(micro_batch(s, recomputed).forward < 0.2 * micro_batch(packed, recomputed).forward);
  CHECK(step_tokens(s.job) == 8 * 600.0 * token);
}

TEST_CASE("4-bit weights are read by kernels of NVIDIA's parts") {
  CHECK(modelled(setup(qlora)));
  CHECK(modelled(setup(lora, "hf-trainer", "mistral-7b", "trn1.32xlarge")));
  CHECK_FALSE(modelled(setup(qlora, "hf-trainer", "mistral-7b", "trn1.32xlarge")));
  Tuning small = full;
  small.optimizer = Optimizer::adamw_8bit;
  CHECK_FALSE(modelled(setup(small, "hf-trainer", "mistral-7b", "trn1.32xlarge")));
}

TEST_CASE("preference tuning holds a second model, unless adapters can be taken off") {
  Tuning dpo = full, with_adapters = lora;
  dpo.method = with_adapters.method = Method::dpo;
  CHECK(each(setup(dpo), memory_of(setup(dpo)).weights) ==
        Approx(each(setup(full), memory_of(setup(full)).weights) + 2));
  CHECK(memory_of(setup(with_adapters)).weights == memory_of(setup(lora)).weights);
  CHECK(micro_batch(setup(dpo), recomputed).forward /
            micro_batch(setup(full), recomputed).forward ==
        Approx(4).epsilon(0.05));  // two answers, through two models
}

TEST_CASE("more on the host never takes more of the device") {
  for (auto const* stack : {"hf-trainer", "unsloth"})
    for (Tuning const& tuning : {full, lora, qlora})
      for (Recompute const recompute : {Recompute::none, Recompute::full}) {
        Layout const l{.recompute = recompute, .zero = 0};
        Bytes const here = memory_of(setup(tuning, stack), l).total();
        for (Offload const what : {Offload::optimizer, Offload::weights, Offload::activations}) {
          Tuning moved = tuning;
          moved.offload = what;
          CHECK(memory_of(setup(moved, stack), l).total() <= here);
        }
      }
}

TEST_CASE("what one micro-batch keeps does not hang on the replicas") {
  Layout many = recomputed;
  many.data = 8;
  many.zero = 3;
  auto const s = setup(qlora);
  CHECK(micro_batch(s, recomputed).activations == micro_batch(s, many).activations);
}

TEST_CASE("a checkpoint holds what is trained") {
  CHECK(saved_parameters(setup(lora)) < 0.01 * saved_parameters(setup(full)));
}

}  // namespace ec2plan::tuned_memory_test
