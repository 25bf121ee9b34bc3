#include "cli/byte_sources.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/replace_file.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string const& file, std::string problem, std::string fix) {
  throw InputError({.where = file,
                    .problem = std::move(problem),
                    .expected = "a file that AWS printed, or - for stdin",
                    .fix = std::move(fix),
                    .kind = InputFault::Kind::file});
}

[[noreturn]] void refuse_read(std::string const& file, int error) {
  refuse(file, std::string("cannot be read: ") + std::strerror(error), "check its permissions");
}

void expect_readable(std::string const& file) {
  std::error_code error;
  auto const status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) refuse(file, "no such file", "check the path");
  if (fs::is_directory(status)) refuse(file, "is a folder", "name a file in it");
  if (access(file.c_str(), R_OK) != 0) refuse_read(file, errno);
}

std::size_t read_some(std::string const& name, int descriptor, std::span<char> place) {
  while (true) {
    auto const count = ::read(descriptor, place.data(), place.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EISDIR) refuse(name, "is a folder", "name a file in it");
    if (errno != EINTR) refuse_read(name, errno);
  }
}

/// Opened at its first read: a thousand files are not open at once.
ByteSource source_of_file(std::string const& file) {
  auto const opened = std::make_shared<std::unique_ptr<OpenFile>>();
  return {.name = file, .read = [file, opened](std::span<char> place) -> std::size_t {
            if (!*opened) {
              *opened = std::make_unique<OpenFile>(open(file.c_str(), O_RDONLY | O_CLOEXEC));
              if ((*opened)->descriptor() < 0) refuse_read(file, errno);
              posix_fadvise((*opened)->descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
            }
            auto const count = read_some(file, (*opened)->descriptor(), place);
            if (count == 0) *opened = std::make_unique<OpenFile>(-1);
            return count;
          }};
}

/// A C++ stream takes an error for the end: the process's own stdin is read without it.
ByteSource source_of_stdin(std::istream& in) {
  if (in.rdbuf() == std::cin.rdbuf())
    return {.name = "stdin",
            .read = [](std::span<char> place) { return read_some("stdin", STDIN_FILENO, place); }};
  return {.name = "stdin", .read = [&in](std::span<char> place) {
            in.read(place.data(), static_cast<std::streamsize>(place.size()));
            return static_cast<std::size_t>(in.gcount());
          }};
}

}  // namespace

std::vector<ByteSource> byte_sources(std::vector<std::string> const& files, std::istream& in) {
  std::vector<ByteSource> sources;
  bool piped = false;
  for (auto const& file : files) {
    if (file != "-") {
      expect_readable(file);
      sources.push_back(source_of_file(file));
      continue;
    }
    if (piped)
      throw InputError({.where = "catalog import",
                        .value = "-",
                        .problem = "stands twice",
                        .expected = "stdin once",
                        .fix = "leave one out"});
    piped = true;
    sources.push_back(source_of_stdin(in));
  }
  return sources;
}

std::uint64_t total_bytes(std::vector<std::string> const& files) {
  std::uint64_t total = 0;
  for (auto const& file : files) {
    std::error_code error;
    if (file == "-" || !fs::is_regular_file(file, error)) return 0;
    total += fs::file_size(file, error);
    if (error) return 0;
  }
  return total;
}

}  // namespace ec2plan::cli
