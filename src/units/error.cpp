#include "ec2plan/units/error.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

namespace ec2plan {
namespace {

/// One character of a text: how many bytes it takes and its code point, or one byte that is no
/// UTF-8.
struct Character {
  std::size_t length = 1;
  std::uint32_t code = 0;
  bool valid = false;
};

/// The smallest code point that needs so many bytes: an overlong form is not UTF-8 (RFC 3629,
/// section 3).
constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};

std::size_t announced_length(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

Character first_character(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t length = announced_length(lead);
  if (length == 0 || length > text.size()) return {};
  std::uint32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (const char next : text.substr(1, length - 1)) {
    const auto byte = static_cast<std::uint8_t>(next);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[length] || code > 0x10FFFF || surrogate) return {};
  return {.length = length, .code = code, .valid = true};
}

struct Block {
  std::uint32_t first, last;
};

/// Controls, blanks but the space, changes of direction, what is shown as nothing at all (Unicode's
/// Default_Ignorable_Code_Point), and what is no character.
constexpr Block unseen[] = {
    {0x00, 0x1F},       {0x7F, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F},   {0x2800, 0x2800},   {0x3000, 0x3000}, {0x3164, 0x3164},
    {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

/// Whether a terminal shows it as a mark of its own.
bool is_visible(std::uint32_t code) {
  if (code >= 0x20 && code < 0x7F) return true;
  if ((code & 0xFFFEU) == 0xFFFEU) return false;  // the last two of each plane are none
  return std::none_of(std::begin(unseen), std::end(unseen), [&](const Block& block) {
    return code >= block.first && code <= block.last;
  });
}

std::string escaped(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char each : bytes) {
    const auto byte = static_cast<std::uint8_t>(each);
    text += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
  }
  return text;
}

constexpr std::size_t place_limit = 200;
constexpr std::size_t sentence_limit = 600;

std::string place(const InputFault& fault) {
  std::string text;
  for (const std::string& part : {fault.where, fault.path}) {
    if (!part.empty()) text += shown_text(part, place_limit) + ": ";
  }
  return text;
}

std::string complaint(const InputFault& fault) {
  const std::string problem =
      fault.problem.empty() ? "is not accepted" : shown_text(fault.problem, sentence_limit);
  if (!fault.value.empty()) return "'" + shown_text(fault.value) + "' " + problem;
  return fault.problem.empty() ? "the value " + problem : problem;
}

std::string message(const InputFault& fault) {
  std::string text = place(fault) + complaint(fault);
  if (!fault.expected.empty())
    text += "\n  expected: " + shown_text(fault.expected, sentence_limit);
  if (!fault.fix.empty()) text += "\n  fix: " + shown_text(fault.fix, sentence_limit);
  return text;
}

}  // namespace

std::string shown_text(std::string_view text, std::size_t limit) {
  std::string shown;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == limit) return shown + "...";
    const Character character = first_character(text);
    const std::string_view bytes = text.substr(0, character.length);
    shown += character.valid && is_visible(character.code) ? std::string(bytes) : escaped(bytes);
    text.remove_prefix(character.length);
  }
  return shown;
}

InputError::InputError(InputFault fault)
    : std::runtime_error(message(fault)), InputFault(std::move(fault)) {}

InputError InputError::at(std::string_view found_where, std::string_view found_path) const {
  InputFault fault = *this;
  fault.where = found_where;
  if (!found_path.empty()) fault.path = found_path;
  return InputError(std::move(fault));
}

}  // namespace ec2plan
