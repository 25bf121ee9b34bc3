#include "catalog/model_names.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/letters.hpp"

namespace ec2plan::catalog {
namespace {

using Words = std::vector<std::string>;
using Entries = std::vector<ModelEntry const*>;

constexpr std::string_view hubs[] = {"https://huggingface.co/", "huggingface.co/", "https://hf.co/",
                                     "hf.co/"};

/// What names a model's maker, its tuning or how its weights are stored, and leaves its shape.
constexpr std::string_view says_no_shape[] = {
    "meta", "nvidia", "c4ai", "instruct", "inst", "chat", "base",  "hf",     "it",   "pt",
    "sft",  "dpo",    "rlhf", "thinking", "fp8",  "bf16", "fp16",  "int4",   "int8", "4bit",
    "8bit", "gguf",   "awq",  "gptq",     "bnb",  "mlx",  "dedup", "deduped"};

std::string_view without_hub(std::string_view spec) {
  for (auto const hub : hubs)
    if (begins_with_word(spec, hub)) return spec.substr(hub.size());
  return spec;
}

bool is_name_letter(char letter) { return is_letter(letter) || is_digit(letter) || letter == '.'; }

bool is_number(std::string_view word) {
  return !word.empty() &&
         std::ranges::all_of(word, [](char letter) { return is_digit(letter) || letter == '.'; });
}

/// "llama3.1" is two words; "v3", "a22b" and "8x7b" are one each.
void add_words(std::string_view chunk, Words& words) {
  auto const digits = chunk.find_first_of("0123456789");
  bool const storage = std::ranges::find(says_no_shape, chunk) != std::end(says_no_shape);
  bool const two = digits != chunk.npos && digits > 1 && !storage;  // "bf16" is one
  words.emplace_back(two ? chunk.substr(0, digits) : chunk);
  if (two) words.emplace_back(chunk.substr(digits));
  bool const unit = words.size() > 1 && words.back().size() == 1 && is_number(words.end()[-2]);
  if (!unit || words.back().find_first_of("bmt") == std::string::npos) return;
  words.end()[-2] += words.back();  // 70 b
  words.pop_back();
}

Words words_of_name(std::string_view name) {
  Words words;
  auto const text = lower(name);
  for (std::size_t at = 0; at < text.size();) {
    auto const end =
        static_cast<std::size_t>(std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at),
                                                  text.end(), is_name_letter) -
                                 text.begin());
    if (end > at) add_words(std::string_view(text).substr(at, end - at), words);
    at = end + 1;
  }
  return words;
}

/// "0528", "2507": the month or day of a release.
bool is_release(std::string const& word) {
  return word.size() == 4 && std::ranges::all_of(word, is_digit);
}

Words of_shape(Words words) {
  std::erase_if(words, [](std::string const& word) {
    return is_release(word) || std::ranges::find(says_no_shape, word) != std::end(says_no_shape);
  });
  return words;
}

std::vector<Words> names_of_entry(ModelEntry const& entry) {
  std::vector<Words> names{words_of_name(entry.shape.name)};
  for (auto const& alias : entry.aliases)
    names.push_back(words_of_name(alias));
  return names;
}

bool is_within(Words const& part, Words const& whole) {
  auto next = part.begin();
  for (auto const& word : whole)
    if (next != part.end() && *next == word) ++next;
  return next == part.end();
}

template <typename Suits>
Entries entries_where(Catalog const& catalog, Suits suits) {
  Entries found;
  for (ModelEntry const& entry : catalog.models) {
    auto const names = names_of_entry(entry);
    if (std::ranges::any_of(names, suits)) found.push_back(&entry);
  }
  return found;
}

double number_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// 3.1 of llama-3.1-70b, 3 of deepseek-v3, 0 of llama-7b, which was the first.
double version_of(ModelEntry const& entry) {
  for (auto const& word : words_of_name(entry.shape.name)) {
    if (is_number(word)) return number_of(word);
    if (word.size() > 1 && word[0] == 'v' && is_digit(word[1])) return number_of(word.substr(1));
  }
  return 0;
}

/// By version and then by size, the largest first.
void newest_first(Entries& entries) {
  std::ranges::stable_sort(entries, [](ModelEntry const* left, ModelEntry const* right) {
    auto const key = [](ModelEntry const* entry) {
      return std::tuple(-version_of(*entry), -parameters(entry->shape).total());
    };
    return key(left) < key(right);
  });
}

/// The billions of a size that stands among the words; 0: none does.
double billions_in(Words const& words) {
  for (auto const& word : words)
    if (word.size() > 1 && word.ends_with('b') && is_number(word.substr(0, word.size() - 1)))
      return number_of(word);
  return 0;
}

void nearest_size_first(double billions, Entries& entries) {
  std::ranges::stable_sort(entries, {}, [&](ModelEntry const* entry) {
    return std::abs(std::log(parameters(entry->shape).total() / (billions * 1e9)));
  });
}

/// Whether the name says no version or size that the entry's own has not.
bool says_other_numbers(Words const& typed, ModelEntry const& entry) {
  auto const own = words_of_name(entry.shape.name);
  return std::ranges::any_of(typed, [&](std::string const& word) {
    return std::ranges::any_of(word, is_digit) && std::ranges::find(own, word) == own.end();
  });
}

}  // namespace

bool is_hub_name(std::string_view spec) {
  auto const name = without_hub(spec);
  auto const slash = name.find('/');
  return slash != name.npos && slash > 0 && slash + 1 < name.size() &&
         name.find('/', slash + 1) == name.npos && name.front() != '.' && name.front() != '~' &&
         !name.ends_with(".json");
}

NamedModel model_named(Catalog const& catalog, std::string_view spec) {
  auto const name = without_hub(spec);
  auto const all = words_of_name(name.substr(name.find_last_of('/') + 1));
  auto const words = of_shape(all);
  NamedModel found;
  if (words.empty()) return found;
  for (auto const& typed : {all, words}) {
    auto const same = entries_where(catalog, [&](Words const& own) { return own == typed; });
    if (same.size() != 1) continue;
    found.entry = same.front();
    found.of_same_shape = typed != all || says_other_numbers(typed, *found.entry);
    return found;
  }
  found.candidates = entries_where(catalog, [&](Words const& own) {
    return own.front() == words.front() && is_within(words, own);
  });
  newest_first(found.candidates);
  if (!found.candidates.empty()) return found;
  found.family =
      entries_where(catalog, [&](Words const& own) { return own.front() == words.front(); });
  newest_first(found.family);
  if (double const billions = billions_in(words); billions > 0)
    nearest_size_first(billions, found.family);
  return found;
}

}  // namespace ec2plan::catalog
