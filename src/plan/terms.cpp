#include "plan/terms.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/given.hpp"
#include "plan/idle.hpp"
#include "plan/ties.hpp"
#include "plan/tuning.hpp"

namespace ec2plan {
namespace {

double assumed(Catalog const& catalog, std::string_view key, double otherwise) {
  auto const found = std::ranges::find(catalog.assumptions, key, &AssumptionEntry::key);
  return found == catalog.assumptions.end() ? otherwise : found->value;
}

/// The constants of ties that the catalog has.
TieRule tie_rule(Catalog const& catalog) {
  TieRule rule;
  for (TieFact const& fact : tie_facts()) {
    auto const found = std::ranges::find(catalog.assumptions, fact.key, &AssumptionEntry::key);
    if (found != catalog.assumptions.end()) rule.*fact.member = found->value;
  }
  return rule;
}

void take_objective(Question& question, Goal& goal) {
  auto const usual = question.goal.deadline ? Objective::cost
                     : question.goal.budget ? Objective::knee
                                            : Objective::pareto;
  goal.objective = filled(question, "objective", question.goal.objective, usual);
  goal.stop_at_knee = place_of(question, "objective").from == "default";
}

void check_counts(Question const& question, SearchLimits const& limits, bool most_is_given) {
  auto const fault = limits_fault(limits);
  if (fault.empty()) return;
  auto place = place_of(question, "min_instances");
  place.number = limits.min_instances;
  throw refusal(place, fault + (most_is_given ? "" : " by default"), "at most --max-instances",
                "raise --max-instances");
}

Goal goal_of(Catalog const& catalog, Question& question) {
  bool const one = question.kind == Question::Kind::estimate;
  Goal goal{.risk = filled(question, "risk", question.goal.risk, Risk::slow),
            .include_retired = one || question.instances.include_retired,
            .knee_exponent = assumed(catalog, "knee_exponent", 1),
            .ties = tie_rule(catalog)};
  bool const most_is_given = question.instances.most.has_value();
  if (!one) {
    take_objective(question, goal);
    filled(question, "max_instances", question.instances.most, goal.limits.max_instances);
  }
  take_numbers(question, goal);
  if (!one) check_counts(question, goal.limits, most_is_given);
  return goal;
}

std::optional<FlopRate> peak_of(InstanceType const& type, Precision precision) {
  auto const peak = device_of(type, precision).peak;
  return peak ? std::optional(*peak * type.accelerator.devices) : peak;
}

/// With --tflops, a recomputation that is not fixed becomes full, as in the paper.
GivenSpeed speed_of(Question& question, LayoutChoice& layout) {
  auto const& [achieved, mfu, goodput] = question.speed;
  if (achieved && mfu) {
    throw refusal(place_of(question, "mfu"), "cannot stand beside --tflops",
                  "one of the two: each is the whole speed", "leave one out");
  }
  if (goodput && (achieved || mfu)) {
    throw refusal(place_of(question, "goodput"),
                  achieved ? "cannot stand beside --tflops" : "cannot stand beside --mfu",
                  "the paper's estimate adds nothing for failures", "leave one out");
  }
  GivenSpeed speed{.rate = {.hardware = achieved, .mfu = mfu}, .goodput = goodput};
  if (achieved)  // the paper's formula counts a second forward pass
    layout.recompute = filled(question, "recompute", question.layout.recompute, Recompute::full);
  speed.rate.recomputed = layout.recompute.value_or(Recompute::full) == Recompute::full;
  return speed;
}

std::string tflops_text(FlopRate rate) { return rate_text(rate / (flop / second), "FLOP"); }

void refuse_several(Question const& question, std::string_view key, std::size_t count) {
  if (count < 2) return;
  throw refusal(place_of(question, key), "is more than one",
                "one value: an estimate is of one set-up", "name one, or use `ec2plan recommend`");
}

[[noreturn]] void refuse_missing(std::string where, std::string expected, std::string fix) {
  throw InputError({.where = std::move(where),
                    .problem = "is missing",
                    .expected = std::move(expected),
                    .fix = std::move(fix)});
}

/// What was set in code is checked as what was typed is.
void check_values(Question& question) {
  for (QuestionField const& field : question_fields()) {
    auto const value = field.value(question);
    std::vector<GivenValue> given{place_of(question, field.key)};
    if (question.given.find(field.key) != question.given.end()) continue;
    if (auto const* number = std::get_if<double>(&value)) given.back().number = *number;
    if (auto const* whole = std::get_if<std::int64_t>(&value))
      given.back().number = static_cast<double>(*whole);
    if (given.back().number) field.set(question, given);
  }
}

/// Whether it may adapt: nobody typed it, now or for the saved result that it comes from.
bool is_batch_open(Question const& question) {
  if (!question.job.global_batch) return true;
  auto const found = question.given.find("global_batch");
  if (found == question.given.end() || found->second.empty()) return false;
  auto const& from = found->second.back().from;
  return from == "default" || from == "model" || from == "result";
}

}  // namespace

void take_numbers(Question const& question, Goal& goal) {
  bool const one = question.kind == Question::Kind::estimate;
  auto const& [types, accelerators, least, most, include_retired, count] = question.instances;
  goal.deadline = question.goal.deadline;
  goal.budget = question.goal.budget;
  goal.limits.min_instances = one ? *count : least.value_or(SearchLimits{}.min_instances);
  goal.limits.max_instances = one ? *count : *most;
  goal.limits.layout = question.layout;
  goal.limits.framework = question.goal.framework.value_or(usual_framework(question));
}

void take_numbers(Question const& question, Setup& setup) {
  setup.job.tokens = *question.job.tokens;
  setup.job.sequence_length = *question.job.sequence_length;
  setup.job.global_batch = *question.job.global_batch;
  setup.given.hardware = question.speed.achieved;
  setup.given.mfu = question.speed.mfu;
  setup.goodput = question.speed.goodput;
}

InstanceType const& asked_set_up(Catalog const& catalog, Question& question) {
  if (question.instances.types.empty())
    refuse_missing("--instance-type", "one type such as p5.48xlarge",
                   "add --instance-type p5.48xlarge, or let `ec2plan recommend` choose");
  auto const value = places_of(question, "instance_type").back();
  auto const types = named_types(catalog, value);
  if (types.size() > 1)
    throw refusal(value, "stands for several types", "one type such as " + types.front()->name,
                  "name one of them, or let `ec2plan recommend` choose");
  question.instances.types = {types.front()->name};
  if (!question.instances.count)
    refuse_missing("--instance-count", "how many instances, such as 48",
                   "add --instance-count, or let `ec2plan recommend` choose");
  return *types.front();
}

std::string limits_fault(SearchLimits const& limits) {
  if (limits.min_instances <= limits.max_instances) return {};
  return "is above --max-instances, which is " + integer_text(limits.max_instances);
}

bool reaches(InstanceType const& type, GivenSpeed const& speed, Precision precision) {
  auto const peak = peak_of(type, precision);
  if (speed.rate.mfu) return peak.has_value();
  return !speed.rate.hardware || !peak || *speed.rate.hardware <= *peak;
}

Rejection too_slow(InstanceType const& type, GivenSpeed const& speed, Precision precision) {
  auto const peak = peak_of(type, precision);
  Rejection slow{.instance_type = type.name,
                 .code = ReasonCode::no_legal_layout,
                 .obstacle = Obstacle::unknown_peak,
                 .accelerator = type.accelerator.id};
  if (speed.rate.mfu || !peak) return slow;
  slow.obstacle = Obstacle::above_peak;
  slow.figures = {*speed.rate.hardware / (flop / second), *peak / (flop / second)};
  return slow;
}

void check_speed(Terms const& terms) {
  std::optional<FlopRate> most;
  std::string fastest;
  auto const& rate = terms.speed.rate;
  for (InstanceType const* type : terms.types) {
    auto const peak = peak_of(*type, terms.asked.job.precision);
    if (peak && (!most || *peak > *most)) most = peak, fastest = type->accelerator.id;
  }
  if (rate.mfu && !most && !terms.types.empty()) {
    throw refusal(place_of(terms.question, "mfu"),
                  "is a share of a dense peak that nobody published for " +
                      terms.types.front()->accelerator.id,
                  "a type whose accelerator has a published peak", "use --tflops");
  }
  if (!rate.hardware || !most || *rate.hardware <= *most) return;
  double const usual = 0.4 * (*most / (tera * flop / second));
  throw refusal(place_of(terms.question, "tflops"),
                "is above the dense peak of " + fastest + ", " + tflops_text(*most),
                "what one accelerator achieves, below its peak",
                "give a measured rate, such as " + integer_text(usual));
}

std::string one_rate_warning(Types const& types, GivenSpeed const& speed) {
  std::set<std::string_view> ids;
  for (InstanceType const* type : types)
    ids.insert(type->accelerator.id);
  if (!speed.rate.hardware || ids.size() < 2) return {};
  return "--tflops is taken for each of " + integer_text(ids.size()) +
         " kinds of accelerator: name one with --accelerator";
}

Terms terms_of(Catalog const& catalog, Question question) {
  check_values(question);
  bool const one = question.kind == Question::Kind::estimate;
  Terms terms{.question = std::move(question)};
  auto& asked = terms.question;
  bool const no_batch = !asked.job.global_batch;
  bool const batch_is_open = is_batch_open(asked);
  if (asked.kind == Question::Kind::afford) {
    terms.asked = asked_shape(catalog, asked, terms.warnings);
    if (!terms.asked.job.tuning.pretrains()) {
      take_examples(asked, terms.asked.job, !terms.asked.spec.empty());
      terms.asked.job.tokens = asked.job.tokens.value_or(Tokens{});
    }
    terms.asked.stack = asked_stack(catalog, asked);
  } else {
    terms.asked = asked_job(catalog, asked, terms.warnings);
  }
  terms.batch_by_rule =
      no_batch && !terms.asked.model.global_batch && terms.asked.job.tuning.pretrains();
  if (one) terms.types = {&asked_set_up(catalog, asked)};
  terms.goal = goal_of(catalog, asked);
  terms.goal.limits.batch_adapts = batch_is_open;
  terms.market = market_of(catalog, asked, terms.warnings);
  if (one) refuse_several(asked, "region", terms.market.asked.regions.size());
  if (one) refuse_several(asked, "purchase", terms.market.asked.purchases.size());
  if (!one) terms.types = asked_types(catalog, asked);
  terms.speed = speed_of(asked, terms.goal.limits.layout);
  note_idle_flags(terms);
  return terms;
}

}  // namespace ec2plan
