#include <ostream>

#include "cli/catalog.hpp"
#include "cli/facts.hpp"
#include "cli/output.hpp"
#include "cli/sorting.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

/// The kinds of purchase whose newest price is older than so many days: "spot (2026-08-06, 110
/// days)".
std::vector<std::string> kinds_older_than(double days, Catalog const& catalog, Date today) {
  std::vector<std::string> kinds;
  for (auto const& age : newest_ages(catalog, today)) {
    if (static_cast<double>(age.days) <= days) continue;
    kinds.push_back(std::string(purchase_name(age.purchase)) + " (" + age.as_of + ", " +
                    counted(age.days, "day") + ")");
  }
  return kinds;
}

/// Said even with --quiet: it is why the exit code is not 0.
Exit gate(CatalogVerifyAnswer const& answer, std::vector<std::string> const& too_old,
          Streams const& streams) {
  if (int const broken = broken_findings(answer.soundness); broken > 0) {
    streams.err << "error: the catalog is broken: " << counted(broken, "finding") << '\n';
    return Exit::bad_file;
  }
  if (too_old.empty()) return Exit::answered;
  streams.err << "error: --max-age: the newest prices are too old: " << ec2plan::joined(too_old)
              << "; `ec2plan catalog import` brings newer ones\n";
  return Exit::too_old;
}

}  // namespace

Exit catalog_verify(Words const& words, Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  expect_no_words("verify", words);
  refuse_flag("verify", arguments, "--region", "it checks every region");
  refuse_flag("verify", arguments, "--as-of", "it checks the whole history");
  auto const output = asked_output(arguments, environment);
  auto const max_age = optional_value(arguments, "--max-age", parsed_days);
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  note_if(reading, arguments, "--max-age", max_age);
  CatalogVerifyAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog verify");
  answer.frame.inputs = in_order(reading.inputs);
  answer.soundness = soundness(catalog);
  sort_as_asked(answer, arguments, output);
  auto const text = rendered(answer, output.format, output.options);
  std::vector<std::string> too_old;  // before anything is printed: the environment may be at fault
  if (max_age) too_old = kinds_older_than(*max_age, catalog, today(environment));
  deliver(text, output, streams);
  remark(hidden_note(answer, output.format, output.options), output, streams);
  return gate(answer, too_old, streams);
}

}  // namespace ec2plan::cli
