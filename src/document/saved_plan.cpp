#include "document/saved_plan.hpp"

#include "ec2plan/plan/names.hpp"

namespace ec2plan::documents {
namespace {

constexpr double least_whole = 0.999, most_whole = 100;  // times the steps, of the time kept

/// What a word stands for. Throws: InputError that says which there are.
template <typename From>
auto word(Reader const& at, From from, std::string const& expected) {
  auto const found = from(at.text());
  if (!found) at.refuse("is unknown", expected);
  return *found;
}

/// A price or a share of a peak: unknown is null, never 0.
template <typename Value>
std::optional<Value> positive_or_none(Reader const& at, Value unit) {
  return at.is_null() ? std::nullopt : std::optional(at.positive() * unit);
}

std::optional<bool> truth_or_none(Reader const& at) {
  return at.is_null() ? std::nullopt : std::optional(at.boolean());
}

template <typename Value>
Range<Value> range_of(Reader const& at, Value unit) {
  Range<Value> const range{.low = at.at("low").positive() * unit,
                           .likely = at.at("likely").positive() * unit,
                           .high = at.at("high").positive() * unit};
  if (range.low > range.likely || range.likely > range.high)
    at.refuse("is not in order", "low, likely and high, ascending");
  return range;
}

std::optional<Range<Money>> cost_of(Reader const& at) {
  if (at.at("likely").is_null()) return {};
  return range_of(at, dollar);
}

int zero_of(Reader const& at) {
  int const stage = at.integer(0);
  if (stage > 3) at.refuse("is no stage of ZeRO", "0, 1, 2 or 3");
  return stage;
}

Layout layout_of(Reader const& layout) {
  auto const degree = [&](char const* key) { return layout.at(key).integer(1); };
  return {.tensor = degree("tensor"),
          .pipeline = degree("pipeline"),
          .data = degree("data"),
          .context = degree("context"),
          .expert = degree("expert"),
          .virtual_stages = degree("virtual_stages"),
          .micro_batch = degree("micro_batch"),
          .recompute = word(layout.at("recompute"), named<Recompute>, "none, selective or full"),
          .zero = zero_of(layout.at("zero")),
          .sequence_parallel = layout.at("sequence_parallel").boolean()};
}

void read_offer(Reader const& from, SavedPlan& plan) {
  plan.rank = from.at("rank").integer(1);
  plan.instance_type = from.at("instance_type").text();
  plan.instances = from.at("instances").integer(1);
  plan.accelerator = from.at("accelerator").text();
  plan.accelerators = from.at("accelerators").integer(1);
  plan.devices = from.at("devices").integer(1);
  plan.region = from.at("region").text_or_empty();
  plan.purchase =
      word(from.at("purchase"), purchase_from, "on-demand, spot, reserved-1yr, or another kind");
  plan.price = positive_or_none(from.at("usd_per_instance_hour"), dollar / hour);
  plan.list_price = positive_or_none(from.at("list_usd_per_instance_hour"), dollar / hour);
  plan.price_as_of = from.at("price_as_of").text_or_empty();
  plan.price_source = from.at("price_source").text_or_empty();
  if (auto const bought = from.find("bought_days")) plan.bought = positive_or_none(*bought, day);
}

void read_job(Reader const& job, SavedPlan& plan) {
  plan.model = job.at("model").text();
  plan.parameters = job.at("parameters").positive();
  plan.tokens = job.at("tokens").positive() * token;
  plan.sequence_length = job.at("sequence_length").integer(1);
  plan.global_batch = job.at("global_batch").integer(1);
  plan.precision = word(job.at("precision"), named<Precision>, "bf16, fp16 or fp8");
  plan.stack = job.at("stack").text_or_empty();
}

double goodput_of(Reader const& at) {
  double const goodput = at.positive();
  if (goodput > 1) at.refuse("is above 1", "the share of the time that is kept");
  return goodput;
}

/// The likely days are the steps and what comes on top of them: evaluation, failures.
void expect_whole(Reader const& from, SavedPlan const& plan) {
  Time const steps = plan.steps * plan.step_time.likely, kept = plan.duration.likely * plan.goodput;
  if (kept >= least_whole * steps && kept <= most_whole * steps) return;
  from.at("steps").refuse("does not go with duration_days, step_time_s and goodput",
                          "steps that take so long");
}

void read_run(Reader const& from, SavedPlan& plan) {
  plan.steps = from.at("steps").positive();
  plan.step_time = range_of(from.at("step_time_s"), second);
  plan.duration = range_of(from.at("duration_days"), day);
  plan.cost = cost_of(from.at("cost_usd"));
  plan.tokens_per_second = from.at("tokens_per_s").positive() * (token / second);
  plan.achieved =
      from.at("achieved_tflops_per_s_per_accelerator").positive() * (tera * flop / second);
  plan.mfu = positive_or_none(from.at("mfu"), 1.0);
  plan.hfu = positive_or_none(from.at("hfu"), 1.0);
  plan.goodput = goodput_of(from.at("goodput"));
  expect_whole(from, plan);
}

MemoryBreakdown memory_of(Reader const& from) {
  auto const part = [&](char const* key) { return from.at(key).number() * gibibyte; };
  return {.capacity = part("capacity"),
          .weights = part("weights"),
          .gradients = part("gradients"),
          .optimizer = part("optimizer"),
          .activations = part("activations"),
          .other = part("other")};
}

StepBreakdown step_of(Reader const& from) {
  auto const part = [&](char const* key) { return from.at(key).number() * second; };
  return {.compute = part("compute"),
          .tensor_comm = part("tensor_comm"),
          .pipeline_comm = part("pipeline_comm"),
          .expert_comm = part("expert_comm"),
          .context_comm = part("context_comm"),
          .data_comm = part("data_comm"),
          .bubble = part("bubble"),
          .optimizer = part("optimizer"),
          .other = part("other")};
}

std::optional<CostBreakdown> cost_parts_of(Reader const& from) {
  if (from.at("training").is_null()) return {};
  auto const part = [&](char const* key) { return from.at(key).number() * dollar; };
  return CostBreakdown{.training = part("training"),
                       .evaluation = part("evaluation"),
                       .failures = part("failures"),
                       .idle_tail = part("idle_tail")};
}

void read_judgement(Reader const& from, SavedPlan& plan) {
  if (auto const quota = from.at("vcpu_quota"); !quota.is_null())
    plan.vcpu_quota = quota.integer(1);
  plan.fit = word(from.at("fits"), named<Fit>, "yes or tight");
  plan.meets_deadline = truth_or_none(from.at("meets_deadline"));
  plan.meets_deadline_if_slow = truth_or_none(from.at("meets_deadline_if_slow"));
  plan.meets_budget = truth_or_none(from.at("meets_budget"));
  Reader const ties = from.at("tie_with");
  for (std::size_t i = 0; i < ties.size(); ++i)
    plan.tie_with.push_back(ties.at(i).text());
  plan.confidence = word(from.at("confidence"), named<Confidence>,
                         "same-stack, same-accelerator, extrapolated or guess");
}

}  // namespace

SavedPlan plan_read(Reader const& from) {
  SavedPlan plan;
  read_offer(from, plan);
  read_job(from.at("job"), plan);
  plan.layout = layout_of(from.at("layout"));
  read_run(from, plan);
  plan.memory = memory_of(from.at("memory_gib"));
  plan.step = step_of(from.at("step_breakdown_s"));
  plan.cost_parts = cost_parts_of(from.at("cost_breakdown_usd"));
  read_judgement(from, plan);
  return plan;
}

}  // namespace ec2plan::documents
