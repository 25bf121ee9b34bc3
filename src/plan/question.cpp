#include "ec2plan/plan/question.hpp"

#include <algorithm>

#include "plan/given.hpp"

namespace ec2plan {
namespace {

/// Rather than taken from the environment, the model or a default.
bool is_typed(std::string_view from) {
  return from == "flag" || from == "config" || from == "result";
}

/// The texts of a list as they were typed together.
std::string joined_texts(std::vector<GivenValue> const& given) {
  std::string texts;
  for (GivenValue const& value : given)
    texts += (texts.empty() ? "" : ",") + value.text;
  return texts;
}

}  // namespace

void set(Question& question, std::string_view key, std::vector<GivenValue> values) {
  if (values.empty()) return clear(question, key);
  question_field(key)->set(question, values);
  question.given.insert_or_assign(std::string(key), std::move(values));
}

void clear(Question& question, std::string_view key) {
  question_field(key)->clear(question);
  if (auto const found = question.given.find(key); found != question.given.end())
    question.given.erase(found);
}

Question overlaid(Question question, Question const& over) {
  for (auto const& [key, values] : over.given)
    set(question, key, values);
  return question;
}

bool is_given(Question const& question, std::string_view key) {
  return !std::holds_alternative<std::nullptr_t>(question_field(key)->value(question));
}

std::vector<Input> inputs_of(Question const& question) {
  std::vector<Input> inputs;
  for (QuestionField const& field : question_fields()) {
    Input input{.key = std::string(field.key), .value = field.value(question), .from = "flag"};
    if (std::holds_alternative<std::nullptr_t>(input.value)) continue;
    if (auto const found = question.given.find(field.key); found != question.given.end()) {
      input.from = found->second.back().from;
      if (is_typed(input.from))
        input.text = field.repeats ? joined_texts(found->second) : typed_text(found->second.back());
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace ec2plan
