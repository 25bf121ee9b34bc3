#include "ec2plan/accuracy/accuracy.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "document/fields.hpp"
#include "document/frame_json.hpp"
#include "document/json.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/sources.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::number;
using documents::number_or_null;
using documents::text_or_null;

Json predicted_json(std::optional<Range<double>> const& predicted) {
  return documents::range(predicted.value_or(Range<double>{}), 1.0, predicted.has_value());
}

Json flag_or_null(std::optional<bool> flag) { return flag ? Json(*flag) : Json(nullptr); }

char const* use_name(Use use) { return use == Use::fit ? "fit" : "check"; }

Json row_json(ScoredRow const& row) {
  Json json = {{"id", row.id}, {"use", use_name(row.use)}, {"kind", row.kind}};
  json["accelerator"] = text_or_null(row.accelerator);
  json["stack"] = text_or_null(row.stack);
  json["workload"] = text_or_null(row.workload);
  json["quantity"] = row.quantity;
  json["predicted"] = predicted_json(row.predicted);
  json["measured"] = number_or_null(row.measured);
  json["error_pct"] = number_or_null(row.error_pct());
  json["inside_range"] = flag_or_null(row.inside_range());
  json["not_modelled"] = text_or_null(row.not_modelled);
  json["best_mfu"] = number_or_null(row.best_mfu);
  json["roofline"] = number_or_null(row.roofline);
  json["layout"] = text_or_null(row.layout);
  json["confidence"] = text_or_null(row.confidence);
  json["source"] = text_or_null(row.source);
  json["url"] = text_or_null(row.url);
  json["notes"] = row.notes;
  return json;
}

Json group_json(ScoredGroup const& group) {
  return {{"by", group.by},
          {"name", group.name},
          {"quantity", group.quantity},
          {"use", group.use},
          {"rows", group.rows},
          {"mean_abs_error_pct", number(group.mean_abs_error_pct)},
          {"median_abs_error_pct", number(group.median_abs_error_pct)},
          {"p90_abs_error_pct", number(group.p90_abs_error_pct)},
          {"max_abs_error_pct", number(group.max_abs_error_pct)},
          {"bias_pct", number(group.bias_pct)},
          {"inside_range_pct", number(group.inside_range_pct)},
          {"best_mfu_mean_abs_error_pct", number_or_null(group.best_mfu_mean_abs_error_pct)},
          {"roofline_mean_abs_error_pct", number_or_null(group.roofline_mean_abs_error_pct)}};
}

std::vector<Json> row_objects(Scores const& scores) {
  std::vector<Json> objects;
  for (auto const& row : scores.rows)
    objects.push_back(row_json(row));
  return objects;
}

std::string sentence(AccuracyAnswer const& answer) {
  auto const all = std::ssize(answer.scores.rows);
  std::string text = counted(answer.runs, "run") + ", " +
                     integer_text(predicted_rows(answer.scores)) + " of " + integer_text(all) +
                     " measured quantities predicted";
  for (char const* use : {"check", "fit"})
    if (auto const* group = whole_group(answer.scores, "step_time_s", use))
      text += "; step time off by " + percent_text(group->mean_abs_error_pct / 100) +
              " in the mean over " + integer_text(group->rows) + " rows to " + use;
  return text + ".";
}

Json summary(AccuracyAnswer const& answer) {
  Scores const& scores = answer.scores;
  auto const rows = static_cast<int>(scores.rows.size());
  return {{"sentence", sentence(answer)},
          {"runs_from", documents::text_or_null(answer.runs_from)},
          {"runs", answer.runs},
          {"rows", rows},
          {"predicted", predicted_rows(scores)},
          {"not_modelled", rows - predicted_rows(scores)},
          {"memory_ran", scores.memory_ran},
          {"memory_refused", scores.memory_refused},
          {"memory_failed", scores.memory_failed},
          {"memory_accepted", scores.memory_accepted}};
}

}  // namespace

Frame accuracy_frame(Catalog const& catalog) {
  Frame frame = frame_of(catalog, "accuracy", {});
  frame.assumptions = catalog.assumptions;
  std::set<std::string> keys;
  for (auto const& entry : frame.assumptions)
    for (auto& key : source_keys(entry.source))
      keys.insert(std::move(key));
  frame.sources = sources_of(catalog, {keys.begin(), keys.end()});
  return frame;
}

int predicted_rows(Scores const& scores) {
  return static_cast<int>(std::ranges::count_if(
      scores.rows, [](ScoredRow const& row) { return row.predicted.has_value(); }));
}

ScoredGroup const* whole_group(Scores const& scores, std::string_view quantity,
                               std::string_view use) {
  auto const found = std::ranges::find_if(scores.groups, [&](ScoredGroup const& group) {
    return group.by == "all" && group.quantity == quantity && group.use == use;
  });
  return found == scores.groups.end() ? nullptr : &*found;
}

std::string document(AccuracyAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = row_objects(answer.scores);
  documents::select(objects, fields);
  Json groups = Json::array();
  for (auto const& group : answer.scores.groups)
    groups.push_back(group_json(group));
  Json results = Json::object();
  results["rows"] = Json(std::move(objects));
  results["groups"] = std::move(groups);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(AccuracyAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = row_objects(answer.scores);
  documents::select(objects, fields);
  std::vector<Row> rows;
  for (auto const& object : objects)
    rows.push_back({documents::flattened(object), documents::written_on_a_line(object)});
  return rows;
}

void sort_rows(AccuracyAnswer& answer, std::string const& field, bool descending) {
  std::vector<ScoredRow> sorted;
  for (auto const index : documents::order_by(row_objects(answer.scores), field, descending))
    sorted.push_back(answer.scores.rows[index]);
  answer.scores.rows = std::move(sorted);
}

}  // namespace ec2plan
