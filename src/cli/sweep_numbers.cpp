#include "cli/sweep_numbers.hpp"

#include <algorithm>

#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

using S = Setup&;
using Q = Goal&;

/// Wide: the limits of each flag are checked where a single value is read.
double whole(std::string_view text) {
  return static_cast<double>(parsed_integer(text, 1, 1'000'000'000));
}

double stage(std::string_view text) { return static_cast<double>(parsed_integer(text, 0, 3)); }

int integer(double value) { return static_cast<int>(value); }

void take_count(Goal& goal, double value) {
  goal.limits.min_instances = goal.limits.max_instances = integer(value);
}

constexpr NumberFlag flags[] = {
    {"--tokens", parsed_count, [](S s, Q, double v) { s.job.tokens = v * token; }, false, 1000},
    {"--seq-len", whole, [](S s, Q, double v) { s.job.sequence_length = integer(v); }, true, 128},
    {"--global-batch", whole, [](S s, Q, double v) { s.job.global_batch = integer(v); }, true, 64},
    {"--min-instances", whole, [](S, Q q, double v) { q.limits.min_instances = integer(v); }},
    {"--max-instances", whole, [](S, Q q, double v) { q.limits.max_instances = integer(v); }},
    {"--instance-count", whole, [](S, Q q, double v) { take_count(q, v); }},
    {"--tensor", whole, [](S, Q q, double v) { q.limits.layout.tensor = integer(v); }},
    {"--pipeline", whole, [](S, Q q, double v) { q.limits.layout.pipeline = integer(v); }},
    {"--virtual-stages", whole,
     [](S, Q q, double v) { q.limits.layout.virtual_stages = integer(v); }},
    {"--data", whole, [](S, Q q, double v) { q.limits.layout.data = integer(v); }},
    {"--context", whole, [](S, Q q, double v) { q.limits.layout.context = integer(v); }},
    {"--expert", whole, [](S, Q q, double v) { q.limits.layout.expert = integer(v); }},
    {"--micro-batch", whole, [](S, Q q, double v) { q.limits.layout.micro_batch = integer(v); }},
    {"--zero", stage, [](S, Q q, double v) { q.limits.layout.zero = integer(v); }},
    {"--tflops", parsed_number,
     [](S s, Q, double v) { s.given.hardware = v * tera * flop / second; }},
    {"--mfu", parsed_fraction, [](S s, Q, double v) { s.given.mfu = v; }, false},
    {"--goodput", parsed_fraction, [](S s, Q, double v) { s.goodput = v; }, false},
    {"--days", parsed_days, [](S, Q q, double v) { q.deadline = v * day; }, false},
    {"--budget", parsed_dollars, [](S, Q q, double v) { q.budget = v * dollar; }, false, 1000}};

/// Flags of words that a sweep takes lists of, beside --set.
constexpr std::string_view words[] = {
    "--model",    "--precision", "--stack",  "--instance-type", "--accelerator",
    "--purchase", "--discount",  "--rate",   "--term",          "--recompute",
    "--risk",     "--objective", "--region", "--as-of"};

/// What is bought, and what is asked of it, comes after the search.
constexpr std::string_view judged[] = {"--purchase", "--discount",  "--rate",   "--term",
                                       "--risk",     "--objective", "--region", "--as-of"};

}  // namespace

NumberFlag const* number_flag(std::string_view flag) {
  auto const* found = std::ranges::find(flags, flag, &NumberFlag::flag);
  return found == std::end(flags) ? nullptr : found;
}

bool is_judged_only(std::string_view flag) {
  auto const* number = number_flag(flag);
  return number != nullptr ? !number->searched
                           : std::ranges::find(judged, flag) != std::end(judged);
}

bool is_word_flag(std::string_view flag) {
  return std::ranges::find(words, flag) != std::end(words);
}

bool is_sweepable(std::string_view flag) {
  return number_flag(flag) != nullptr || is_word_flag(flag) || flag == "--set";
}

}  // namespace ec2plan::cli
