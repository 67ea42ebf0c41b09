#ifndef CONEDNN_H
#define CONEDNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of oneDNN that the engine uses, behind handles that mean the same in its 2.x and 3.x:
// descriptors of hundreds of bytes and the tables of arguments stay in here.
// Functions return oneDNN's status, 0 for success.

/// An engine on the processor with a stream to run kernels in order.
typedef struct onednn_context onednn_context;
/// How the values of an array lie in memory.
typedef struct onednn_layout onednn_layout;
/// A primitive with its arguments.
typedef struct onednn_kernel onednn_kernel;

/// Orders of the values of an array of batch × channels × height × width.
typedef enum {
  ONEDNN_ANY,            ///< left to the kernel
  ONEDNN_PLAIN,          ///< row-major
  ONEDNN_CHANNELS_LAST,  ///< a cell's channels side by side
  ONEDNN_BLOCKS_16,      ///< 16 channels of a cell side by side
  ONEDNN_COLUMN_ROW_CHANNEL,  ///< row-major over batch, width, height, channels
} onednn_order;

/// Types of values.
typedef enum { ONEDNN_F32 } onednn_type;

/// Arguments of a kernel.
typedef enum {
  ONEDNN_SOURCE,
  ONEDNN_SECOND_SOURCE,
  ONEDNN_WEIGHTS,
  ONEDNN_BIAS,
  ONEDNN_DESTINATION,
  ONEDNN_SCRATCHPAD,
  ONEDNN_WORKSPACE,  ///< what a kernel of training leaves for its gradient
  ONEDNN_MEAN,
  ONEDNN_VARIANCE,
  ONEDNN_SCALE,
  ONEDNN_SHIFT,
  ONEDNN_SOURCE_GRADIENT,
  ONEDNN_WEIGHTS_GRADIENT,
  ONEDNN_BIAS_GRADIENT,
  ONEDNN_DESTINATION_GRADIENT,
  ONEDNN_SCALE_GRADIENT,
  ONEDNN_SHIFT_GRADIENT,
} onednn_argument;

/// Functions of each value by itself.
typedef enum {
  ONEDNN_RELU,    ///< max(x, 0)
  ONEDNN_CLIP,    ///< x brought between alpha and beta
  ONEDNN_SQUARE,  ///< x²
  ONEDNN_POWER,   ///< alpha × x^beta
  ONEDNN_LOGISTIC,  ///< 1 / (1 + exp(-x))
  ONEDNN_LINEAR,    ///< alpha × x + beta
} onednn_function_kind;

typedef struct {
  onednn_function_kind kind;
  float alpha, beta;
} onednn_function;

/// What happens to each value before a kernel stores it: it gets scale × the value that the
/// destination held before added, or becomes a function of itself.
typedef struct {
  bool adds_previous;
  float scale;
  onednn_function function;
} onednn_post;

/// A window slid over a map; padding is top, left, bottom, right. Only convolutions look at the
/// dilation, the distance of the cells that a kernel's neighbours meet.
typedef struct {
  int64_t kernel[2], stride[2], padding[4], dilation[2];
} onednn_window;

typedef enum {
  ONEDNN_MAXIMUM,
  ONEDNN_AVERAGE_WITH_PADDING,
  ONEDNN_AVERAGE_OF_MAP,
} onednn_pooling;

/// What follows a normalisation: a scale and a shift for each channel, and max(x, 0).
typedef struct {
  bool scales, shifts, rectifies;
} onednn_normalisation;

/// The post-ops of a kernel, in order.
typedef struct {
  const onednn_post *posts;
  int count;
} onednn_epilogue;

// MARK: context

int onednn_context_create(onednn_context **context);
void onednn_context_destroy(onednn_context *context);
/// Sets how many threads kernels created and run by the calling thread use from now on.
void onednn_set_threads(int count);

/// Calls `piece` with 0 ..< count, each once, on the threads that kernels run on, so that no others
/// stand in their way.
void onednn_share(int count, void (*piece)(void *owner, int index), void *owner);

// Inline, since a call would take longer: the instruction that lets a processor's other thread go
// first, for which Swift has no word.
static inline void onednn_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Inline and without the branch that Swift's square root has for negative numbers, so that loops
// over it become vectors.
static inline float onednn_square_root(float value) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(value);
#else
  return __builtin_sqrtf(value);
#endif
}

// MARK: products

/// c = a · bᵀ, all row-major; the lines of c start `stride` apart.
int onednn_product_transposed(
    int64_t rows, int64_t columns, int64_t depth, const float *a, const float *b, float *c,
    int64_t stride);
/// c = a · b, or where it adds c + a · b, all row-major; of a transposed one the lines are columns.
int onednn_product(
    int64_t rows, int64_t columns, int64_t depth, const float *a, bool transposes_a,
    const float *b, bool adds, float *c);

// MARK: layouts

int onednn_layout_create(onednn_layout **layout, const int64_t dimensions[4], onednn_order order,
                         onednn_type type);
/// Weights of output × input of a group × height × width, of floats: ONEDNN_ANY, ONEDNN_PLAIN or,
/// of one group, ONEDNN_BLOCKS_16 of inputs, each with 16 outputs side by side.
int onednn_layout_weights(onednn_layout **layout, const int64_t dimensions[4], int64_t groups,
                          onednn_order order);
