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

}  // namespace ec2plan::catalog
