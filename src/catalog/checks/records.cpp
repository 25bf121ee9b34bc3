#include <algorithm>
#include <set>

#include "catalog/checks/inspection.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

std::vector<std::string> keys_in(std::string_view joined) {
  std::vector<std::string> keys;
  while (!joined.empty()) {
    auto const end = std::min(joined.find("; "), joined.size());
    keys.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 2, joined.size()));
  }
  return keys;
}

void expect_known(Inspection& inspection, Catalog const& catalog, std::string const& where,
                  std::string const& keys) {
  inspection.look();
  for (auto const& key : keys_in(keys))
    if (!catalog.sources.contains(key))
      inspection.find(Severity::broken, where, "names a source that is not known: " + key,
                      "a key of \"sources\"");
}

bool is_weak(Catalog const& catalog, std::string const& keys, std::string_view kind) {
  auto const all = keys_in(keys);
  return !all.empty() && std::ranges::all_of(all, [&](std::string const& key) {
    auto const found = catalog.sources.find(key);
    return found != catalog.sources.end() && found->second.kind == kind;
  });
}

/// What rests on one look by somebody else, for each kind of purchase: a finding for the kind, not
/// one for each record.
void weigh_prices(Inspection& inspection, Catalog const& catalog, Purchase purchase) {
  int records = 0, second_hand = 0, samples = 0;
  for (auto const& listed : catalog.prices) {
    if (listed.price.purchase != purchase) continue;
    inspection.look();
    ++records;
    second_hand += is_weak(catalog, listed.price.source, "second-hand");
    samples += listed.since == listed.price.as_of;
  }
  std::string const where = "prices/*/*/" + std::string(purchase_name(purchase));
  auto const of_all = integer_text(records) + " records";
  if (second_hand > 0)
    inspection.find(Severity::doubtful, where,
                    integer_text(second_hand) + " of " + of_all + " rest on second-hand sources",
                    "AWS's own lists: `ec2plan catalog import`");
  if (purchase == Purchase::spot && samples > 0)
    inspection.find(Severity::doubtful, where,
                    integer_text(samples) + " of " + of_all + " are a single sample",
                    "a history: `ec2plan catalog import spot-history`");
}

std::string first_three(std::vector<std::string> const& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 3; ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > 3 ? text + " and " + integer_text(names.size() - 3) + " more" : text;
}

void weigh_facts(Inspection& inspection, Catalog const& catalog) {
  std::vector<std::string> guessed;
  for (auto const& [field, keys] : catalog.field_sources) {
    inspection.look();
    if (is_weak(catalog, keys, "memory")) guessed.push_back(field);
  }
  if (guessed.empty()) return;
  inspection.find(
      Severity::doubtful, "facts",
      integer_text(guessed.size()) + " rest on unverified sources alone: " + first_three(guessed),
      "a source that somebody can read");
}

/// Whether the last day that the date of a source may stand for is not before `seen`.
bool reaches(std::string const& date, std::string const& seen) {
  return date >= seen.substr(0, date.size());
}

bool is_seen_by_source(Catalog const& catalog, ListedPrice const& listed) {
  auto const keys = keys_in(listed.price.source);
  return keys.empty() || std::ranges::any_of(keys, [&](std::string const& key) {
           auto const found = catalog.sources.find(key);
           return found == catalog.sources.end() || found->second.date.empty() ||
                  reaches(found->second.date, listed.price.as_of);
         });
}

void check_dates(Inspection& inspection, Catalog const& catalog, ListedPrice const& listed) {
  inspection.look();
  if (listed.since > listed.price.as_of)
    inspection.find(Severity::broken, address_of(listed),
                    "was last seen on " + listed.price.as_of + ", before it began",
                    "\"since\" not after \"as_of\"");
  if (!is_seen_by_source(catalog, listed))
    inspection.find(Severity::doubtful, address_of(listed),
                    "was last seen on " + listed.price.as_of + ", later than " +
                        listed.price.source + " is dated",
                    "\"as_of\" not after the date of its source");
  auto const* type = find_instance(catalog, listed.instance_type);
  if (type != nullptr && type->since && listed.since < *type->since)
    inspection.find(Severity::doubtful, address_of(listed),
                    "is older than the type, announced on " + *type->since,
                    "no price before the type");
}

