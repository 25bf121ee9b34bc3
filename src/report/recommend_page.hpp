#pragma once

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/verdict.hpp"
#include "report/pages.hpp"

namespace ec2plan::pages {

/// The parts of the page of a recommendation.
Table candidates_table(Answer const& answer, Extent const& extent);
Table wide_candidates_table(Answer const& answer, Extent const& extent);
/// The plans nearest to a question that none keeps to.
void add_none(Page& page, Verdict const& verdict);
/// The cheapest plan of each kind of purchase, whether it was asked for or not.
void add_purchases(Page& page, Answer const& answer, Verdict const& verdict, int level = 2);

/// The candidates that the table shows, in order: of a Pareto question, unless wide, the plans
/// that no other one beats in both time and cost.
std::vector<std::size_t> shown(Answer const& answer, Extent const& extent);

/// What each plan of a table is told by: days and cost, with their ranges or the likely ones,
/// layout, memory, MFU and the verdict.
void add_figure_columns(Table& table, bool ranges, std::string verdict_legend);
void add_figures(std::vector<Text>& row, Plan const& plan, bool ranges, Text verdict);

}  // namespace ec2plan::pages
