#pragma once

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ec2plan::cli {

/// From now on a signal that ends the process (Ctrl-C, a scheduler, a terminal that closes) leaves
/// no half-written file and no line of progress behind. The process then dies of it, which its
/// parent sees: a loop in a shell ends too. A signal that is ignored, as under nohup, stays so.
void clean_up_when_interrupted();

/// The file to remove where a signal comes; nullptr: none. Assumes: the text outlives its entry.
void remove_when_interrupted(char const* path);

/// Whether a line of progress stands on stderr, to be wiped.
void wipe_when_interrupted(bool stands);

/// Wipes what stands of a line on a terminal.
inline constexpr char start_of_line[] = "\r\x1b[K";

/// Holds those signals back while it lives, so that a file is either replaced or not.
class HeldSignals {
 public:
  HeldSignals();
  HeldSignals(HeldSignals const&) = delete;
  HeldSignals& operator=(HeldSignals const&) = delete;
  ~HeldSignals();

 private:
  sigset_t before_{};
};

/// An open file, closed when it goes. A negative descriptor is none.
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
      if (count == 0) return EIO;  // a device that takes nothing would be asked for ever
      if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
  }

 private:
  int descriptor_;
};

/// Where a file is that a path names: of a link, what it points to, be it there or not.
std::string followed(std::string const& path);

/// Whether two paths name one regular file, or one that is not there yet.
bool is_same_file(std::string const& left, std::string const& right);

/// Replaces the file with `text`: all of it reaches the disk under another name first, so that it
/// is replaced whole or left alone. It keeps its permissions, and its owner where that is allowed,
/// but no set-uid. What is not a regular file (/dev/null, a pipe) is written as it stands. Throws:
/// std::runtime_error that names the flag, when it cannot be written.
void replace_file(std::string const& path, std::string_view text,
                  std::string_view flag = "--out-file");

/// The same for a text that is long in the making, written piece by piece. Whatever ends the
/// process before, be it Ctrl-C, leaves the old file and nothing beside it.
class NewFile {
 public:
  explicit NewFile(std::string path, std::string_view flag = "--out-file");
  NewFile(NewFile const&) = delete;
  NewFile& operator=(NewFile const&) = delete;
  ~NewFile();  // lets go of what was not kept

  /// False where the reader of a pipe left. Throws: std::runtime_error, as replace_file.
  bool write(std::string_view text);

  /// Replaces the file.
  void keep();

 private:
  std::string path_, flag_, target_{}, temporary_{};  // temporary: empty for what is no file
  std::optional<OpenFile> file_{};
};

/// Held while a file is read, changed and replaced: the next process waits for its turn. It is the
/// folder that is locked, as the file itself becomes another one.
class FolderLock {
 public:
  /// Who has to wait is told so at once. Throws: std::runtime_error when the folder of the file
  /// cannot be opened or locked, or is still another's after so long.
  FolderLock(std::string const& path, std::string_view flag,
             std::function<void(std::string const&)> const& tell,
             std::chrono::seconds patience = std::chrono::seconds(60));

 private:
  OpenFile folder_;
};

}  // namespace ec2plan::cli
