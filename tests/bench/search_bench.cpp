#include <benchmark/benchmark.h>

#include "ec2plan/search/search.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan {
namespace {

/// Whole searches of one type; the counters are layouts of one search, and a second.
void search_all(benchmark::State& state, Setup const& setup) {
  SearchLimits const limits{.max_instances = static_cast<int>(state.range(0))};
  SearchCounts counts;
  for (auto _ : state) {
    auto const found = search(setup, limits);
    benchmark::DoNotOptimize(found.best.data());
    counts = found.counts;
  }
  state.counters["legal"] = static_cast<double>(counts.legal);
  state.counters["evaluated"] = static_cast<double>(counts.evaluated);
  state.counters["by_memory"] = static_cast<double>(counts.excluded_by_memory);
  state.counters["by_time"] = static_cast<double>(counts.excluded_by_time);
  state.SetItemsProcessed(state.iterations() * counts.legal);
}

void search_gpt3(benchmark::State& state) { search_all(state, testing::gpt3_on_p4de()); }
BENCHMARK(search_gpt3)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);

void search_small(benchmark::State& state) { search_all(state, testing::small_on_p4de()); }
BENCHMARK(search_small)->Arg(512)->Unit(benchmark::kMillisecond);

/// 32 layers of 8 experts, as large as those that people train.
Transformer mixture() {
  Transformer m = testing::small_mixture();
  m.layers = m.heads = 32;
  m.kv_heads = 8;
  m.hidden = 4096;
  m.head_dim = 128;
  m.experts->feed_forward = 14336;
  return m;
}

void search_mixture(benchmark::State& state) {
  search_all(state, testing::setup_for(mixture(), testing::p4de(), 1e12, 4096, 1024));
}
BENCHMARK(search_mixture)->Arg(512)->Unit(benchmark::kMillisecond);

/// Where nothing fits, the search goes on beyond the limit.
void search_in_vain(benchmark::State& state) { search_all(state, testing::gpt3_on_p4de()); }
BENCHMARK(search_in_vain)->Arg(2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ec2plan
