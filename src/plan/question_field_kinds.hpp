#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "ec2plan/plan/names.hpp"
#include "ec2plan/plan/question.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"

/// Fields of a question by the kind of their value. `Access` gives the member of a question.
namespace ec2plan {

using Given = std::vector<GivenValue>;

/// What one of a quantity is in documents.
template <typename Value>
constexpr auto document_unit(Value) {
  return 1.0;
}
constexpr auto document_unit(Tokens) { return token; }
constexpr auto document_unit(Time) { return day; }
constexpr auto document_unit(Money) { return dollar; }
constexpr auto document_unit(FlopRate) { return tera * flop / second; }

inline InputValue word(std::string_view name) {
  return name.empty() ? InputValue() : InputValue(std::string(name));
}
inline InputValue list(std::vector<std::string> texts) {
  return texts.empty() ? InputValue() : InputValue(std::move(texts));
}
inline std::vector<std::string> texts_of(Given const& given) {
  std::vector<std::string> texts;
  for (GivenValue const& value : given)
    texts.push_back(typed_text(value));
  return texts;
}

template <typename Access>
void put_number(Question& question, double number) {
  auto& member = Access{}(question);
  using Value = typename std::remove_reference_t<decltype(member)>::value_type;
  if constexpr (std::is_same_v<Value, int>)
    member = static_cast<int>(number);
  else
    member = number * document_unit(Value{});
}

/// A number: `parse` reads one, in the unit of the key.
template <double (*parse)(std::string_view), typename Access>
constexpr QuestionField quantity(std::string_view key, FieldRole role, Access) {
  return {key,
          role,
          [](Question& q, Given const& given) { put_number<Access>(q, read(given.back(), parse)); },
          [](Question& q) { Access{}(q).reset(); },
          [](Question const& q) -> InputValue {
            auto const& member = Access{}(q);
            if (!member) return nullptr;
            if constexpr (std::is_same_v<decltype(*member), int const&>)
              return std::int64_t{*member};
            else
              return *member / document_unit(*member);
          },
          false,
          false,
          parse,
          put_number<Access>};
}

template <int least, int most>
double whole(std::string_view text) {
  return static_cast<double>(parsed_integer(text, least, most));
}

template <int least, int most, typename Access>
constexpr QuestionField integer(std::string_view key, FieldRole role, Access access) {
  return quantity<whole<least, most>>(key, role, access);
}

/// One of the names of an enumeration.
template <typename Value, typename Access>
constexpr QuestionField choice(std::string_view key, FieldRole role, Access) {
  return {key, role,
          [](Question& q, Given const& given) {
            Access{}(q) = named<Value>(chosen_word(given.back(), names_of<Value>()));
          },
          [](Question& q) { Access{}(q).reset(); },
          [](Question const& q) -> InputValue {
            auto const& member = Access{}(q);
            return member ? word(name_of(*member)) : InputValue();
          }};
}

template <typename Access>
constexpr QuestionField text(std::string_view key, FieldRole role, Access) {
  return {key, role,
          [](Question& q, Given const& given) { Access{}(q) = typed_text(given.back()); },
          [](Question& q) { Access{}(q).clear(); },
          [](Question const& q) { return word(Access{}(q)); }};
}

template <typename Access>
constexpr QuestionField texts(std::string_view key, FieldRole role, Access, bool separated) {
  return {key,
          role,
          [](Question& q, Given const& given) { Access{}(q) = texts_of(given); },
          [](Question& q) { Access{}(q).clear(); },
          [](Question const& q) { return list(Access{}(q)); },
          true,
          separated};
}

inline bool switched(GivenValue const& value) {
  if (value.text == "true" || value.text == "false") return value.text == "true";
  throw refusal(value, "", "true or false", "write true, or leave it out");
}

template <typename Access>
constexpr QuestionField on_or_off(std::string_view key, FieldRole role, Access) {
  return {key, role, [](Question& q, Given const& given) { Access{}(q) = switched(given.back()); },
          [](Question& q) { Access{}(q) = false; },
          [](Question const& q) { return Access{}(q) ? InputValue(true) : InputValue(); }};
}

}  // namespace ec2plan
