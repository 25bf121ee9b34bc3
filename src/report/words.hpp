#pragma once

#include <string>

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/saved_result.hpp"

/// Figures as the pages write them.
namespace ec2plan::pages {

std::string offer(Plan const& plan);              // "48 × p5.48xlarge"
std::string offer_words(Plan const& plan);        // "p5.48xlarge, us-east-1, on-demand"
std::string long_offer(Plan const& plan);         // "..., us-east-1, on-demand"
std::string time_range(Range<Time> const& time);  // "28.3 (25.1–32.8) days"
std::string usd_range(Plan const& plan);          // "$1.79M ($1.59–2.07M)"; "no price"
std::string usd_range(Range<Money> const& cost);
std::string layout(Layout const& layout);                // "t8 p4 d16 b1 full"
std::string long_layout(Layout const& layout);           // "tensor 8, pipeline 4, ..."
std::string memory(MemoryBreakdown const& memory);       // "61/80"
std::string whole_percent(std::optional<double> share);  // "44%", "–" where unknown
std::string shape(Transformer const& model);             // "96 layers × 12288, 96 heads, ..."
std::string hourly(HourlyPrice price);                   // "$55.04"
std::string short_number(double value);                  // "1,555", "989.4"

/// Whether a table of plans names how each is bought: where they differ, and where a price moves
/// or has lapsed, so that its day stands beside it.
bool tells_purchase(std::vector<Plan> const& plans);
/// "on-demand"; "spot of 2025-12-21", "capacity-block, last seen 2024-12-31".
std::string dated_purchase(Price const& price);

/// "a total of" times in seconds, with as many decimals as the total has room for: "8.258 s".
std::string seconds_text(Time time, Time total);

/// Whether the plan keeps to what was asked: "meets", "4.1 days late", "$120k over", "may not fit".
struct Judgement {
  std::string words{};
  bool meets = true;
  std::string late{}, over{}, fit{};  // what the words are of: "4.1 days", "$120k", "may not fit"
};
Judgement judgement(Plan const& plan, Goal const& goal);

/// The spare instances that the plan advises; empty where failures are not modelled.
std::string spares_text(Plan const& plan);

/// What the class of confidence rests on; and that, with what its range was found to hold.
std::string confidence_basis(Confidence confidence);
std::string confidence_words(Confidence confidence);

inline constexpr char own_rate_words[] = "the rate is your own: no range";

inline constexpr char layout_legend[] =
    "layout: t tensor, p pipeline (v virtual stages), d data (r sharded replicas), c context, "
    "e expert, b micro-batch; "
    "full or sel(ective) recomputation; z ZeRO stage where not 1";

std::string long_offer(SavedPlan const& plan);  // "48 × p5.48xlarge, us-east-1, on-demand"
std::string usd_range(SavedPlan const& plan);   // "no price" where it had none

}  // namespace ec2plan::pages
