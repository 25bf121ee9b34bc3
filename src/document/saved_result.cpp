#include "ec2plan/document/saved_result.hpp"

#include <algorithm>

#include "document/plan_fields.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::Reader;

/// Where the field stands in a plan that was saved; nothing where an older version lacks it, which
/// is unknown.
std::optional<Reader> place_in(Reader const& plan, documents::PlanField const& field) {
  auto const [parent, key] = documents::place_of(field.path);
  Reader const holder = parent.empty() ? plan : plan.at(parent);
  return field.kind.null ? holder.find(key) : std::optional(holder.at(key));
}

template <typename Value>
void expect_order(Reader const& at, Range<Value> const& range) {
  if (!(range.low > Value{})) at.at("low").refuse("is not accepted", "a positive number");
  if (range.low > range.likely || range.likely > range.high)
    at.refuse("is not in order", "low, likely and high, ascending");
}

/// The likely days are the steps and what comes on top of them: evaluation, failures.
void expect_whole(Reader const& from, SavedPlan const& plan) {
  constexpr double least = 0.999, most = 100;  // times the steps, of the time kept
  Time const steps = plan.steps * plan.step_time.likely, kept = plan.duration.likely * plan.goodput;
  if (kept >= least * steps && kept <= most * steps) return;
  from.at("steps").refuse("does not go with duration_days, step_time_s and goodput",
                          "steps that take so long");
}

/// A plan of a document: of `candidates`, `estimate` or `explanation`.
SavedPlan plan_read(Reader const& from) {
  SavedPlan plan;
  for (auto const& field : documents::plan_fields())
    if (field.kept.set != nullptr)
      if (auto const at = place_in(from, field))
        field.kept.set(plan, documents::value_read(*at, field.kind));
  expect_order(from.at("step_time_s"), plan.step_time);
  expect_order(from.at("duration_days"), plan.duration);
  if (plan.cost) expect_order(from.at("cost_usd"), *plan.cost);
  expect_whole(from, plan);
  return plan;
}

std::vector<SavedPlan> plans_of(Reader const& document, std::string const& command) {
  if (command == "estimate") return {plan_read(document.at("estimate"))};
  if (command == "explain") return {plan_read(document.at("explanation").at("plan"))};
  if (command != "recommend")
    document.at("command").refuse("holds no plan", "a result of recommend, estimate or explain",
                                  "save one with --json --out-file plan.json");
  Reader const candidates = document.at("candidates");
  std::vector<SavedPlan> plans;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    plans.push_back(plan_read(candidates.at(i)));
  return plans;
}

std::string text_of(std::optional<Reader> const& text) {
  return text ? text->text_or_empty() : std::string{};
}

std::vector<SavedRejection> rejected_of(Reader const& document) {
  std::vector<SavedRejection> result;
  auto const rejected = document.find("rejected");
  for (std::size_t i = 0; rejected && i < rejected->size(); ++i) {
    Reader const one = rejected->at(i);
    result.push_back({.instance_type = one.at("instance_type").text(),
                      .region = one.at("region").text_or_empty(),
                      .purchase = one.at("purchase").text_or_empty(),
                      .reason = one.at("reason").text()});
  }
  return result;
}

std::vector<Input> inputs_of(Reader const& inputs) {
  std::vector<Input> result;
  for (auto const& key : inputs.keys()) {
    Reader const input = inputs.at(key);
    result.push_back({.key = key,
                      .value = input.at("value").value(),
                      .from = input.at("from").text(),
                      .text = text_of(input.find("text"))});
  }
  return result;
}

std::vector<SavedAssumption> assumptions_of(Reader const& list) {
  std::vector<SavedAssumption> result;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Reader const one = list.at(i);
    result.push_back({.key = one.at("key").text(),
                      .value = one.at("value").number(),
                      .unit = one.at("unit").text(),
                      .basis = one.at("basis").text()});
  }
  std::ranges::sort(result, {}, &SavedAssumption::key);
  return result;
}

std::vector<std::string> texts_of(Reader const& list) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < list.size(); ++i)
    texts.push_back(list.at(i).text());
  return texts;
}

}  // namespace

SavedResult read_result(std::string_view text, std::string const& file) {
  Json const json = documents::parsed(text, file);
  Reader const document(json, file);
  documents::expect_our_format(document);
  SavedResult result;  // member by member: any of them may be refused
  result.file = file;
  result.command = document.at("command").text();
  result.plans = plans_of(document, result.command);
  result.rejected = rejected_of(document);
  result.sentence = text_of(document.at("summary").find("sentence"));
  result.inputs = inputs_of(document.at("inputs"));
  result.assumptions = assumptions_of(document.at("assumptions"));
  Reader const catalog = document.at("catalog");
  result.catalog_version = catalog.at("version").text();
  result.catalog_as_of = catalog.at("as_of").text_or_empty();
  result.catalog_sha256 = catalog.at("sha256").text_or_empty();
  result.warnings = texts_of(document.at("warnings"));
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
