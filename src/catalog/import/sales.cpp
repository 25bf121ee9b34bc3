#include <algorithm>
#include <cmath>

#include "catalog/import/draft.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

using Key = std::tuple<std::string, std::string, Purchase>;
using Records = std::vector<ListedPrice>;  // of one price, by first day
using History = std::map<Key, Records>;

// A block's fee is rounded to a cent: over the shortest block, a day, that is so much an hour.
constexpr double cent_of_a_day = 0.01 / 24;
constexpr double rounding = 1e-6;  // a list that gives fewer digits says the same price

Key key_of(ListedPrice const& listed) {
  return {listed.instance_type, listed.price.region, listed.price.purchase};
}

/// As AWS writes it, to a billionth: an hour is 3,600 seconds, and back.
double usd(HourlyPrice price) { return std::round(price * hour / dollar * 1e9) / 1e9; }
double usd(ListedPrice const& listed) { return usd(listed.price.per_instance); }

History history_of(Catalog const& catalog) {
  History history;
  for (auto const& listed : catalog.prices)
    history[key_of(listed)].push_back(listed);
  for (auto& [key, records] : history)
    std::ranges::stable_sort(records, {}, &ListedPrice::since);
  return history;
}

bool names(std::string const& sources, std::string const& key) {
  return ("; " + sources + ";").find("; " + key + ";") != std::string::npos;
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
  Json record = {{"as_of", listed.price.as_of}, {"instance_type", listed.instance_type},
                 {"purchase", purchase},        {"region", listed.price.region},
                 {"since", listed.since},       {"usd_per_hour", usd(listed)}};
  if (!listed.price.source.empty()) record["source"] = listed.price.source;
  draft.prices[{listed.instance_type, listed.price.region, purchase, listed.since}] =
      std::move(record);
}

/// The first day of a price that follows another: not before the other was last seen.
std::string first_day(ListedPrice const& before, ListedPrice const& found) {
  if (found.since > before.price.as_of) return found.since;
  return std::max(found.price.as_of, before.since);
}

/// The keys of "A; B" that an overlay can name, and their sources beside the draft's own: all but
/// files of the user's, which an overlay does not carry.
std::string carried_sources(Catalog const& catalog, std::string_view joined, Draft& draft) {
  std::string kept;
  while (!joined.empty()) {
    auto const end = std::min(joined.find("; "), joined.size());
    std::string const key(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 2, joined.size()));
    auto const found = catalog.sources.find(key);
    bool const known = found != catalog.sources.end() && found->second.kind != "overlay";
    if (key != draft.source && !known) continue;
    kept += (kept.empty() ? "" : "; ") + key;
    if (key != draft.source) draft.older.push_back(found->second);
  }
  return kept;
}

/// The records from a first day on: an overlay replaces all that are known from its first day.
void keep_from(Catalog const& catalog, Records const& records, std::string const& since,
               Draft& draft) {
  for (ListedPrice listed : records) {
    if (listed.since < since) continue;
    listed.price.source = carried_sources(catalog, listed.price.source, draft);
    add_record(listed, draft);
  }
}

/// Takes a price that was seen before the newest record was: it becomes history.
void compare_older(Catalog const& catalog, ListedPrice found, Records& records, Draft& draft) {
  auto const next = std::ranges::upper_bound(records, found.price.as_of, {}, &ListedPrice::since);
  auto* held = next == records.begin() ? nullptr : &*std::prev(next);
  auto const subject = subject_of(found) + ", " + found.price.as_of;
  bool const same = held != nullptr && is_same(*held, found);
  if (held != nullptr && found.price.as_of <= held->price.as_of && !same)
    return note_skipped(draft, subject,
                        "the catalog has another price of that day, $" + number_text(usd(*held)));
  if (same) {
    note_confirmed(draft, subject, "usd_per_hour", number_text(usd(*held)));
    if (found.price.as_of <= held->price.as_of) return;
    held->price.as_of = found.price.as_of;
    held->price.source = draft.source;
    return keep_from(catalog, records, held->since, draft);
  }
  note_added(draft, subject, "usd_per_hour", number_text(usd(found)));
  if (held != nullptr) found.since = first_day(*held, found);
  auto const since = found.since;
  records.insert(next, std::move(found));
  keep_from(catalog, records, since, draft);
}

void compare(Catalog const& catalog, ListedPrice found, History& history, Draft& draft) {
  std::string const subject = subject_of(found), now = number_text(usd(found));
  if (usd(found) < usd(least_hourly_price) || usd(found) > usd(most_hourly_price))
    return note_skipped(draft, subject, "not a price from $0.01 to $2,000 an hour");
  found.price.source = draft.source;
  auto& records = history[key_of(found)];
  if (records.empty()) {
    note_added(draft, subject, "usd_per_hour", now);
    records.push_back(found);
    return add_record(found, draft);
  }
  ListedPrice& before = records.back();
  if (found.price.as_of < before.price.as_of)
    return compare_older(catalog, std::move(found), records, draft);
  if (is_same(before, found)) {
    note_confirmed(draft, subject, "usd_per_hour", number_text(usd(before)));
    if (found.price.as_of == before.price.as_of) return;
    before.price.as_of = found.price.as_of;
    before.price.source = draft.source;
    return add_record(before, draft);
  }
  note_changed(draft, subject, "usd_per_hour", number_text(usd(before)), now);
  found.since = first_day(before, found);
  if (found.since == before.since)
    before = found;
  else
    records.push_back(found);
  add_record(found, draft);
}

bool seen_before(ListedPrice const& left, ListedPrice const& right) {
  return std::tie(left.instance_type, left.price.region, left.price.purchase, left.price.as_of,
                  left.since) < std::tie(right.instance_type, right.price.region,
                                         right.price.purchase, right.price.as_of, right.since);
}

}  // namespace

void compare_prices(Catalog const& catalog, std::vector<ListedPrice> found, Draft& draft) {
  auto history = history_of(catalog);
  std::ranges::stable_sort(found, seen_before);
  for (auto& listed : found)
    compare(catalog, std::move(listed), history, draft);
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
