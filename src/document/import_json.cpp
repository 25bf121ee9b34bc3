#include <algorithm>
#include <array>

#include "document/fields.hpp"
#include "document/frame_json.hpp"
#include "ec2plan/document/import_answer.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using namespace documents;
using Outcome = ImportLine::Outcome;

constexpr std::array outcomes{Outcome::added, Outcome::changed, Outcome::confirmed,
                              Outcome::skipped, Outcome::asked};
constexpr std::array<std::string_view, 5> names{"added", "changed", "confirmed", "skipped",
                                                "asked"};

std::vector<Json> objects_of(ImportAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& line : answer.import.lines)
    objects.push_back({{"outcome", outcome_name(line.outcome)},
                       {"subject", line.subject},
                       {"field", text_or_null(line.field)},
                       {"before", text_or_null(line.before)},
                       {"after", text_or_null(line.after)},
                       {"reason", text_or_null(line.reason)},
                       {"count", line.count}});
  return objects;
}

Json counts_json(Import const& import) {
  Json counts = Json::object();
  for (auto const outcome : outcomes)
    counts[std::string(outcome_name(outcome))] = count_of(import, outcome);
  return counts;
}

}  // namespace

std::string_view outcome_name(ImportLine::Outcome outcome) {
  return names[static_cast<std::size_t>(outcome)];
}

std::int64_t count_of(Import const& import, ImportLine::Outcome outcome) {
  std::int64_t count = 0;
  for (auto const& line : import.lines)
    if (line.outcome == outcome) count += line.count;
  return count;
}

std::string import_sentence(Import const& import) {
  std::string text;
  for (auto const outcome : outcomes)
    text += (text.empty() ? "" : ", ") + integer_text(count_of(import, outcome)) + " " +
            std::string(outcome_name(outcome));
  return text + " for";
}

std::string document(ImportAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = objects_of(answer);
  select(objects, fields);
  Json import = {{"kind", import_kind_name(answer.import.kind)},
                 {"as_of", text_or_null(answer.import.as_of)},
                 {"files", answer.files},
                 {"into", text_or_null(answer.into)},
                 {"counts", counts_json(answer.import)},
                 {"lines", std::move(objects)}};
  return written(document_json(answer.frame, {{"sentence", import_sentence(answer.import) + "."}},
                               "import", std::move(import)));
}

std::vector<Row> rows(ImportAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = objects_of(answer);
  select(objects, fields);
  std::vector<Row> rows;
  for (auto const& object : objects)
    rows.push_back({flattened(object), written_on_a_line(object)});
  return rows;
}

}  // namespace ec2plan
