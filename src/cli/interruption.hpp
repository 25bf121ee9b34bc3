#pragma once

#include <signal.h>

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

}  // namespace ec2plan::cli
