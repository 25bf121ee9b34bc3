#pragma once

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/verdict.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

Page page_of(Answer const& answer, Extent const& extent);

/// "21 of 41 plans are not shown: -o wide --max-results 41 shows all"; empty where all are.
std::string hidden_text(Answer const& answer, Extent const& extent);

/// The parts of that page.
Table candidates_table(Answer const& answer, Extent const& extent);
Table wide_candidates_table(Answer const& answer, Extent const& extent);
void add_none(Page& page, Answer const& answer, Verdict const& verdict);
void add_choice(Page& page, Answer const& answer, Verdict const& verdict);
/// The cheapest plan of each kind of purchase, whether it was asked for or not.
void add_purchases(Page& page, Answer const& answer, Verdict const& verdict, int level = 2);
void add_rejected(Page& page, Recommendation const& result, Extent const& extent);

/// The candidates that the table shows, in order: of a Pareto question, unless wide, the plans
/// that no other one beats in both time and cost.
std::vector<std::size_t> shown(Answer const& answer, Extent const& extent);

}  // namespace ec2plan::pages
