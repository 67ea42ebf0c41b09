#ifndef CONEDNN_INTERNAL_H
#define CONEDNN_INTERNAL_H

#include <oneapi/dnnl/dnnl.h>

#include "COneDNN.h"

struct onednn_context {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
};

struct onednn_layout {
  dnnl_memory_desc_t descriptor;
};

enum { ARGUMENT_LIMIT = 12 };

struct onednn_kernel {
  onednn_context *context;
  dnnl_primitive_desc_t descriptor;
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t arguments[ARGUMENT_LIMIT];
};

/// A copy on the heap.
onednn_layout *layout_copy(const dnnl_memory_desc_t *descriptor);

/// A primitive for an operation, with the primitive that an operation of training went before as a
/// hint; a failed `status` of the operation's description is passed on.
int kernel_create(onednn_kernel **kernel, int status, onednn_context *context,
                  const_dnnl_op_desc_t operation, onednn_epilogue epilogue,
                  const onednn_kernel *forward);

static const onednn_epilogue no_epilogue = {NULL, 0};

/// dnnl_memory_desc_t of a layout that may be absent.
static inline const dnnl_memory_desc_t *desc(const onednn_layout *layout) {
  return layout ? &layout->descriptor : NULL;
}

dnnl_alg_kind_t function_kind(onednn_function_kind kind);
dnnl_alg_kind_t pooling_kind(onednn_pooling pooling);
/// A line of as many values as there are in the first or second dimension of a layout.
int line_of(dnnl_memory_desc_t *line, const onednn_layout *layout, int dimension);
/// One value a channel.
int channel_values(dnnl_memory_desc_t *values, const onednn_layout *map);
/// The results of a dense layer, batch × outputs.
int dense_results(dnnl_memory_desc_t *results, const onednn_layout *source,
                  const onednn_layout *weights);
/// oneDNN counts the cells between those that a kernel's neighbours meet.
#define CELLS_BETWEEN(window) {(window).dilation[0] - 1, (window).dilation[1] - 1}
unsigned normalisation_flags(onednn_normalisation kind);

#endif
