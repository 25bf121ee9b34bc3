#pragma once

#include "ec2plan/document/answer.hpp"

/// Hand-made answers, for what documents and pages make of them.
namespace ec2plan::testing {

/// GPT-3 on so many instances of p4de.24xlarge, judged against 30 days.
Plan plan_on_p4de(int rank, int instances, double usd_per_hour);

/// Two plans, the second dearer, and three rejections.
Answer two_plans();

/// The first of those plans with the set-up it came from.
Answer one_plan();
ExplainAnswer one_explained();

InstancesAnswer two_instance_types();
ModelsAnswer two_models();

}  // namespace ec2plan::testing
