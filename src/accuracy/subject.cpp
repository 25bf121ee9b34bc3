#include "accuracy/subject.hpp"

#include <algorithm>
#include <cmath>

#include "catalog/assumptions.hpp"
#include "catalog/stacks.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/estimate/run.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::accuracy {
namespace {

constexpr double largest_batch = 1e8;            // sequences
constexpr double usual_step_tokens = 4'194'304;  // as the command line takes where nothing is said

std::optional<Precision> precision_of(std::string const& name) {
  if (name.empty() || name == "bf16") return Precision::bf16;
  if (name == "fp16") return Precision::fp16;
  if (name.starts_with("fp8")) return Precision::fp8;
  return {};
}

/// Why a row of this kind says nothing of the model.
std::string unsuited(PublishedRun const& run) {
  if (!run.unusable.empty()) return run.unusable;
  if (run.kind == "finetune_step")
    return "fine-tuning: the row does not say which parameters are trained";
  if (run.kind == "time_to_train" || run.kind == "mlperf")
    return "time to a quality target: how many steps it took is not in the row";
  if (!precision_of(run.precision)) return run.precision + " is not modelled";
  return {};
}

Accelerator const* part_of(Catalog const& catalog, std::string const& id) {
  auto const found = std::find_if(catalog.accelerators.begin(), catalog.accelerators.end(),
                                  [&](Accelerator const& part) { return part.id == id; });
  return found == catalog.accelerators.end() ? nullptr : &*found;
}

/// The type that the run names or that its reader found closest, else the largest with the part.
InstanceType const* closest_type(Catalog const& catalog, RunHardware const& hardware) {
  for (auto const& name : {hardware.instance_type, hardware.closest_instance_type})
    if (auto const* type = find_instance(catalog, name)) return type;
  InstanceType const* largest = nullptr;
  for (auto const& type : catalog.instances)
    if (type.accelerator.id == hardware.accelerator && !(type.link && type.link->domain > 0) &&
        (largest == nullptr || type.accelerators > largest->accelerators))
      largest = &type;
  return largest;
}

/// Accelerators that share a link: an instance's, or what a run used of a larger domain.
int linked(InstanceType const& type, int accelerators) {
  int const domain = type.accelerator.link ? type.accelerator.link->domain : 0;
  int most = std::max(type.accelerators, domain);
  while (most > 1 && accelerators % most != 0)
    --most;
  return std::min(most, accelerators);
}

Bandwidth network_of(Catalog const& catalog, RunHardware const& hardware, InstanceType const& base,
                     int per_instance, std::vector<std::string>& notes) {
  if (hardware.network) return *hardware.network;
  if (base.network > Bandwidth{} && base.accelerators > 0)
    return base.network * (static_cast<double>(per_instance) / base.accelerators);
  auto const each = network_of_part(catalog, base.accelerator);
  notes.push_back("network: " + number_text(each / (gigabit / second)) +
                  " Gbit/s for each accelerator, as such systems have");
  return per_instance * each;
}

/// The instances that a run had, as a type of their own: part, link and network are the run's.
/// Empty where the part is not in the catalog. What was assumed is added to the notes.
std::optional<InstanceType> type_of_run(Catalog const& catalog, RunHardware const& hardware,
                                        std::vector<std::string>& notes) {
  auto const* part = part_of(catalog, hardware.accelerator);
  if (part == nullptr) return {};
  auto const* close = closest_type(catalog, hardware);
  InstanceType type;
  if (close != nullptr) type = *close;
  if (close == nullptr || close->accelerator.id != part->id) type.link = part->link;
  bool const own = find_instance(catalog, hardware.instance_type) != nullptr;
  if (!own) type.name = "outside-ec2";
  type.accelerator = *part;
  int const per_instance = hardware.per_instance.value_or(std::max(1, type.accelerators));
  type.network = network_of(catalog, hardware, type, per_instance, notes);
  type.accelerators = per_instance;
  type.accelerators = linked(type, hardware.accelerators);
  type.network = type.network * (static_cast<double>(type.accelerators) / per_instance);
  if (!type.link && part->link) type.link = part->link;
  return type;
}

/// A batch that the layout divides, near what jobs of the size take.
int assumed_batch(PublishedRun const& run, int devices) {
  auto const& l = run.layout;
  double const split = 1.0 * l.tensor.value_or(1) * l.pipeline.value_or(1) * l.context.value_or(1);
  double const copies = l.data ? *l.data : std::max(1.0, std::floor(devices / split));
  double const unit = copies * l.micro_batch.value_or(1) *
                      (l.virtual_stages.value_or(1) > 1 ? l.pipeline.value_or(1) : 1);
  double const wanted = usual_step_tokens / run.sequence_length;
  double const batch = unit * std::max(1.0, std::round(wanted / unit));
  return static_cast<int>(std::min(batch, largest_batch));
}

/// The catalog's mixture of the same shape, which knows its biases and norms; else the row's model.
Transformer known_model(Catalog const& catalog, Transformer const& stated) {
  for (auto const& entry : catalog.models) {
    auto const& m = entry.shape;
    bool const same = m.layers == stated.layers && m.hidden == stated.hidden &&
                      m.heads == stated.heads && m.experts.has_value() && stated.experts &&
                      m.experts->count == stated.experts->count &&
                      m.experts->feed_forward == stated.experts->feed_forward;
    if (!same) continue;
    Transformer known = m;
    known.name = stated.name;
    known.vocabulary = stated.vocabulary;
    known.tied_embeddings = stated.tied_embeddings;
    return known;
  }
  return stated;
}

Job job_of(Catalog const& catalog, PublishedRun const& run, int devices,
           std::vector<std::string>& notes) {
  Job job{.model = known_model(catalog, run.model),
          .stated_parameters = parameters(run.model).total(),
          .tokens = run.tokens.value_or(Tokens{}),
          .sequence_length = run.sequence_length,
          .precision = *precision_of(run.precision),
          .head_share = run.head_share.value_or(1),
          .tuning = run.tuned.tuning,
          .example_tokens = run.tuned.example_tokens};
  if (run.dropout) job.dropout = *run.dropout ? 1 : 0;
  if (run.global_batch) {
    job.global_batch = *run.global_batch;
  } else {
    job.global_batch = assumed_batch(run, devices);
    notes.push_back("global batch: " + integer_text(job.global_batch) +
                    ", about 4 M tokens a step");
  }
  return job;
}

/// Memory over capacity that recomputing cheap parts (norms, activations) saves at almost no cost:
/// rows that do not name their recomputation mostly do this rather than repeat whole layers.
double saved_by_cheap_parts(Catalog const& catalog) {
  auto const* entry = catalog::find_assumption(catalog, "runs.saved_by_cheap_parts");
  return entry == nullptr ? 1 : entry->value;
}

/// Least first: what fits; without recomputation nearly; what fits not, by its memory.
double rank_of(Subject const& subject, Predicted const& p) {
  if (p.estimate.fit != Fit::no) return p.layout.recompute == Recompute::full ? 2 : 0;
  double const fill = p.estimate.memory.total() / p.estimate.memory.capacity;
  bool const free = subject.recompute_is_free && p.layout.recompute != Recompute::full;
  return free && fill <= subject.saved_by_cheap_parts ? 1 + fill / 10 : 2 + fill;
}

/// Dense peak of all devices of the run.
std::optional<FlopRate> peak(Subject const& subject) {
  auto const& s = subject.setup;
  if (!s.device.peak) return {};
  return *s.device.peak * static_cast<double>(devices(subject.layouts.front()));
}

std::string part(Subject const& subject) {
  auto const& s = subject.setup;
  return s.type.accelerator.id + (s.job.precision == Precision::fp8 ? " 8 bit" : " 16 bit");
}

Flops model_work(Subject const& subject) {
  auto const& job = subject.setup.job;
  return model_flops(job.model, job.sequence_length, job.tuning) * step_tokens(job);
}

}  // namespace

