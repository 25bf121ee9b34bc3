#pragma once

#include "ec2plan/document/arithmetic.hpp"
#include "report/page.hpp"

/// Sections that estimate and explain share.
namespace ec2plan::pages {

void add_plan(Page& page, EstimateAnswer const& answer);
void add_step(Page& page, Plan const& plan);
void add_memory(Page& page, Plan const& plan);
void add_cost(Page& page, Plan const& plan);

}  // namespace ec2plan::pages
