#include "report/rejected.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

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

/// A kind of reasons in a few words.
struct RejectedKind {
  char const* words;
  bool (*holds)(Rejection const& one);
};

template <ReasonCode Code>
bool is_for(Rejection const& one) {
  return one.code == Code && !one.unmodelled();
}

constexpr RejectedKind rejected_kinds[] = {
    {"not offered here", is_for<ReasonCode::not_offered>},
    {"unpriced", is_for<ReasonCode::unpriced>},
    {"in need of more instances", is_for<ReasonCode::too_many_instances>},
    {"too small", is_for<ReasonCode::no_fit>},
    {"too small without a network", is_for<ReasonCode::no_network>},
    {"without a layout", is_for<ReasonCode::no_legal_layout>},
    {"retired", is_for<ReasonCode::retired>},
    {"of unknown speed", [](Rejection const& one) { return one.unmodelled(); }},
};

struct Line {
  char const* label;
  std::string (*value)(Plan const& plan);
};

constexpr Line lines[] = {
    {"plan", [](Plan const& p) { return long_offer(p); }},
    {"accelerators",
     [](Plan const& p) {
       return fmt::format("{} × {}", integer_text(p.instances * p.type.accelerators),
                          p.type.accelerator.id);
     }},
    {"time", [](Plan const& p) { return time_range(p.run.duration); }},
    {"cost", [](Plan const& p) { return usd_range(p); }},
    {"price of an instance hour",
     [](Plan const& p) {
       return priced(p) ? hourly(p.price.per_instance) : std::string("no price");
     }},
    {"FLOP/s of an accelerator",
     [](Plan const& p) { return rate_text(p.run.achieved / (flop / second), "FLOP"); }},
    {"MFU", [](Plan const& p) { return whole_percent(p.run.mfu); }},
    {"memory GiB", [](Plan const& p) { return memory(p.estimate.memory); }},
    {"layout", [](Plan const& p) { return layout(p.layout); }},
    {"rank", [](Plan const& p) { return integer_text(p.rank); }},
};

Table comparison(Plan const& plan, Plan const& chosen, Goal const& goal) {
  Table table{.columns = {texts(), texts(plan.type.name), texts("chosen")}};
  for (auto const& line : lines)
    add_row(table, faint(line.label), line.value(plan), line.value(chosen));
  Judgement const ours = judgement(plan, goal), best = judgement(chosen, goal);
  add_row(table, faint("verdict"), Text{ours.words, ours.meets ? Style::good : Style::bad},
          Text{best.words, best.meets ? Style::good : Style::bad});
  return table;
}

}  // namespace

void add_rejected(Page& page, Recommendation const& result, Extent const& extent) {
  if (result.rejected.empty()) return;
  auto groups = groups_of(result.rejected);
  if (!extent.wide) groups.resize(std::min(groups.size(), most_lines));
  Table table{.columns = {texts(), texts(), texts()}};
  std::size_t told = 0;
  std::string last;
  for (auto const& group : groups) {
    std::string const code = code_text(group);
    add_row(table, faint(code == last ? "" : code), names_text(group.types, extent.wide),
            why_text(group, extent.wide));
    last = code;
    told += group.size;
  }
  add_section(page, "Rejected", std::move(table));
  if (told < result.rejected.size())
    add_text(page,
             fmt::format("and {} more: -o wide or --json shows all",
                         integer_text(result.rejected.size() - told)),
             Style::faint);
}

std::string rejected_kinds_text(Recommendation const& result, std::string_view flag) {
  std::vector<std::string> kinds;
  for (auto const& kind : rejected_kinds) {
    std::vector<std::string> types;
    for (Rejection const& one : result.rejected)
      if (kind.holds(one)) add_once(types, one.instance_type);
    if (types.empty()) continue;
    kinds.push_back(fmt::format("{} {}", integer_text(types.size()), kind.words));
  }
  return kinds.empty() ? std::string{} : fmt::format("{} ({}: why)", joined(kinds), flag);
}

Page page_of(WhyAnswer const& answer, Extent const&) {
  Page page;
  Answer const& all = answer.recommend;
  WhyFound const found = why(answer);
  add_job(page, all.asked);
  add_market(page, all.price, all.frame);
  page.push_back(Heading{"Why " + answer.instance_type});
  add_text(page, found.reason);
  if (found.plan && found.chosen && found.plan->rank != found.chosen->rank)
    page.push_back(comparison(*found.plan, *found.chosen, all.goal));
  add_rejected(page, {.rejected = found.rejections}, {.wide = true});
  if (auto const& next = found.plan ? found.plan : found.chosen)
    page.push_back(Command{"Next", command_line("explain", all.frame, all.price, *next)});
  return page;
}

}  // namespace ec2plan::pages
