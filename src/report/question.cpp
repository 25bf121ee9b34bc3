#include "report/question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string understood(AskedJob const& asked) {
  Transformer const& model = asked.model.shape;
  if (asked.spec == model.name) return fmt::format("{}: {}", model.name, shape(model));
  return fmt::format("{} → {}: {} ({})", asked.spec, model.name, shape(model),
                     origin_text(asked.model.origin));
}

std::string work(Job const& job, Stack const& stack) {
  return fmt::format("{} tokens = {} of {} × {} tokens, {}, {}", count_text(job.tokens / token),
                     counted(std::llround(steps(job)), "step"), job.global_batch,
                     job.sequence_length, precision_name(job.precision), software_text(stack));
}

std::string purchases_text(std::vector<Purchase> const& purchases) {
  std::vector<std::string> names;
  for (auto const purchase : purchases)
    names.emplace_back(purchase_name(purchase));
  return joined(names);
}

std::string rule(Risk risk) {
  return risk == Risk::slow ? "even if slow (meant to miss 1 time in 10)" : "at even odds";
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
}

}  // namespace

std::string regions_text(AskedPrice const& price) {
  constexpr std::size_t most = 4;
  std::vector<std::string> first = price.regions;
  first.resize(std::min(first.size(), most));
  std::string text = joined(first);
  if (price.regions.size() > most) text += fmt::format(" and {} more", price.regions.size() - most);
  if (!price.region_from.empty()) text += fmt::format(" ({})", price.region_from);
  return text;
}

std::string limits_text(Goal const& goal) {
  std::string text;
  if (goal.deadline) text = fmt::format("within {} days {}", days(*goal.deadline), rule(goal.risk));
  if (goal.budget)
    text += fmt::format("{}for at most {}{}", text.empty() ? "" : "; ",
                        exact_dollars(*goal.budget / dollar),
                        goal.deadline ? "" : ", " + rule(goal.risk));
  return text;
}

std::string counts_text(SearchLimits const& limits) {
  int const least = limits.min_instances, most = limits.max_instances;
  std::string const from = least == most ? "" : fmt::format("{} to ", integer_text(least));
  return from + counted(most, "instance");
}

std::string catalog_text(Frame const& frame) {
  std::string text = "catalog " + frame.catalog_version;
  if (!frame.catalog_as_of.empty()) text += fmt::format(" (newest price {})", frame.catalog_as_of);
  for (std::string_view const file : frame.catalog_overlays)
    text += fmt::format(" + {}", file_name(file));
  return text;
}

std::string software_text(Stack const& stack) {
  return stack == Stack{} ? "today's software" : "software: " + stack_text(stack);
}

void add_understood(Page& page, AskedJob const& asked) {
  page.push_back(Paragraph{{understood(asked), Style::strong}});
}

void add_job(Page& page, AskedJob const& asked) {
  add_understood(page, asked);
  page.push_back(Paragraph{{work(asked.job, asked.stack)}});
}

void add_market(Page& page, AskedPrice const& price, Frame const& frame) {
  std::string text = fmt::format("{}, {}", regions_text(price), purchases_text(price.purchases));
  if (price.discount > 0) text += fmt::format(", less {}", percent_text(price.discount));
  if (price.as_of) text += fmt::format(", prices as of {}", date_text(*price.as_of));
  page.push_back(Paragraph{{fmt::format("{}; {}", text, catalog_text(frame))}});
}

}  // namespace ec2plan::pages
