#pragma once

/// Asks a question and gets an answer:
///
///     Catalog const catalog = load_catalog();
///     Answer const answer = ec2plan::answer(catalog, {.job = {.model = "175B", .tokens = 300e9 *
///     token},
///                                                     .goal = {.deadline = 30 * day}});
///     Plan const& plan = answer.result.candidates.front();
///     std::cout << plan.instances << " x " << plan.type.name << ": "
///               << plan.run.duration.likely / day << " days, $" << plan.cost.likely / dollar <<
///               "\n";
///
/// `answered` takes and gives JSON text. Nothing below knows JSON, files or threads of the
/// caller's; the engine alone (ec2plan::engine: units, hardware, model, pricing, estimate, search)
/// is pure.

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/run.hpp"
#include "ec2plan/hardware/device.hpp"
#include "ec2plan/launch/launch.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/plan/answer.hpp"
#include "ec2plan/plan/question.hpp"
#include "ec2plan/plan/ranking.hpp"
#include "ec2plan/pricing/price.hpp"
#include "ec2plan/search/search.hpp"
