#ifndef ALLOCATION_METER_H
#define ALLOCATION_METER_H

#include <stddef.h>

/// Begins to count what this thread allocates.
void allocation_meter_start(void);

/// The most bytes that were allocated and not freed at one time by this thread since the start.
size_t allocation_meter_peak(void);

#endif
