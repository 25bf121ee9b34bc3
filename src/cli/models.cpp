#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

ModelsAnswer asked_models(Arguments const& arguments, Environment const& environment) {
  auto question = typed_question(arguments);
  auto const facts = laid_catalog(question, environment);
  ModelsAnswer answer;
  Reading reading{.calibrated = facts.calibrated};
  std::vector<std::string> names;
  if (arguments.positionals.empty()) {
    answer.rows = facts.catalog.models;
    for (ModelEntry const& model : facts.catalog.models)
      names.push_back(model.shape.name);
  } else {
    set(question, "model", {{.text = arguments.positionals.front(), .where = "models"}});
    answer.asked = asked_shape(facts.catalog, question, reading.warnings);
    names.push_back(answer.asked->model.shape.name);
    if (auto const* entry = find_model(facts.catalog, names.front())) answer.entry = *entry;
  }
  reading.inputs = inputs_of(question);
  answer.frame = asked_frame(facts.catalog, "models", {}, {}, names, reading);
  return answer;
}

}  // namespace

Exit list_models(Arguments const& arguments, Environment const& environment,
                 Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto answer = asked_models(arguments, environment);
  timings.lap("catalog");
  if (answer.asked) warn_of_understanding(*answer.asked, answer.frame);
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

}  // namespace ec2plan::cli
