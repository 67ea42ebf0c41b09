#include "internal.h"

static int code(onednn_argument argument) {
  switch (argument) {
    case ONEDNN_SOURCE: return DNNL_ARG_SRC;
    case ONEDNN_SECOND_SOURCE: return DNNL_ARG_SRC_1;
    case ONEDNN_WEIGHTS: return DNNL_ARG_WEIGHTS;
    case ONEDNN_BIAS: return DNNL_ARG_BIAS;
    case ONEDNN_DESTINATION: return DNNL_ARG_DST;
    case ONEDNN_SCRATCHPAD: return DNNL_ARG_SCRATCHPAD;
    case ONEDNN_WORKSPACE: return DNNL_ARG_WORKSPACE;
    case ONEDNN_MEAN: return DNNL_ARG_MEAN;
    case ONEDNN_VARIANCE: return DNNL_ARG_VARIANCE;
    case ONEDNN_SCALE: return DNNL_ARG_SCALE;
    case ONEDNN_SHIFT: return DNNL_ARG_SHIFT;
    case ONEDNN_SOURCE_GRADIENT: return DNNL_ARG_DIFF_SRC;
    case ONEDNN_WEIGHTS_GRADIENT: return DNNL_ARG_DIFF_WEIGHTS;
    case ONEDNN_BIAS_GRADIENT: return DNNL_ARG_DIFF_BIAS;
    case ONEDNN_DESTINATION_GRADIENT: return DNNL_ARG_DIFF_DST;
    case ONEDNN_SCALE_GRADIENT: return DNNL_ARG_DIFF_SCALE;
    case ONEDNN_SHIFT_GRADIENT: return DNNL_ARG_DIFF_SHIFT;
  }
  return 0;
}

static const dnnl_memory_desc_t *descriptor(const onednn_kernel *kernel, onednn_argument argument) {
  // The scratchpad and the sides of a reorder are not known by their argument in every release.
  if (argument == ONEDNN_SCRATCHPAD)
    return dnnl_primitive_desc_query_md(kernel->descriptor, dnnl_query_scratchpad_md, 0);
  if (argument == ONEDNN_SOURCE)
    return dnnl_primitive_desc_query_md(kernel->descriptor, dnnl_query_src_md, 0);
  if (argument == ONEDNN_DESTINATION)
    return dnnl_primitive_desc_query_md(kernel->descriptor, dnnl_query_dst_md, 0);
  return dnnl_primitive_desc_query_md(kernel->descriptor, dnnl_query_exec_arg_md, code(argument));
}

const char *onednn_kernel_name(const onednn_kernel *kernel) {
  const char *name = "";
  dnnl_primitive_desc_query(kernel->descriptor, dnnl_query_impl_info_str, 0, &name);
  return name;
}

onednn_layout *onednn_kernel_layout(const onednn_kernel *kernel, onednn_argument argument) {
  const dnnl_memory_desc_t *found = descriptor(kernel, argument);
  return found && found->ndims > 0 ? layout_copy(found) : NULL;
}

int onednn_kernel_compile(onednn_kernel *kernel) {
  return dnnl_primitive_create(&kernel->primitive, kernel->descriptor);
}

int onednn_kernel_bind(onednn_kernel *kernel, onednn_argument argument, void *values) {
  int key = code(argument);
  for (int i = 0; i < kernel->count; i++)
    if (kernel->arguments[i].arg == key)
      return dnnl_memory_set_data_handle(kernel->arguments[i].memory, values);
  const dnnl_memory_desc_t *found = descriptor(kernel, argument);
  if (!found || found->ndims == 0 || kernel->count == ARGUMENT_LIMIT)
    return dnnl_invalid_arguments;
  dnnl_exec_arg_t *slot = &kernel->arguments[kernel->count];
  int status = dnnl_memory_create(&slot->memory, found, kernel->context->engine, values);
  if (status) return status;
  slot->arg = key;
  kernel->count++;
  return dnnl_success;
}

int onednn_kernel_run(onednn_kernel *kernel) {
  int status = dnnl_primitive_execute(
      kernel->primitive, kernel->context->stream, kernel->count, kernel->arguments);
  return status ? status : dnnl_stream_wait(kernel->context->stream);
}
