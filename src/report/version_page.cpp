#include <fmt/format.h>

#include "report/pages.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {

Page page_of(VersionAnswer const& answer) {
  Page page;
  page.push_back(Paragraph{{"ec2plan " + answer.version}});
  page.push_back(Paragraph{
      {fmt::format("{}, sha256 {}", catalog_text(answer.frame), answer.frame.catalog_sha256)}});
  if (!answer.compiler.empty())
    page.push_back(Paragraph{{fmt::format("built by {} ({})", answer.compiler, answer.build)}});
  return page;
}

}  // namespace ec2plan::pages
