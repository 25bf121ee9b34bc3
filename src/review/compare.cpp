#include "ec2plan/review/compare.hpp"

#include <algorithm>
#include <cmath>

#include "document/contents.hpp"
#include "document/kept.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "review/changes.hpp"
#include "review/factors.hpp"

namespace ec2plan {
namespace {

using review::is_same;

std::optional<double> number_in(InputValue const& value) {
  if (auto const* real = std::get_if<double>(&value)) return *real;
  if (auto const* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return {};
}

CompareSide side_of(SavedResult const& result, SavedPlan const& plan) {
  CompareSide side;
  side.file = result.file;
  side.command = result.command;
  side.sentence = result.sentence;
  side.plan = plan;
  side.catalog_version = result.catalog_version;
  side.catalog_as_of = result.catalog_as_of;
  side.catalog_sha256 = result.catalog_sha256;
  return side;
}

Frame frame_of(SavedResult const& head) {
  Frame frame;
  frame.command = "compare";
  frame.catalog_version = head.catalog_version;
  frame.catalog_as_of = head.catalog_as_of;
  frame.catalog_sha256 = head.catalog_sha256;
  return frame;
}

bool is_of(SavedRejection const& rejected, SavedPlan const& plan) {
  auto const fits = [](std::string const& one, std::string_view other) {
    return one.empty() || one == other;
  };
  return rejected.instance_type == plan.instance_type && fits(rejected.region, plan.region) &&
         fits(rejected.purchase, purchase_name(plan.purchase));
}

/// What became of the base's plan in a head that puts another offer forward: the head's first plan
/// of the same type, region and purchase, or why it has none.
std::optional<SameOffer> offer_in(SavedResult const& base, SavedResult const& head,
                                  SavedPlan const& plan) {
  auto const found =
      std::ranges::find_if(head.plans, [&](SavedPlan const& one) { return same_offer(one, plan); });
  if (found != head.plans.end()) {
    auto const compared = comparison(base, head, {.base = plan.rank, .head = found->rank});
    if (!differs(compared)) return {};
    return SameOffer{.plan = *found, .sentence = sentence_of(compared)};
  }
  auto const rejected = std::ranges::find_if(
      head.rejected, [&](SavedRejection const& one) { return is_of(one, plan); });
  if (rejected == head.rejected.end()) return {};
  return SameOffer{.sentence = rejected->instance_type + " is rejected: " + rejected->reason};
}

using namespace documents;

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

using namespace kinds;
using V = InputValue;
using R = ComparedRow const&;
using A = CompareAnswer const&;

std::vector<std::string> kind_names() {
  using enum ComparedRow::Kind;
  return {kind_name(factor), kind_name(change), kind_name(step), kind_name(assumption)};
}

V percent_of(std::optional<double> const& share) { return share ? V(*share * 100) : V(nullptr); }

constexpr Field<ComparedRow, CompareAnswer> row_table[] = {
    {"kind", word(kind_names), [](R r, A) -> V { return std::string(kind_name(r.kind)); },
     "Its list"},
    {"name", text, of<as_is, &ComparedRow::name>,
     "Of a factor of the cost; the path in a plan's document, inputs.FLAG or catalog.KEY; a part "
     "of "
     "the step; the key of an assumption"},
    {"base", any, [](R r, A) { return r.base; }, "Before"},
    {"head", any, [](R r, A) { return r.head; }, "After"},
    {"unit", or_null(text), of<plain, &ComparedRow::unit>,
     "USD, USD/h, days, s, GiB, share (1 is all), tokens, tokens/s, GFLOP/token, TFLOP/s or that "
     "of "
     "the assumption; null: a word or a count"},
    {"change", or_null(any_number), [](R r, A) { return value_in<plain>(change_of(r)); },
     "Head less base; null: no numbers"},
    {"change_pct", or_null(any_number), [](R r, A) { return percent_of(relative_change(r)); },
     "Of the base; null too where that is 0"},
    {"cost_usd", or_null(any_number), of<dollar, &ComparedRow::cost>,
     "What it adds to the likely cost; null: no factor, cancels, or a side has no price"},
    {"cost_share", or_null(any_number), [](R r, A a) { return value_in<plain>(cost_share(a, r)); },
     "Of the change of the likely cost, below 0 against it; null too where that is 0"},
    {"causes", texts, of<plain, &ComparedRow::causes>,
     "Of a factor: what changed that it depends on"},
};

std::vector<Json> objects_of(CompareAnswer const& answer, Rows const& rows) {
  return each(rows, [&](ComparedRow const& row) { return json_of(row_table, row, answer); });
}

/// The lists of rows in the order of the document, each with its key.
struct FactorPart {
  char const* path;
  Rows CompareAnswer::*rows;
};

constexpr FactorPart parts[] = {{"/factors", &CompareAnswer::factors},
                                {"/changes", &CompareAnswer::changes},
                                {"/step", &CompareAnswer::steps},
                                {"/assumption_changes", &CompareAnswer::assumptions}};

std::vector<Json> all_objects(CompareAnswer const& answer) {
  std::vector<Json> all;
  for (auto const& part : parts)
    std::ranges::move(objects_of(answer, answer.*part.rows), std::back_inserter(all));
  return all;
}

Json side_json(CompareSide const& side) {
  return {{"file", side.file},
          {"command", side.command},
          {"refreshed", side.refreshed},
          {"sentence", text_or_null(side.sentence)},
          {"rank", side.plan.rank},
          {"plan", brief(side.plan)},
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
          {"change_pct", value_of(percent_of(relative_change(row)))}};
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

Json gate_json(Gate const& gate) {
  return {{"kind", gate_name(gate.limit.kind)},
          {"tier", tier_name(gate.limit.tier)},
          {"limit", number(gate.limit.most)},
          {"actual", number_or_null(gate.actual)},
          {"broken", gate.broken},
          {"text", gate_text(gate)}};
}

Json same_offer_json(std::optional<SameOffer> const& offer) {
  if (!offer) return nullptr;
  bool const found = offer->plan.has_value();
  return {{"rank", found ? Json(offer->plan->rank) : Json(nullptr)},
          {"plan", found ? brief(*offer->plan) : Json(nullptr)},
          {"sentence", offer->sentence}};
}

}  // namespace

std::optional<double> change_of(ComparedRow const& row) {
  auto const base = number_in(row.base), head = number_in(row.head);
  if (!base || !head) return {};
  return is_same(*base, *head) ? 0 : *head - *base;
}

std::optional<double> relative_change(ComparedRow const& row) {
  auto const change = change_of(row);
  if (!change || *number_in(row.base) == 0) return {};
  return *change / *number_in(row.base);
}

bool is_changed(ComparedRow const& row) {
  if (auto const change = change_of(row)) return *change != 0;
  return row.base != row.head;
}

bool priced(SavedPlan const& plan) {
  return plan.cost && plan.price && *plan.price > HourlyPrice{};
}

CompareAnswer comparison(SavedResult const& base, SavedResult const& head, ComparedRanks ranks) {
  auto const &before = plan_of_rank(base, ranks.base), &after = plan_of_rank(head, ranks.head);
  CompareAnswer answer;
  answer.frame = frame_of(head);
  answer.base = side_of(base, before);
  answer.head = side_of(head, after);
  answer.changes = review::change_rows(base, head, before, after);
  answer.assumptions = review::assumption_rows(base, head, before, after);
  answer.factors = review::factor_rows(answer);
  answer.steps = review::step_rows(answer);
  if (!same_offer(before, after)) answer.same_offer = offer_in(base, head, before);
  return answer;
}

std::optional<Money> cost_change(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  if (!priced(base) || !priced(head)) return {};
  return head.cost->likely - base.cost->likely;
}

std::optional<double> cost_share(CompareAnswer const& answer, ComparedRow const& row) {
  auto const change = cost_change(answer);
  if (!change || !row.cost) return {};
  double const before = answer.base.plan.cost->likely / dollar;
  if (is_same(before, before + *change / dollar)) return {};
  return *row.cost / *change;
}

bool differs(CompareAnswer const& answer) {
  auto const moved = [](auto const& row) {
    return row.base != InputValue{} && row.head != InputValue{};
  };
  return !answer.changes.empty() || std::ranges::any_of(answer.assumptions, moved);
}

ContentsOf contents(CompareAnswer const& answer) {
  std::vector<RowsPlace> places;
  for (auto const& part : parts)
    places.push_back({.path = part.path, .most = (answer.*part.rows).size()});
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"base", side_json(answer.base)},
                             {"head", side_json(answer.head)},
                             {"factors", nullptr},
                             {"changes", nullptr},
                             {"step", nullptr},
                             {"assumption_changes", nullptr},
                             {"gates", each(answer.gates, gate_json)},
                             {"same_offer", same_offer_json(answer.same_offer)}},
                 .rows = all_objects(answer),
                 .places = std::move(places)});
}

void sort_rows(CompareAnswer& answer, std::string const& field, bool descending) {
  check_field(all_objects(answer), field, "--sort-by");
  for (auto const& part : parts)
    if (auto& list = answer.*part.rows; !list.empty())
      reorder(list, order_by(objects_of(answer, list), field, descending));
}

Definitions compare_definitions() {
  return {
      {"compared",
       schema_of(row_table,
                 "A value that both have. Base and head hold numbers in the unit, words, truths or "
                 "lists; null: unknown, or not there")
           .dump()}};
}

}  // namespace ec2plan
