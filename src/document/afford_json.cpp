#include "document/contents.hpp"
#include "document/plan_fields.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

std::string job_text(AskedJob const& asked) {
  return count_text(parameters(asked.job.model).total()) + " parameters on " +
         count_text(asked.job.tokens / token) + " tokens";
}

/// The value that a function of a law gives, by the law's name.
template <typename Value>
Json by_law(Answer const& answer, bool known, Value value) {
  Json json = Json::object();
  for (auto const& law : answer.laws)
    json[law.name] = known ? number(value(law)) : Json(nullptr);
  return json;
}

Json next_json(std::optional<NextSize> const& next) {
  if (!next) return nullptr;
  return {{"parameters", number(next->parameters)},
          {"tokens", number(next->tokens / token)},
          {"demand", number(next->demand)}};
}

Json affordable_json(Answer const& answer, Affordable const& a) {
  auto const& job = a.asked.job;
  double const size = parameters(job.model).total();
  bool const known = has_loss(a);
  Json json = {{"fit", text_or_null(a.law)},
               {"model", a.asked.spec},
               {"parameters", number(size)},
               {"tokens", number(job.tokens / token)},
               {"tokens_per_parameter", number(job.tokens / token / size)}};
  json["loss"] =
      by_law(answer, known, [&](auto& law) { return predicted_loss(law, size, job.tokens); });
  json["compute_optimal_tokens"] =
      by_law(answer, known, [&](auto& law) { return compute_optimal_tokens(law, size) / token; });
  json["demand"] = {{"budget", number_or_null(a.demand.budget)},
                    {"deadline", number_or_null(a.demand.deadline)}};
  json["next"] = next_json(a.next);
  json["confirmed_by"] = confirming_command(answer, a);
  json["plan"] = plan_json(a.plan, context_of(answer.goal));
  return json;
}

Json summary(Answer const& answer) {
  return {{"sentence", afford_sentence(answer)},
          {"fastest", brief(answer.result.fastest)},
          {"cheapest", brief(answer.result.cheapest)}};
}

}  // namespace

std::string afford_sentence(Answer const& answer) {
  if (answer.affordable.empty()) {
    Verdict const v = verdict(answer);
    return "Not even " + job_text(answer.asked) + ". " +
           (v.chosen ? "Only plans that may run out of memory keep to it." : v.sentence);
  }
  auto const& first = answer.affordable.front();
  return job_text(first.asked) + ": " + plan_text(first.plan) + "; keeps to " +
         demand_text(answer.goal) + ".";
}

ContentsOf afford_contents(Answer const& answer) {
  auto const row = [&](Affordable const& one) { return affordable_json(answer, one); };
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"affordable", nullptr},
                             {"rejected", each(answer.result.rejected, rejection_json)}},
                 .rows = each(answer.affordable, row),
                 .places = {{"/affordable"}}});
}

}  // namespace ec2plan
