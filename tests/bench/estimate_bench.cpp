#include <benchmark/benchmark.h>

#include <vector>

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/search/legal.hpp"
#include "ec2plan/search/search.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan {
namespace {

/// Legal layouts that share a micro-batch: 8-way tensor parallel, on up to 512 instances.
std::vector<Layout> layouts(Setup const& setup) {
  std::vector<Layout> result;
  for (int pipeline = 1; pipeline <= setup.job.model.layers; ++pipeline)
    for (int data = 1; pipeline * data <= 512; data *= 2)
      for (int stages : {1, 2, 3})
        for (int zero : {0, 1, 3}) {
          Layout const layout{.tensor = 8,
                              .pipeline = pipeline,
                              .data = data,
                              .virtual_stages = stages,
                              .zero = zero,
                              .sequence_parallel = true};
          if (legal(setup, layout)) result.push_back(layout);
        }
  return result;
}

/// Layouts a second, each scored by `score`.
void score_all(benchmark::State& state, auto const& score) {
  Setup const setup = testing::gpt3_on_p4de();
  auto const all = layouts(setup);
  auto const shared = micro_batch(setup, all.front());
  for (auto _ : state)
    for (Layout const& layout : all)
      benchmark::DoNotOptimize(score(setup, shared, layout));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}

void estimate_sharing_micro_batch(benchmark::State& state) {
  score_all(state, [](Setup const& setup, MicroBatch const& shared, Layout const& layout) {
    return estimate(setup, shared, layout);
  });
}
BENCHMARK(estimate_sharing_micro_batch);

void estimate_whole(benchmark::State& state) {
  score_all(state, [](Setup const& setup, MicroBatch const&, Layout const& layout) {
    return estimate(setup, layout);
  });
}
BENCHMARK(estimate_whole);

}  // namespace
}  // namespace ec2plan
