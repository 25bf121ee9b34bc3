#include <algorithm>

#include "ec2plan/plan/names.hpp"
#include "review/factors.hpp"

namespace ec2plan::review {
namespace {

/// A figure of a plan: the path in its document, and its unit.
struct Figure {
  char const* path;
  char const* unit;
  InputValue (*value)(SavedPlan const&);
};

InputValue whole(std::int64_t value) { return value; }

InputValue word(std::string_view text) {
  if (text.empty()) return nullptr;
  return std::string(text);
}

template <typename Value>
InputValue value_or_null(std::optional<Value> const& value) {
  if (!value) return nullptr;
  return *value;
}

InputValue hourly(std::optional<HourlyPrice> const& price) {
  if (!price) return nullptr;
  return *price / (dollar / hour);
}

InputValue dollars(SavedPlan const& plan, Money Range<Money>::*end) {
  if (!plan.cost) return nullptr;
  return (*plan.cost).*end / dollar;
}

InputValue fill(SavedPlan const& plan) {
  if (plan.memory.capacity <= Bytes{}) return nullptr;
  return plan.memory.total() / plan.memory.capacity;
}

InputValue bought(SavedPlan const& plan) {
  if (!plan.bought) return nullptr;
  return *plan.bought / day;
}

InputValue quota(SavedPlan const& plan) {
  if (!plan.vcpu_quota) return nullptr;
  return std::int64_t{*plan.vcpu_quota};
}

using Plan = SavedPlan;

constexpr Figure figures[] = {
    {"cost_usd.low", "USD", [](Plan const& p) { return dollars(p, &Range<Money>::low); }},
    {"cost_usd.likely", "USD", [](Plan const& p) { return dollars(p, &Range<Money>::likely); }},
    {"cost_usd.high", "USD", [](Plan const& p) { return dollars(p, &Range<Money>::high); }},
    {"duration_days.low", "days", [](Plan const& p) -> InputValue { return p.duration.low / day; }},
    {"duration_days.likely", "days",
     [](Plan const& p) -> InputValue { return p.duration.likely / day; }},
    {"duration_days.high", "days",
     [](Plan const& p) -> InputValue { return p.duration.high / day; }},
    {"instance_type", "", [](Plan const& p) { return word(p.instance_type); }},
    {"instances", "", [](Plan const& p) { return whole(p.instances); }},
    {"accelerator", "", [](Plan const& p) { return word(p.accelerator); }},
    {"accelerators", "", [](Plan const& p) { return whole(p.accelerators); }},
    {"region", "", [](Plan const& p) { return word(p.region); }},
    {"purchase", "", [](Plan const& p) { return word(purchase_name(p.purchase)); }},
    {"usd_per_instance_hour", "USD/h", [](Plan const& p) { return hourly(p.price); }},
    {"list_usd_per_instance_hour", "USD/h", [](Plan const& p) { return hourly(p.list_price); }},
    {"price_as_of", "", [](Plan const& p) { return word(p.price_as_of); }},
    {"bought_days", "days", bought},
    {"job.model", "", [](Plan const& p) { return word(p.model); }},
    {"job.parameters", "parameters", [](Plan const& p) -> InputValue { return p.parameters; }},
    {"job.tokens", "tokens", [](Plan const& p) -> InputValue { return p.tokens / token; }},
    {"job.sequence_length", "", [](Plan const& p) { return whole(p.sequence_length); }},
    {"job.global_batch", "", [](Plan const& p) { return whole(p.global_batch); }},
    {"job.precision", "", [](Plan const& p) { return word(precision_name(p.precision)); }},
    {"job.stack", "", [](Plan const& p) { return word(p.stack); }},
    {"layout.tensor", "", [](Plan const& p) { return whole(p.layout.tensor); }},
    {"layout.pipeline", "", [](Plan const& p) { return whole(p.layout.pipeline); }},
    {"layout.data", "", [](Plan const& p) { return whole(p.layout.data); }},
    {"layout.context", "", [](Plan const& p) { return whole(p.layout.context); }},
    {"layout.expert", "", [](Plan const& p) { return whole(p.layout.expert); }},
    {"layout.virtual_stages", "", [](Plan const& p) { return whole(p.layout.virtual_stages); }},
    {"layout.micro_batch", "", [](Plan const& p) { return whole(p.layout.micro_batch); }},
    {"layout.recompute", "",
     [](Plan const& p) { return word(recompute_name(p.layout.recompute)); }},
    {"layout.zero", "", [](Plan const& p) { return whole(p.layout.zero); }},
    {"layout.sequence_parallel", "",
     [](Plan const& p) -> InputValue { return p.layout.sequence_parallel; }},
    {"steps", "", [](Plan const& p) -> InputValue { return p.steps; }},
    {"step_time_s.likely", "s",
     [](Plan const& p) -> InputValue { return p.step_time.likely / second; }},
    {"tokens_per_s", "tokens/s",
     [](Plan const& p) -> InputValue { return p.tokens_per_second / (token / second); }},
    {"achieved_tflops_per_s_per_accelerator", "TFLOP/s",
     [](Plan const& p) -> InputValue { return p.achieved / (tera * flop / second); }},
    {"mfu", "share", [](Plan const& p) { return value_or_null(p.mfu); }},
    {"hfu", "share", [](Plan const& p) { return value_or_null(p.hfu); }},
    {"goodput", "share", [](Plan const& p) -> InputValue { return p.goodput; }},
    {"memory_gib.total", "GiB",
     [](Plan const& p) -> InputValue { return p.memory.total() / gibibyte; }},
    {"memory_gib.capacity", "GiB",
     [](Plan const& p) -> InputValue { return p.memory.capacity / gibibyte; }},
    {"memory_fill", "share", fill},
    {"vcpu_quota", "", quota},
    {"fits", "", [](Plan const& p) { return word(fit_name(p.fit)); }},
    {"meets_deadline", "", [](Plan const& p) { return value_or_null(p.meets_deadline); }},
    {"meets_deadline_if_slow", "",
     [](Plan const& p) { return value_or_null(p.meets_deadline_if_slow); }},
    {"meets_budget", "", [](Plan const& p) { return value_or_null(p.meets_budget); }},
    {"confidence", "", [](Plan const& p) { return word(confidence_name(p.confidence)); }},
};

void add(std::vector<ComparedRow>& rows, std::string name, InputValue base, InputValue head,
         std::string unit = {}) {
  ComparedRow row{.name = std::move(name),
                  .base = std::move(base),
                  .head = std::move(head),
                  .unit = std::move(unit)};
  if (is_changed(row)) rows.push_back(std::move(row));
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

}  // namespace

std::vector<ComparedRow> change_rows(SavedResult const& base, SavedResult const& head,
                                     SavedPlan const& base_plan, SavedPlan const& head_plan) {
  std::vector<ComparedRow> rows;
  for (auto const& figure : figures)
    add(rows, figure.path, figure.value(base_plan), figure.value(head_plan), figure.unit);
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

}  // namespace ec2plan::review
