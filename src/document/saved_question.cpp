#include <algorithm>
#include <initializer_list>
#include <set>

#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

/// Whether the key is of a field with one of the roles.
bool is_of(std::string_view key, std::initializer_list<FieldRole> roles) {
  auto const* field = question_field(key);
  return field != nullptr && std::ranges::find(roles, field->role) != roles.end();
}

/// What a job's shape has beside the model, its sequences and its batch, which a plan holds itself.
bool is_of_tuning(std::string_view key) {
  return is_of(key, {FieldRole::shape}) && key != "seq_len" && key != "global_batch";
}

bool was_typed(Input const& input) { return input.from == "flag" || input.from == "config"; }

bool is_number(InputValue const& value, double number) {
  if (auto const* whole = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*whole) == number;
  auto const* real = std::get_if<double>(&value);
  return real != nullptr && *real == number;
}

Input const* input_of(SavedResult const& result, std::string_view key) {
  auto const found = std::ranges::find(result.inputs, key, &Input::key);
  return found == result.inputs.end() ? nullptr : &*found;
}

/// Adds what a result holds to a question, where the question does not give it.
class Adder {
 public:
  Adder(Question question, SavedResult const& result)
      : question_(std::move(question)), file_(result.file) {
    for (Input const& input : result.inputs)
      if (was_typed(input)) typed_.insert(input.key);
  }

  void add_value(std::string_view key, InputValue const& value) {
    if (question_field(key) == nullptr || question_.given.contains(key)) return;
    std::vector<GivenValue> values;
    if (auto const* texts = std::get_if<std::vector<std::string>>(&value))
      for (auto const& text : *texts)
        values.push_back(place(key, text));
    else if (!std::holds_alternative<std::nullptr_t>(value))
      values.push_back(one(key, value));
    if (!values.empty()) set(question_, key, std::move(values));
  }
  void add(std::string_view key, int value) { add_value(key, std::int64_t{value}); }
  void add(std::string_view key, std::string_view word) { add_value(key, std::string(word)); }
  /// The model and the tokens as they were typed: a value is the name of a shape, which a
  /// config.json has not, and people read 300B.
  void add(Input const& input) {
    bool const as_typed = (input.key == "model" || input.key == "tokens") && !input.text.empty();
    add_value(input.key, as_typed ? InputValue(input.text) : input.value);
  }
  Question question() { return std::move(question_); }

 private:
  GivenValue place(std::string_view key, std::string text) const {
    return {.text = std::move(text),
            .where = file_,
            .kind = InputFault::Kind::file,
            .from = typed_.contains(key) ? "flag" : "result"};
  }
  GivenValue one(std::string_view key, InputValue const& value) const {
    auto given = place(key, {});
    if (auto const* text = std::get_if<std::string>(&value)) given.text = *text;
    if (auto const* on = std::get_if<bool>(&value)) given.text = *on ? "true" : "false";
    if (auto const* number = std::get_if<double>(&value)) given.number = *number;
    if (auto const* whole = std::get_if<std::int64_t>(&value))
      given.number = static_cast<double>(*whole);
    return given;
  }

  Question question_;
  std::string const& file_;
  std::set<std::string_view> typed_{};  // counts as typed now: it stands in the commands of pages
};

/// Of another model, its own sequences and batch count where they were not typed.
void add_job(Adder& adder, SavedResult const& result, SavedPlan const& plan, bool other_model) {
  auto const is_own = [&](std::string_view key) {
    auto const* input = input_of(result, key);
    return !other_model || (input != nullptr && was_typed(*input));
  };
  adder.add("model", asked_model(result, plan));
  auto const* tokens = input_of(result, "tokens");
  bool const as_typed =
      tokens != nullptr && !tokens->text.empty() && is_number(tokens->value, plan.tokens / token);
  if (as_typed)
    adder.add("tokens", tokens->text);
  else
    adder.add_value("tokens", plan.tokens / token);
  if (is_own("seq_len")) adder.add("seq_len", plan.sequence_length);
  if (is_own("global_batch")) adder.add("global_batch", plan.global_batch);
  adder.add("precision", precision_name(plan.precision));
  if (!plan.stack.empty()) adder.add("stack", plan.stack);
}

void add_layout(Adder& adder, Layout const& layout) {
  adder.add("tensor", layout.tensor);
  adder.add("pipeline", layout.pipeline);
  adder.add("virtual_stages", layout.virtual_stages);
  adder.add("data", layout.data);
  adder.add("context", layout.context);
  adder.add("expert", layout.expert);
  adder.add("micro_batch", layout.micro_batch);
  adder.add("zero", layout.zero);
  if (layout.data_replicas > 1) adder.add("data_replicas", layout.data_replicas);
  adder.add("recompute", recompute_name(layout.recompute));
}

Question with_inputs(SavedResult const& result, Question const& typed, Question::Kind kind,
                     bool of_all) {
  Adder adder(typed, result);
  for (Input const& input : result.inputs)
    if (!of_all || !is_of(input.key, {FieldRole::set_up, FieldRole::layout})) adder.add(input);
  auto question = adder.question();
  question.kind = kind;
  return question;
}

}  // namespace

Question asked_again(SavedResult const& result, Question const& typed) {
  auto const kind =
      result.command == "recommend" ? Question::Kind::recommend : Question::Kind::estimate;
  return with_inputs(result, typed, kind, false);
}

Question asked_of_all(SavedResult const& result, Question const& typed) {
  return with_inputs(result, typed, Question::Kind::recommend, result.command != "recommend");
}

Question asked_of_plan(SavedResult const& result, SavedPlan const& plan, Question const& typed) {
  bool const reshaped = std::ranges::any_of(typed.given, [](auto const& given) {
    return is_of(given.first, {FieldRole::shape, FieldRole::set_up});
  });
  Adder adder(typed, result);
  add_job(adder, result, plan, typed.given.contains("model"));
  adder.add("instance_type", plan.instance_type);
  adder.add("instance_count", plan.instances);
  if (!plan.region.empty()) adder.add("region", plan.region);
  adder.add("purchase", purchase_name(plan.purchase));
  if (!reshaped) add_layout(adder, plan.layout);
  for (Input const& input : result.inputs)
    if (is_of(input.key, {FieldRole::terms}) || is_of_tuning(input.key))
      adder.add_value(input.key, input.value);
  auto question = adder.question();
  question.kind = Question::Kind::estimate;
  return question;
}

}  // namespace ec2plan
