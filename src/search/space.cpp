#include "space.hpp"

#include <algorithm>

#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan {

Space::Space(Setup const& setup, SearchLimits const& limits)
    : setup_(setup),
      limits_(limits),
      choices_(choices(setup, limits)),
      most_(setup.device.efa ? limits.max_instances : std::min(1, limits.max_instances)),
      tried_(static_cast<std::size_t>(std::max(0, most_ - limits.min_instances + 1))),
      chunks_(static_cast<std::size_t>(setup.job.model.layers) + 1) {
  for (std::size_t i = 0; i < tried_.size(); ++i)
    tried_[i] = is_tried(limits, limits.min_instances + static_cast<int>(i));
  chunks_[0] = {1};
  for (int pipeline : choices_.pipeline)
    if (pipeline <= setup.job.model.layers)
      chunks_[static_cast<std::size_t>(pipeline)] = chunk_counts(pipeline);
  for (int data : choices_.data)
    take_replicas(data);
}

/// Those that make the fullest chunk smaller than any lower count does.
std::vector<int> Space::chunk_counts(int pipeline) const {
  int const layers = layers_per_stage(setup_.job.model.layers, pipeline);
  std::vector<int> counts{1};
  if (setup_.assumptions.no_interleaving) return counts;
  int const most =
      limits_.framework == Framework::any ? layers : std::min(layers, most_virtual_stages);
  for (int v = 2, fullest = layers; v <= most; ++v)
    if (int const chunk = (layers + v - 1) / v; chunk < fullest && takes_chunks(pipeline, v)) {
      counts.push_back(v);
      fullest = chunk;
    }
  return counts;
}

bool Space::takes_chunks(int pipeline, int count) const {
  Layout const layout{.pipeline = pipeline, .virtual_stages = count};
  return keeps_rules(limits_.framework, setup_, layout, RuleReads::chunks);
}

bool Space::takes_zero(Layout layout, int zero, int replicas) const {
  layout.zero = zero;
  layout.data_replicas = replicas;
  return legal_replicas(layout) && keeps_rules(limits_.framework, setup_, layout, RuleReads::zero);
}

/// Left out where no micro-batch divides a batch.
void Space::take_replicas(int data) {
  Replicas replicas{.data = data};
  replicas.batches.reserve(choices_.micro_batch.size());
  replicas.micro_batches.reserve(choices_.micro_batch.size());
  for (int size : choices_.micro_batch) {
    int const batch = batch_of(setup_.job, limits_, std::int64_t{data} * size);
    replicas.batches.push_back(batch);
    replicas.micro_batches.push_back(batch / data / size);
  }
  if (std::ranges::any_of(replicas.batches, [](int batch) { return batch > 0; }))
    replicas_.push_back(std::move(replicas));
}

/// Whether the data ranks split into the replicas asked for, and ZeRO into shards of each.
bool Space::takes_replicas(int data) const {
  auto const& fixed = limits_.layout;
  return legal_replicas({.data = data,
                         .zero = fixed.zero.value_or(1),
                         .data_replicas = fixed.data_replicas.value_or(1)});
}

/// Replicas of an instance each, in which ZeRO 3 gathers weights over links; 0: there are none, or
/// the user fixed how the state is sharded.
int Space::hybrid(Layout const& l, int count) const {
  bool const is_free = !limits_.layout.data_replicas && !limits_.layout.zero;
  bool const is_inside = l.pipeline == 1 && l.expert == 1 && l.tensor < setup_.device.per_instance;
  bool const is_split = count > 1 && l.data % count == 0;
  return is_free && is_inside && is_split && takes_zero(l, 3, count) ? count : 0;
}

/// Instances that the layout fills to the last device; 0 if none or too many or too few.
int Space::instances_of(Layout const& l) const {
  if (l.pipeline > setup_.job.model.layers) return 0;
  std::int64_t const total = devices(l), each = setup_.device.per_instance;
  if (total > most_ * each || total < limits_.min_instances * each || total % each != 0) return 0;
  auto const count = static_cast<int>(total / each);
  bool const tried = tried_[static_cast<std::size_t>(count - limits_.min_instances)];
  return tried && keeps_rules(limits_.framework, setup_, l, RuleReads::degrees) ? count : 0;
}

