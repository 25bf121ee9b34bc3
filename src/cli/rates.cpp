#include "cli/rates.hpp"

#include <algorithm>

#include "cli/values.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::string_view terms[] = {"1yr", "3yr"};

bool is_private(Purchase purchase) {
  return purchase == Purchase::reserved_3yr || purchase == Purchase::savings_plan;
}

InputError bad_rate(GivenValue const& value, std::string problem) {
  return refusal(value, std::move(problem),
                 "[KIND:][TYPE=]RATE with dollars an instance hour, or a share off on-demand",
                 "write savings-plan:p5*=31.50, or reserved-3yr:45%");
}

/// "savings-plan:" before the rest, if it stands there.
std::string_view without_kind(GivenValue const& value, std::string_view text, Rate& rate) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  rate.purchase = purchase_from(text.substr(0, colon));
  if (!rate.purchase) throw bad_rate(value, "names no kind of purchase before its colon");
  return text.substr(colon + 1);
}

void read_amount(GivenValue const& value, std::string_view text, Rate& rate) {
  if (text.ends_with('%')) {
    rate.share = read(value, [&](std::string_view) { return parsed_fraction(text); });
    if (rate.share <= 0 || rate.share >= 1) throw bad_rate(value, "takes off nothing, or all");
    return;
  }
  HourlyPrice const price =
      read(value, [&](std::string_view) { return parsed_dollars(text); }) * dollar / hour;
  if (price < least_hourly_price || price > most_hourly_price)
    throw bad_rate(value, "is no price of one instance for an hour");
  rate.price = price;
}

Rate rate_from(GivenValue const& value, Catalog const& catalog) {
  Rate rate;
  auto text = without_kind(value, value.text, rate);
  if (auto const equals = text.find('='); equals != std::string_view::npos) {
    rate.pattern = std::string(text.substr(0, equals));
    text.remove_prefix(equals + 1);
  }
  bool const known = std::ranges::any_of(catalog.instances, [&](InstanceType const& type) {
    return matches(rate.pattern, type.name);
  });
  if (!known) throw bad_rate(value, "matches no instance type");
  read_amount(value, text, rate);
  return rate;
}

}  // namespace

Rates asked_rates(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  Rates rates{.savings_term = contract_year,
              .rest_is_used = is_on(arguments, "--use-rest-of-term")};
  std::vector<std::string> texts;
  for (GivenValue const& value : elements(arguments, "--rate")) {
    rates.rates.push_back(rate_from(value, catalog));
    texts.push_back(value.text);
  }
  if (!texts.empty()) note(reading, arguments, "--rate", texts);
  if (auto const* value = last_given(arguments, "--term")) {
    auto const word = chosen_word(*value, terms);
    if (word == "3yr") rates.savings_term = 3 * contract_year;
    note(reading, arguments, "--term", word);
  }
  if (rates.rest_is_used) note(reading, arguments, "--use-rest-of-term", true);
  return rates;
}

bool covers(Rate const& rate, Purchase purchase) {
  return rate.purchase ? *rate.purchase == purchase : is_private(purchase);
}

Rate const* rate_for(Rates const& rates, Purchase purchase, std::string const& instance_type) {
  Rate const* found = nullptr;
  for (Rate const& rate : rates.rates)
    if (covers(rate, purchase) && matches(rate.pattern, instance_type)) found = &rate;
  return found;
}

bool has_rate(Rates const& rates, Purchase purchase) {
  return std::ranges::any_of(rates.rates, [&](Rate const& rate) { return covers(rate, purchase); });
}

}  // namespace ec2plan::cli
