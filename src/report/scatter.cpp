#include "report/scatter.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t widest = 60, height = 20, label_width = 8;
constexpr double margin = 0.05;  // decades left free at the ends of an axis

/// Both axes: decimal logarithms of their ends.
struct LogAxis {
  double low = 0;
  double high = 1;

  /// The cell of a value among so many.
  std::size_t cell(double value, std::size_t cells) const {
    double const share = (std::log10(value) - low) / (high - low);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(cells - 1)));
  }
};

bool is_shown(ScatterPoint const& point) {
  return point.x > 0 && point.y > 0 && std::isfinite(point.x) && std::isfinite(point.y);
}

LogAxis axis_of(std::vector<ScatterPoint> const& points) {
  double least = points.front().x, most = least;
  for (auto const& point : points) {
    least = std::min({least, point.x, point.y});
    most = std::max({most, point.x, point.y});
  }
  double const low = std::log10(least) - margin, high = std::log10(most) + margin;
  // At least a decade, so that one power of ten stands on the axis.
  double const lacking = std::max(0.0, 1.0 - (high - low)) / 2;
  return {low - lacking, high + lacking};
}

/// The powers of ten on the axis.
std::vector<double> ticks(LogAxis const& axis) {
  std::vector<double> values;
  for (double power = std::ceil(axis.low); power <= axis.high; power += 1)
    values.push_back(std::pow(10.0, power));
  return values;
}

std::string right_aligned(std::string text, std::size_t columns) {
  return text.size() < columns ? std::string(columns - text.size(), ' ') + text : text;
}

/// The lines from the top.
std::vector<std::string> drawn(std::vector<ScatterPoint> const& points, LogAxis const& axis,
                               std::size_t width) {
  std::vector<std::string> lines(height, std::string(width, ' '));
  for (std::size_t column = 0; column < width; ++column)
    lines[height - 1 - column * (height - 1) / (width - 1)][column] = '.';
  for (auto const& point : points) {
    char& cell = lines[height - 1 - axis.cell(point.y, height)][axis.cell(point.x, width)];
    bool const taken = cell != ' ' && cell != '.' && cell != point.mark;
    cell = taken ? '*' : point.mark;
  }
  return lines;
}

void add_labels(std::vector<std::string>& lines, LogAxis const& axis, std::size_t width) {
  std::vector<std::string> labels(height);
  std::string below(width + label_width, ' '), rule(width, '-');
  for (double const value : ticks(axis)) {
    std::string const text = number_text(value);
    labels[height - 1 - axis.cell(value, height)] = text;
    std::size_t const column = axis.cell(value, width);
    rule[column] = '+';
    if (column + text.size() <= width) below.replace(column, text.size(), text);
  }
  for (std::size_t line = 0; line < height; ++line)
    lines[line] = right_aligned(labels[line], label_width - 2) + " |" + lines[line];
  lines.push_back(std::string(label_width - 2, ' ') + " +" + rule);
  lines.push_back(std::string(label_width, ' ') + below);
  for (auto& line : lines)
    line.erase(line.find_last_not_of(' ') + 1);
}

}  // namespace

Drawing scatter(std::vector<ScatterPoint> const& points, std::size_t columns) {
  std::vector<ScatterPoint> shown;
  std::ranges::copy_if(points, std::back_inserter(shown), is_shown);
  if (shown.empty()) return {};
  std::size_t const width =
      std::clamp<std::size_t>(columns > label_width ? columns - label_width : 0, 20, widest);
  LogAxis const axis = axis_of(shown);
  Drawing figure{.lines = drawn(shown, axis, width)};
  add_labels(figure.lines, axis, width);
  return figure;
}

}  // namespace ec2plan::pages
