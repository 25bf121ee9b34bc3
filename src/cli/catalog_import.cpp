#include <algorithm>
#include <filesystem>
#include <memory>

#include "catalog/import/draft.hpp"
#include "catalog/json_file.hpp"
#include "catalog/json_value.hpp"
#include "cli/arguments.hpp"
#include "cli/asked.hpp"
#include "cli/byte_sources.hpp"
#include "cli/catalog.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/replace_file.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

namespace fs = std::filesystem;

/// What is imported, as asked.
struct Asked {
  ImportKind kind = ImportKind::instance_types;
  std::vector<std::string> files{};
  std::string into{};  // empty: stdout
  ImportOptions options{};
};

std::string asked_target(Arguments const& arguments) {
  auto const* into = last_given(arguments, "--into");
  if (into == nullptr) return {};
  std::error_code error;
  auto const type = fs::status(into->text, error).type();
  if (into->text.empty() || into->text == "-")
    throw refusal(*into, "is no file", "the overlay to lay the facts into",
                  "leave it out: stdout gets the overlay");
  if (type != fs::file_type::regular && type != fs::file_type::not_found)
    throw refusal(*into, "is not a file", "an overlay, or a name that is free", "name a file");
  return into->text;
}

/// The day on which AWS was asked. A clock may be a day behind; more is a mistake, after which
/// nothing true would be new.
std::string asked_day(Arguments const& arguments, Date today) {
  auto const given = optional_value(arguments, "--retrieved", parsed_date);
  auto day = date_text(given ? *given : today);
  bool const is_to_come = given && days_between(today, *given) > 1;
  if (catalog::is_date(day) && !is_to_come) return day;
  if (given)
    throw refusal(*last_given(arguments, "--retrieved"),
                  is_to_come ? "lies in the future" : "is a day without AWS",
                  "the day on which AWS was asked, up to today, " + date_text(today),
                  "correct it, or the clock (SOURCE_DATE_EPOCH where it is set)");
  throw InputError({.where = "SOURCE_DATE_EPOCH",
                    .value = day,
                    .problem = "is a day without AWS",
                    .expected = "a day from 2000 to 2099",
                    .fix = "set the clock, or give the day with --retrieved"});
}

/// Refuses to write over what is read: facts that are not of this import would be lost.
void expect_files_apart(Asked const& asked, Arguments const& arguments, Output const& output) {
  auto const expect_apart = [&](std::string_view flag, std::string const& written,
                                std::string const& read, std::string const& role) {
    bool const is_stdin = read == "-";
    if (written.empty() || !is_same_file(written, is_stdin ? "/dev/stdin" : read)) return;
    throw refusal(*last_given(arguments, flag), "is " + role + ", which it would write over",
                  "a file that is not read",
                  flag == "--into" ? "name another file, or one that is free"
                                   : "name another file; --into FILE alone adds the facts to FILE");
  };
  for (auto const& file : asked.files) {
    expect_apart("--into", asked.into, file, "a file to import");
    expect_apart("--out-file", output.file, file, "a file to import");
  }
  if (!asked.into.empty())
    expect_apart("--out-file", output.file, asked.into, "the overlay of --into");
  for (GivenValue const& value : given(arguments, "--catalog"))
    expect_apart("--out-file", output.file, value.text, "an overlay of --catalog");
}

Asked asked_import(Arguments const& arguments, Environment const& environment) {
  auto const& words = arguments.positionals;
  Asked asked;
  if (words.size() < 2) {
    throw InputError(
        {.where = "catalog import",
         .problem = words.empty() ? "the kind of file is missing" : "the files are missing",
         .expected = "a kind and its files, or - for stdin",
         .fix = "write ec2plan catalog import spot-history FILE"});
  }
  asked.kind = import_kind_from(words.front());
  asked.files.assign(words.begin() + 1, words.end());
  asked.into = asked_target(arguments);
  asked.options.complete = is_on(arguments, "--complete");
  asked.options.today = today(environment);
  asked.options.retrieved = asked_day(arguments, *asked.options.today);
  if (asked.options.complete && asked.kind != ImportKind::offerings)
    throw refusal(*last_given(arguments, "--complete"), "is for offerings alone",
                  "no such flag with " + words.front(), "leave it out");
  return asked;
}

/// Without --into stdout is the overlay, which is JSON.
void expect_format(Output const& output, Arguments const& arguments, Asked const& asked) {
  bool const fits = output.format == Format::table || output.format == Format::wide ||
                    output.format == Format::json;
  if (!asked.into.empty() || fits) return;
  throw refusal(*last_given(arguments, "--output"), "cannot be had of an overlay, which is JSON",
                "json, or --into FILE", "add --into FILE: stdout then gets the report");
}