Subject subject_of(Catalog const& catalog, PublishedRun const& run) {
  Subject subject{.notes = run.assumed, .not_modelled = unsuited(run)};
  if (!subject.not_modelled.empty()) return subject;
  auto const type = type_of_run(catalog, run.hardware, subject.notes);
  if (!type) {
    subject.not_modelled = run.hardware.accelerator + " is not in the catalog";
    return subject;
  }
  int const devices = run.hardware.accelerators * type->accelerator.devices;
  subject.setup = setup_of(catalog, *type, job_of(catalog, run, devices, subject.notes), run.stack);
  if (run.flash_attention) subject.setup.accelerator.fused_attention = *run.flash_attention;
  if (!modelled(subject.setup)) {
    subject.not_modelled = "no rate of " + run.hardware.accelerator + " is known at this precision";
    return subject;
  }
  subject.recompute_is_free = !run.layout.recompute;
  subject.saved_by_cheap_parts = saved_by_cheap_parts(catalog);
  subject.layouts = layouts_of(subject.setup, run, devices, subject.notes);
  if (subject.layouts.empty())
    subject.not_modelled = "no layout of " + integer_text(devices) + " devices agrees with the row";
  return subject;
}

Predicted prediction(Subject const& subject) {
  Predicted best;
  double best_rank = 0;
  for (auto const& layout : subject.layouts) {
    Predicted const next{layout, estimate(subject.setup, layout)};
    double const rank = rank_of(subject, next);
    bool const better = rank < best_rank || (rank == best_rank && next.estimate.step.total() <
                                                                      best.estimate.step.total());
    if (&layout == &subject.layouts.front() || better) best = next, best_rank = rank;
  }
  return best;
}

