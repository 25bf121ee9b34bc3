#include "ec2plan/document/saved_result.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "document/contradictions.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan {
namespace {

using catalog::JsonValue;

constexpr std::string_view save_again = "save one with --json --out-file plan.json";

/// Where the field stands in a plan that was saved; nothing where an older version lacks it, which
/// is unknown.
std::optional<JsonValue> place_in(JsonValue const& plan, documents::PlanField const& field) {
  auto const [parent, key] = documents::place_of(field.path);
  if (!parent.empty() && field.kind.null && !plan.find(parent)) return {};
  JsonValue const holder = parent.empty() ? plan : plan.at(parent);
  return field.kind.null ? holder.find(key) : std::optional(holder.at(key));
}

template <typename Value>
void expect_order(JsonValue const& at, Range<Value> const& range) {
  if (!(range.low > Value{})) at.at("low").refuse("is not accepted", "a positive number");
  if (range.low > range.likely || range.likely > range.high)
    at.refuse("is not in order", "low, likely and high, ascending");
}

/// The likely days are the steps and what comes on top of them: evaluation, failures, start-up.
void expect_whole(JsonValue const& from, SavedPlan const& plan) {
  constexpr double least = 0.999, most = 100;  // times the steps, of the time kept
  Time const steps = plan.steps * plan.step_time.likely;
  Time const kept = (plan.duration.likely - plan.startup) * plan.goodput;
  if (kept >= least * steps && kept <= most * steps) return;
  from.at("steps").refuse("does not go with duration_days, step_time_s and goodput",
                          "steps that take so long");
}

/// A plan of a document: of `candidates`, `estimate` or `explanation`.
SavedPlan plan_read(JsonValue const& from) {
  SavedPlan plan;
  for (auto const& field : documents::plan_fields())
    if (field.kept.set != nullptr)
      if (auto const at = place_in(from, field))
        field.kept.set(plan, documents::value_read(*at, field.kind));
  expect_order(from.at("step_time_s"), plan.step_time);
  expect_order(from.at("duration_days"), plan.duration);
  if (plan.cost) expect_order(from.at("cost_usd"), *plan.cost);
  expect_whole(from, plan);
  documents::expect_consistent(from, plan);
  return plan;
}

/// Where the plans of a document stand.
std::vector<JsonValue> places_of_plans(JsonValue const& document) {
  auto const& command = document.at("command").text();
  if (command == "estimate") return {document.at("estimate")};
  if (command == "explain") {
    auto const explanation = document.at("explanation");
    if (auto const plan = explanation.find("plan")) return {*plan};
    explanation.refuse("holds no plan",
                       "a result of recommend, estimate, or explain without --why");
  }
  if (command != "recommend")
    document.at("command").refuse("holds no plan", "a result of recommend, estimate or explain");
  std::vector<JsonValue> places;
  document.at("candidates").each_element([&](JsonValue const& plan) { places.push_back(plan); });
  return places;
}

/// Each rank once: --rank names one plan.
void expect_own_rank(JsonValue const& from, SavedPlan const& plan,
                     std::vector<SavedPlan> const& before) {
  if (std::ranges::find(before, plan.rank, &SavedPlan::rank) != before.end())
    from.at("rank").refuse("is the rank of two plans", "each rank once");
}

/// Assumes: the inputs of the result are read.
std::vector<SavedPlan> plans_of(std::vector<JsonValue> const& places, SavedResult const& result,
                                Witness const& witness) {
  std::vector<SavedPlan> plans;
  for (JsonValue const& place : places) {
    auto plan = plan_read(place);
    documents::expect_answers(place, plan, result);
    documents::expect_known(place, plan, witness);
    expect_own_rank(place, plan, plans);
    plans.push_back(std::move(plan));
  }
  return plans;
}

/// The plan that the summary puts forward is told as it stands among the plans.
void expect_chosen(JsonValue const& document, std::vector<SavedPlan> const& plans) {
  auto const summary = document.at("summary");
  auto const rank = summary.find("chosen_rank"), chosen = summary.find("chosen");
  if (!rank || !chosen) return;
  auto const plan = std::ranges::find(plans, rank->integer(1), &SavedPlan::rank);
  if (plan == plans.end()) rank->refuse("is the rank of no plan", "the rank of a candidate");
  if (chosen->at("instances").integer(1) != plan->instances)
    chosen->at("instances").refuse("is not what the plan of that rank has", "its instances");
  for (std::string_view const end : {"low", "likely", "high"}) {
    auto const& days = plan->duration;
    double const told = chosen->at("duration_days").at(end).number() * day / second;
    double const own = (end == "low" ? days.low : end == "high" ? days.high : days.likely) / second;
    if (std::abs(told - own) > 1e-6 * own)
      chosen->at("duration_days")
          .at(end)
          .refuse("is not what the plan of that rank has", "its days");
  }
}

std::vector<SavedRejection> rejected_of(JsonValue const& document) {
  std::vector<SavedRejection> result;
  auto const add = [&](JsonValue const& one) {
    result.push_back({.instance_type = one.at("instance_type").text(),
                      .region = one.at("region").text_or_empty(),
                      .purchase = one.at("purchase").text_or_empty(),
                      .reason = one.at("reason").text()});
  };
  if (auto const rejected = document.find("rejected")) rejected->each_element(add);
  return result;
}

/// What no input of ours holds is its text: a minor step may.
InputValue value_in(JsonValue const& value) {
  auto const& json = value.json();
  if (json.is_null()) return nullptr;
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_object() || !std::ranges::all_of(json, &catalog::Json::is_string)) return json.dump();
  return json.get<std::vector<std::string>>();
}

