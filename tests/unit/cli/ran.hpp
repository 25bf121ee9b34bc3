#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::cli {

using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string, std::less<>>;

/// What the program did.
struct Ran {
  int code = -1;
  std::string out{};
  std::string err{};
};

/// Runs the program in this process, on a machine of the first of August 2026 without a terminal.
inline Ran ran(Words const& words, Variables const& variables = {}, std::string const& in = {}) {
  std::istringstream input(in);
  std::ostringstream out, err;
  Environment const environment{.variables = variables, .today = {2026, 8, 1}};
  Ran result;
  result.code = run(words, environment, {.in = input, .out = out, .err = err});
  result.out = out.str();
  result.err = err.str();
  return result;
}

/// `words` and then `more`.
inline Words joined(Words words, Words const& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// A question that is answered fast.
inline Words quick(Words const& more = {}) {
  return joined({"recommend", "--model", "gpt3-6.7b", "--tokens", "1B", "--instance-type",
                 "p4d.24xlarge", "--max-instances", "4"},
                more);
}

/// A set-up that is answered fast.
inline Words set_up(Words const& more = {}) {
  return joined({"estimate", "--model", "gpt3-175b", "--tokens", "300B", "--instance-type",
                 "p4d.24xlarge", "--instance-count", "128", "--tensor", "8", "--pipeline", "8"},
                more);
}

/// A folder of its own for each test, gone afterwards.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "ec2plan-test-XXXXXX") {
    std::string name = path_.string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string file(std::string const& name) const { return (path_ / name).string(); }

  /// Writes the file, and gives its path.
  std::string file(std::string const& name, std::string const& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return file(name);
  }

  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string content(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline auto has(std::string const& text) { return Catch::Matchers::Contains(text); }

}  // namespace ec2plan::cli
