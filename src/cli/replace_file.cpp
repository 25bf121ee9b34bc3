#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "cli/output.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string const& path, int error) {
  throw std::runtime_error("--out-file: '" + shown_text(path, 200) +
                           "' cannot be written: " + std::strerror(error));
}

/// An open file, closed when it goes.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  int descriptor() const { return descriptor_; }

  /// 0, or the error number.
  int write_all(std::string_view text) const {
    while (!text.empty()) {
      auto const count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno != EINTR) return errno;
      if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
  }

 private:
  int descriptor_;
};

/// Holds Ctrl-C back, so that no half-written file stays behind.
class HeldInterrupt {
 public:
  HeldInterrupt() {
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigaddset(&interrupt, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &interrupt, &before_);
  }
  HeldInterrupt(HeldInterrupt const&) = delete;
  HeldInterrupt& operator=(HeldInterrupt const&) = delete;
  ~HeldInterrupt() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// The permissions that the file has, or that a new one would get.
mode_t permissions(std::string const& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  mode_t const mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

void write_in_place(std::string const& path, std::string_view text) {
  OpenFile const file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.descriptor() < 0) fail(path, errno);
  int const error = file.write_all(text);
  if (error != 0 && error != EPIPE) fail(path, error);
}

int written_to(int descriptor, std::string_view text, mode_t mode) {
  OpenFile const file(descriptor);
  if (int const error = file.write_all(text)) return error;
  if (fchmod(descriptor, mode) != 0 || fsync(descriptor) != 0) return errno;
  return 0;
}

}  // namespace

void replace_file(std::string const& path, std::string_view text) {
  std::error_code ignored;
  auto const kind = fs::status(path, ignored).type();
  if (kind == fs::file_type::directory) fail(path, EISDIR);
  if (kind != fs::file_type::regular && kind != fs::file_type::not_found)
    return write_in_place(path, text);
  // A link keeps pointing where it did: the file that it names is replaced.
  auto const target = kind == fs::file_type::regular ? fs::canonical(path).string() : path;
  if (kind == fs::file_type::regular && access(target.c_str(), W_OK) != 0) fail(path, errno);
  HeldInterrupt const held;
  std::string temporary = target + ".XXXXXX";
  int const descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) fail(path, errno);
  int error = written_to(descriptor, text, permissions(target));
  if (error == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return;
  unlink(temporary.c_str());
  fail(path, error);
}

}  // namespace ec2plan::cli
