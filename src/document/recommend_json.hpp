#pragma once

#include "document/plan_fields.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan::documents {

Json recommend_summary(Answer const& answer);

/// The plan in one sentence: its offer, days and cost.
std::string estimate_sentence(Plan const& plan);

using RejectionField = Field<Rejection, Nothing>;
std::span<RejectionField const> rejection_fields();
Json rejection_json(Rejection const& rejection);

/// Enough to tell a plan by: some of its fields; null where there is none.
Json brief(Plan const& plan);
Json brief(SavedPlan const& plan);
Json brief(std::optional<Plan> const& plan);
bool is_brief(std::string_view path);

}  // namespace ec2plan::documents

namespace ec2plan {

/// Of an answer to `afford`.
ContentsOf afford_contents(Answer const& answer);

}  // namespace ec2plan
