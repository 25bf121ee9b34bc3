#include "cli/replace_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "ec2plan/units/error.hpp"

namespace ec2plan::cli {
namespace {

namespace fs = std::filesystem;

/// Where a text is written, for messages: the path as it was given, at this flag.
struct Place {
  std::string const& path;
  std::string_view flag;
};

[[noreturn]] void fail(Place const& place, int error, std::string_view what = "cannot be written") {
  throw std::runtime_error(std::string(place.flag) + ": '" + shown_text(place.path, 200) + "' " +
                           std::string(what) + ": " + std::strerror(error));
}

/// Holds Ctrl-C back, so that no half-written file stays behind. A limit on the size of files is an
/// error to report, not the end of the process.
class HeldInterrupt {
 public:
  HeldInterrupt() {
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigaddset(&interrupt, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &interrupt, &before_);
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignored, &too_large_);
  }
  HeldInterrupt(HeldInterrupt const&) = delete;
  HeldInterrupt& operator=(HeldInterrupt const&) = delete;
  ~HeldInterrupt() {
    sigaction(SIGXFSZ, &too_large_, nullptr);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_{};
  struct sigaction too_large_ {};
};

/// The permissions that the file has, or that a new one would get.
mode_t permissions(std::string const& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  mode_t const mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

void write_in_place(Place const& place, std::string_view text) {
  OpenFile const file(open(place.path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.descriptor() < 0) fail(place, errno);
  int const error = file.write_all(text);
  if (error != 0 && error != EPIPE) fail(place, error);
}

int written_to(int descriptor, std::string_view text, mode_t mode) {
  OpenFile const file(descriptor);
  if (int const error = file.write_all(text)) return error;
  if (fchmod(descriptor, mode) != 0 || fsync(descriptor) != 0) return errno;
  return 0;
}

std::string folder_of(std::string const& target) {
  auto const folder = fs::path(target).parent_path().string();
  return folder.empty() ? "." : folder;
}

int opened_folder(std::string const& target) {
  return open(folder_of(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/// The new name reaches the disk too. Some file systems have nothing to sync, and a folder that may
/// be written but not read cannot be.
void sync_folder(Place const& place, std::string const& target) {
  OpenFile const folder(opened_folder(target));
  if (folder.descriptor() < 0 || fsync(folder.descriptor()) == 0 || errno == EINVAL) return;
  fail(place, errno, "was replaced, but may not have reached the disk");
}

constexpr int most_links = 40;  // as Linux follows; a circle ends there

}  // namespace

std::string followed(std::string const& path) {
  std::error_code error;
  fs::path target = fs::absolute(path, error);
  if (error) return path;
  for (int links = 0; links < most_links && fs::is_symlink(target, error); ++links)
    target = target.parent_path() / fs::read_symlink(target, error);
  auto const whole = fs::weakly_canonical(target, error);
  return error ? target.string() : whole.string();
}

bool is_same_file(std::string const& left, std::string const& right) {
  std::error_code error;
  if (fs::exists(left, error) && fs::exists(right, error))
    return fs::is_regular_file(left, error) && fs::equivalent(left, right, error);
  return followed(left) == followed(right);
}

void replace_file(std::string const& path, std::string_view text, std::string_view flag) {
  Place const place{path, flag};
  std::error_code ignored;
  auto const kind = fs::status(path, ignored).type();
  if (kind == fs::file_type::directory) fail(place, EISDIR);
  if (kind != fs::file_type::regular && kind != fs::file_type::not_found)
    return write_in_place(place, text);
  // A link keeps pointing where it did: the file that it names is replaced.
  auto const target = followed(path);
  if (kind == fs::file_type::regular && access(target.c_str(), W_OK) != 0) fail(place, errno);
  HeldInterrupt const held;
  std::string temporary = target + ".XXXXXX";
  int const descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) fail(place, errno);
  int error = written_to(descriptor, text, permissions(target));
  if (error == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return sync_folder(place, target);
  unlink(temporary.c_str());
  fail(place, error);
}

FolderLock::FolderLock(std::string const& path, std::string_view flag)
    : folder_(opened_folder(followed(path))) {
  Place const place{path, flag};
  if (folder_.descriptor() < 0) fail(place, errno, "stands in a folder that cannot be opened");
  while (flock(folder_.descriptor(), LOCK_EX) != 0)
    if (errno != EINTR) fail(place, errno, "stands in a folder that cannot be locked");
}

}  // namespace ec2plan::cli