std::optional<Time> measured_step(Subject const& subject, PublishedRun const& run) {
  if (run.measured.step_time && run.global_batch) return run.measured.step_time;
  if (!run.measured.tokens_per_second) return run.measured.step_time;
  return step_tokens(subject.setup.job) /
         (run.hardware.accelerators * *run.measured.tokens_per_second);
}

Baselines::Baselines(std::vector<Subject> const& subjects, std::vector<PublishedRun> const& runs) {
  std::map<std::string, std::vector<double>> shares;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    auto const& subject = subjects[i];
    if (runs[i].use != Use::fit || !subject.not_modelled.empty()) continue;
    auto const step = measured_step(subject, runs[i]);
    auto const most = peak(subject);
    if (step && most) shares[part(subject)].push_back(model_work(subject) / *step / *most);
  }
  for (auto const& [name, values] : shares)
    best_[name] = median(values);
}

std::optional<Time> Baselines::step_by_best_mfu(Subject const& subject) const {
  auto const share = best_.find(part(subject));
  auto const most = peak(subject);
  if (share == best_.end() || !most) return {};
  return model_work(subject) / (*most * share->second);
}

std::optional<Time> step_by_roofline(Subject const& subject, Layout const& layout) {
  auto const most = peak(subject);
  if (!most) return {};
  return executed_flops(subject.setup, layout) * step_tokens(subject.setup.job) / *most;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  auto const middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string layout_text(Layout const& l) {
  auto const part = [](std::string_view name, int degree) {
    return " " + std::string(name) + std::to_string(degree);
  };
  std::string text = part("TP", l.tensor) + part("PP", l.pipeline) + part("DP", l.data);
  if (l.data_replicas > 1) text += part("in replicas ", l.data_replicas);
  if (l.context > 1) text += part("CP", l.context);
  if (l.expert > 1) text += part("EP", l.expert);
  if (l.virtual_stages > 1) text += part("VPP", l.virtual_stages);
  return text.substr(1) + part("micro-batch ", l.micro_batch) + ", recompute " +
         std::string(recompute_name(l.recompute)) + part("ZeRO-", l.zero);
}

}  // namespace ec2plan::accuracy