/// One dimension of `count` 32-bit floats side by side.
int onednn_layout_line(onednn_layout **layout, int64_t count);
/// Channels first ..< first + count of an array, in place.
int onednn_layout_channels(onednn_layout **layout, const onednn_layout *whole, int64_t first,
                           int64_t count);
void onednn_layout_destroy(onednn_layout *layout);
bool onednn_layout_equal(const onednn_layout *a, const onednn_layout *b);
/// Bytes from the first value to the end of the last, padding included.
size_t onednn_layout_size(const onednn_layout *layout);
/// Whether memory holds channels beyond the array's own.
bool onednn_layout_is_padded(const onednn_layout *layout);

// MARK: kernels

/// What a kernel is for: a kernel of training may be followed by that of its gradient.
typedef enum { ONEDNN_INFERENCE, ONEDNN_TRAINING } onednn_purpose;

int onednn_convolution(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                       const onednn_layout *source, const onednn_layout *weights, bool bias,
                       const onednn_layout *destination, onednn_window window, bool winograd,
                       onednn_epilogue epilogue);
int onednn_dense(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                 const onednn_layout *source, const onednn_layout *weights, bool bias,
                 onednn_epilogue epilogue);
int onednn_pool(onednn_kernel **kernel, onednn_context *context, onednn_purpose purpose,
                const onednn_layout *source, const onednn_layout *destination,
                onednn_pooling pooling, onednn_window window);
int onednn_elementwise(onednn_kernel **kernel, onednn_context *context,
                       const onednn_layout *source, onednn_function function);
/// source / (offset + alpha / size × Σ source²)^beta over `size` channels.
int onednn_response_normalisation(onednn_kernel **kernel, onednn_context *context,
                                  onednn_purpose purpose, const onednn_layout *source,
                                  int64_t size, float alpha, float beta, float offset);
int onednn_prelu(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source);
/// source × second, which may have one value along some dimensions.
int onednn_multiply(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
                    const onednn_layout *second);
/// source + scale × second, likewise.
int onednn_add(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
               const onednn_layout *second, float scale, onednn_epilogue epilogue);
int onednn_reorder(onednn_kernel **kernel, onednn_context *context, const onednn_layout *source,
                   const onednn_layout *destination);
/// Normalisation by the batch's own mean and variance, which are results, too; what it rectifies is
/// left in the workspace.
int onednn_batch_normalisation(onednn_kernel **kernel, onednn_context *context,
                               const onednn_layout *source, float epsilon,
                               onednn_normalisation kind);
void onednn_kernel_destroy(onednn_kernel *kernel);

// MARK: gradients, each with the kernel of training whose results it goes back from

int onednn_convolution_source_gradient(
    onednn_kernel **kernel, onednn_context *context, const onednn_kernel *forward,
    const onednn_layout *source, const onednn_layout *weights, const onednn_layout *destination,
    onednn_window window);
int onednn_convolution_weights_gradient(
    onednn_kernel **kernel, onednn_context *context, const onednn_kernel *forward,
    const onednn_layout *source, const onednn_layout *weights, bool bias,
    const onednn_layout *destination, onednn_window window);
int onednn_dense_source_gradient(onednn_kernel **kernel, onednn_context *context,
                                 const onednn_kernel *forward, const onednn_layout *source,
                                 const onednn_layout *weights);
int onednn_dense_weights_gradient(onednn_kernel **kernel, onednn_context *context,
                                  const onednn_kernel *forward, const onednn_layout *source,
                                  const onednn_layout *weights, bool bias);
int onednn_pool_gradient(onednn_kernel **kernel, onednn_context *context,
                         const onednn_kernel *forward, const onednn_layout *source,
                         const onednn_layout *destination, onednn_pooling pooling,
                         onednn_window window);
int onednn_response_normalisation_gradient(onednn_kernel **kernel, onednn_context *context,
                                           const onednn_kernel *forward,
                                           const onednn_layout *source, int64_t size, float alpha,
                                           float beta, float offset);
int onednn_elementwise_gradient(onednn_kernel **kernel, onednn_context *context,
                                const onednn_kernel *forward, const onednn_layout *source,
                                onednn_function function);
/// Of max(x, 0), from the result alone.
int onednn_rectifier_gradient(onednn_kernel **kernel, onednn_context *context,
                              const onednn_layout *destination);
int onednn_prelu_gradient(onednn_kernel **kernel, onednn_context *context,
                          const onednn_kernel *forward, const onednn_layout *source);
int onednn_batch_normalisation_gradient(onednn_kernel **kernel, onednn_context *context,
                                        const onednn_kernel *forward, const onednn_layout *source,
                                        float epsilon, onednn_normalisation kind);

// MARK: running

/// The name of the implementation that oneDNN chose.
const char *onednn_kernel_name(const onednn_kernel *kernel);
/// The layout an argument must have; NULL when the kernel has no such argument.
onednn_layout *onednn_kernel_layout(const onednn_kernel *kernel, onednn_argument argument);
/// Generates the code, after which the kernel can be bound and run.
int onednn_kernel_compile(onednn_kernel *kernel);
/// Says where an argument's values are.
int onednn_kernel_bind(onednn_kernel *kernel, onednn_argument argument, void *values);
int onednn_kernel_run(onednn_kernel *kernel);

/// The processors that this process may run on, by its affinity mask.
int32_t processors_allowed(void);

#endif
