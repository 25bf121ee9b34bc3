#include "report/format.hpp"

#include <array>
#include <span>
#include <utility>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

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

bool is_document(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

}  // namespace ec2plan
