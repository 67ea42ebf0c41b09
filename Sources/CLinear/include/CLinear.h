#ifndef CLINEAR_H
#define CLINEAR_H

#include <stdint.h>

// The one thing that is asked of liblinear. Its sparse problems, its printing and its models of one
// allocation each stay in here.

typedef enum {
  CLINEAR_DONE,
  CLINEAR_NO_MEMORY,
  CLINEAR_REFUSED,  ///< liblinear does not accept the parameters
} clinear_outcome;

/// Trains one linear machine for each class against all others: L2 loss, L2 regularised, dual.
///
/// `values` are `rows` × `columns`; `labels` are 0 ..< `classes`, each at least once, and `classes`
/// at least 2. `weights` receives `classes` × (`columns` + 1) numbers, the last of each the bias.
/// Draws from rand(), which it seeds: one thread at a time.
clinear_outcome clinear_train(
    int32_t rows, int32_t columns, int32_t classes, const float *values, const int32_t *labels,
    double cost, double tolerance, float *weights);

#endif
