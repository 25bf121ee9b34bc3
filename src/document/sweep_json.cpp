#include "document/contents.hpp"
#include "ec2plan/document/sweep.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

Json axis_json(SweepAxis const& axis) {
  Json values = Json::array();
  for (std::size_t i = 0; i < axis.size(); ++i)
    values.push_back(value_of(axis.value(i)));
  return {{"key", axis.key}, {"values", std::move(values)}};
}

Json summary_json(SweepAnswer const& answer) {
  return {{"sentence", sentence_of(answer)},
          {"points", answer.points},
          {"shard", text_or_null(answer.shard)},
          {"first_point", answer.count > 0 ? Json(answer.first) : Json(nullptr)},
          {"last_point", answer.count > 0 ? Json(answer.first + answer.count - 1) : Json(nullptr)}};
}

}  // namespace

SweepDocument sweep_document(SweepAnswer const& answer) {
  Json axes = Json::array();
  for (SweepAxis const& axis : answer.axes)
    axes.push_back(axis_json(axis));
  Json results = {{"axes", std::move(axes)}};
  results["candidates"] = Json::array();
  auto around =
      written_around(document_json(answer.frame, summary_json(answer), results), "candidates");
  return {.before = std::move(around.before), .after = std::move(around.after)};
}

std::string sentence_of(SweepAnswer const& answer) {
  std::string text = counted(static_cast<std::int64_t>(answer.points), "point");
  std::string axes;
  for (SweepAxis const& axis : answer.axes)
    axes += (axes.empty() ? ": " : " x ") + integer_text(axis.size()) + " " + axis.key;
  text += axes;
  if (answer.shard.empty()) return text + ".";
  text += "; part " + answer.shard + ": ";
  if (answer.count == 0) return text + "none of them.";
  if (answer.count == 1) return text + "point " + integer_text(answer.first) + ".";
  return text + "points " + integer_text(answer.first) + " to " +
         integer_text(answer.first + answer.count - 1) + ".";
}

}  // namespace ec2plan