/// With several replicas, sharding the optimizer is never slower nor larger than copying it
/// (ZeRO 0), and with several stages ZeRO 3 does what ZeRO 1 does.
Spread Space::spread_of(Layout const& l, int count) const {
  Spread s{.pipeline = l.pipeline,
           .data = l.data,
           .instances = count,
           .layers = layers_per_stage(setup_.job.model.layers, l.pipeline)};
  std::span<int const> const zeros = choices_.zero;
  s.replicas = limits_.layout.data_replicas.value_or(1);
  auto const is_refused = [&](int zero) { return !takes_zero(l, zero, s.replicas); };
  if (zeros.size() == 1) {
    s.rivals = zeros;
  } else if (!replicated(l)) {
    s.rivals = zeros.first(1);
  } else {
    s.zeros = static_cast<int>(zeros.size());
    s.rivals = l.pipeline > 1 ? zeros.subspan(1, 1) : zeros.subspan(1);
  }
  while (!s.rivals.empty() && is_refused(s.rivals.front()))
    s.rivals = s.rivals.subspan(1);
  while (!s.rivals.empty() && is_refused(s.rivals.back()))
    s.rivals = s.rivals.first(s.rivals.size() - 1);
  for (std::size_t i = static_cast<std::size_t>(s.zeros); i-- > 0;)
    if (is_refused(zeros[i])) --s.zeros;
  s.hybrid = hybrid(l, count);
  if (s.hybrid > 0) ++s.zeros;
  return s;
}

Layout Space::laid_out(Bundle const& bundle, Spread const& s) {
  Layout layout = bundle.layout;
  layout.pipeline = s.pipeline;
  layout.data = s.data;
  layout.data_replicas = s.replicas;
  return layout;
}

void Space::rival(Layout& layout, Spread const& s, std::size_t index) {
  bool const is_hybrid = index == s.rivals.size();
  layout.zero = is_hybrid ? 3 : s.rivals[index];
  layout.data_replicas = is_hybrid ? s.hybrid : s.replicas;
}

std::size_t Space::rivals(Spread const& s) { return s.rivals.size() + (s.hybrid > 0 ? 1 : 0); }

std::optional<Layout> Space::batched(Bundle const& bundle, Spread const& s) const {
  int const batch = s.batches[bundle.size];
  if (batch == 0) return {};
  Layout layout = laid_out(bundle, s);
  if (batch != setup_.job.global_batch) layout.global_batch = batch;
  return layout;
}

bool Space::interleaves(Layout const& layout) const {
  return layout.pipeline > 1 && !setup_.assumptions.no_interleaving &&
         micro_batches(setup_.job, layout) >= layout.pipeline && fills_schedule(layout);
}

bool Space::fills_schedule(Layout layout) const {
  layout.virtual_stages = 2;
  return keeps_rules(limits_.framework, setup_, layout, RuleReads::schedule);
}

std::span<int const> Space::virtual_stages(Layout const& layout) const {
  if (auto const& fixed = limits_.layout.virtual_stages) {
    Layout staged = layout;
    staged.virtual_stages = *fixed;
    bool const taken = legal_virtual_stages(setup_, staged) &&
                       keeps_rules(limits_.framework, setup_, staged, RuleReads::schedule);
    return {&*fixed, taken ? 1U : 0U};
  }
  return chunks_[static_cast<std::size_t>(interleaves(layout) ? layout.pipeline : 0)];
}

void Space::take_rooms(Bundle const& any, Spread const& s, std::vector<Bytes>& rooms) const {
  Layout layout = laid_out(any, s);
  rooms.resize(rivals(s));
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    rival(layout, s, i);
    rooms[i] = activation_room(setup_, any.costs, layout);
  }
}

std::int64_t Space::legal_chunk_counts(Layout const& layout, Spread const& s) const {
  if (limits_.layout.virtual_stages)
    return static_cast<std::int64_t>(virtual_stages(layout).size());
  if (!interleaves(layout)) return 1;
  return limits_.framework == Framework::any ? s.layers : std::min(s.layers, most_virtual_stages);
}

/// Layouts of one micro-batch have the same chunks, and each kind of recomputation.
LegalCount Space::legal_layouts(Spread const& s) const {
  LegalCount count;
  Layout layout{.pipeline = s.pipeline, .data = s.data};
  for (std::size_t i = 0; i < s.batches.size(); ++i) {
    if (s.batches[i] == 0) continue;
    layout.micro_batch = choices_.micro_batch[i];
    layout.global_batch = s.batches[i];
    bool const is_plain = s.pipeline == 1 || s.micro_batches[i] < s.pipeline;
    std::int64_t const each =
        s.zeros * (is_plain && !limits_.layout.virtual_stages ? 1 : legal_chunk_counts(layout, s));
    count.all += each * std::ssize(choices_.recompute);
    count.too_large += each * s.too_large[i];
  }
  return count;
}

}  // namespace ec2plan
