#include "internal.h"

int onednn_product_transposed(
    int64_t rows, int64_t columns, int64_t depth, const float *a, const float *b, float *c,
    int64_t stride) {
  return dnnl_sgemm('N', 'T', rows, columns, depth, 1, a, depth, b, depth, 0, c, stride);
}
