#include <algorithm>
#include <cmath>

#include "catalog/import/draft.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

using Key = std::tuple<std::string, std::string, Purchase>;
using Newest = std::map<Key, ListedPrice>;

// A block's fee is rounded to a cent: over the shortest block, a day, that is so much an hour.
constexpr double cent_of_a_day = 0.01 / 24;
constexpr double rounding = 1e-6;  // a list that gives fewer digits says the same price

Key key_of(ListedPrice const& listed) {
  return {listed.instance_type, listed.price.region, listed.price.purchase};
}

/// As AWS writes it, to a billionth: an hour is 3,600 seconds, and back.
double usd(HourlyPrice price) { return std::round(price * hour / dollar * 1e9) / 1e9; }
double usd(ListedPrice const& listed) { return usd(listed.price.per_instance); }

Newest newest_of(Catalog const& catalog) {
  Newest newest;
  for (auto const& listed : catalog.prices) {
    auto const [place, is_new] = newest.try_emplace(key_of(listed), listed);
    if (!is_new && place->second.since <= listed.since) place->second = listed;
  }
  return newest;
}

bool is_same(ListedPrice const& left, ListedPrice const& right) {
  bool const block = left.price.purchase == Purchase::capacity_block;
  double const slack = block ? cent_of_a_day : rounding * usd(left);
  return std::abs(usd(left) - usd(right)) <= slack;
}

std::string subject_of(ListedPrice const& listed) {
  return listed.instance_type + ", " + listed.price.region + ", " +
         std::string(purchase_name(listed.price.purchase));
}

void add_record(ListedPrice const& listed, Draft& draft) {
  std::string const purchase(purchase_name(listed.price.purchase));
  draft.prices[{listed.instance_type, listed.price.region, purchase, listed.since}] = {
      {"as_of", listed.price.as_of}, {"instance_type", listed.instance_type},
      {"purchase", purchase},        {"region", listed.price.region},
      {"since", listed.since},       {"source", draft.source},
      {"usd_per_hour", usd(listed)}};
}

/// The first day of a price that follows another: not before the other was last seen.
std::string first_day(ListedPrice const& before, ListedPrice const& found) {
  if (found.since > before.price.as_of) return found.since;
  return std::max(found.price.as_of, before.since);
}

void compare(ListedPrice found, Newest& newest, Draft& draft) {
  std::string const subject = subject_of(found), now = number_text(usd(found));
  if (usd(found) < usd(least_hourly_price) || usd(found) > usd(most_hourly_price))
    return note_skipped(draft, subject, "not a price from $0.01 to $2,000 an hour");
  auto const [place, is_new] = newest.try_emplace(key_of(found), found);
  ListedPrice& before = place->second;
  if (is_new) {
    note_added(draft, subject, "usd_per_hour", now);
    return add_record(found, draft);
  }
  if (found.price.as_of < before.price.as_of)
    return note_skipped(draft, subject, "older than the catalog's of " + before.price.as_of);
  if (is_same(before, found)) {
    note_confirmed(draft, subject, "usd_per_hour", number_text(usd(before)));
    if (found.price.as_of == before.price.as_of) return;
    before.price.as_of = found.price.as_of;
    return add_record(before, draft);
  }
  note_changed(draft, subject, "usd_per_hour", number_text(usd(before)), now);
  found.since = first_day(before, found);
  before = found;
  add_record(found, draft);
}

bool seen_before(ListedPrice const& left, ListedPrice const& right) {
  return std::tie(left.instance_type, left.price.region, left.price.purchase, left.price.as_of,
                  left.since) < std::tie(right.instance_type, right.price.region,
                                         right.price.purchase, right.price.as_of, right.since);
}

}  // namespace

void compare_prices(Catalog const& catalog, std::vector<ListedPrice> found, Draft& draft) {
  auto newest = newest_of(catalog);
  std::ranges::stable_sort(found, seen_before);
  for (auto& listed : found)
    compare(std::move(listed), newest, draft);
}

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
