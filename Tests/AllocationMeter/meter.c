// The C library's allocation functions, each counting for its thread what is allocated and freed.
// A program's own definitions take the place of the library's, also for calls from libraries.

#include "AllocationMeter.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void __libc_free(void *block);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local ptrdiff_t live;
static _Thread_local ptrdiff_t peak;

void allocation_meter_start(void) { live = peak = 0; }

size_t allocation_meter_peak(void) { return (size_t)peak; }

static void *counted(void *block) {
  live += (ptrdiff_t)malloc_usable_size(block);
  if (live > peak) peak = live;
  return block;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }

void free(void *block) {
  live -= (ptrdiff_t)malloc_usable_size(block);
  __libc_free(block);
}

void *realloc(void *block, size_t size) {
  size_t before = malloc_usable_size(block);
  void *moved = __libc_realloc(block, size);
  // Where there is no room the old block stays.
  if (moved != NULL || size == 0) live -= (ptrdiff_t)before;
  return counted(moved);
}

void *reallocarray(void *block, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, total);
}

void *memalign(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  void *made = memalign(alignment, size);
  if (made == NULL) return ENOMEM;
  *block = made;
  return 0;
}

void *valloc(size_t size) { return memalign((size_t)sysconf(_SC_PAGESIZE), size); }

void *pvalloc(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return memalign(page, (size + page - 1) & ~(page - 1));
}
