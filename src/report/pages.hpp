#pragma once

#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/review/check.hpp"
#include "ec2plan/review/compare.hpp"
#include "report/page.hpp"

/// The page of each answer.
namespace ec2plan::pages {

Page page_of(Answer const& answer, Extent const& extent);
Page afford_page(Answer const& answer, Extent const& extent);
Page estimate_page(Answer const& answer);
Page page_of(ExplainAnswer const& answer, Extent const& extent);
Page page_of(WhyAnswer const& answer, Extent const& extent);
Page page_of(InstancesAnswer const& answer, Extent const& extent);
Page page_of(ModelsAnswer const& answer, Extent const& extent);
Page page_of(AccuracyAnswer const& answer, Extent const& extent);
Page page_of(CalibrateAnswer const& answer, Extent const& extent);
Page page_of(ImportAnswer const& answer, Extent const& extent);
Page page_of(CatalogInfoAnswer const& answer, Extent const& extent);
Page page_of(CatalogVerifyAnswer const& answer, Extent const& extent);
Page page_of(CatalogDiffAnswer const& answer, Extent const& extent);
Page page_of(CompareAnswer const& answer, Extent const& extent);
Page page_of(CheckAnswer const& answer, Extent const& extent);
Page page_of(VersionAnswer const& answer, Extent const& extent);

}  // namespace ec2plan::pages
