#include <benchmark/benchmark.h>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {
namespace {

/// The built-in facts taken from their digest, as at the start of every process.
void load(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(load_catalog().instances.data());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(load)->Name("load_catalog")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ec2plan
