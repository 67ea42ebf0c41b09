#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>

#include "COneDNN.h"

int32_t processors_allowed(void) {
  cpu_set_t set;
  // Fails on machines with more processors than the set has room for.
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int32_t)online : 1;
}
