#pragma once

#include <string>
#include <string_view>

#include "ec2plan/accuracy/score.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// "step time" for step_time_s, "peak memory" for peak_memory_gib; another as it is.
std::string quantity_words(std::string_view quantity);

/// "12.3%", or with its sign "+12.3%", of a number in percent.
std::string percent(double number);
std::string signed_percent(double number);

/// The error on the next source, which a user's own cluster is, by what is asked of.
void add_next_source(Page& page, Scores const& scores);

/// Each source by itself, as it would be predicted had it not been seen.
void add_sources(Page& page, Scores const& scores);

}  // namespace ec2plan::pages