std::string day_after(Date date) {
  constexpr std::int64_t seconds_of_a_day = 86'400;
  return date_text(date_at((days_between({}, date) + 1) * seconds_of_a_day));
}

/// What is dated after tomorrow could never grow old. A month counts from its first day.
void find_days_to_come(Inspection& inspection, Catalog const& catalog,
                       std::string const& tomorrow) {
  std::string const expected = "no day after tomorrow, " + tomorrow;
  for (auto const& listed : catalog.prices) {
    auto const& last = std::max(listed.since, listed.price.as_of);
    if (last > tomorrow)
      inspection.find(Severity::broken, address_of(listed), "was seen on a day to come, " + last,
                      expected);
  }
  for (auto const& [key, source] : catalog.sources) {
    inspection.look();
    if (source.date > tomorrow)
      inspection.find(Severity::broken, "sources/" + key, "is dated to come, " + source.date,
                      expected);
  }
}

}  // namespace

/// Loading refuses what breaks the schema, so that this counts what was read.
Inspection schema_check(Catalog const& catalog) {
  Inspection inspection{{.name = "schema", .about = "every record has the fields of its schema"}};
  inspection.check.looked_at = static_cast<std::int64_t>(
      catalog.prices.size() + catalog.instances.size() + catalog.accelerators.size() +
      catalog.models.size() + catalog.assumptions.size() + catalog.sources.size());
  return inspection;
}

Inspection origins_check(Catalog const& catalog) {
  Inspection inspection{{.name = "origins", .about = "every figure names a source that exists"}};
  for (auto const& listed : catalog.prices) {
    expect_known(inspection, catalog, address_of(listed), listed.price.source);
    if (listed.price.source.empty())
      inspection.find(Severity::doubtful, address_of(listed), "names no source",
                      "where the price was seen");
  }
  for (auto const& [field, keys] : catalog.field_sources)
    expect_known(inspection, catalog, field, keys);
  for (auto const& entry : catalog.assumptions)
    expect_known(inspection, catalog, "assumptions/" + entry.key, entry.source);
  return inspection;
}

Inspection evidence_check(Catalog const& catalog) {
  Inspection inspection{{.name = "evidence", .about = "figures rest on more than hearsay"}};
  for (Purchase const purchase : every_purchase)
    weigh_prices(inspection, catalog, purchase);
  weigh_facts(inspection, catalog);
  return inspection;
}

Inspection dates_check(Catalog const& catalog, std::optional<Date> today) {
  Inspection inspection{
      {.name = "dates",
       .about = "prices lie between the type's announcement and their source; no day is to come"}};
  for (auto const& listed : catalog.prices)
    check_dates(inspection, catalog, listed);
  if (today) find_days_to_come(inspection, catalog, day_after(*today));
  return inspection;
}

Inspection retirement_check(Catalog const& catalog) {
  Inspection inspection{{.name = "retirement", .about = "what is retired is offered nowhere"}};
  for (auto const& type : catalog.instances) {
    inspection.look();
    if (!is_retired(catalog, type)) continue;
    std::string const where = "instances/" + type.name;
    if (type.regions && !type.regions->empty())
      inspection.find(
          Severity::broken, where,
          "is retired since " + *type.retired + ", and offered in " + first_three(*type.regions),
          "no regions");
    if (type.since && *type.retired < type.since->substr(0, type.retired->size()))
      inspection.find(
          Severity::broken, where,
          "is retired since " + *type.retired + ", before it was announced on " + *type.since,
          "a later day");
  }
  return inspection;
}

}  // namespace ec2plan::catalog
