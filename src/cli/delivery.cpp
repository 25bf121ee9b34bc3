#include "cli/delivery.hpp"

#include <cerrno>
#include <cstring>
#include <ostream>
#include <stdexcept>

namespace ec2plan::cli {

Delivery::Delivery(Output const& output, Streams const& streams) : streams_(streams) {
  if (!output.file.empty()) file_.emplace(output.file);
}

bool Delivery::write(std::string_view text) {
  if (file_) return file_->write(text);
  errno = 0;
  streams_.out.write(text.data(), static_cast<std::streamsize>(text.size()));
  streams_.out.flush();
  if (streams_.out) return true;
  if (errno == EPIPE) return false;
  throw std::runtime_error("stdout: cannot be written: " +
                           std::string(errno == 0 ? "unknown reason" : std::strerror(errno)));
}

void Delivery::finish() {
  if (file_) file_->keep();
}

}  // namespace ec2plan::cli
