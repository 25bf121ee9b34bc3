#include "cli/environment.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <optional>

#include "ec2plan/units/error.hpp"
#include "plan/given.hpp"

extern "C" char** environ;

namespace ec2plan::cli {
namespace {

constexpr int usual_columns = 100, fewest_columns = 40, most_columns = 400;
constexpr std::int64_t last_second = 7258118399;  // of 2199-12-31, UTC

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

Environment process_environment() {
  Environment environment{.out_is_terminal = isatty(STDOUT_FILENO) == 1,
                          .err_is_terminal = isatty(STDERR_FILENO) == 1,
                          .today = date_at(std::time(nullptr))};
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string_view const text = *entry;
    auto const equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  winsize size{};
  if (environment.out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    environment.terminal_columns = size.ws_col;
  return environment;
}

std::string_view variable(Environment const& environment, std::string_view name) {
  auto const found = environment.variables.find(name);
  return found == environment.variables.end() ? std::string_view() : found->second;
}

Date today(Environment const& environment) {
  auto const text = variable(environment, "SOURCE_DATE_EPOCH");
  if (text.empty()) return environment.today;
  auto const seconds = whole_number(text);
  if (seconds && *seconds >= 0 && *seconds <= last_second) return date_at(*seconds);
  throw InputError({.where = "SOURCE_DATE_EPOCH",
                    .value = std::string(text),
                    .expected = "whole seconds since 1970-01-01, before the year 2200",
                    .fix = "unset it, or set it to the output of `date +%s`"});
}

int columns(Environment const& environment, bool to_file) {
  auto const wanted = whole_number(variable(environment, "COLUMNS"));
  if (wanted && *wanted > 0)
    return static_cast<int>(std::clamp<std::int64_t>(*wanted, fewest_columns, most_columns));
  if (environment.terminal_columns > 0 && !to_file)
    return std::clamp(environment.terminal_columns, fewest_columns, most_columns);
  return usual_columns;
}

bool is_ascii_locale(Environment const& environment) {
  for (std::string_view const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    auto const locale = lower(variable(environment, name));
    if (locale.empty()) continue;
    return locale.find("utf-8") == std::string::npos && locale.find("utf8") == std::string::npos;
  }
  return false;
}

}  // namespace ec2plan::cli
