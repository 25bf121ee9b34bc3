#include "launch/pipeline_layout.hpp"

#include <algorithm>
#include <vector>

#include "ec2plan/estimate/schedule.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pipeline_layout_test {
namespace {

std::string repeated(std::string const& text, int times) {
  std::string all;
  for (int time = 0; time < times; ++time)
    all += text;
  return all;
}

/// "(ab|)*2c*3" as Megatron-LM reads it: what stands in brackets first, then single letters.
std::string unrolled(std::string text) {
  for (auto star = text.find(")*"); star != text.npos; star = text.find(")*")) {
    auto const open = text.rfind('(', star);
    auto const end = std::min(text.find_first_not_of("0123456789", star + 2), text.size());
    auto const inner = text.substr(open + 1, star - open - 1);
    text.replace(open, end - open, repeated(inner, std::stoi(text.substr(star + 2))));
  }
  for (auto star = text.find('*'); star != text.npos; star = text.find('*')) {
    auto const end = std::min(text.find_first_not_of("0123456789", star + 1), text.size());
    text.replace(star - 1, end - star + 1,
                 repeated(text.substr(star - 1, 1), std::stoi(text.substr(star + 1))));
  }
  return text;
}

/// Layers of each chunk.
std::vector<int> chunks_in(std::string const& layout) {
  std::vector<int> chunks{0};
  for (char const letter : unrolled(layout)) {
    if (letter == '|') chunks.push_back(0);
    if (letter == 't') ++chunks.back();
  }
  return chunks;
}

}  // namespace

TEST_CASE("layers that no stages share evenly are placed one by one") {
  CHECK(launch::pipeline_layout(5, {.pipeline = 2}) == "Et*3|t*2L");
  CHECK(launch::pipeline_layout(80, {.pipeline = 12, .virtual_stages = 3}) ==
        "Et*3|(t*3|)*7(t*2|)*27t*2L");
}

TEST_CASE(
    "a written pipeline has all layers, on as many chunks as asked for, as the estimate has") {
  for (int layers = 2; layers <= 40; ++layers)
    for (int pipeline = 2; pipeline <= std::min(layers, 9); ++pipeline)
      for (int chunks = 1; chunks <= layers_per_stage(layers, pipeline); ++chunks) {
        Layout const l{.pipeline = pipeline, .virtual_stages = chunks};
        auto const written = launch::pipeline_layout(layers, l);
        auto const placed = chunks_in(written);
        CAPTURE(layers, pipeline, chunks, written);
        int all = 0, fullest = 0, first_stage = 0;
        for (std::size_t i = 0; i < placed.size(); ++i) {
          all += placed[i];
          fullest = std::max(fullest, placed[i]);
          if (i % static_cast<std::size_t>(pipeline) == 0) first_stage += placed[i];
        }
        CHECK(placed.size() == static_cast<std::size_t>(pipeline * chunks));
        CHECK(all == layers);
        CHECK(fullest == layers_per_chunk(layers, l));
        CHECK(first_stage == layers_per_stage(layers, pipeline));
        CHECK(written.front() == 'E');
        CHECK(written.back() == 'L');
      }
}

}  // namespace ec2plan::pipeline_layout_test
