#include <algorithm>
#include <array>

#include "document/catalog_json.hpp"
#include "document/contents.hpp"
#include "document/kept.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;
using namespace documents::kinds;
using V = InputValue;
using C = Change const&;
using N = Nothing const&;

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

V change_usd(C change, N) {
  if (!change.price_before || !change.price_after) return nullptr;
  return (*change.price_after - *change.price_before) / usd_per_hour;
}

V change_percent(C change, N) {
  auto const moved = price_change(change);
  return moved ? V(*moved * 100) : V(nullptr);
}

std::vector<std::string> change_names() {
  std::vector<std::string> names{std::string(change_name(ChangeKind::price_moved))};
  for (auto const& one : told)
    names.emplace_back(change_name(one.kind));
  return names;
}

constexpr Kind amount = or_null(any_number);
constexpr Kind words_if_known = or_null(text);

constexpr ChangeField table[] = {
    {"change", word(change_names), [](C c, N) -> V { return std::string(change_name(c.kind)); },
     "Kind of change"},
    {"record", text, of<plain, &Change::record>,
     "instances/TYPE, prices/TYPE/REGION/PURCHASE, accelerators/ID, models/NAME or "
     "assumptions/KEY"},
    {"instance_type", words_if_known, of<plain, &Change::instance_type>,
     "Of prices, types, regions and facts of types"},
    {"region", words_if_known, of<plain, &Change::region>, "Of prices and regions"},
    {"purchase", or_null(word(purchases)), of<of_purchase, &Change::purchase>, "Of prices"},
    {"usd_per_hour_before", amount, of<usd_per_hour, &Change::price_before>, "Of an instance"},
    {"usd_per_hour_after", amount, of<usd_per_hour, &Change::price_after>, "Of an instance"},
    {"change_usd_per_hour", amount, change_usd, "after - before"},
    {"change_pct", amount, change_percent, "Percent of before"},
    {"as_of_before", words_if_known, of<plain, &Change::date_before>,
     "When the price before was last seen"},
    {"as_of_after", words_if_known, of<plain, &Change::date_after>,
     "When the price after was last seen"},
    {"lapsed_before", words_if_known, of<plain, &Change::lapsed_before>,
     "Last day of the list that the price before stands in, where that is over on the day of its "
     "side"},
    {"lapsed_after", words_if_known, of<plain, &Change::lapsed_after>,
     "The same of the price after"},
    {"field", words_if_known, of<plain, &Change::field>, "Of a fact"},
    {"before", words_if_known, of<plain, &Change::before>, "Of a fact; null: not known"},
    {"after", words_if_known, of<plain, &Change::after>,
     "Of a fact; of a type added or retired, the day"},
};

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

std::span<documents::ChangeField const> documents::change_fields() { return table; }

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

ContentsOf contents(CatalogDiffAnswer const& answer) {
  auto const change_json = [](Change const& change) {
    return json_of(table, change, documents::Nothing{});
  };
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"before", side_json(answer.before)},
                             {"after", side_json(answer.after)},
                             {"changes", nullptr}},
                 .rows = each(answer.difference.changes, change_json),
                 .places = {{"/changes"}}});
}

}  // namespace ec2plan
