#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ec2plan/document/rejection.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/recommend_page.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t most_lines = 20;

/// Rejections that say the same, but for the region: their types share a line.
struct Group {
  ReasonCode code{};
  std::string reason{}, nearest{};  // without the regions
  std::vector<std::string> types{}, regions{};
  std::size_t size = 0;
  bool unmodelled = false;
};

constexpr char here[] = "\n";  // stands for the own region; no reason holds a line's end
constexpr char in_here[] = " in \n";

/// The rejection as any region would have it.
Rejection of_any_region(Rejection one) {
  if (one.region.empty()) return one;
  if (one.other && one.other->region == one.region) one.other->region = here;
  one.region = here;
  return one;
}

void add_once(std::vector<std::string>& texts, std::string const& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

bool same_words(Group const& a, Group const& b) {
  return a.code == b.code && a.reason == b.reason && a.nearest == b.nearest;
}

bool names_region(Group const& group) { return group.reason.find(in_here) != std::string::npos; }

/// Of each type first, its regions together; then the types whose regions are the same too.
std::vector<Group> groups_of(std::vector<Rejection> const& rejected) {
  std::vector<Group> of_types, groups;
  for (auto const& one : rejected) {
    auto const anywhere = of_any_region(one);
    Group const alone{.code = one.code,
                      .reason = reason_text(anywhere),
                      .nearest = nearest_text(anywhere),
                      .types = {one.instance_type},
                      .unmodelled = one.unmodelled()};
    auto const alike = std::find_if(of_types.begin(), of_types.end(), [&](Group const& group) {
      return same_words(group, alone) && group.types == alone.types;
    });
    Group& group = alike == of_types.end() ? of_types.emplace_back(alone) : *alike;
    add_once(group.regions, one.region);
    ++group.size;
  }
  for (auto const& one : of_types) {
    auto const alike = std::find_if(groups.begin(), groups.end(), [&](Group const& group) {
      return same_words(group, one) && (!names_region(one) || group.regions == one.regions);
    });
    if (alike == groups.end()) {
      groups.push_back(one);
      continue;
    }
    add_once(alike->types, one.types.front());
    alike->size += one.size;
  }
  std::stable_sort(groups.begin(), groups.end(), [](Group const& a, Group const& b) {
    return std::pair(a.nearest.empty(), a.code) < std::pair(b.nearest.empty(), b.code);
  });
  return groups;
}

/// All names where there is room, else the first and how many more.
std::string names_text(std::vector<std::string> const& names, bool all) {
  if (all || names.size() == 1) return joined(names);
  return fmt::format("{} and {} more", names.front(), names.size() - 1);
}

std::string code_text(Group const& group) {
  if (group.unmodelled) return "not modelled";
  std::string code{reason_name(group.code)};
  std::replace(code.begin(), code.end(), '_', ' ');
  return code;
}

std::string with_words(std::string text, std::string const& words) {
  if (auto const at = text.find(in_here); at != std::string::npos)
    text.replace(at, std::size(in_here) - 1, words);
  return text;
}

std::string why_text(Group const& group, bool all) {
  std::string const in = " in " + names_text(group.regions, all);
  std::string reason = with_words(group.reason, in);
  if (group.nearest.empty()) return reason;
  return fmt::format("{}; {}", reason,
                     with_words(group.nearest, names_region(group) ? " there" : in));
}

}  // namespace

void add_rejected(Page& page, Recommendation const& result, Extent const& extent) {
  if (result.rejected.empty()) return;
  auto groups = groups_of(result.rejected);
  if (!extent.wide) groups.resize(std::min(groups.size(), most_lines));
  Table table{.columns = {{}, {}, {}}};
  std::size_t told = 0;
  std::string last;
  for (auto const& group : groups) {
    std::string const code = code_text(group);
    table.rows.push_back({{code == last ? "" : code, Style::faint},
                          {names_text(group.types, extent.wide)},
                          {why_text(group, extent.wide)}});
    last = code;
    told += group.size;
  }
  page.push_back(Heading{"Rejected"});
  page.push_back(std::move(table));
  if (told < result.rejected.size())
    page.push_back(Paragraph{{fmt::format("and {} more: -o wide or --json shows all",
                                          integer_text(result.rejected.size() - told)),
                              Style::faint}});
}

}  // namespace ec2plan::pages
