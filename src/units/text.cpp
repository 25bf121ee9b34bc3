#include "ec2plan/units/text.hpp"

#include <algorithm>

#include <cmath>

#include "ec2plan/units/format.hpp"

namespace ec2plan {

std::string joined(std::vector<std::string> const& texts, std::string_view separator) {
  std::string all;
  for (auto const& text : texts) {
    if (&text != &texts.front()) all += separator;
    all += text;
  }
  return all;
}

std::string counted(std::int64_t count, std::string_view noun) {
  return integer_text(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string days_text(std::vector<Time> const& times) {
  std::vector<std::string> days;
  for (Time const each : times)
    days.push_back(integer_text(std::lround(each / day)));
  auto const last = ec2plan::counted(std::lround(times.back() / day), "day");
  days.pop_back();
  return days.empty() ? last : joined(days) + " and " + last;
}

std::string flag_of(std::string key) {
  std::replace(key.begin(), key.end(), '_', '-');
  return "--" + key;
}

std::string hourly_text(HourlyPrice price) {
  double const dollars = price / (dollar / hour);
  double const near = std::round(dollars * 1e8) / 1e8;
  bool const cents = near == std::round(near * 100) / 100;
  return "$" + (cents ? fixed_text(dollars, 2) : number_text(near));
}

}  // namespace ec2plan
