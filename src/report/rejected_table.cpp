#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ec2plan/document/names.hpp"
#include "report/recommend_page.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t most_lines = 20;

/// Rejections that say the same: their types share a line. Those that come near stand first.
struct Group {
  std::vector<std::string> types{};
  Rejection const* first = nullptr;
  std::size_t size = 0;
};

std::vector<Group> groups_of(std::vector<Rejection> const& rejected) {
  std::vector<Group> groups;
  for (auto const& one : rejected) {
    auto const alike = std::find_if(groups.begin(), groups.end(), [&](Group const& group) {
      return group.first->code == one.code && group.first->reason == one.reason &&
             group.first->nearest == one.nearest;
    });
    Group& group = alike == groups.end() ? groups.emplace_back(Group{.first = &one}) : *alike;
    if (std::find(group.types.begin(), group.types.end(), one.instance_type) == group.types.end())
      group.types.push_back(one.instance_type);
    ++group.size;
  }
  std::stable_sort(groups.begin(), groups.end(), [](Group const& a, Group const& b) {
    return std::pair(a.first->nearest.empty(), a.first->code) <
           std::pair(b.first->nearest.empty(), b.first->code);
  });
  return groups;
}

/// All names where there is room, else the first and how many more.
std::string types_text(Group const& group, bool all) {
  if (!all && group.types.size() > 1)
    return fmt::format("{} and {} more", group.types.front(), group.types.size() - 1);
  std::string text;
  for (auto const& type : group.types)
    text += (text.empty() ? "" : ", ") + type;
  return text;
}

std::string code_text(ReasonCode reason) {
  std::string code{reason_name(reason)};
  std::replace(code.begin(), code.end(), '_', ' ');
  return code;
}

std::string why_text(Rejection const& rejection) {
  if (rejection.nearest.empty()) return rejection.reason;
  return fmt::format("{}; {}", rejection.reason, rejection.nearest);
}

}  // namespace

void add_rejected(Page& page, Recommendation const& result, Extent const& extent) {
  if (result.rejected.empty()) return;
  auto groups = groups_of(result.rejected);
  if (!extent.wide) groups.resize(std::min(groups.size(), most_lines));
  Table table{.columns = {{}, {}, {}}};
  std::size_t told = 0;
  Rejection const* last = nullptr;
  for (auto const& group : groups) {
    bool const another = !last || last->code != group.first->code;
    last = group.first;
    table.rows.push_back({{another ? code_text(last->code) : "", Style::faint},
                          {types_text(group, extent.wide)},
                          {why_text(*last)}});
    told += group.size;
  }
  page.push_back(Heading{"Rejected"});
  page.push_back(std::move(table));
  if (told < result.rejected.size())
    page.push_back(Paragraph{
        {fmt::format("and {} more: see them with -o wide or --json", result.rejected.size() - told),
         Style::faint}});
}

}  // namespace ec2plan::pages