/// The catalog with all overlays, and with the one that the facts go into.
Catalog catalog_beside(Arguments const& arguments, std::string const& into) {
  std::vector<fs::path> overlays;
  for (GivenValue const& value : given(arguments, "--catalog"))
    overlays.emplace_back(value.text);
  std::error_code error;
  if (!into.empty() && fs::exists(into, error)) overlays.emplace_back(into);
  return load_catalog(overlays);
}

/// The sources, watched on a terminal.
std::vector<ByteSource> watched(std::vector<ByteSource> sources,
                                std::shared_ptr<Progress> const& progress) {
  for (auto& source : sources)
    source.read = [read = source.read, progress](std::span<char> place) {
      auto const count = read(place);
      progress->advance(count);
      return count;
    };
  return sources;
}

catalog::Findings found(Asked const& asked, Catalog const& catalog, Environment const& environment,
                        Output const& output, Streams const& streams) {
  auto sources = byte_sources(asked.files, streams.in);
  if (!environment.err_is_terminal || output.quiet)
    return catalog::findings_of(catalog, asked.kind, sources, asked.options);
  auto const progress =
      std::make_shared<Progress>(streams.err, total_bytes(asked.files), "MB", 1e6);
  return catalog::findings_of(catalog, asked.kind, watched(std::move(sources), progress),
                              asked.options);
}

/// Lays the import into its file. Another process may have changed the file while this one read:
/// under the lock the findings meet what it holds now.
Import laid_import(Asked const& asked, Arguments const& arguments,
                   catalog::Findings const& findings, Output const& output,
                   Streams const& streams) {
  FolderLock const lock(asked.into, "--into",
                        [&](std::string const& note) { remark(note, output, streams); });
  std::error_code error;
  bool const exists = fs::exists(asked.into, error);
  auto const before = exists ? catalog::file_text(asked.into) : std::string();
  auto import = catalog::import_of(catalog_beside(arguments, asked.into), asked.kind, findings,
                                   asked.options);
  if (import.is_news || !exists)
    replace_file(asked.into, overlay_with(before, asked.into, import), "--into");
  return import;
}

ImportAnswer answer_of(Asked const& asked, Arguments const& arguments, Catalog const& catalog,
                       Import import) {
  Reading reading;
  std::vector<std::string> overlays;
  for (GivenValue const& value : given(arguments, "--catalog"))
    overlays.push_back(value.text);
  if (!overlays.empty()) note(reading, arguments, "--catalog", overlays);
  if (!asked.into.empty()) note(reading, arguments, "--into", asked.into);
  if (asked.options.complete) note(reading, arguments, "--complete", true);
  note(reading, arguments, "--retrieved", asked.options.retrieved, "default");
  ImportAnswer answer;
  answer.frame = asked_frame(catalog, "catalog import", {}, {}, {}, reading);
  answer.import = std::move(import);
  answer.files = asked.files;
  std::ranges::replace(answer.files, std::string("-"), std::string("stdin"));
  answer.into = asked.into;
  return answer;
}

/// The overlay is the result, and what it holds is told beside it.
void deliver_overlay(ImportAnswer const& answer, Output const& output,
                     Environment const& environment, Streams const& streams) {
  deliver(answer.import.overlay, output, streams);
  if (output.quiet) return;
  auto options = output.options;
  options.color = false;
  options.columns = columns(environment, true);
  auto const format = output.format == Format::wide ? Format::wide : Format::table;
  streams.err << printed(answer, format, options).text;
}

}  // namespace

Exit catalog_import(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const asked = asked_import(arguments, environment);
  expect_format(output, arguments, asked);
  expect_files_apart(asked, arguments, output);
  auto const catalog = catalog_beside(arguments, asked.into);
  timings.lap("catalog");
  auto const findings = found(asked, catalog, environment, output, streams);
  timings.lap("files");
  auto import = asked.into.empty()
                    ? catalog::import_of(catalog, asked.kind, findings, asked.options)
                    : laid_import(asked, arguments, findings, output, streams);
  timings.lap("import");
  auto const answer = answer_of(asked, arguments, catalog, std::move(import));
  std::string const counts = integer_text(findings.records) + " records";
  if (!asked.into.empty()) {
    finish(answer, arguments, output, streams, timings, {.counts = counts});
    return Exit::answered;
  }
  deliver_overlay(answer, output, environment, streams);
  timings.report(output, streams, counts);
  return Exit::answered;
}

}  // namespace ec2plan::cli
