#include <stdlib.h>
#include <string.h>

#include "internal.h"

onednn_layout *layout_copy(const dnnl_memory_desc_t *descriptor) {
  onednn_layout *made = malloc(sizeof *made);
  if (made) made->descriptor = *descriptor;
  return made;
}

static int hand_over(onednn_layout **layout, int status, const dnnl_memory_desc_t *descriptor) {
  if (status) return status;
  *layout = layout_copy(descriptor);
  return *layout ? dnnl_success : dnnl_out_of_memory;
}

static dnnl_format_tag_t tag(onednn_order order) {
  switch (order) {
    case ONEDNN_PLAIN: return dnnl_nchw;
    case ONEDNN_CHANNELS_LAST: return dnnl_nhwc;
    case ONEDNN_BLOCKS_16: return dnnl_nChw16c;
    case ONEDNN_COLUMN_ROW_CHANNEL: return dnnl_adcb;
    case ONEDNN_ANY: return dnnl_format_tag_any;
  }
  return dnnl_format_tag_undef;
}

static dnnl_data_type_t data_type(onednn_type type) {
  switch (type) {
    case ONEDNN_F32: return dnnl_f32;
  }
  return dnnl_data_type_undef;
}

int onednn_layout_create(onednn_layout **layout, const int64_t dimensions[4], onednn_order order,
                         onednn_type type) {
  dnnl_memory_desc_t descriptor;
  dnnl_dims_t dims = {dimensions[0], dimensions[1], dimensions[2], dimensions[3]};
  int status;
  if (order == ONEDNN_COLUMN_ROW_CHANNEL) {
    dnnl_dims_t strides = {dims[1] * dims[2] * dims[3], 1, dims[1], dims[1] * dims[2]};
    status = dnnl_memory_desc_init_by_strides(&descriptor, 4, dims, data_type(type), strides);
  } else {
    status = dnnl_memory_desc_init_by_tag(&descriptor, 4, dims, data_type(type), tag(order));
  }
  return hand_over(layout, status, &descriptor);
}

int onednn_layout_weights(onednn_layout **layout, const int64_t dimensions[4], int64_t groups,
                          onednn_order order) {
  dnnl_memory_desc_t descriptor;
  const int64_t *d = dimensions;
  bool any = order == ONEDNN_ANY;
  int status;
  if (groups == 1) {
    dnnl_dims_t dims = {d[0], d[1], d[2], d[3]};
    dnnl_format_tag_t tag = order == ONEDNN_BLOCKS_16 ? dnnl_OIhw16i16o : dnnl_oihw;
    status = dnnl_memory_desc_init_by_tag(&descriptor, 4, dims, dnnl_f32,
                                          any ? dnnl_format_tag_any : tag);
  } else {
    dnnl_dims_t dims = {groups, d[0] / groups, d[1], d[2], d[3]};
    status = dnnl_memory_desc_init_by_tag(&descriptor, 5, dims, dnnl_f32,
                                          any ? dnnl_format_tag_any : dnnl_goihw);
  }
  return hand_over(layout, status, &descriptor);
}

int onednn_layout_line(onednn_layout **layout, int64_t count) {
  dnnl_memory_desc_t descriptor;
  dnnl_dims_t dims = {count};
  return hand_over(
      layout, dnnl_memory_desc_init_by_tag(&descriptor, 1, dims, dnnl_f32, dnnl_a), &descriptor);
}

int onednn_layout_channels(onednn_layout **layout, const onednn_layout *whole, int64_t first,
                           int64_t count) {
  dnnl_memory_desc_t descriptor;
  const dnnl_memory_desc_t *d = &whole->descriptor;
  dnnl_dims_t dims = {d->dims[0], count, d->dims[2], d->dims[3]}, offsets = {0, first, 0, 0};
  return hand_over(
      layout, dnnl_memory_desc_init_submemory(&descriptor, d, dims, offsets), &descriptor);
}

void onednn_layout_destroy(onednn_layout *layout) { free(layout); }

bool onednn_layout_equal(const onednn_layout *a, const onednn_layout *b) {
  return dnnl_memory_desc_equal(&a->descriptor, &b->descriptor);
}

size_t onednn_layout_size(const onednn_layout *layout) {
  return dnnl_memory_desc_get_size(&layout->descriptor);
}

bool onednn_layout_is_padded(const onednn_layout *layout) {
  const dnnl_memory_desc_t *d = &layout->descriptor;
  return memcmp(d->dims, d->padded_dims, (size_t)d->ndims * sizeof d->dims[0]) != 0;
}