/// Where a document has the key among its inputs; what is no field of a question comes last.
std::ptrdiff_t input_place(std::string_view key) {
  auto const fields = question_fields();
  return std::ranges::find(fields, key, &QuestionField::key) - fields.begin();
}

void sort_inputs(std::vector<Input>& inputs) {
  std::ranges::stable_sort(inputs, {}, [](Input const& input) { return input_place(input.key); });
}

std::vector<Input> inputs_of(JsonValue const& inputs) {
  std::vector<Input> result;
  inputs.each_member([&](std::string const& key, JsonValue const& input) {
    result.push_back({.key = key,
                      .value = value_in(input.at("value")),
                      .from = input.at("from").text(),
                      .text = input.find_text("text")});
  });
  sort_inputs(result);
  return result;
}

std::vector<SavedAssumption> assumptions_of(JsonValue const& list) {
  std::vector<SavedAssumption> result;
  list.each_element([&](JsonValue const& one) {
    result.push_back({.key = one.at("key").text(),
                      .value = one.at("value").number(),
                      .unit = one.at("unit").text_or_empty(),
                      .basis = one.at("basis").text()});
    auto const earlier = std::span(result).first(result.size() - 1);
    if (std::ranges::find(earlier, result.back().key, &SavedAssumption::key) != earlier.end())
      one.at("key").refuse("stands twice", "each key once");
  });
  std::ranges::sort(result, {}, &SavedAssumption::key);
  return result;
}

InputValue as_written(InputValue const& value) {
  auto const* number = std::get_if<double>(&value);
  return number != nullptr ? documents::rounded(*number) : value;
}

double as_written(double value) {
  return std::visit(
      [](auto const& one) {
        if constexpr (std::is_arithmetic_v<std::decay_t<decltype(one)>>)
          return static_cast<double>(one);
        else
          return 0.0;
      },
      documents::rounded(value));
}

SavedPlan kept(Plan const& plan, documents::PlanContext const& context) {
  SavedPlan saved;
  for (auto const& field : documents::plan_fields())
    if (field.kept.set != nullptr) field.kept.set(saved, as_written(field.value(plan, context)));
  return saved;
}

