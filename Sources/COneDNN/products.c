#include "internal.h"

int onednn_product_transposed(
    int64_t rows, int64_t columns, int64_t depth, const float *a, const float *b, float *c,
    int64_t stride) {
  return dnnl_sgemm('N', 'T', rows, columns, depth, 1, a, depth, b, depth, 0, c, stride);
}

int onednn_product(
    int64_t rows, int64_t columns, int64_t depth, const float *a, bool transposes_a,
    const float *b, bool adds, float *c) {
  return dnnl_sgemm(
      transposes_a ? 'T' : 'N', 'N', rows, columns, depth, 1, a, transposes_a ? rows : depth, b,
      columns, adds ? 1 : 0, c, columns);
}
