#include "document/json.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan {
namespace {

void refuse_files(Question const& question) {
  for (std::string_view const key : {"catalog", "calibration"})
    if (is_given(question, key))
      throw InputError({.where = "question",
                        .path = "/" + std::string(key),
                        .problem = "names a file",
                        .expected = "a question of the catalog that it is put to",
                        .fix = "lay the file over the catalog",
                        .kind = InputFault::Kind::file});
}

std::string document_of(Catalog const& catalog, Question const& question) {
  if (question.kind == Question::Kind::afford) return document(afford(catalog, question));
  auto found = answer(catalog, question);
  bool const is_estimate = found.setup && !found.result.candidates.empty();
  if (is_estimate) return document(estimate_of(std::move(found)));
  found.frame.command = "recommend";
  return document(found);
}

std::string refused(InputFault const& fault) {
  return documents::written({{"error",
                              {{"where", fault.where},
                               {"path", fault.path},
                               {"value", fault.value},
                               {"problem", fault.problem},
                               {"expected", fault.expected},
                               {"fix", fault.fix}}}});
}

}  // namespace

std::string answered(Catalog const& catalog, std::string_view text) {
  try {
    auto const question = question_from_json(text);
    refuse_files(question);
    return document_of(catalog, question);
  } catch (InputError const& error) {
    return refused(error);
  }
}

}  // namespace ec2plan
