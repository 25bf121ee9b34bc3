#include "cli/interruption.hpp"

#include <unistd.h>

#include <atomic>

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

}  // namespace ec2plan::cli
