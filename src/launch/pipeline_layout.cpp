#include "launch/pipeline_layout.hpp"

#include <vector>

namespace ec2plan::launch {
namespace {

int share(int whole, int parts, int index) {
  return whole / parts + (index < whole % parts ? 1 : 0);
}

/// Chunk after chunk, all stages of the first chunk before those of the second.
std::vector<std::string> chunks_of(int layers, Layout const& l) {
  std::vector<std::string> chunks;
  for (int chunk = 0; chunk < l.virtual_stages; ++chunk)
    for (int stage = 0; stage < l.pipeline; ++stage) {
      int const count = share(share(layers, l.pipeline, stage), l.virtual_stages, chunk);
      chunks.push_back(count > 1 ? "t*" + std::to_string(count) : count > 0 ? "t" : "");
    }
  chunks.front().insert(0, "E");
  chunks.back() += "L";
  return chunks;
}

}  // namespace

std::string pipeline_layout(int layers, Layout const& l) {
  auto const chunks = chunks_of(layers, l);
  std::string text;
  for (std::size_t from = 0, to = 0; from < chunks.size(); from = to) {
    while (to < chunks.size() && chunks[to] == chunks[from])
      ++to;
    bool const last = to == chunks.size();
    auto const times = to - from;
    std::string const one = chunks[from] + (last && times == 1 ? "" : "|");
    text += times > 1 ? "(" + one + ")*" + std::to_string(times) : one;
  }
  return text;
}

}  // namespace ec2plan::launch
