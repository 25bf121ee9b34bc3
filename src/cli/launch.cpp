#include "ec2plan/launch/launch.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/plans.hpp"
#include "cli/saved.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/similar.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

/// A target and the version of it that is wanted.
struct AskedTarget {
  LaunchTarget const* target;
  std::string_view version{};  // empty: its default
};

std::string target_names() {
  std::vector<std::string> names;
  for (LaunchTarget const& target : launch_targets())
    names.emplace_back(target.name);
  return joined(names);
}

std::string versions_of(LaunchTarget const& target) {
  std::vector<std::string> names;
  for (TargetVersion const& version : target.versions)
    if (!version.name.empty()) names.emplace_back(version.name);
  return joined(names);
}

LaunchTarget const& target_named(GivenValue const& value) {
  auto const* target = find_launch_target(value.text);
  if (target == nullptr)
    throw refusal(
        value, "is no target", target_names(),
        suggestion(value.text, launch_targets(), "name one of them", &LaunchTarget::name));
  return *target;
}

/// --target-version is of the one target that has several, or has that one.
void take_version(Arguments const& arguments, std::vector<AskedTarget>& asked) {
  auto const* value = last_given(arguments, "--target-version");
  if (value == nullptr) return;
  bool taken = false;
  std::vector<std::string> known;
  for (auto& [target, version] : asked) {
    auto const* found = find_version(*target, value->text);
    if (found != nullptr && !value->text.empty()) {
      version = found->name;
      taken = true;
    }
    if (target->versions.size() > 1) known.push_back(versions_of(*target));
  }
  if (!taken)
    throw refusal(*value, "is no version of the target",
                  known.empty() ? "no --target-version: it has but one" : joined(known, "; "),
                  known.empty() ? "leave it out" : "write one of them");
}

std::vector<AskedTarget> asked_targets(Arguments const& arguments) {
  std::vector<AskedTarget> asked;
  for (GivenValue const& value : elements(arguments, "--target")) {
    auto const& target = target_named(value);
    if (std::ranges::find(asked, &target, &AskedTarget::target) == asked.end())
      asked.push_back({&target});
  }
  if (asked.empty())
    throw InputError({.where = "--target",
                      .problem = "is missing",
                      .expected = target_names(),
                      .fix = "write ec2plan launch plan.json --target megatron"});
  take_version(arguments, asked);
  return asked;
}

/// The framework among the targets, else that of --framework; nullptr: whichever launches the plan.
LaunchTarget const* asked_trainer(std::vector<AskedTarget> const& asked, Question const& question) {
  for (auto const& one : asked)
    if (one.target->framework != Framework::any) return one.target;
  return question.goal.framework ? target_of(*question.goal.framework) : nullptr;
}

/// Several texts are files of a folder; one may stand on stdout.
void expect_place(Arguments const& arguments, std::vector<AskedTarget> const& asked) {
  auto const* folder = last_given(arguments, "--out-dir");
  auto const* file = last_given(arguments, "--out-file");
  if (folder != nullptr && folder->text.empty())
    throw refusal(*folder, "the value is empty", "a folder", "name one");
  if (folder != nullptr && file != nullptr)
    throw refusal(*folder, "cannot stand beside --out-file", "one of them", "leave one out");
  if (folder == nullptr && asked.size() > 1)
    throw InputError({.where = "--target",
                      .value = std::to_string(asked.size()) + " targets",
                      .problem = "are several files",
                      .expected = "--out-dir",
                      .fix = "write --out-dir job"});
}

struct Asked {
  std::vector<AskedTarget> targets{};
  LaunchTarget const* trainer = nullptr;
  Question question{};  // as it was typed
};

Question in_framework(Question question, LaunchTarget const* trainer) {
  if (trainer == nullptr || question.given.contains("framework")) return question;
  set(question, "framework",
      {{.text = std::string(trainer->name), .where = "--target", .from = "result"}});
  return question;
}

