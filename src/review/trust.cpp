#include "review/trust.hpp"

#include <algorithm>

#include "ec2plan/units/text.hpp"

namespace ec2plan::review {
namespace {

bool has_input(Subject const& s, std::string_view key) {
  return std::ranges::find(s.result.inputs, key, &Input::key) != s.result.inputs.end();
}

/// Of a result that does not tell what favours its plans, every constant that is not ec2plan's.
std::vector<std::string> own_constants(Subject const& s) {
  if (s.plan.own_constants) return *s.plan.own_constants;
  std::vector<std::string> keys;
  for (auto const& one : s.result.assumptions)
    if (one.basis == "user" || one.basis == "calibrated") keys.push_back(one.key);
  if (has_input(s, "goodput")) keys.emplace_back("goodput");
  return keys;
}

/// What a catalog file gives without naming a source has the file as its source.
bool is_of_file(Subject const& s, std::string_view source) {
  auto const files = std::ranges::find(s.result.inputs, "catalog", &Input::key);
  if (files == s.result.inputs.end()) return false;
  auto const* names = std::get_if<std::vector<std::string>>(&files->value);
  auto const* one = std::get_if<std::string>(&files->value);
  auto const holds = [&](std::string_view name) { return source.starts_with(name); };
  return one != nullptr ? holds(*one) : names != nullptr && std::ranges::any_of(*names, holds);
}

}  // namespace

Risk own_risk(Subject const& s) {
  auto const risk = std::ranges::find(s.result.inputs, "risk", &Input::key);
  bool const likely =
      risk != s.result.inputs.end() && risk->value == InputValue(std::string("likely"));
  return likely ? Risk::likely : Risk::slow;
}

void judge_constants(CheckedRule& checked, Subject const& s) {
  auto own = own_constants(s);
  for (auto const* speed : {"tflops", "mfu"})
    if (has_input(s, speed)) own.emplace_back(speed);
  checked.kept = own.empty();
  checked.actual = checked.kept;
  checked.text = checked.kept ? "no constant of your own favours it"
                              : "favoured by constants of your own: " + joined(own);
}

void judge_listing(CheckedRule& checked, Subject const& s) {
  auto const& plan = s.plan;
  if (!plan.price) return say_unknown(checked, "the plan has no price");
  bool const rated = plan.price_source.starts_with("--rate");
  bool const discounted = plan.list_price && *plan.price < *plan.list_price;
  bool const of_file = is_of_file(s, plan.price_source);
  checked.kept = !rated && !discounted && !of_file;
  checked.actual = checked.kept;
  checked.text = rated        ? "the price is your own (--rate)"
                 : discounted ? "the price has a discount of your own"
                 : of_file    ? "the price is of your own file " + plan.price_source
                              : "the price is as listed";
}

}  // namespace ec2plan::review