SavedRejection kept(Rejection const& rejection) {
  return {.instance_type = rejection.instance_type,
          .region = rejection.region,
          .purchase = std::string(purchase_name(rejection.purchase)),
          .reason = reason_text(rejection)};
}

}  // namespace

SavedResult saved(Answer const& answer) {
  auto const& frame = answer.frame;
  SavedResult result{.command = frame.command,
                     .sentence = has_estimate(answer) ? documents::estimate_sentence(answer.plan())
                                                      : verdict(answer).sentence,
                     .inputs = frame.inputs,
                     .catalog_version = frame.catalog_version,
                     .catalog_as_of = frame.catalog_as_of,
                     .catalog_sha256 = frame.catalog_sha256,
                     .warnings = frame.warnings};
  for (Plan const& plan : answer.result.candidates)
    result.plans.push_back(kept(plan, documents::context_of(answer.goal)));
  for (Rejection const& rejection : answer.result.rejected)
    result.rejected.push_back(kept(rejection));
  for (Input& input : result.inputs)
    input.value = as_written(input.value);
  sort_inputs(result.inputs);
  for (AssumptionEntry const& one : frame.assumptions)
    result.assumptions.push_back({one.key, as_written(one.value), one.unit, one.basis});
  std::ranges::sort(result.assumptions, {}, &SavedAssumption::key);
  return result;
}

SavedResult read_result(std::string_view text, std::string const& file, Witness const& witness) {
  auto const json = catalog::parsed_json(text, file);
  JsonValue const document(json, file, save_again);
  documents::expect_our_format(document);
  SavedResult result;  // member by member: any of them may be refused
  result.file = file;
  result.command = document.at("command").text();
  auto const places = places_of_plans(document);
  result.inputs = inputs_of(document.at("inputs"));
  result.assumptions = assumptions_of(document.at("assumptions"));
  result.plans = plans_of(places, result, witness);
  expect_chosen(document, result.plans);
  result.rejected = rejected_of(document);
  result.sentence = document.at("summary").find_text("sentence");
  JsonValue const catalog = document.at("catalog");
  result.catalog_version = catalog.at("version").text();
  result.catalog_as_of = catalog.at("as_of").text_or_empty();
  result.catalog_sha256 = catalog.at("sha256").text_or_empty();
  result.warnings = document.at("warnings").texts();
  return result;
}

namespace {

constexpr std::size_t told_rejections = 3;

/// "p4d.24xlarge: needs at least ...; and 40 more"
std::string rejections_text(SavedResult const& result) {
  std::string text;
  auto const& all = result.rejected;
  for (std::size_t i = 0; i < std::min(all.size(), told_rejections); ++i)
    text += (i > 0 ? "; " : "") + all[i].instance_type + ": " + all[i].reason;
  auto const more = all.size() - std::min(all.size(), told_rejections);
  return text + (more > 0 ? "; and " + std::to_string(more) + " more" : "");
}

}  // namespace

SavedPlan const& plan_of_rank(SavedResult const& result, int rank) {
  auto const found = std::ranges::find(result.plans, rank, &SavedPlan::rank);
  if (found != result.plans.end()) return *found;
  bool const none = result.plans.empty();
  throw InputError({.where = result.file,
                    .path = result.command == "recommend" ? "/candidates" : "/" + result.command,
                    .problem = none ? "holds no plan: nothing can train that job"
                                    : "has no plan of rank " + std::to_string(rank),
                    .expected = none ? "at least one plan"
                                     : "a rank up to " + std::to_string(result.plans.size()),
                    .fix = none ? "ask another question; its rejections: " + rejections_text(result)
                                : "give --rank one that the result has",
                    .kind = InputFault::Kind::file});
}

std::string asked_model(SavedResult const& result, SavedPlan const& plan) {
  auto const input = std::ranges::find(result.inputs, "model", &Input::key);
  bool const typed = input != result.inputs.end() && !input->text.empty();
  return typed ? input->text : plan.model;
}

}  // namespace ec2plan
