#include "review/changes.hpp"

#include <algorithm>
#include <array>

#include "document/plan_fields.hpp"

namespace ec2plan::review {
namespace {

InputValue word(std::string_view text) {
  if (text.empty()) return nullptr;
  return std::string(text);
}

/// The share of its memory that a device uses: told here alone.
InputValue fill(SavedPlan const& plan) {
  if (plan.memory.capacity <= Bytes{}) return nullptr;
  return plan.memory.total() / plan.memory.capacity;
}

void add(std::vector<ComparedRow>& rows, std::string name, InputValue base, InputValue head,
         std::string unit = {}, std::string label = {}) {
  ComparedRow row{.name = std::move(name),
                  .base = std::move(base),
                  .head = std::move(head),
                  .unit = std::move(unit),
                  .label = std::move(label)};
  if (is_changed(row)) rows.push_back(std::move(row));
}

/// What the run costs, then what it takes, is told before all else.
int turn_of(documents::PlanField const* field) {
  if (field->path.starts_with("cost_usd.")) return 0;
  return field->path.starts_with("duration_days.") ? 1 : 2;
}

void add_figures(std::vector<ComparedRow>& rows, SavedPlan const& base, SavedPlan const& head) {
  std::vector<documents::PlanField const*> fields;
  for (auto const& field : documents::plan_fields())
    if (field.unit != nullptr) fields.push_back(&field);
  std::ranges::stable_sort(fields, {}, turn_of);
  for (auto const* field : fields) {
    add(rows, std::string(field->path), field->kept.get(base), field->kept.get(head), field->unit,
        field->label == nullptr ? "" : field->label);
    if (field->path == "memory_gib.total")
      add(rows, "memory_fill", fill(base), fill(head), "share");
  }
}

/// A list of one is what another command holds as a word.
InputValue plain(InputValue const& value) {
  auto const* texts = std::get_if<std::vector<std::string>>(&value);
  return texts != nullptr && texts->size() == 1 ? InputValue{texts->front()} : value;
}

InputValue value_of(std::vector<Input> const& inputs, std::string const& key) {
  auto const found = std::ranges::find(inputs, key, &Input::key);
  return found == inputs.end() ? InputValue{} : plain(found->value);
}

/// What a saved question holds that the figures of the plan do not tell already.
constexpr std::string_view told[] = {"model",     "tokens", "seq_len", "global_batch",
                                     "precision", "stack",  "rank",    "why"};

bool is_told(std::string const& key) { return std::ranges::find(told, key) != std::end(told); }

void add_inputs(std::vector<ComparedRow>& rows, std::vector<Input> const& base,
                std::vector<Input> const& head) {
  for (Input const& input : base)
    if (!is_told(input.key))
      add(rows, "inputs." + input.key, plain(input.value), value_of(head, input.key));
  for (Input const& input : head)
    if (!is_told(input.key) && std::ranges::find(base, input.key, &Input::key) == base.end())
      add(rows, "inputs." + input.key, nullptr, plain(input.value));
}

SavedAssumption const* find(SavedResult const& result, std::string const& key) {
  auto const found = std::ranges::lower_bound(result.assumptions, key, {}, &SavedAssumption::key);
  bool const there = found != result.assumptions.end() && found->key == key;
  return there ? &*found : nullptr;
}

/// Whether the plan itself rests on it: a recommendation has those of all its candidates. Keys are
/// CONSTANT, PART.CONSTANT, TYPE.CONSTANT, STACK.CONSTANT or STACK.PART.CONSTANT.
bool is_of(std::string const& key, SavedPlan const& plan) {
  auto const dot = key.find('.'), last = key.rfind('.');
  if (dot == std::string::npos) return true;
  auto const owner = key.substr(0, dot);
  if (owner.find('@') != std::string::npos)
    return dot == last || plan.accelerator.starts_with(key.substr(dot + 1, last - dot - 1));
  bool const general = owner == "range" || owner == "memory" || owner == "default";
  return general || owner == plan.accelerator || key.substr(0, last) == plan.instance_type;
}

ComparedRow assumption_row(std::string const& key, SavedAssumption const* base,
                           SavedAssumption const* head) {
  auto const value = [](SavedAssumption const* one) {
    return one == nullptr ? InputValue{} : InputValue{one->value};
  };
  return {.kind = ComparedRow::Kind::assumption,
          .name = key,
          .base = value(base),
          .head = value(head),
          .unit = (head != nullptr ? head : base)->unit};
}

using Names = std::array<std::string_view, 11>;  // the rest is empty

/// What a reader calls a change, and the names of the changes that it stands for: a dot at the end
/// takes all beneath.
struct Cause {
  std::string_view name;
  Names changes;
};

constexpr Cause all_causes[] = {
    {"tokens", {"job.tokens"}},
    {"batch", {"job.global_batch"}},
    {"sequence length", {"job.sequence_length"}},
    {"model", {"job.model", "job.parameters"}},
    {"precision", {"job.precision"}},
    {"stack", {"job.stack"}},
    {"instance type", {"instance_type"}},
    {"instances", {"instances"}},
    {"layout", {"layout."}},
    {"region", {"region"}},
    {"purchase", {"purchase"}},
    {"price date", {"price_as_of"}},
    {"discount", {"inputs.discount"}},
    {"rate", {"inputs.rate"}},
    {"term", {"inputs.term", "inputs.use_rest_of_term"}},
    {"duration", {"duration_days.likely", "duration_days.high"}},
    {"calibration", {"inputs.calibration"}},
    {"given speed", {"inputs.tflops", "inputs.mfu"}},
    {"given goodput", {"inputs.goodput"}},
    {"deadline", {"inputs.days", "inputs.risk"}},
    {"budget", {"inputs.budget"}},
    {"count asked", {"inputs.instance_count", "inputs.min_instances", "inputs.max_instances"}},
    {"catalog", {"catalog.sha256"}},
};

constexpr std::string_view assumptions = "assumptions", catalog = "catalog";

/// What each factor of the cost depends on, in the order in which it is told; `otherwise` where
/// nothing of that is found: facts, or tokens rounded to whole steps.
struct Dependence {
  std::string_view factor;
  Names on;
  Names otherwise;
};

constexpr Names of_speed{"layout",      "instances",   "instance type",   "stack",
                         "model",       "batch",       "sequence length", "precision",
                         "calibration", "given speed", assumptions};

constexpr Dependence dependences[] = {
    {"tokens", {"tokens"}, {"batch", "sequence length"}},
    {"model_flops", {"model", "sequence length"}, {catalog}},
    {"instance_peak", {"instance type", "precision"}, {catalog}},
    {"efficiency", of_speed, {catalog}},
    {"speed", of_speed, {catalog}},
    {"evaluation", {"given speed", assumptions}, {}},
    {"failures",
     {"instances", "model", "purchase", "given speed", "given goodput", assumptions},
     {catalog}},
    {"startup", {"instances", "duration", "model", "instance type", assumptions}, {catalog}},
    {"price", {"instance type", "region", "purchase", "discount", "rate", "price date"}, {catalog}},
    {"billing", {"purchase", "duration", "term"}, {}},
    {"instances", {"count asked", "deadline", "budget", "instance type"}, {}},
};

/// Assumptions by what they move; all others move the speed.
constexpr std::string_view of_failures[] = {"asynchronous_checkpoints",
                                            "checkpoint_",
                                            "cluster_storage",
                                            "failure_detection",
                                            "failures_per_node_day",
                                            "host_copy",
                                            "instance_storage",
                                            "large_job_instances",
                                            "reclaim_notice",
                                            "reclaims_per_node_day",
                                            "restart",
                                            "small_job_"};
constexpr std::string_view of_no_factor[] = {
    "billing_minimum", "context_memory", "fragmentation", "knee_exponent", "largest_fill",
    "memory.",         "range.",         "repair",        "scaling.",      "spare_failures",
    "spot_price_",     "tie_",           "tight_fill"};

template <std::size_t Size>
bool begins_with_any(std::string_view const (&starts)[Size], std::string_view key) {
  return std::ranges::any_of(starts, [&](auto start) { return key.starts_with(start); });
}

bool moves(std::string_view key, std::string_view factor) {
  if (key == "evaluation_share") return factor == "evaluation";
  if (key.starts_with("startup.") || key.ends_with(".compilation")) return factor == "startup";
  if (key.find(".largest_hfu") != key.npos) return false;  // the range alone
  if (begins_with_any(of_failures, key)) return factor == "failures";
  return !begins_with_any(of_no_factor, key) && (factor == "efficiency" || factor == "speed");
}

/// Constants that only one side has come with its type or software.
bool assumption_moved(std::string_view factor, CompareAnswer const& answer) {
  return std::ranges::any_of(answer.assumptions, [&](ComparedRow const& row) {
    return change_of(row).has_value() && moves(row.name, factor);
  });
}

bool stands_for(std::string_view wanted, std::string_view name) {
  return wanted.ends_with('.') ? name.starts_with(wanted) : !wanted.empty() && name == wanted;
}

bool has_changed(std::string_view cause, CompareAnswer const& answer) {
  auto const* found = std::ranges::find(all_causes, cause, &Cause::name);
  if (found == std::end(all_causes)) return false;
  return std::ranges::any_of(answer.changes, [&](ComparedRow const& row) {
    return std::ranges::any_of(found->changes,
                               [&](auto wanted) { return stands_for(wanted, row.name); });
  });
}

std::vector<std::string> found_of(Names const& causes, std::string_view factor,
                                  CompareAnswer const& answer) {
  std::vector<std::string> names;
  for (auto const cause : causes) {
    if (cause.empty()) continue;
    bool const moved =
        cause == assumptions ? assumption_moved(factor, answer) : has_changed(cause, answer);
    if (moved) names.emplace_back(cause);
  }
  return names;
}

}  // namespace

std::vector<ComparedRow> change_rows(SavedResult const& base, SavedResult const& head,
                                     SavedPlan const& base_plan, SavedPlan const& head_plan) {
  std::vector<ComparedRow> rows;
  add_figures(rows, base_plan, head_plan);
  add_inputs(rows, base.inputs, head.inputs);
  add(rows, "catalog.version", word(base.catalog_version), word(head.catalog_version));
  add(rows, "catalog.as_of", word(base.catalog_as_of), word(head.catalog_as_of));
  add(rows, "catalog.sha256", word(base.catalog_sha256), word(head.catalog_sha256));
  return rows;
}

std::vector<ComparedRow> assumption_rows(SavedResult const& base, SavedResult const& head,
                                         SavedPlan const& base_plan, SavedPlan const& head_plan) {
  std::vector<ComparedRow> rows;
  for (auto const& one : base.assumptions) {
    auto row = assumption_row(one.key, &one, find(head, one.key));
    bool const stays = !std::holds_alternative<std::nullptr_t>(row.head);
    bool const matters = is_of(one.key, base_plan) || (stays && is_of(one.key, head_plan));
    if (is_changed(row) && matters) rows.push_back(std::move(row));
  }
  for (auto const& one : head.assumptions)
    if (find(base, one.key) == nullptr && is_of(one.key, head_plan))
      rows.push_back(assumption_row(one.key, nullptr, &one));
  std::ranges::sort(rows, {}, &ComparedRow::name);
  return rows;
}

std::vector<std::string> causes(std::string const& factor, CompareAnswer const& answer) {
  auto const* found = std::ranges::find(dependences, factor, &Dependence::factor);
  if (found == std::end(dependences)) return {};
  auto names = found_of(found->on, factor, answer);
  return names.empty() ? found_of(found->otherwise, factor, answer) : names;
}

}  // namespace ec2plan::review
