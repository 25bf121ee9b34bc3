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

/// Holds Ctrl-C back, so that a file is either replaced or not.
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

/// A limit on the size of files is an error to report, not the end of the process.
class HeldLimit {
 public:
  HeldLimit() {
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignored, &before_);
  }
  HeldLimit(HeldLimit const&) = delete;
  HeldLimit& operator=(HeldLimit const&) = delete;
  ~HeldLimit() { sigaction(SIGXFSZ, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

/// Removes the file that is being written when Ctrl-C or a scheduler ends the process.
class Removal {
 public:
  static void arm(std::string const& path) {
    if (path.size() >= sizeof path_) return;
    std::memcpy(path_, path.c_str(), path.size() + 1);
    struct sigaction removing {};
    removing.sa_handler = [](int signal) {
      unlink(path_);
      _exit(128 + signal);
    };
    sigaction(SIGINT, &removing, &interrupt_);
    sigaction(SIGTERM, &removing, &terminate_);
  }

  static void disarm() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
  }

 private:
  static inline char path_[4096] = {};  // a signal handler can reach nothing else
  static inline struct sigaction interrupt_ { }, terminate_{}; };

/// The permissions that the file has, or that a new one would get.
mode_t permissions(std::string const& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  mode_t const mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
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
  NewFile file(path, flag);
  HeldInterrupt const held;
  if (file.write(text)) file.keep();
}

NewFile::NewFile(std::string path, std::string_view flag) : path_(std::move(path)), flag_(flag) {
  Place const place{path_, flag_};
  std::error_code ignored;
  auto const kind = fs::status(path_, ignored).type();
  if (kind == fs::file_type::directory) fail(place, EISDIR);
  if (kind != fs::file_type::regular && kind != fs::file_type::not_found) {
    file_.emplace(open(path_.c_str(), O_WRONLY | O_CLOEXEC));
    if (file_->descriptor() < 0) fail(place, errno);
    return;
  }
  // A link keeps pointing where it did: the file that it names is replaced.
  target_ = followed(path_);
  if (kind == fs::file_type::regular && access(target_.c_str(), W_OK) != 0) fail(place, errno);
  HeldInterrupt const held;
  temporary_ = target_ + ".XXXXXX";
  file_.emplace(mkostemp(temporary_.data(), O_CLOEXEC));
  if (file_->descriptor() < 0) fail(place, errno);
  Removal::arm(temporary_);
}

NewFile::~NewFile() {
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  Removal::disarm();
}

bool NewFile::write(std::string_view text) {
  HeldLimit const held;
  int const error = file_->write_all(text);
  if (error == EPIPE && temporary_.empty()) return false;
  if (error != 0) fail({path_, flag_}, error);
  return true;
}

void NewFile::keep() {
  if (temporary_.empty()) return;
  Place const place{path_, flag_};
  HeldInterrupt const held;
  int const descriptor = file_->descriptor();
  if (fchmod(descriptor, permissions(target_)) != 0 || fsync(descriptor) != 0) fail(place, errno);
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(place, errno);
  temporary_.clear();
  Removal::disarm();
  sync_folder(place, target_);
}

FolderLock::FolderLock(std::string const& path, std::string_view flag)
    : folder_(opened_folder(followed(path))) {
  Place const place{path, flag};
  if (folder_.descriptor() < 0) fail(place, errno, "stands in a folder that cannot be opened");
  while (flock(folder_.descriptor(), LOCK_EX) != 0)
    if (errno != EINTR) fail(place, errno, "stands in a folder that cannot be locked");
}

}  // namespace ec2plan::cli
