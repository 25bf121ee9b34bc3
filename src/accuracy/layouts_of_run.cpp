#include "accuracy/subject.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan::accuracy {
namespace {

/// Groups that each share one set of parameters, where the row says that not all devices do.
int replicas_of(PublishedRun const& run, Setup const& s, Layout const& l) {
  auto const& note = run.sharding_note;
  int wanted = 0;
  if (note.find("HSDP") != note.npos || note.find("within node") != note.npos)
    wanted = s.device.per_instance;
  if (note.find("-256 way") != note.npos) wanted = 256;
  int const ranks = spanned(l.data, l.context);
  return wanted > 0 && wanted < ranks && ranks % wanted == 0 ? ranks / wanted : 1;
}

using Values = std::vector<int>;

Values powers_of_two(int most) {
  Values values;
  for (int i = 1; i <= most; i *= 2)
    values.push_back(i);
  return values;
}

Values fixed_or(std::optional<int> const& fixed, Values const& free) {
  return fixed ? Values{*fixed} : free;
}

/// Micro-batch sizes that the batch allows, at most 16 sequences or 64 k tokens.
Values micro_batches_of(Setup const& s, std::optional<int> const& fixed, int data) {
  if (fixed) return {*fixed};
  Values values;
  int const each = std::max(1, s.job.global_batch / data);
  for (int size : powers_of_two(std::min(64, each)))
    if (each % size == 0 && (size == 1 || std::int64_t{size} * s.job.sequence_length <= 65'536))
      values.push_back(size);
  return values;
}

/// Chunks of a stage, where enough micro-batches fill the pipeline.
Values chunks_of(Setup const& s, std::optional<int> const& fixed, Layout const& l) {
  if (fixed) return {std::max(1, *fixed)};
  Values values{1};
  int const p = l.pipeline;
  bool const interleaves = p > 1 && !s.assumptions.no_interleaving && micro_batches(s.job, l) >= p;
  int const stage = layers_per_stage(s.job.model.layers, p);
  for (int chunks = 2; interleaves && chunks <= stage; ++chunks)
    values.push_back(chunks);
  return values;
}

struct Degrees {
  int tensor = 1, pipeline = 1, context = 1, data = 1;
};

/// Tensor, pipeline, context and data degrees whose product is the number of devices.
std::vector<Degrees> degrees_of(Setup const& s, LayoutChoice const& given, int devices) {
  std::vector<Degrees> all;
  Values pipelines;
  for (int p = 1; p <= std::min(devices, s.job.model.layers); ++p)
    if (devices % p == 0 && fills_stages(s.job.model.layers, p)) pipelines.push_back(p);
  for (int tensor : fixed_or(given.tensor, powers_of_two(s.device.per_instance)))
    for (int pipeline : fixed_or(given.pipeline, pipelines)) {
      std::int64_t const spread = std::int64_t{tensor} * pipeline;
      if (pipeline > s.job.model.layers || spread > devices || devices % spread != 0) continue;
      int const left = static_cast<int>(devices / spread);
      int const data = given.data.value_or(left / given.context.value_or(1));
      int const context = given.context.value_or(data > 0 ? left / data : 0);
      if (data > 0 && context > 0 && std::int64_t{data} * context == left)
        all.push_back({tensor, pipeline, context, data});
    }
  return all;
}

/// Devices over which experts are spread whole; searched where nobody said.
Values experts_of(Setup const& s, std::optional<int> const& fixed) {
  if (!s.job.model.experts) return {1};
  return fixed_or(fixed, powers_of_two(s.job.model.experts->count));
}

/// Whether the experts are spread whole over devices that a stage has.
bool spreads_experts(Setup const& s, Layout const& l) {
  if (!s.job.model.experts || l.expert == 1) return true;
  std::int64_t const stage = std::int64_t{l.tensor} * spanned(l.data, l.context);
  return s.job.model.experts->count % l.expert == 0 && stage % l.expert == 0;
}

void name_searched(std::vector<Layout> const& layouts, std::vector<std::string>& notes) {
  auto const several = [&](auto const& field) {
    std::set<int> values;
    for (auto const& layout : layouts)
      values.insert(field(layout));
    return values.size() > 1;
  };
  std::string names;
  auto const add = [&](char const* name, auto const& field) {
    if (several(field)) names += (names.empty() ? "" : ", ") + std::string(name);
  };
  add("tensor", [](Layout const& l) { return l.tensor; });
  add("pipeline", [](Layout const& l) { return l.pipeline; });
  add("data", [](Layout const& l) { return l.data; });
  add("expert", [](Layout const& l) { return l.expert; });
  add("micro_batch", [](Layout const& l) { return l.micro_batch; });
  add("virtual_stages", [](Layout const& l) { return l.virtual_stages; });
  add("recompute", [](Layout const& l) { return static_cast<int>(l.recompute); });
  if (!names.empty()) notes.push_back("searched: " + names);
}

}  // namespace

std::vector<Layout> layouts_of(Setup const& s, PublishedRun const& run, int devices,
                               std::vector<std::string>& notes) {
  auto const& given = run.layout;
  std::vector<Recompute> recompute{Recompute::none, Recompute::full};
  if (!s.accelerator.fused_attention) recompute.insert(recompute.begin() + 1, Recompute::selective);
  if (given.recompute) recompute = {*given.recompute};
  std::vector<Layout> layouts;
  for (auto const& degrees : degrees_of(s, given, devices)) {
    Layout l{.tensor = degrees.tensor,
             .pipeline = degrees.pipeline,
             .data = degrees.data,
             .context = degrees.context,
             .recompute_share = run.recompute_share.value_or(1),
             .expert_tensor = run.expert_tensor.value_or(1),
             .zero = given.zero.value_or(1),
             .sequence_parallel = given.sequence_parallel.value_or(
                 degrees.tensor > 1 && s.assumptions.sequence_parallel)};
    l.data_replicas = replicas_of(run, s, l);
    for (int size : micro_batches_of(s, given.micro_batch, l.data)) {
      l.micro_batch = size;
      if (s.job.global_batch < std::int64_t{l.data} * size) continue;
      for (int expert : experts_of(s, given.expert)) {
        l.expert = expert;
        if (!spreads_experts(s, l)) continue;
        for (int chunks : chunks_of(s, given.virtual_stages, l))
          for (auto const kind : recompute) {
            l.virtual_stages = l.pipeline > 1 ? chunks : 1;
            l.recompute = kind;
            layouts.push_back(l);
          }
      }
    }
  }
  name_searched(layouts, notes);
  bool const uneven = std::any_of(layouts.begin(), layouts.end(), [&](Layout const& l) {
    return s.job.global_batch % (std::int64_t{l.data} * l.micro_batch) != 0;
  });
  if (uneven && layouts.size() == 1)
    notes.push_back("its micro-batches do not divide the batch: whole ones are counted");
  return layouts;
}

}  // namespace ec2plan::accuracy
