#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ec2plan/document/names.hpp"
#include "report/recommend_page.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t most_lines = 12;

/// Rejections that say the same: their types share a line.
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
  std::stable_sort(groups.begin(), groups.end(),
                   [](Group const& a, Group const& b) { return a.first->code < b.first->code; });
  return groups;
}

/// Some of each reason, so that none is hidden: the first groups of each, in turn.
std::vector<Group> chosen(std::vector<Group> const& groups, std::size_t most) {
  std::vector<std::pair<std::size_t, std::size_t>> order;  // place within its reason, index
  std::map<ReasonCode, std::size_t> places;
  for (std::size_t i = 0; i < groups.size(); ++i)
    order.emplace_back(places[groups[i].first->code]++, i);
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), most));
  std::sort(order.begin(), order.end(),
            [](auto const& a, auto const& b) { return a.second < b.second; });
  std::vector<Group> result;
  for (auto const& [place, index] : order)
    result.push_back(groups[index]);
  return result;
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
  auto const groups = groups_of(result.rejected);
  auto const lines = chosen(groups, extent.wide ? groups.size() : most_lines);
  Table table{.columns = {{}, {}, {}}};
  std::size_t told = 0;
  Rejection const* last = nullptr;
  for (auto const& group : lines) {
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
