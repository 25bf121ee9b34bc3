#pragma once

#include <string>

#include "ec2plan/document/answer.hpp"

/// What a reader must know before the figures of a plan are taken for an offer.
namespace ec2plan {

/// Whether the plan's price was seen longer before the newest price of the catalog (or the day that
/// was asked about) than a price of its kind may be: `days_until_old`, of spot 30 days, of Capacity
/// Blocks 90, of the others 180. Such a price is in no headline without its date.
bool has_old_price(Answer const& answer, Plan const& plan);

/// "at a price of 2025-12-21, 323 days older than the newest here"; empty where it is not old.
std::string old_price_text(Answer const& answer, Plan const& plan);

/// "nobody promises 24 of them on spot"; empty where so many can be counted on.
std::string capacity_text(Plan const& plan);

}  // namespace ec2plan
