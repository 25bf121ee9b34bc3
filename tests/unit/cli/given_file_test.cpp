#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::given_file_test {
namespace {

using Catch::Matchers::StartsWith;

std::string const base = "tests/golden/fixtures/base.json";

/// Every way to give the program a JSON file.
std::vector<Words> questions_of(std::string const& file) {
  return {{"explain", file},
          {"report", file},
          {"compare", file, base},
          {"compare", base, file, "--refresh"},
          {"check", file, "--max-cost", "1M"},
          {"check", base, "--policy", file},
          {"accuracy", "--runs", file},
          set_up({"--calibration", file}),
          set_up({"--config", file}),
          {"estimate", "--model", file, "--tokens", "1B", "--instance-type", "p5.48xlarge"},
          {"instances", "--catalog", file},
          {"catalog", "diff", file, "built-in"},
          {"catalog", "import", "instance-types", file},
          {"catalog", "import", "offerings", file},
          {"catalog", "import", "capacity-blocks", file},
          {"catalog", "import", "spot-history", file}};
}

struct Broken {
  std::string text, message;
};

/// What no JSON file may be, whatever it is for.
std::vector<Broken> every_broken() {
  return {{std::string(200'000, '['), ": nests arrays and objects more than 64 deep"},
          {"{\"a\": " + std::string(200'000, '['), ": nests arrays and objects more than 64 deep"},
          {R"({"a": {"b": 1, "c": 2, "b": 1}})", ": /a/b: 'b' stands twice in one object"},
          {"{\"a\": \"\xff\"}", ": is not UTF-8 at line 1, column 8"},
          {"{\"a\":\n 1e999}", ": holds too large a number at line 2, column 6"},
          {"{\"a\": nope}", ": is not JSON at line 1, column 8"},
          {"{\"a\": 1,}", ": is not JSON at line 1, column 9"},
          {" \n", ": is empty: it ends at line 2, column 1"}};
}

}  // namespace

TEST_CASE("a broken file is refused at its place, whatever it is for") {
  Folder const folder;
  for (auto const& [text, message] : every_broken()) {
    auto const file = folder.file("given.json", text);
    for (auto const& words : questions_of(file)) {
      CAPTURE(words, message);
      auto const result = ran(words);
      CHECK(result.code == 5);
      CHECK_THAT(result.err, StartsWith("error: " + file + message));
    }
  }
}

TEST_CASE("a broken result from a pipe is refused as a file is") {
  for (auto const& [text, message] : every_broken()) {
    CAPTURE(message);
    auto const result = ran({"explain", "-"}, {}, text);
    CHECK(result.code == 5);
    CHECK_THAT(result.err, StartsWith("error: stdin" + message));
  }
}

}  // namespace ec2plan::cli::given_file_test
