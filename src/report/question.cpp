#include "report/question.hpp"

#include <fmt/format.h>

#include "ec2plan/document/names.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string understood(AskedJob const& asked) {
  Transformer const& model = asked.model.shape;
  if (asked.spec == model.name) return fmt::format("{}: {}", model.name, shape(model));
  return fmt::format("{} → {}: {} ({})", asked.spec, model.name, shape(model),
                     origin_text(asked.model.origin));
}

std::string work(Job const& job) {
  return fmt::format("{} tokens = {} steps of {} × {} tokens, {}", count_text(job.tokens / token),
                     integer_text(steps(job)), job.global_batch, job.sequence_length,
                     precision_name(job.precision));
}

std::string purchases_text(std::vector<Purchase> const& purchases) {
  std::string text;
  for (auto const purchase : purchases)
    text += (text.empty() ? "" : ", ") + std::string(purchase_name(purchase));
  return text;
}

}  // namespace

std::string regions_text(AskedPrice const& price) {
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t i = 0; i < price.regions.size() && i < most; ++i)
    text += (i == 0 ? "" : ", ") + price.regions[i];
  if (price.regions.size() > most) text += fmt::format(" and {} more", price.regions.size() - most);
  if (!price.region_from.empty()) text += fmt::format(" ({})", price.region_from);
  return text;
}

void add_understood(Page& page, AskedJob const& asked) {
  page.push_back(Paragraph{{understood(asked), Style::strong}});
}

void add_job(Page& page, AskedJob const& asked) {
  add_understood(page, asked);
  page.push_back(Paragraph{{work(asked.job)}});
}

void add_market(Page& page, AskedPrice const& price, Frame const& frame) {
  std::string text = fmt::format("{}, {}", regions_text(price), purchases_text(price.purchases));
  if (price.discount > 0) text += fmt::format(", less {}", percent_text(price.discount));
  if (price.as_of) text += fmt::format(", prices as of {}", date_text(*price.as_of));
  page.push_back(Paragraph{
      {fmt::format("{}; catalog {} of {}", text, frame.catalog_version, frame.catalog_as_of)}});
}

}  // namespace ec2plan::pages
