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

enum { ARGUMENT_LIMIT = 8 };

struct onednn_kernel {
  onednn_context *context;
  dnnl_primitive_desc_t descriptor;
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t arguments[ARGUMENT_LIMIT];
};

/// A copy on the heap.
onednn_layout *layout_copy(const dnnl_memory_desc_t *descriptor);

#endif