/// The framework of the targets, then none: a plan that it cannot launch is refused by its rule.
std::vector<LaunchTarget const*> tried_trainers(Asked const& asked) {
  if (asked.trainer == nullptr) return {nullptr};
  return {asked.trainer, nullptr};
}

/// The plan that `recommend` puts first, as a saved result; empty where none keeps to the question.
std::optional<SavedResult> recommended_result(Asked const& asked, Environment const& environment,
                                              Streams const& streams) {
  std::string sentence;
  for (auto const* trainer : tried_trainers(asked)) {
    auto question = in_region(in_framework(asked.question, trainer), environment);
    question.kind = Question::Kind::recommend;
    auto const facts = laid_catalog(question, environment);
    auto const answer = ec2plan::answer(facts.catalog, question);
    refuse_idle(answer.frame.idle);
    if (answer.result.chosen() != nullptr) return saved(answer);
    if (sentence.empty()) sentence = verdict(answer).sentence;
    if (!answer.result.candidates.empty()) break;  // it can, but not as asked
  }
  streams.err << "error: no plan to launch: " << sentence << '\n'
              << "  fix: ask `ec2plan recommend` what would do (see `ec2plan launch --help`)\n";
  return {};
}

/// What is launched, as an estimate.
struct Chosen {
  LaidCatalog facts{};
  Question question{};
  Answer answer{};
};

Chosen chosen_plan(Question question, Environment const& environment) {
  question = in_region(std::move(question), environment);
  Chosen chosen{.facts = laid_catalog(question, environment), .question = question};
  chosen.answer = ec2plan::answer(chosen.facts.catalog, question);
  chosen.answer.frame.command = "launch";
  warn_of_calibration(chosen.facts.calibrated, chosen.answer.frame);
  refuse_idle(chosen.answer.frame.idle);
  return chosen;
}

std::string layout_words(Layout const& l) {
  std::string text = "--tensor " + std::to_string(l.tensor) + " --pipeline " +
                     std::to_string(l.pipeline) + " --data " + std::to_string(l.data);
  if (l.context > 1) text += " --context " + std::to_string(l.context);
  if (l.expert > 1) text += " --expert " + std::to_string(l.expert);
  if (l.virtual_stages > 1) text += " --virtual-stages " + std::to_string(l.virtual_stages);
  return text + " --micro-batch " + std::to_string(l.micro_batch) + " --zero " +
         std::to_string(l.zero) + " --recompute " + std::string(recompute_name(l.recompute));
}

/// The quickest plan on the same instances that the framework launches; empty: there is none.
std::string nearest_plan(Chosen const& chosen, LaunchTarget const& trainer) {
  auto question = chosen.question;
  for (QuestionField const& field : question_fields())
    if (field.role == FieldRole::layout) clear(question, field.key);
  clear(question, "framework");
  auto const answer = ec2plan::answer(chosen.facts.catalog, in_framework(question, &trainer));
  if (!has_estimate(answer)) return {};
  auto const seconds = [](Answer const& one) {
    return fixed_text(one.plan().run.step_time.likely / second, 2) + " s";
  };
  return layout_words(answer.plan().layout) + " (" + seconds(answer) + " a step, this one " +
         seconds(chosen.answer) + ")";
}

void print_refusal(LaunchRefusal const& refusal, Chosen const& chosen, LaunchTarget const& trainer,
                   Streams const& streams) {
  streams.err << "error: " << refusal.reason << '\n';
  auto fix = refusal.fix;
  if (fix.empty()) {
    auto const nearest = nearest_plan(chosen, trainer);
    if (!nearest.empty()) streams.err << "  nearest: " << nearest << '\n';
    fix = nearest.empty() ? "give another --target" : "give that layout, or another --target";
  }
  streams.err << "  fix: " << fix << " (see `ec2plan launch --help`)\n";
}

