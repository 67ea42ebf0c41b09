#ifndef CHNSW_H
#define CHNSW_H

#include <stdint.h>

// The few things that are asked of hnswlib, a library of C++ templates. Its exceptions end in here.

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CHNSW_DONE,
  CHNSW_NO_MEMORY,
  CHNSW_UNREADABLE,  ///< the file is missing, cannot be written, or is no index of this shape
} chnsw_outcome;

/// Vectors of one length in layers of graphs, compared by squared Euclidean distance.
typedef struct chnsw_index chnsw_index;

/// An index without vectors yet; NULL without memory for it.
///
/// `links` are kept of each vector, twice as many in the lowest layer; `breadth` candidates are
/// looked at for them.
chnsw_index *chnsw_create(
    int64_t dimension, int64_t capacity, int64_t links, int64_t breadth, uint64_t seed);

/// An index as it was saved; NULL where the file is none. What is in the file is taken as it is: one
/// that was changed since it was saved must not be given.
chnsw_index *chnsw_load(const char *path, int64_t dimension, int64_t capacity);

void chnsw_free(chnsw_index *index);

/// Adds a vector under a number. Several threads may add at once.
chnsw_outcome chnsw_add(chnsw_index *index, const float *vector, int64_t number);

/// Finds the nearest vectors, the nearest first, and returns how many: `count`, or all there are.
/// `breadth`, at least `count`, is how many are looked at. Several threads may search at once.
int64_t chnsw_search(
    const chnsw_index *index, const float *probe, int64_t count, int64_t breadth,
    int64_t *numbers, float *distances);

chnsw_outcome chnsw_save(chnsw_index *index, const char *path);

#ifdef __cplusplus
}
#endif

#endif
