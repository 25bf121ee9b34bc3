#include "catalog/import/draft.hpp"

#include <algorithm>
#include <array>

#include "catalog/layers.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace catalog {
namespace {

struct Kind {
  std::string_view name;
  void (*read)(ByteSource const&, Catalog const&, Findings&);
  std::string_view said_by;
};

/// In the order of ImportKind.
constexpr std::array<Kind, 6> kinds{{
    {"instance-types", read_instance_types, "aws ec2 describe-instance-types"},
    {"spot-history", read_spot_history, "aws ec2 describe-spot-price-history"},
    {"get-products", read_get_products, "aws pricing get-products"},
    {"offer-file", read_offer_file, "the bulk price list of AWS (AmazonEC2 offer file)"},
    {"capacity-blocks", read_capacity_blocks, "aws ec2 describe-capacity-block-offerings"},
    {"offerings", read_offerings, "aws ec2 describe-instance-type-offerings"},
}};

Kind const& kind_of(ImportKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

[[noreturn]] void refuse_incomplete(std::string const& file) {
  throw InputError({.where = file,
                    .problem = "has a NextToken: it is one page of several",
                    .expected = "all pages, since --complete says that nothing is missing",
                    .fix = "name the last page last, or leave out --no-paginate and --max-items",
                    .kind = InputFault::Kind::file});
}

Date day_after(Date day) {
  constexpr std::int64_t seconds = 86'400;
  return date_at((days_between(Date{}, day) + 1) * seconds);
}

Source source_of(ImportKind kind, std::string const& day) {
  std::string name(import_kind_name(kind));
  std::ranges::transform(name, name.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return {.key = "AWS-" + name + "-" + day,
          .date = day,
          .kind = "primary",
          .text = "What AWS itself said on this day: " + std::string(kind_of(kind).said_by)};
}

/// A price that says no day is of the file's.
std::vector<ListedPrice> dated(std::vector<ListedPrice> prices, std::string const& day) {
  for (auto& listed : prices) {
    if (listed.price.as_of.empty()) listed.price.as_of = day;
    if (listed.since.empty()) listed.since = listed.price.as_of;
    listed.since = std::min(listed.since, listed.price.as_of);
  }
  return prices;
}

bool line_before(ImportLine const& left, ImportLine const& right) {
  return std::tie(left.outcome, left.subject, left.field) <
         std::tie(right.outcome, right.subject, right.field);
}

/// What was read must be a catalog: the last defence against a fact that none may hold.
void expect_layable(Json const& overlay, Catalog catalog) {
  Layer const layer{.file = "the import", .overlay = true};
  JsonValue const document(overlay, layer.file);
  if (overlay.contains("sources")) lay_sources(document.at("sources"), layer, catalog);
  if (overlay.contains("accelerators"))
    lay_accelerators(document.at("accelerators"), layer, catalog);
  if (overlay.contains("instances")) lay_instances(document.at("instances"), layer, catalog);
  if (overlay.contains("prices")) lay_prices(document.at("prices"), layer, catalog);
}

}  // namespace

Findings findings_of(Catalog const& catalog, ImportKind kind,
                     std::vector<ByteSource> const& sources, ImportOptions const& options) {
  Findings findings;
  if (options.today) findings.latest_day = date_text(day_after(*options.today));
  for (auto const& source : sources)
    kind_of(kind).read(source, catalog, findings);
  if (findings.continued && options.complete) refuse_incomplete(sources.back().name);
  if (findings.continued)
    skip(findings, "a NextToken says that more pages follow: import them too", sources.back().name);
  return findings;
}

Import import_of(Catalog const& catalog, ImportKind kind, Findings const& findings,
                 ImportOptions const& options) {
  Import import;
  import.kind = kind;
  import.as_of = findings.as_of.empty() ? options.retrieved : findings.as_of;
  auto const source = source_of(kind, import.as_of);
  Draft draft{.source = source.key};
  compare_types(catalog, findings.types, draft);
  compare_prices(catalog, dated(findings.prices, import.as_of), draft);
  add_sold(catalog, findings, import.as_of, draft);
  compare_offers(catalog, findings.offered, options.complete, draft);
  for (auto const& skipped : findings.skipped)
    draft.lines.push_back({.outcome = ImportLine::Outcome::skipped,
                           .subject = skipped.example,
                           .reason = skipped.reason,
                           .count = skipped.count});
  std::ranges::stable_sort(draft.lines, line_before);
  auto const overlay = overlay_of(draft, source);
  expect_layable(overlay, catalog);
  import.is_news = !overlay.empty();
  import.overlay = overlay_text(overlay);
  import.lines = std::move(draft.lines);
  return import;
}

}  // namespace catalog

ImportKind import_kind_from(std::string_view name) {
  auto const& kinds = catalog::kinds;
  auto const found = std::ranges::find(kinds, name, &catalog::Kind::name);
  if (found != kinds.end()) return static_cast<ImportKind>(found - kinds.begin());
  throw InputError(
      {.where = "catalog import",
       .value = std::string(name),
       .problem = "is no kind of file",
       .expected =
           "instance-types, spot-history, get-products, offer-file, capacity-blocks or offerings",
       .fix = suggestion(name, kinds, "name the kind first", &catalog::Kind::name)});
}

std::string_view import_kind_name(ImportKind kind) { return catalog::kind_of(kind).name; }

Import imported(Catalog const& catalog, ImportKind kind, std::vector<ByteSource> const& sources,
                ImportOptions const& options) {
  return catalog::import_of(catalog, kind, catalog::findings_of(catalog, kind, sources, options),
                            options);
}

}  // namespace ec2plan
