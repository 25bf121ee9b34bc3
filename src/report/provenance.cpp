#include "report/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {
namespace {

std::string note_text(AssumptionEntry const& entry) {
  if (entry.source.empty()) return entry.note;
  return fmt::format("{} [{}]", entry.note, entry.source);
}

std::string source_text(Source const& source, bool with_links) {
  std::string const text = fmt::format("{} ({}, {})", source.text, source.kind, source.date);
  return source.url.empty() || !with_links ? text : text + " " + source.url;
}

std::set<std::string> named(ExplainAnswer const& answer) {
  std::set<std::string> keys;
  for (auto const& fact : answer.facts)
    for (auto const& source : fact.sources)
      keys.insert(source.key);
  for (auto const& entry : answer.estimate.frame.assumptions)
    for (auto const& source : answer.estimate.frame.sources)
      if (entry.source.find(source.key) != std::string::npos) keys.insert(source.key);
  return keys;
}

/// "[EC2API] 2026-08-02, [LOCK] 2026-11"
std::string origin(std::vector<Source> const& sources) {
  if (sources.empty()) return "no source is recorded";
  std::vector<std::string> texts;
  for (auto const& source : sources)
    texts.push_back(fmt::format("[{}] {}", source.key, source.date));
  return joined(texts);
}

}  // namespace

void add_facts(Page& page, std::vector<Fact> const& facts) {
  page.push_back(Heading{"Facts"});
  Table table{.columns = {{}, {}, {}}};
  for (auto const& fact : facts) {
    table.rows.push_back({{fact.what, Style::faint}, {fact.value}, {origin(fact.sources)}});
  }
  page.push_back(std::move(table));
}

void add_assumptions(Page& page, EstimateAnswer const& answer) {
  auto const& entries = answer.frame.assumptions;
  if (entries.empty()) return;
  page.push_back(Heading{"Assumptions; change one with --set KEY=VALUE"});
  Table table{.columns = {{}, {.right = true}, {}, {}, {}}};
  std::string last;
  for (auto const& entry : entries) {
    std::string const note = note_text(entry);
    table.rows.push_back({{entry.key, Style::faint},
                          {number_text(entry.value)},
                          {entry.unit == "1" ? "" : entry.unit},
                          {entry.basis, entry.basis == "guess" ? Style::warn : Style::plain},
                          {note == last && !note.empty() ? "as above" : note}});
    last = note;
  }
  page.push_back(std::move(table));
}

void add_sources(Page& page, ExplainAnswer const& answer, bool with_links) {
  auto const keys = named(answer);
  std::vector<Source> all = answer.estimate.frame.sources;
  for (auto const& fact : answer.facts)
    all.insert(all.end(), fact.sources.begin(), fact.sources.end());
  page.push_back(Heading{"Sources"});
  Table table = pairs();
  std::set<std::string> told;
  for (auto const& source : all)
    if (keys.contains(source.key) && told.insert(source.key).second)
      add_pair(table, source.key, source_text(source, with_links));
  page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
