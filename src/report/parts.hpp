#pragma once

#include "ec2plan/document/answer.hpp"
#include "ec2plan/model/flops.hpp"
#include "report/page.hpp"

/// Sections that pages share.
namespace ec2plan::pages {

/// The job as understood: "175B → gpt3-175b: 96 layers × 12288 ...", the tokens, the steps
/// and the software.
void add_job(Page& page, AskedJob const& asked);

/// "today's software", "software: megatron-lm@2022"
std::string software_text(Stack const& stack);

/// The first line of that.
void add_understood(Page& page, AskedJob const& asked);

/// The region and where it came from, the kinds of purchase, the date of the catalog; without the
/// keys that are told elsewhere.
std::string market_text(AskedPrice const& price, Frame const& frame,
                        std::vector<std::string> const& told = {});
void add_market(Page& page, AskedPrice const& price, Frame const& frame);

/// "within 30.0 days even if slow (meant to miss 1 time in 10); for at most $1,000,000".
std::string limits_text(Goal const& goal);

/// "1 to 512 instances"
std::string counts_text(SearchLimits const& limits);

/// "catalog 2026-11-23 (newest price 2026-11-09) + mini.json"
std::string catalog_text(Frame const& frame);

/// "us-east-1 (default)"
std::string regions_text(AskedPrice const& price);

void add_plan(Page& page, Answer const& answer);
void add_step(Page& page, Plan const& plan);
void add_startup(Page& page, Plan const& plan);  // what passes before it; nothing where not counted
void add_memory(Page& page, Plan const& plan);
void add_cost(Page& page, Plan const& plan);

/// Where the parameters are, and the FLOPs of a token.
void add_split(Page& page, Transformer const& model, int sequence_length, Recompute recompute,
               Tuning const& tuning = {});

}  // namespace ec2plan::pages
