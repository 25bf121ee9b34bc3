#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

/// The page of each answer but recommend's.
namespace ec2plan::pages {

Page page_of(EstimateAnswer const& answer);
Page page_of(ExplainAnswer const& answer);
Page page_of(WhyAnswer const& answer);
Page page_of(InstancesAnswer const& answer, bool wide);
Page page_of(ModelsAnswer const& answer, bool wide);
Page page_of(VersionAnswer const& answer);

}  // namespace ec2plan::pages
