#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {

/// A folder of its own, gone at the end of the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / unused_name()) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  std::filesystem::path const& path() const { return path_; }

  std::filesystem::path file(std::string const& name, std::string_view text) const {
    auto const path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  static std::string unused_name() {
    return "ec2plan-test-" + std::to_string(std::random_device()()) +
           std::to_string(std::random_device()());
  }

  std::filesystem::path path_;
};

/// The InputError that the action throws; fails the test when it throws none.
template <typename Action>
InputError error_of(Action action) {
  try {
    static_cast<void>(action());
  } catch (InputError const& error) {
    return error;
  }
  FAIL("nothing was refused");
  throw;
}

}  // namespace ec2plan
