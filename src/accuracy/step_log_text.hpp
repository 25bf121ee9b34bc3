#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan::step_log {

bool holds(std::string_view line, std::string_view text);

/// The number between 1e-12 and 1e18 that follows `key` as a word of its own, after blanks, quotes,
/// a colon or an equals sign; commas between thousands are read over, and a K, M, B, G, T or P
/// behind it counts.
std::optional<double> measure_after(std::string_view line, std::string_view key);

/// The whole number, zero or more, that follows `key` written in full: not "1.2e+04" or "1.2K",
/// which have lost their last digits.
std::optional<std::int64_t> count_after(std::string_view line, std::string_view key);

/// The same in a list of settings, where dots may lead up to the number, or a bracket stand
/// between: "seq_length ........ 4096", "Total batch size (16 x 2) = 32".
std::optional<std::int64_t> setting_after(std::string_view line, std::string_view key);

/// The number that stands before `unit`, with at most a blank between.
std::optional<double> measure_before(std::string_view line, std::string_view unit);

/// A progress bar of tqdm: "Epoch 0:  62%|██ | 62/100 [00:10<00:06,  6.11s/it]".
struct Bar {
  std::int64_t position = 0, total = 0;
  std::optional<Time> each{};  // of one step, smoothed by the bar
  bool described = false;      // a description stands before it
};
std::optional<Bar> bar_of(std::string_view line);

/// The time of a step by "6.11s/it" or "2.5it/s".
std::optional<Time> bar_rate(std::string_view text);

/// `line` without the escape sequences that colour a terminal.
std::string without_colors(std::string_view line);

}  // namespace ec2plan::step_log
