#pragma once

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace ec2plan::cli {

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

}  // namespace ec2plan::cli
