#include <algorithm>
#include <array>

#include "document/frame_json.hpp"
#include "document/object_rows.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::number;
using documents::text_or_null;

struct Told {
  ChangeKind kind;
  char const* noun;
  char const* verb;
};

/// What moved is told apart.
constexpr Told told[] = {
    {ChangeKind::type_added, "type", "added"},
    {ChangeKind::type_retired, "type", "retired"},
    {ChangeKind::type_removed, "type", "removed"},
    {ChangeKind::region_added, "place", "added"},
    {ChangeKind::region_removed, "place", "removed"},
    {ChangeKind::fact_changed, "fact", "changed"},
    {ChangeKind::record_added, "other record", "added"},
    {ChangeKind::record_removed, "other record", "removed"},
    {ChangeKind::price_added, "price", "added"},
    {ChangeKind::price_removed, "price", "removed"},
};

Json usd(std::optional<HourlyPrice> const& price) {
  return price ? number(*price / (dollar / hour)) : Json(nullptr);
}

Json change_usd(Change const& change) {
  if (!change.price_before || !change.price_after) return nullptr;
  return number((*change.price_after - *change.price_before) / (dollar / hour));
}

Json change_json(Change const& change) {
  auto const moved = price_change(change);
  Json json = {{"change", change_name(change.kind)}, {"record", change.record}};
  json["instance_type"] = text_or_null(change.instance_type);
  json["region"] = text_or_null(change.region);
  json["purchase"] = change.purchase ? Json(purchase_name(*change.purchase)) : Json(nullptr);
  json["usd_per_hour_before"] = usd(change.price_before);
  json["usd_per_hour_after"] = usd(change.price_after);
  json["change_usd_per_hour"] = change_usd(change);
  json["change_pct"] = moved ? number(*moved * 100) : Json(nullptr);
  json["as_of_before"] = text_or_null(change.date_before);
  json["as_of_after"] = text_or_null(change.date_after);
  json["field"] = text_or_null(change.field);
  json["before"] = text_or_null(change.before);
  json["after"] = text_or_null(change.after);
  return json;
}

std::vector<Json> objects_of(CatalogDiffAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& change : answer.difference.changes)
    objects.push_back(change_json(change));
  return objects;
}

Json side_json(CatalogSide const& side) {
  return {{"operand", side.operand},
          {"version", side.version},
          {"as_of", text_or_null(side.as_of)},
          {"sha256", side.sha256}};
}

Json summary(CatalogDiffAnswer const& answer) {
  Json json = {{"sentence", sentence_of(answer)},
               {"same", answer.difference.changes.empty()},
               {"price_moved", count_of(answer.difference, ChangeKind::price_moved)}};
  for (auto const& one : told)
    json[std::string(change_name(one.kind))] = count_of(answer.difference, one.kind);
  return json;
}

/// "4 prices moved (4 down, 0 up)"
std::string moves_text(Difference const& difference) {
  auto const down = std::ranges::count_if(difference.changes, [](Change const& change) {
    return price_change(change).value_or(0) < 0;
  });
  auto const all = count_of(difference, ChangeKind::price_moved);
  return counted(all, "price") + " moved (" + integer_text(down) + " down, " +
         integer_text(all - down) + " up)";
}

}  // namespace

std::string sentence_of(CatalogDiffAnswer const& answer) {
  std::string const sides = answer.before.operand + " to " + answer.after.operand;
  std::string const where = answer.regions.empty() ? "" : " in " + joined(answer.regions);
  if (answer.difference.changes.empty()) return "No difference" + where + ", from " + sides + ".";
  std::vector<std::string> parts;
  if (count_of(answer.difference, ChangeKind::price_moved) > 0)
    parts.push_back(moves_text(answer.difference));
  for (auto const& one : told)
    if (int const count = count_of(answer.difference, one.kind); count > 0)
      parts.push_back(counted(count, one.noun) + " " + one.verb);
  return "From " + sides + where + ": " + joined(parts) + ".";
}

std::string document(CatalogDiffAnswer const& answer, std::vector<std::string> const& fields) {
  Json results = Json::object();
  results["before"] = side_json(answer.before);
  results["after"] = side_json(answer.after);
  results["changes"] = documents::object_list(objects_of(answer), fields);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CatalogDiffAnswer const& answer, std::vector<std::string> const& fields) {
  return documents::object_rows(objects_of(answer), fields);
}

void sort_rows(CatalogDiffAnswer& answer, std::string const& field, bool descending) {
  documents::sort_records(answer.difference.changes, objects_of(answer), field, descending);
}

}  // namespace ec2plan
