#include <stdlib.h>
#include <string.h>

#include "internal.h"

dnnl_alg_kind_t function_kind(onednn_function_kind kind) {
  switch (kind) {
    case ONEDNN_RELU: return dnnl_eltwise_relu;
    case ONEDNN_CLIP: return dnnl_eltwise_clip;
    case ONEDNN_SQUARE: return dnnl_eltwise_square;
    case ONEDNN_POWER: return dnnl_eltwise_pow;
    case ONEDNN_LOGISTIC: return dnnl_eltwise_logistic;
    case ONEDNN_LINEAR: return dnnl_eltwise_linear;
  }
  return dnnl_alg_kind_undef;
}

static int append(dnnl_post_ops_t posts, onednn_post post) {
  if (post.adds_previous) return dnnl_post_ops_append_sum(posts, post.scale);
  onednn_function f = post.function;
  return dnnl_post_ops_append_eltwise(posts, 1, function_kind(f.kind), f.alpha, f.beta);
}

static int set_posts(dnnl_primitive_attr_t attributes, onednn_epilogue epilogue) {
  dnnl_post_ops_t posts;
  int status = dnnl_post_ops_create(&posts);
  if (status) return status;
  for (int i = 0; i < epilogue.count && !status; i++)
    status = append(posts, epilogue.posts[i]);
  if (!status) status = dnnl_primitive_attr_set_post_ops(attributes, posts);
  dnnl_post_ops_destroy(posts);
  return status;
}

static int create_attributes(dnnl_primitive_attr_t *attributes, onednn_epilogue epilogue) {
  int status = dnnl_primitive_attr_create(attributes);
  if (status) return status;
  status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (!status) status = set_posts(*attributes, epilogue);
  if (status) dnnl_primitive_attr_destroy(*attributes);
  return status;
}

static onednn_kernel *wrap(onednn_context *context, dnnl_primitive_desc_t descriptor) {
  onednn_kernel *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->context = context;
  made->descriptor = descriptor;
  return made;
}

static int finish(onednn_kernel **kernel, int status, onednn_context *context,
                  dnnl_primitive_desc_t descriptor) {
  if (status) return status;
  *kernel = wrap(context, descriptor);
  if (*kernel) return dnnl_success;
  dnnl_primitive_desc_destroy(descriptor);
  return dnnl_out_of_memory;
}

int kernel_create(onednn_kernel **kernel, int status, onednn_context *context,
                  const_dnnl_op_desc_t operation, onednn_epilogue epilogue,
                  const onednn_kernel *forward) {
  if (status) return status;
  dnnl_primitive_attr_t attributes;
  status = create_attributes(&attributes, epilogue);
  if (status) return status;
  dnnl_primitive_desc_t descriptor;
  status = dnnl_primitive_desc_create(&descriptor, operation, attributes, context->engine,
                                      forward ? forward->descriptor : NULL);
  dnnl_primitive_attr_destroy(attributes);
  return finish(kernel, status, context, descriptor);
}

static int create(onednn_kernel **kernel, int status, onednn_context *context,
                  const_dnnl_op_desc_t operation, onednn_epilogue epilogue) {
  return kernel_create(kernel, status, context, operation, epilogue, NULL);
}

static dnnl_prop_kind_t propagation(onednn_purpose purpose) {
  return purpose == ONEDNN_TRAINING ? dnnl_forward_training : dnnl_forward_inference;
}

int line_of(dnnl_memory_desc_t *line, const onednn_layout *layout, int dimension) {
  dnnl_dims_t count = {layout->descriptor.dims[dimension]};
  return dnnl_memory_desc_init_by_tag(line, 1, count, dnnl_f32, dnnl_a);
}

int channel_values(dnnl_memory_desc_t *values, const onednn_layout *map) {
  dnnl_dims_t dims = {1, map->descriptor.dims[1], 1, 1};
  return dnnl_memory_desc_init_by_tag(values, 4, dims, dnnl_f32, dnnl_format_tag_any);
}

int dense_results(dnnl_memory_desc_t *results, const onednn_layout *source,
                  const onednn_layout *weights) {
  dnnl_dims_t dims = {source->descriptor.dims[0], weights->descriptor.dims[0]};
  return dnnl_memory_desc_init_by_tag(results, 2, dims, dnnl_f32, dnnl_nc);
}

int onednn_convolution(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                       const onednn_layout *source, const onednn_layout *weights, bool bias,
                       const onednn_layout *destination, onednn_window window, bool winograd,
                       onednn_epilogue epilogue) {
  dnnl_memory_desc_t line;
  int status = line_of(&line, destination, 1);
  if (status) return status;
  dnnl_dims_t between = CELLS_BETWEEN(window);
  dnnl_convolution_desc_t operation;
  status = dnnl_dilated_convolution_forward_desc_init(
      &operation, propagation(purpose),
      winograd ? dnnl_convolution_winograd : dnnl_convolution_direct, desc(source), desc(weights),
      bias ? &line : NULL, desc(destination), window.stride, between, window.padding,
      window.padding + 2);
  return create(kernel, status, context, &operation, epilogue);
}

