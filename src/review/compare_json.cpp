#include <algorithm>

#include "document/frame_json.hpp"
#include "document/object_rows.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/review/compare.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::number;
using documents::number_or_null;
using documents::text_or_null;

using Rows = std::vector<ComparedRow>;

char const* kind_name(ComparedRow::Kind kind) {
  switch (kind) {
    case ComparedRow::Kind::factor:
      return "factor";
    case ComparedRow::Kind::change:
      return "change";
    case ComparedRow::Kind::step:
      return "step";
    case ComparedRow::Kind::assumption:
      return "assumption";
  }
  return "";
}

Json percent(std::optional<double> const& share) {
  return share ? number(*share * 100) : Json(nullptr);
}

Json row_json(CompareAnswer const& answer, ComparedRow const& row) {
  return {{"kind", kind_name(row.kind)},
          {"name", row.name},
          {"base", documents::value_of(row.base)},
          {"head", documents::value_of(row.head)},
          {"unit", text_or_null(row.unit)},
          {"change", number_or_null(change_of(row))},
          {"change_pct", percent(relative_change(row))},
          {"cost_usd", row.cost ? number(*row.cost / dollar) : Json(nullptr)},
          {"cost_share", number_or_null(cost_share(answer, row))},
          {"causes", row.causes}};
}

std::vector<Json> objects_of(CompareAnswer const& answer, Rows const& rows) {
  std::vector<Json> objects;
  for (auto const& row : rows)
    objects.push_back(row_json(answer, row));
  return objects;
}

/// The lists of rows in the order of the document, each with its key.
struct Part {
  char const* key;
  Rows CompareAnswer::*rows;
};

constexpr Part parts[] = {{"factors", &CompareAnswer::factors},
                          {"changes", &CompareAnswer::changes},
                          {"step", &CompareAnswer::steps},
                          {"assumption_changes", &CompareAnswer::assumptions}};

std::vector<Json> all_objects(CompareAnswer const& answer) {
  std::vector<Json> all;
  for (auto const& part : parts)
    std::ranges::move(objects_of(answer, answer.*part.rows), std::back_inserter(all));
  return all;
}

/// What the fields leave of every row, shared out to the parts again.
void add_parts(Json& results, CompareAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = all_objects(answer);
  documents::select(objects, fields);
  auto next = objects.begin();
  for (auto const& part : parts) {
    Json list = Json::array();
    for (std::size_t i = 0; i < (answer.*part.rows).size(); ++i)
      list.push_back(std::move(*next++));
    results[part.key] = std::move(list);
  }
}

Json side_json(CompareSide const& side) {
  return {{"file", side.file},
          {"command", side.command},
          {"refreshed", side.refreshed},
          {"sentence", text_or_null(side.sentence)},
          {"rank", side.plan.rank},
          {"plan", documents::brief(side.plan)},
          {"catalog",
           {{"version", side.catalog_version},
            {"as_of", text_or_null(side.catalog_as_of)},
            {"sha256", text_or_null(side.catalog_sha256)}}}};
}

Json figure_json(std::optional<double> base, std::optional<double> head) {
  ComparedRow row;
  if (base) row.base = *base;
  if (head) row.head = *head;
  return {{"base", number_or_null(base)},
          {"head", number_or_null(head)},
          {"change", number_or_null(change_of(row))},
          {"change_pct", percent(relative_change(row))}};
}

std::optional<double> likely_usd(SavedPlan const& plan) {
  return priced(plan) ? std::optional(plan.cost->likely / dollar) : std::nullopt;
}

char const* gates_word(std::vector<Gate> const& gates) {
  if (gates.empty()) return "none";
  if (broken_gates(gates, GateTier::fail) > 0) return "broken";
  return broken_gates(gates, GateTier::warn) > 0 ? "warned" : "kept";
}

Json summary(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  Json json = {{"sentence", sentence_of(answer)}, {"same", !differs(answer)}};
  json["cost_usd"] = figure_json(likely_usd(base), likely_usd(head));
  json["duration_days"] = figure_json(base.duration.likely / day, head.duration.likely / day);
  json["gates"] = gates_word(answer.gates);
  return json;
}

Json gates_json(std::vector<Gate> const& gates) {
  Json list = Json::array();
  for (auto const& gate : gates)
    list.push_back({{"kind", gate_name(gate.limit.kind)},
                    {"tier", tier_name(gate.limit.tier)},
                    {"limit", number(gate.limit.most)},
                    {"actual", number_or_null(gate.actual)},
                    {"broken", gate.broken},
                    {"text", gate_text(gate)}});
  return list;
}

Json same_offer_json(std::optional<SameOffer> const& offer) {
  if (!offer) return nullptr;
  bool const found = offer->plan.has_value();
  return {{"rank", found ? Json(offer->plan->rank) : Json(nullptr)},
          {"plan", found ? documents::brief(*offer->plan) : Json(nullptr)},
          {"sentence", offer->sentence}};
}

}  // namespace

std::string document(CompareAnswer const& answer, std::vector<std::string> const& fields) {
  Json results = Json::object();
  results["base"] = side_json(answer.base);
  results["head"] = side_json(answer.head);
  add_parts(results, answer, fields);
  results["gates"] = gates_json(answer.gates);
  results["same_offer"] = same_offer_json(answer.same_offer);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CompareAnswer const& answer, std::vector<std::string> const& fields) {
  return documents::object_rows(all_objects(answer), fields);
}

void sort_rows(CompareAnswer& answer, std::string const& field, bool descending) {
  documents::check_field(all_objects(answer), field, "--sort-by");
  for (auto const& part : parts) {
    auto& list = answer.*part.rows;
    if (!list.empty()) documents::sort_records(list, objects_of(answer, list), field, descending);
  }
}

}  // namespace ec2plan
