#include "cli/saved.hpp"

#include <algorithm>
#include <istream>
#include <iterator>

#include "catalog/json_file.hpp"
#include "cli/scan.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::string_view carried_over[] = {
    "days",    "budget", "risk",     "tflops",      "mfu",  "goodput", "set",
    "catalog", "as_of",  "discount", "calibration", "rate", "term",    "use_rest_of_term"};

class Adder {
 public:
  Adder(Arguments& arguments, std::string const& file) : arguments_(arguments), file_(file) {}

  void add(std::string const& flag, std::vector<std::string> const& texts) {
    std::vector<GivenValue> values;
    for (auto const& text : texts)
      values.push_back(
          {.text = text, .where = file_, .kind = InputFault::Kind::file, .from = "result"});
    if (!values.empty()) arguments_.values.try_emplace(flag, values);
  }

  void add(std::string const& flag, std::string const& text) {
    add(flag, std::vector<std::string>{text});
  }

  void add(std::string const& flag, int value) { add(flag, std::to_string(value)); }

 private:
  Arguments& arguments_;
  std::string const& file_;
};

std::vector<std::string> texts_of(InputValue const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return {*text};
  if (auto const* texts = std::get_if<std::vector<std::string>>(&value)) return *texts;
  if (auto const* on = std::get_if<bool>(&value)) return {*on ? "true" : "false"};
  if (auto const* number = std::get_if<double>(&value)) return {number_text(*number)};
  if (auto const* whole = std::get_if<std::int64_t>(&value)) return {std::to_string(*whole)};
  return {};
}

void add_job(Adder& adder, SavedPlan const& plan) {
  adder.add("--model", plan.model);
  adder.add("--tokens", number_text(plan.tokens / token));
  adder.add("--seq-len", plan.sequence_length);
  adder.add("--global-batch", plan.global_batch);
  adder.add("--precision", std::string(precision_name(plan.precision)));
  if (!plan.stack.empty()) adder.add("--stack", plan.stack);
}

void add_layout(Adder& adder, Layout const& layout) {
  adder.add("--tensor", layout.tensor);
  adder.add("--pipeline", layout.pipeline);
  adder.add("--virtual-stages", layout.virtual_stages);
  adder.add("--data", layout.data);
  adder.add("--context", layout.context);
  adder.add("--expert", layout.expert);
  adder.add("--micro-batch", layout.micro_batch);
  adder.add("--zero", layout.zero);
  adder.add("--recompute", std::string(recompute_name(layout.recompute)));
}

}  // namespace

SavedPlan saved_plan(std::string const& file, int rank, Streams const& streams) {
  if (file != "-") return read_plan(catalog::file_text(file), file, rank);
  std::string const text{std::istreambuf_iterator<char>(streams.in), {}};
  return read_plan(text, "stdin", rank);
}

void add_saved(Arguments& arguments, SavedPlan const& plan, std::string const& file) {
  Adder adder(arguments, file);
  add_job(adder, plan);
  adder.add("--instance-type", plan.instance_type);
  adder.add("--instance-count", plan.instances);
  if (!plan.region.empty()) adder.add("--region", plan.region);
  adder.add("--purchase", std::string(purchase_name(plan.purchase)));
  add_layout(adder, plan.layout);
  for (Input const& input : plan.inputs) {
    if (std::ranges::find(carried_over, input.key) == std::end(carried_over)) continue;
    auto flag = "--" + input.key;
    std::ranges::replace(flag, '_', '-');
    adder.add(flag, texts_of(input.value));
  }
}

}  // namespace ec2plan::cli
