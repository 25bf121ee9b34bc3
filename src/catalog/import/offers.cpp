#include <algorithm>

#include "catalog/import/draft.hpp"

namespace ec2plan::catalog {
namespace {

/// How a day compares with a date, which may be a month or a year: below 0, before it.
int compared(std::string_view day, std::string_view date) {
  return day.substr(0, date.size()).compare(date);
}

/// "OFFER; KARP"; empty: not known.
std::string region_sources(Catalog const& catalog, InstanceType const& type) {
  auto const field = catalog.field_sources.find("instances/" + type.name + "/regions");
  return field == catalog.field_sources.end() ? std::string() : field->second;
}

bool names(std::string const& sources, std::string const& key) {
  return ("; " + sources + ";").find("; " + key + ";") != std::string::npos;
}

/// Whether a source tells of one region at a time, and so nothing of those that it does not name.
bool is_of_sales(std::string_view key) {
  return key.starts_with("AWS-SPOT-HISTORY-") || key.starts_with("AWS-CAPACITY-BLOCKS-");
}

/// The newest day on which the type's regions were looked up; empty: not known.
std::string regions_seen(Catalog const& catalog, InstanceType const& type) {
  auto const sources = region_sources(catalog, type);
  std::string newest;
  for (auto const& [key, source] : catalog.sources)
    if (names(sources, key) && !is_of_sales(key)) newest = std::max(newest, source.date);
  return newest;
}

/// A price from before the regions were looked up, or before the type was withdrawn, is no proof.
bool is_news(Catalog const& catalog, InstanceType const& type, std::string const& day) {
  auto const seen = regions_seen(catalog, type);
  return compared(day, seen) >= 0 && !(type.retired && compared(day, *type.retired) <= 0);
}

using Offered = std::map<std::string, std::set<std::string>>;  // region -> types

void set_regions(InstanceType const& type, std::set<std::string> const& regions, Draft& draft) {
  add_field(instance_record(draft, type.name), "regions", regions, draft);
}

void compare(InstanceType const& type, Offered const& offered, bool complete, Draft& draft) {
  std::set<std::string> regions;
  if (type.regions) regions.insert(type.regions->begin(), type.regions->end());
  auto const before = regions;
  for (auto const& [region, types] : offered) {
    bool const was = before.contains(region), is = types.contains(type.name);
    std::string const subject = type.name + ", " + region;
    if (is && was) {
      note_confirmed(draft, subject, "offered", "yes");
    } else if (is) {
      note_added(draft, subject, "offered", "yes");
      regions.insert(region);
    } else if (was && complete) {
      note_changed(draft, subject, "offered", "yes", "no");
      regions.erase(region);
    }
  }
  if (regions != before) set_regions(type, regions, draft);
}

/// The list rests on what it was made from and on the import. Sources of other imports go with it,
/// so that the overlay can be used alone.
void keep_sources(Catalog const& catalog, InstanceType const& type, Draft& draft) {
  auto const known = region_sources(catalog, type);
  std::string sources;
  for (auto const& [key, source] : catalog.sources) {
    if (!names(known, key) || key == draft.source || source.kind == "overlay") continue;
    sources += key + "; ";
    if (key.starts_with("AWS-")) draft.older.push_back(source);
  }
  instance_record(draft, type.name)["sources"]["regions"] = sources + draft.source;
}

}  // namespace

void compare_offers(Catalog const& catalog, Offered const& offered, bool complete, Draft& draft) {
  for (auto const& type : catalog.instances)
    compare(type, offered, complete, draft);
}

void add_sold(Catalog const& catalog, Findings const& findings, std::string const& as_of,
              Draft& draft) {
  std::map<InstanceType const*, std::set<std::string>> added;
  for (auto const& [place, last_day] : findings.sold) {
    auto const& [name, region] = place;
    auto const* type = find_instance(catalog, name);
    if (type == nullptr || !type->regions || listed_in(*type, region)) continue;
    if (!is_news(catalog, *type, last_day.empty() ? as_of : last_day)) continue;
    note_added(draft, type->name, "regions", region);
    added[type].insert(region);
  }
  for (auto& [type, regions] : added) {
    regions.insert(type->regions->begin(), type->regions->end());
    set_regions(*type, regions, draft);
    keep_sources(catalog, *type, draft);
  }
}

}  // namespace ec2plan::catalog
