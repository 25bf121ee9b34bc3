#include "cli/replace_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

std::atomic<char const*> unfinished = nullptr;
std::atomic<bool> line_stands = false;
static_assert(std::atomic<char const*>::is_always_lock_free &&
                  std::atomic<bool>::is_always_lock_free,
              "asked for in a signal handler");

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int const number : ending)
    sigaddset(&set, number);
  return set;
}

void end_by(int number) {
  if (char const* path = unfinished) unlink(path);
  if (line_stands && write(STDERR_FILENO, start_of_line, sizeof start_of_line - 1) < 0)
    line_stands = false;
  signal(number, SIG_DFL);
  sigset_t const held = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &held, nullptr);
  raise(number);
  _exit(128 + number);  // the first process of a container dies of no signal
}

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

/// The name of a file that is written beside the target. As long as the longest name may be, where
/// the target's is; no character of it is cut in two.
std::string name_beside(std::string const& target) {
  constexpr std::size_t longest_name = 255;
  constexpr std::string_view unique = ".XXXXXX";
  auto const start = target.rfind('/') + 1;
  auto end = std::min(target.size(), start + longest_name - unique.size());
  while (end < target.size() && (static_cast<unsigned char>(target[end]) & 0xc0) == 0x80)
    --end;
  return target.substr(0, end) + std::string(unique);
}

/// Gives the file the owner and the permissions of the one that it replaces, or those of a new one.
/// No set-uid: that is for whoever wrote the old text. Where the group cannot be kept, it has no
/// more rights than others. 0, or the error number.
int take_after(std::string const& target, int descriptor) {
  struct stat status {};
  if (stat(target.c_str(), &status) != 0) {
    mode_t const mask = umask(0);
    umask(mask);
    return fchmod(descriptor, 0666 & ~mask) == 0 ? 0 : errno;
  }
  mode_t mode = status.st_mode & 0777;
  bool const owned = fchown(descriptor, status.st_uid, status.st_gid) == 0;
  if (!owned && fchown(descriptor, static_cast<uid_t>(-1), status.st_gid) != 0)
    mode &= ~070U | (mode & 07U) << 3U;
  return fchmod(descriptor, mode) == 0 ? 0 : errno;
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

void clean_up_when_interrupted() {
  struct sigaction ends {};
  ends.sa_handler = end_by;
  ends.sa_mask = ending_signals();
  for (int const number : ending) {
    struct sigaction before {};
    if (sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
      sigaction(number, &ends, nullptr);
  }
}

void remove_when_interrupted(char const* path) { unfinished = path; }

void wipe_when_interrupted(bool stands) { line_stands = stands; }

HeldSignals::HeldSignals() {
  sigset_t const held = ending_signals();
  pthread_sigmask(SIG_BLOCK, &held, &before_);
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

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
  HeldSignals const held;
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
  HeldSignals const held;
  temporary_ = name_beside(target_);
  file_.emplace(mkostemp(temporary_.data(), O_CLOEXEC));
  if (file_->descriptor() < 0) fail(place, errno);
  remove_when_interrupted(temporary_.c_str());
}

NewFile::~NewFile() {
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  remove_when_interrupted(nullptr);
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
  HeldSignals const held;
  int const descriptor = file_->descriptor();
  if (int const error = take_after(target_, descriptor)) fail(place, error);
  if (fsync(descriptor) != 0) fail(place, errno);
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(place, errno);
  remove_when_interrupted(nullptr);
  temporary_.clear();
  sync_folder(place, target_);
}

FolderLock::FolderLock(std::string const& path, std::string_view flag,
                       std::function<void(std::string const&)> const& tell,
                       std::chrono::seconds patience)
    : folder_(opened_folder(followed(path))) {
  using Clock = std::chrono::steady_clock;
  Place const place{path, flag};
  if (folder_.descriptor() < 0) fail(place, errno, "stands in a folder that cannot be opened");
  auto const end = Clock::now() + patience;
  std::string const limit = integer_text(patience.count()) + " seconds";
  for (bool told = false; flock(folder_.descriptor(), LOCK_EX | LOCK_NB) != 0; told = true) {
    if (errno != EWOULDBLOCK) fail(place, errno, "stands in a folder that cannot be locked");
    if (Clock::now() >= end)
      fail(place, EWOULDBLOCK, "stands in a folder that another process kept locked for " + limit);
    if (!told)
      tell("another process has locked the folder of '" + path + "': waiting for up to " + limit);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace ec2plan::cli
