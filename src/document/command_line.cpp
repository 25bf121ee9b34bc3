#include "ec2plan/document/command_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "document/json.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

/// Inputs that the plan itself stands for, or that only recommend has.
constexpr std::array<std::string_view, 15> not_passed_on{
    "objective", "instance_type", "instance_count", "accelerator",     "purchase",
    "region",    "min_instances", "max_instances",  "include_retired", "max_results",
    "why",       "output",        "fields",         "sort_by",         "sort_direction"};

bool is_plain(char letter) {
  return std::string_view(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
             "-_./:=,@%+")
             .find(letter) != std::string_view::npos;
}

std::string plain_text(InputValue const& value) {
  auto const json = documents::value_of(value);
  return json.is_string() ? json.get<std::string>() : documents::written_on_a_line(json);
}

std::string flags_of(Input const& input) {
  if (auto const* texts = std::get_if<std::vector<std::string>>(&input.value)) {
    if (input.text == "all")
      return " " + flag_of(input.key) + " all";  // regions, kinds of purchase
    std::string all;
    for (auto const& text : *texts)
      all += " " + flag_of(input.key) + " " + shell_word(text);
    return all;
  }
  if (std::holds_alternative<bool>(input.value))
    return std::get<bool>(input.value) ? " " + flag_of(input.key) : "";
  return " " + flag_of(input.key) + " " +
         shell_word(input.text.empty() ? plain_text(input.value) : input.text);
}

bool typed(Input const& input) { return input.from == "flag" || input.from == "config"; }

bool passed_on(Input const& input) {
  return typed(input) &&
         std::find(not_passed_on.begin(), not_passed_on.end(), input.key) == not_passed_on.end();
}

/// All of a layout, for a plan that a search of its own would not choose again.
std::string layout_flags(Layout const& l) {
  std::string text;
  std::pair<char const*, int> const degrees[]{{"tensor", l.tensor},
                                              {"pipeline", l.pipeline},
                                              {"virtual-stages", l.virtual_stages},
                                              {"data", l.data},
                                              {"context", l.context},
                                              {"expert", l.expert},
                                              {"micro-batch", l.micro_batch},
                                              {"zero", l.zero}};
  for (auto const& [name, degree] : degrees)
    text += " --" + std::string(name) + " " + std::to_string(degree);
  if (l.data_replicas > 1) text += " --data-replicas " + std::to_string(l.data_replicas);
  return text + " --recompute " + std::string(recompute_name(l.recompute));
}

bool is_layout(Input const& input) {
  constexpr std::array<std::string_view, 10> keys{
      "data_replicas", "tensor", "pipeline", "virtual_stages", "data",
      "context",       "expert", "zero",     "recompute",      "micro_batch"};
  return std::find(keys.begin(), keys.end(), input.key) != keys.end();
}

/// As --tokens takes them, rounded down: "566.2B".
std::string typed_tokens(Tokens tokens) {
  constexpr int digits = 4;
  return typed_count(tokens / token, digits);
}

}  // namespace

std::string shell_word(std::string const& text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string result = "'";
  for (char const letter : text)
    result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

std::string typed_flags(Frame const& frame, std::vector<std::string_view> const& kept) {
  std::string line;
  for (auto const& input : frame.inputs)
    if (typed(input) &&
        (kept.empty() || std::find(kept.begin(), kept.end(), input.key) != kept.end()))
      line += flags_of(input);
  return line;
}

std::string confirming_command(Answer const& answer, Affordable const& affordable) {
  auto const counted = [](Input const& input) { return input.key == "examples" && typed(input); };
  std::string line = "ec2plan recommend --model " + shell_word(affordable.asked.spec);
  if (std::ranges::none_of(answer.frame.inputs, counted))
    line += " --tokens " + shell_word(typed_tokens(affordable.asked.job.tokens));
  bool region_typed = false;
  for (auto const& input : answer.frame.inputs) {
    region_typed = region_typed || (input.key == "region" && typed(input));
    if (typed(input) && input.key != "model") line += flags_of(input);
  }
  if (!region_typed && answer.price.region_from != "default")
    line += " --region " + shell_word(joined(answer.price.regions, ","));
  return line;
}

std::string command_line(std::string_view command, Frame const& frame, AskedPrice const& price,
                         Plan const& plan) {
  bool const tight = plan.estimate.fit == Fit::tight;
  std::string line = "ec2plan " + std::string(command);
  for (auto const& input : frame.inputs)
    if (passed_on(input) && !(tight && is_layout(input))) line += flags_of(input);
  line += " --instance-type " + plan.type.name;
  line += " --instance-count " + std::to_string(plan.instances);
  if (price.region_from != "default" && !plan.price.region.empty())
    line += " --region " + plan.price.region;
  if (plan.price.purchase != Purchase::on_demand)
    line += " --purchase " + std::string(purchase_name(plan.price.purchase));
  return tight ? line + layout_flags(plan.layout) : line;
}

}  // namespace ec2plan
