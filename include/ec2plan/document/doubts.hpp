#pragma once

#include <string>

#include "ec2plan/document/answer.hpp"

/// What a reader must know before the figures of a plan are taken for an offer.
namespace ec2plan {

/// Whether its day always stands beside a price: spot moves, and a list of Capacity Blocks lapses.
bool needs_date(Purchase purchase);

/// "2026-07-20"; "last seen 2024-12-31" of a price whose list is over; empty: it has no date.
std::string price_day_text(Price const& price);

/// "seen 2026-07-20"; "last seen 2024-12-10, of a list that held until 2024-12-31"; "your own
/// rate".
std::string seen_text(Price const& price);

/// Whether the plan's price was seen longer before the newest price of the catalog (or the day that
/// was asked about) than a price of its kind may be: `days_until_old`, of spot 30 days, of Capacity
/// Blocks 90, of the others 180; or stands in a list that is over. Such a price is in no headline
/// without its date.
bool has_old_price(Answer const& answer, Plan const& plan);

/// "at a price of 2025-12-21, 323 days older than the newest here"; empty where it is not old.
std::string old_price_text(Answer const& answer, Plan const& plan);

/// What stands beside the plan's cost in a summary: "old price, of 2025-12-21", "last seen
/// 2026-07-22, of a list that held until 2026-09-30", of spot "price of 2026-10-03" however new it
/// is; empty where nothing is to be said.
std::string dated_price_text(Answer const& answer, Plan const& plan);

/// "nobody promises 24 of them on spot"; empty where so many can be counted on.
std::string capacity_text(Plan const& plan);

}  // namespace ec2plan
