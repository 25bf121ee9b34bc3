#include "ec2plan/document/document.hpp"

#include "document/afford_json.hpp"
#include "document/explain_json.hpp"
#include "document/fields.hpp"
#include "document/frame_json.hpp"
#include "document/recommend_json.hpp"
#include "document/rows.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/document/why.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

Json sentence(std::string text) { return {{"sentence", std::move(text)}}; }

std::string estimate_sentence(Plan const& plan) {
  auto const& duration = plan.run.duration;
  std::string text = offer_text(plan) + ": " + duration_text(duration.likely / day) + " (" +
                     duration_text(duration.low / day) + " to " +
                     duration_text(duration.high / day) + "), ";
  text += priced(plan) ? dollars_text(plan.cost.likely / dollar) : "no price known";
  if (plan.estimate.fit == Fit::no) text += "; it does not fit in memory";
  return text + ".";
}

std::string models_sentence(ModelsAnswer const& answer) {
  if (!answer.asked) return counted(std::ssize(answer.rows), "model") + ".";
  return answer.asked->spec + " is " + answer.asked->model.shape.name + ": " +
         origin_text(answer.asked->model.origin) + ".";
}

Json selected_rows(std::vector<Json> objects, std::vector<std::string> const& fields) {
  select(objects, fields);
  return Json(std::move(objects));
}

}  // namespace

std::string document(Answer const& answer, std::vector<std::string> const& fields) {
  Json rejected = Json::array();
  for (auto const& rejection : answer.result.rejected)
    rejected.push_back(rejection_json(rejection));
  Json results = {{"candidates", selected_rows(objects_of(answer), fields)}};
  results["rejected"] = std::move(rejected);
  return written(document_json(answer.frame, recommend_summary(answer), results));
}

std::string document(AffordAnswer const& answer, std::vector<std::string> const& fields) {
  Json rejected = Json::array();
  if (answer.least)
    for (auto const& rejection : answer.least->result.rejected)
      rejected.push_back(rejection_json(rejection));
  Json results = {{"affordable", selected_rows(objects_of(answer), fields)}};
  results["rejected"] = std::move(rejected);
  return written(document_json(answer.frame, afford_summary(answer), results));
}

std::string document(EstimateAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = objects_of(answer);
  select(objects, fields);
  return written(document_json(answer.frame, sentence(estimate_sentence(answer.plan)), "estimate",
                               std::move(objects.front())));
}

std::string document(ExplainAnswer const& answer) {
  return written(document_json(answer.estimate.frame,
                               sentence(estimate_sentence(answer.estimate.plan)), "explanation",
                               explanation_json(answer)));
}

std::string document(WhyAnswer const& answer) {
  return written(document_json(answer.recommend.frame, sentence(why(answer).reason), "explanation",
                               {{"why", why_json(answer)}}));
}

std::string document(InstancesAnswer const& answer, std::vector<std::string> const& fields) {
  return written(document_json(answer.frame,
                               sentence(counted(std::ssize(answer.rows), "instance type") + "."),
                               "instances", selected_rows(objects_of(answer), fields)));
}

std::string document(ModelsAnswer const& answer, std::vector<std::string> const& fields) {
  return written(document_json(answer.frame, sentence(models_sentence(answer)), "models",
                               selected_rows(objects_of(answer), fields)));
}

std::string document(VersionAnswer const& answer) {
  Json version = {{"program", answer.version},
                  {"format_version", format_version},
                  {"compiler", text_or_null(answer.compiler)},
                  {"build", text_or_null(answer.build)}};
  return written(document_json(answer.frame, sentence("ec2plan " + answer.version + "."), "version",
                               std::move(version)));
}

}  // namespace ec2plan
