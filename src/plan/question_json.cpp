#include <algorithm>

#include "catalog/json_value.hpp"
#include "ec2plan/plan/question.hpp"
#include "plan/given.hpp"

namespace ec2plan {
namespace {

using catalog::JsonValue;

constexpr std::string_view kinds[] = {"recommend", "estimate", "afford"};

Question::Kind kind_of(JsonValue const& value) {
  auto const& word = value.choice(kinds);
  return word == "recommend"  ? Question::Kind::recommend
         : word == "estimate" ? Question::Kind::estimate
                              : Question::Kind::afford;
}

GivenValue given_value(JsonValue const& value) {
  GivenValue given{.where = std::string(value.file()),
                   .path = value.path(),
                   .kind = InputFault::Kind::file,
                   .from = "question"};
  auto const& json = value.json();
  if (json.is_string())
    given.text = json.get_ref<std::string const&>();
  else if (json.is_boolean())
    given.text = json.get<bool>() ? "true" : "false";
  else if (json.is_number())
    given.number = json.get<double>();
  else
    value.refuse("is no value of a question", "a text, a number, true or false, or a list of texts",
                 "write it as a text");
  return given;
}

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys{"kind"};
  for (QuestionField const& field : question_fields())
    keys.push_back(field.key);
  return keys;
}

void take(Question& question, JsonValue const& object, std::string const& key,
          JsonValue const& value) {
  auto const* field = question_field(key);
  if (field == nullptr) object.refuse_key(key, known_keys());
  if (value.is_null()) return;
  std::vector<GivenValue> values;
  if (!value.json().is_array())
    values.push_back(given_value(value));
  else if (field->repeats)
    value.each_element([&](JsonValue const& each) { values.push_back(given_value(each)); });
  else
    value.refuse("is a list", "one value", "write one value in place of the list");
  set(question, key, field->separated ? elements_of(values) : values);
}

catalog::Json json_value(InputValue const& value) {
  return std::visit([](auto const& each) { return catalog::Json(each); }, value);
}

}  // namespace

Question question_from_json(std::string_view text, std::string const& file) {
  auto const json = catalog::parsed_json(text, file);
  JsonValue const root(json, file);
  Question question;
  root.each_member([&](std::string const& key, JsonValue const& value) {
    if (key == "kind")
      question.kind = kind_of(value);
    else
      take(question, root, key, value);
  });
  return question;
}

std::string json_of(Question const& question) {
  catalog::Json json = {{"kind", kinds[static_cast<std::size_t>(question.kind)]}};
  for (QuestionField const& field : question_fields()) {
    auto const value = field.value(question);
    if (!std::holds_alternative<std::nullptr_t>(value))
      json[std::string(field.key)] = json_value(value);
  }
  return json.dump();
}

}  // namespace ec2plan
