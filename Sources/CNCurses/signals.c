#define _GNU_SOURCE
#include "CNCurses.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

int columns_of_character(unsigned int scalar, locale_t locale) {
  locale_t former = uselocale(locale);
  int width = wcwidth((wchar_t)scalar);
  uselocale(former);
  return width;
}

int memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

/* MARK: - Fatal signals */

static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGQUIT};
enum { fatal_count = sizeof fatal / sizeof fatal[0], restore_capacity = 1024 };

/* Written while `armed` is 0, read by the handler while it is 1. */
static struct {
  volatile sig_atomic_t armed;
  int terminal;
  struct termios modes;
  char bytes[restore_capacity];
  size_t count;
  int caught, errors;
} guard;

static struct sigaction former_fatal[fatal_count];
static char *handler_stack;

static void copy_caught_errors(void) {
  char buffer[4096];
  off_t offset = 0;
  ssize_t count;
  if (guard.caught < 0) return;
  while ((count = pread(guard.caught, buffer, sizeof buffer, offset)) > 0) {
    if (write(guard.errors, buffer, (size_t)count) < 0) return;
    offset += count;
  }
}

/* Only functions that POSIX calls async-signal-safe. */
static void restore_terminal(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  ssize_t ignored = write(guard.terminal, guard.bytes, guard.count);
  (void)ignored;
  tcsetattr(guard.terminal, TCSADRAIN, &guard.modes);
  copy_caught_errors();
}

void signals_die(int number) {
  struct sigaction action;
  sigset_t set;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(number, &action, NULL);
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
}

static void die_of(int number) {
  restore_terminal();
  signals_die(number);
}

/* A stack that overflowed has no room for its own handler. */
static void provide_handler_stack(void) {
  if (handler_stack) return;
  size_t size = 64 * 1024;
  handler_stack = malloc(size);
  if (!handler_stack) return;
  stack_t stack = {.ss_sp = handler_stack, .ss_flags = 0, .ss_size = size};
  sigaltstack(&stack, NULL);
}

void signals_guard(
    int terminal, const struct termios *modes, const char *bytes, int count, int caught,
    int errors) {
  int was_armed = guard.armed;
  guard.armed = 0;
  guard.terminal = terminal;
  guard.modes = *modes;
  guard.count = count < restore_capacity ? (size_t)count : restore_capacity;
  memcpy(guard.bytes, bytes, guard.count);
  guard.caught = caught;
  guard.errors = errors;
  guard.armed = 1;
  if (was_armed) return;
  provide_handler_stack();
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = die_of;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, &former_fatal[i]);
}

void signals_unguard(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &former_fatal[i], NULL);
}

/* MARK: - Polite signals */

static const int polite[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
enum { polite_count = sizeof polite / sizeof polite[0] };

static struct sigaction former_polite[polite_count];
static volatile sig_atomic_t delivery = -1;
static volatile sig_atomic_t unseen_endings;

static void deliver(int number) {
  int saved = errno;
  int ends = number == SIGINT || number == SIGTERM || number == SIGHUP;
  if (ends && ++unseen_endings >= 3) die_of(number);
  unsigned char byte = (unsigned char)number;
  if (delivery >= 0) {
    ssize_t ignored = write((int)delivery, &byte, 1);
    (void)ignored;
  }
  errno = saved;
}

void signals_deliver(int descriptor) {
  struct sigaction action;
  delivery = descriptor;
  unseen_endings = 0;
  memset(&action, 0, sizeof action);
  action.sa_handler = deliver;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < polite_count; i++) sigaction(polite[i], &action, &former_polite[i]);
}

void signals_drained(void) { unseen_endings = 0; }

void signals_withdraw(void) {
  if (delivery < 0) return;
  delivery = -1;
  for (int i = 0; i < polite_count; i++) sigaction(polite[i], &former_polite[i], NULL);
}

void signals_suspend(void) {
  struct sigaction stop, former;
  sigset_t set, blocked;
  memset(&stop, 0, sizeof stop);
  stop.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &stop, &former);
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &set, &blocked);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &blocked, NULL);
  sigaction(SIGTSTP, &former, NULL);
}
