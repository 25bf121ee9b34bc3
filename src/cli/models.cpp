#include "cli/command.hpp"
#include "cli/facts.hpp"
#include "cli/job.hpp"
#include "cli/output.hpp"
#include "cli/sorting.hpp"
#include "cli/timings.hpp"

namespace ec2plan::cli {
namespace {

ModelsAnswer asked_models(Arguments const& arguments) {
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  ModelsAnswer answer;
  std::vector<std::string> names;
  if (arguments.positionals.empty()) {
    answer.rows = catalog.models;
    for (ModelEntry const& model : catalog.models)
      names.push_back(model.shape.name);
  } else {
    GivenValue const spec{.text = arguments.positionals.front(), .where = "models"};
    answer.asked = asked_shape(arguments, catalog, spec, reading);
    names.push_back(answer.asked->model.shape.name);
    if (auto const* entry = find_model(catalog, names.front())) answer.entry = *entry;
  }
  answer.frame = asked_frame(catalog, "models", {}, {}, names, reading);
  return answer;
}

}  // namespace

Exit list_models(Arguments const& arguments, Environment const& environment,
                 Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto answer = asked_models(arguments);
  timings.lap("catalog");
  sort_as_asked(answer, arguments, output);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  deliver(text, output, streams);
  warn(answer.frame.warnings, output, streams);
  remark(hidden_note(answer, output.format, output.options), output, streams);
  timings.report(output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
