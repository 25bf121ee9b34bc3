#pragma once

#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/document/import_answer.hpp"
#include "report/page.hpp"

/// The page of each answer but recommend's.
namespace ec2plan::pages {

Page page_of(AffordAnswer const& answer, Extent const& extent);
Page page_of(EstimateAnswer const& answer);
Page page_of(ExplainAnswer const& answer);
Page page_of(WhyAnswer const& answer);
Page page_of(InstancesAnswer const& answer, Extent const& extent);
Page page_of(ModelsAnswer const& answer, Extent const& extent);
Page page_of(AccuracyAnswer const& answer, Extent const& extent);
Page page_of(CalibrateAnswer const& answer, Extent const& extent);
Page page_of(ImportAnswer const& answer, Extent const& extent);
Page page_of(CatalogInfoAnswer const& answer);
Page page_of(CatalogVerifyAnswer const& answer, Extent const& extent);
Page page_of(CatalogDiffAnswer const& answer, Extent const& extent);
Page page_of(VersionAnswer const& answer);

/// "3 of 23 models are not shown: ..."; empty where all are.
std::string hidden_text(InstancesAnswer const& answer, Extent const& extent);
std::string hidden_text(ModelsAnswer const& answer, Extent const& extent);
std::string hidden_text(AccuracyAnswer const& answer, Extent const& extent);
std::string hidden_text(CalibrateAnswer const& answer, Extent const& extent);
std::string hidden_text(CatalogVerifyAnswer const& answer, Extent const& extent);
std::string hidden_text(CatalogDiffAnswer const& answer, Extent const& extent);

}  // namespace ec2plan::pages
