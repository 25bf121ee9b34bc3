#include "ec2plan/report/report.hpp"

#include <array>
#include <utility>

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"
#include "report/pages.hpp"
#include "report/recommend_page.hpp"
#include "report/rendering.hpp"

namespace ec2plan {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> formats{
    {{"table", Format::table},
     {"wide", Format::wide},
     {"json", Format::json},
     {"jsonl", Format::jsonl},
     {"csv", Format::csv},
     {"markdown", Format::markdown},
     {"junit", Format::junit}}};

using pages::extent_of, pages::in_format, pages::is_document, pages::printed;

}  // namespace

Format format_from(std::string_view name) {
  std::array<std::string_view, formats.size()> names;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (formats[i].first == name) return formats[i].second;
    names[i] = formats[i].first;
  }
  auto const near = nearest(name, std::span<std::string_view const>(names));
  throw InputError({.where = "--output",
                    .value = std::string(name),
                    .problem = "is not a format",
                    .expected = "table, wide, json, jsonl, csv, markdown, or of `check` junit",
                    .fix = near ? "did you mean " + std::string(*near) + "?" : ""});
}

std::string rendered(Answer const& answer, Format format, ReportOptions const& options) {
  auto const extent = extent_of(format, options);
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent); });
}

std::string rendered(AffordAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(EstimateAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer); });
}

std::string rendered(ExplainAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer); },
      [&] { return pages::page_of(answer); });
}

std::string rendered(WhyAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer); },
      [&] { return pages::page_of(answer); });
}

std::string rendered(InstancesAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(ModelsAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(AccuracyAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(CalibrateAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(ImportAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(CatalogInfoAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer); });
}

std::string rendered(CatalogVerifyAnswer const& answer, Format format,
                     ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string rendered(CatalogDiffAnswer const& answer, Format format, ReportOptions const& options) {
  return in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer, extent_of(format, options)); });
}

std::string hidden_note(Answer const& answer, Format format, ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(InstancesAnswer const& answer, Format format,
                        ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(ModelsAnswer const& answer, Format format, ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(AccuracyAnswer const& answer, Format format, ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(CalibrateAnswer const& answer, Format format,
                        ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(CatalogVerifyAnswer const& answer, Format format,
                        ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

std::string hidden_note(CatalogDiffAnswer const& answer, Format format,
                        ReportOptions const& options) {
  return is_document(format) ? "" : pages::hidden_text(answer, extent_of(format, options));
}

/// It has no rows: jsonl is the document, csv the page's text.
std::string rendered(VersionAnswer const& answer, Format format, ReportOptions const& options) {
  if (format == Format::json || format == Format::jsonl) return document(answer);
  return printed(pages::page_of(answer), format, options);
}

}  // namespace ec2plan