int onednn_dense(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                 const onednn_layout *source, const onednn_layout *weights, bool bias,
                 onednn_epilogue epilogue) {
  dnnl_memory_desc_t line, result;
  int status = line_of(&line, weights, 0);
  if (!status) status = dense_results(&result, source, weights);
  if (status) return status;
  dnnl_inner_product_desc_t operation;
  status = dnnl_inner_product_forward_desc_init(
      &operation, propagation(purpose), desc(source), desc(weights), bias ? &line : NULL, &result);
  return create(kernel, status, context, &operation, epilogue);
}

dnnl_alg_kind_t pooling_kind(onednn_pooling pooling) {
  switch (pooling) {
    case ONEDNN_MAXIMUM: return dnnl_pooling_max;
    case ONEDNN_AVERAGE_WITH_PADDING: return dnnl_pooling_avg_include_padding;
    case ONEDNN_AVERAGE_OF_MAP: return dnnl_pooling_avg_exclude_padding;
  }
  return dnnl_alg_kind_undef;
}

int onednn_pool(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                const onednn_layout *source, const onednn_layout *destination,
                onednn_pooling pooling, onednn_window window) {
  dnnl_pooling_v2_desc_t operation;
  dnnl_dims_t adjacent = {0, 0};
  int status = dnnl_pooling_v2_forward_desc_init(
      &operation, propagation(purpose), pooling_kind(pooling), desc(source), desc(destination),
      window.stride, window.kernel, adjacent, window.padding, window.padding + 2);
  return create(kernel, status, context, &operation, no_epilogue);
}

int onednn_elementwise(onednn_kernel **kernel, onednn_context *context,
                       const onednn_layout *source, onednn_function function) {
  dnnl_eltwise_desc_t operation;
  int status = dnnl_eltwise_forward_desc_init(
      &operation, dnnl_forward_training, function_kind(function.kind), desc(source),
      function.alpha, function.beta);
  return create(kernel, status, context, &operation, no_epilogue);
}

int onednn_response_normalisation(onednn_kernel **kernel, onednn_context *context,
                                  onednn_purpose purpose, const onednn_layout *source,
                                  int64_t size, float alpha, float beta, float offset) {
  dnnl_lrn_desc_t operation;
  int status = dnnl_lrn_forward_desc_init(
      &operation, propagation(purpose), dnnl_lrn_across_channels, desc(source), size, alpha,
      beta, offset);
  return create(kernel, status, context, &operation, no_epilogue);
}

int onednn_prelu(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source) {
  dnnl_memory_desc_t slopes;
  int status = channel_values(&slopes, source);
  if (status) return status;
  dnnl_prelu_desc_t operation;
  status = dnnl_prelu_forward_desc_init(
      &operation, dnnl_forward_training, desc(source), &slopes);
  return create(kernel, status, context, &operation, no_epilogue);
}

unsigned normalisation_flags(onednn_normalisation kind) {
  return (kind.scales ? dnnl_use_scale : 0u) | (kind.shifts ? dnnl_use_shift : 0u) |
         (kind.rectifies ? dnnl_fuse_norm_relu : 0u);
}

int onednn_batch_normalisation(onednn_kernel **kernel, onednn_context *context,
                               const onednn_layout *source, float epsilon,
                               onednn_normalisation kind) {
  dnnl_batch_normalization_desc_t operation;
  int status = dnnl_batch_normalization_forward_desc_init(
      &operation, dnnl_forward_training, desc(source), epsilon, normalisation_flags(kind));
  return create(kernel, status, context, &operation, no_epilogue);
}

int onednn_multiply(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
                    const onednn_layout *second) {
  dnnl_binary_desc_t operation;
  int status = dnnl_binary_desc_init(
      &operation, dnnl_binary_mul, desc(source), desc(second), desc(source));
  return create(kernel, status, context, &operation, no_epilogue);
}

int onednn_add(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
               const onednn_layout *second, float scale, onednn_epilogue epilogue) {
  dnnl_binary_desc_t operation;
  int status = dnnl_binary_desc_init(
      &operation, dnnl_binary_add, desc(source), desc(second), desc(source));
  if (status) return status;
  dnnl_primitive_attr_t attributes;
  status = create_attributes(&attributes, epilogue);
  if (status) return status;
  if (scale != 1) status = dnnl_primitive_attr_set_scales(attributes, DNNL_ARG_SRC_1, 1, 0, &scale);
  dnnl_primitive_desc_t descriptor;
  if (!status)
    status = dnnl_primitive_desc_create(&descriptor, &operation, attributes, context->engine, NULL);
  dnnl_primitive_attr_destroy(attributes);
  return finish(kernel, status, context, descriptor);
}

int onednn_reorder(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
                   const onednn_layout *destination) {
  dnnl_primitive_attr_t attributes;
  int status = create_attributes(&attributes, no_epilogue);
  if (status) return status;
  dnnl_primitive_desc_t descriptor;
  status = dnnl_reorder_primitive_desc_create(&descriptor, desc(source), context->engine,
                                              desc(destination), context->engine, attributes);
  dnnl_primitive_attr_destroy(attributes);
  return finish(kernel, status, context, descriptor);
}

void onednn_kernel_destroy(onednn_kernel *kernel) {
  if (!kernel) return;
  for (int i = 0; i < kernel->count; i++) dnnl_memory_destroy(kernel->arguments[i].memory);
  if (kernel->primitive) dnnl_primitive_destroy(kernel->primitive);
  if (kernel->descriptor) dnnl_primitive_desc_destroy(kernel->descriptor);
  free(kernel);
}
