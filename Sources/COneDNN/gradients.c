#include "internal.h"

int onednn_convolution_source_gradient(
    onednn_kernel **kernel, onednn_context *context, const onednn_kernel *forward,
    const onednn_layout *source, const onednn_layout *weights, const onednn_layout *destination,
    onednn_window window) {
  dnnl_dims_t between = CELLS_BETWEEN(window);
  dnnl_convolution_desc_t operation;
  int status = dnnl_dilated_convolution_backward_data_desc_init(
      &operation, dnnl_convolution_direct, desc(source), desc(weights), desc(destination),
      window.stride, between, window.padding, window.padding + 2);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_convolution_weights_gradient(
    onednn_kernel **kernel, onednn_context *context, const onednn_kernel *forward,
    const onednn_layout *source, const onednn_layout *weights, bool bias,
    const onednn_layout *destination, onednn_window window) {
  dnnl_memory_desc_t line;
  int status = line_of(&line, destination, 1);
  if (status) return status;
  dnnl_dims_t between = CELLS_BETWEEN(window);
  dnnl_convolution_desc_t operation;
  status = dnnl_dilated_convolution_backward_weights_desc_init(
      &operation, dnnl_convolution_direct, desc(source), desc(weights), bias ? &line : NULL,
      desc(destination), window.stride, between, window.padding, window.padding + 2);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_dense_source_gradient(onednn_kernel **kernel, onednn_context *context,
                                 const onednn_kernel *forward, const onednn_layout *source,
                                 const onednn_layout *weights) {
  dnnl_memory_desc_t results;
  int status = dense_results(&results, source, weights);
  if (status) return status;
  dnnl_inner_product_desc_t operation;
  status = dnnl_inner_product_backward_data_desc_init(
      &operation, desc(source), desc(weights), &results);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_dense_weights_gradient(onednn_kernel **kernel, onednn_context *context,
                                  const onednn_kernel *forward, const onednn_layout *source,
                                  const onednn_layout *weights, bool bias) {
  dnnl_memory_desc_t line, results;
  int status = line_of(&line, weights, 0);
  if (!status) status = dense_results(&results, source, weights);
  if (status) return status;
  dnnl_inner_product_desc_t operation;
  status = dnnl_inner_product_backward_weights_desc_init(
      &operation, desc(source), desc(weights), bias ? &line : NULL, &results);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_pool_gradient(onednn_kernel **kernel, onednn_context *context,
                         const onednn_kernel *forward, const onednn_layout *source,
                         const onednn_layout *destination, onednn_pooling pooling,
                         onednn_window window) {
  dnnl_pooling_v2_desc_t operation;
  dnnl_dims_t adjacent = {0, 0};
  int status = dnnl_pooling_v2_backward_desc_init(
      &operation, pooling_kind(pooling), desc(source), desc(destination), window.stride,
      window.kernel, adjacent, window.padding, window.padding + 2);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_response_normalisation_gradient(onednn_kernel **kernel, onednn_context *context,
                                           const onednn_kernel *forward,
                                           const onednn_layout *source, int64_t size, float alpha,
                                           float beta, float offset) {
  dnnl_lrn_desc_t operation;
  int status = dnnl_lrn_backward_desc_init(
      &operation, dnnl_lrn_across_channels, desc(source), desc(source), size, alpha, beta, offset);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_elementwise_gradient(onednn_kernel **kernel, onednn_context *context,
                                const onednn_kernel *forward, const onednn_layout *source,
                                onednn_function function) {
  dnnl_eltwise_desc_t operation;
  int status = dnnl_eltwise_backward_desc_init(
      &operation, function_kind(function.kind), desc(source), desc(source), function.alpha,
      function.beta);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_rectifier_gradient(onednn_kernel **kernel, onednn_context *context,
                              const onednn_layout *destination) {
  dnnl_eltwise_desc_t operation;
  dnnl_alg_kind_t rectifier = dnnl_eltwise_relu_use_dst_for_bwd;
  int status = dnnl_eltwise_forward_desc_init(
      &operation, dnnl_forward_training, rectifier, desc(destination), 0, 0);
  onednn_kernel *forward = NULL;
  status = kernel_create(&forward, status, context, &operation, no_epilogue, NULL);
  if (status) return status;
  status = dnnl_eltwise_backward_desc_init(
      &operation, rectifier, desc(destination), desc(destination), 0, 0);
  status = kernel_create(kernel, status, context, &operation, no_epilogue, forward);
  onednn_kernel_destroy(forward);
  return status;
}

int onednn_prelu_gradient(onednn_kernel **kernel, onednn_context *context,
                          const onednn_kernel *forward, const onednn_layout *source) {
  dnnl_memory_desc_t slopes;
  int status = channel_values(&slopes, source);
  if (status) return status;
  dnnl_prelu_desc_t operation;
  status = dnnl_prelu_backward_desc_init(
      &operation, desc(source), &slopes, desc(source), &slopes);
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}

int onednn_batch_normalisation_gradient(onednn_kernel **kernel, onednn_context *context,
                                        const onednn_kernel *forward, const onednn_layout *source,
                                        float epsilon, onednn_normalisation kind) {
  dnnl_batch_normalization_desc_t operation;
  int status = dnnl_batch_normalization_backward_desc_init(
      &operation, kind.scales || kind.shifts ? dnnl_backward : dnnl_backward_data, desc(source),
      desc(source), epsilon, normalisation_flags(kind));
  return kernel_create(kernel, status, context, &operation, no_epilogue, forward);
}