/// All texts are made before one is written.
void deliver_files(std::vector<LaunchFile> const& files, Arguments const& arguments,
                   Output const& output, Streams const& streams) {
  auto const* folder = last_given(arguments, "--out-dir");
  if (folder == nullptr) return deliver(files.front().text, output, streams);
  std::error_code error;
  std::filesystem::create_directories(folder->text, error);
  if (error) throw std::runtime_error("--out-dir " + folder->text + ": " + error.message());
  std::vector<std::string> names;
  for (LaunchFile const& file : files) {
    auto const path = (std::filesystem::path(folder->text) / file.name).string();
    replace_file(path, file.text, "--out-dir");
    names.push_back(path);
  }
  remark("wrote " + joined(names), output, streams);
}

/// Empty where one is refused, which is said then.
std::vector<LaunchFile> files_of(Asked const& asked, Chosen const& chosen, Streams const& streams) {
  auto const* trainer = asked.trainer;
  if (trainer == nullptr) trainer = fitting_trainer(chosen.answer);
  if (trainer == nullptr) trainer = &launch_targets().front();
  LaunchOrigin const origin{.version = EC2PLAN_VERSION,
                            .command = command_line("launch", chosen.answer.frame,
                                                    chosen.answer.price, chosen.answer.plan())};
  std::vector<LaunchFile> files;
  for (auto const& [target, version] : asked.targets) {
    auto const& runs = target->framework == Framework::any ? *trainer : *target;
    auto result = launch_file(*target, version, chosen.answer, runs, origin);
    if (!result.file) {
      print_refusal(result.refusal, chosen, runs, streams);
      return {};
    }
    files.push_back(std::move(*result.file));
  }
  return files;
}

/// What only a choice among plans reads has no say where there is one.
void refuse_choices(Arguments const& arguments) {
  bool const saved = !arguments.positionals.empty();
  if (saved || last_given(arguments, "--instance-count") != nullptr)
    refuse_given(
        arguments,
        {"--objective", "--max-instances", "--min-instances", "--accelerator", "--include-retired"},
        "the flags of `ec2plan estimate`");
  if (!saved) refuse_given(arguments, {"--rank"}, "a RESULT before it");
}

Asked asked_of(Arguments const& arguments) {
  refuse_choices(arguments);
  Asked asked{.targets = asked_targets(arguments),
              .question = typed_question(arguments, Question::Kind::estimate)};
  expect_place(arguments, asked.targets);
  asked.trainer = asked_trainer(asked.targets, asked.question);
  return asked;
}

}  // namespace

Exit launch_plan(Arguments const& arguments, Environment const& environment,
                 Streams const& streams) {
  Timings timings;
  refuse_formats(arguments, "what a target takes is written", "--out-file or --out-dir");
  auto const output = asked_output(arguments, environment);
  auto const asked = asked_of(arguments);
  std::optional<SavedResult> saved;
  if (!arguments.positionals.empty())
    saved = saved_result(arguments.positionals.front(), environment, streams);
  else if (!asked.question.instances.count)
    saved = recommended_result(asked, environment, streams);
  if (!saved && !asked.question.instances.count) return Exit::unsatisfied;
  auto const* plan = saved ? &plan_of_rank(*saved, asked_rank(arguments)) : nullptr;
  auto const trainers = saved ? std::vector<LaunchTarget const*>{nullptr} : tried_trainers(asked);
  timings.lap("question");
  auto const chosen_for = [&](LaunchTarget const* trainer) {
    return chosen_plan(saved ? asked_of_plan(*saved, *plan, asked.question)
                             : in_framework(asked.question, trainer),
                       environment);
  };
  auto chosen = chosen_for(trainers.front());
  if (!has_estimate(chosen.answer) && trainers.size() > 1)
    if (auto free = chosen_for(trainers.back()); has_estimate(free.answer))
      chosen = std::move(free);
  timings.lap("plan");
  if (!has_estimate(chosen.answer)) {
    print_none(no_layout(chosen.answer), "launch", streams);
    return Exit::unsatisfied;
  }
  if (saved) warn_of_changes(*saved, *plan, chosen.answer);
  auto const files = files_of(asked, chosen, streams);
  if (files.empty()) return Exit::unsatisfied;
  deliver_files(files, arguments, output, streams);
  warn(chosen.answer.frame.warnings, output, streams);
  timings.report(output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
