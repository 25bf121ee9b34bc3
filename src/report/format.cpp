#include "report/format.hpp"

#include <algorithm>
#include <iterator>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

constexpr std::string_view format_words[] = {
    "table", "wide", "json", "jsonl", "csv", "markdown", "junit"};  // in the order of `Format`

}  // namespace

std::span<std::string_view const> format_names() { return format_words; }

Format format_from(std::string_view name) {
  auto const found = std::ranges::find(format_words, name);
  if (found != std::end(format_words)) return static_cast<Format>(found - std::begin(format_words));
  auto const near = nearest(name, format_words);
  throw InputError(
      {.where = "--output",
       .value = std::string(name),
       .problem = "is not a format",
       .expected = "table, wide, json, jsonl, csv, markdown, or of `check` junit",
       .fix = near ? "did you mean " + std::string(*near) + "?" : "write one of them"});
}

bool is_document(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

}  // namespace ec2plan
