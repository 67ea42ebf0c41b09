#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "outcome.h"

enum { FIRST_ROOM = 1 << 16 };

typedef struct {
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  jmp_buf escape;
  unsigned char *bytes;
  unsigned long count;
  CImagesOutcome outcome;
} Encoder;

static _Noreturn void leave(j_common_ptr info) {
  Encoder *encoder = info->client_data;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  encoder->outcome = cimages_outcome(CImagesDamaged, message);
  longjmp(encoder->escape, 1);
}

static void ignore(j_common_ptr info, int level) {
  (void)info;
  (void)level;
}

static void encode(
  Encoder *encoder, const uint8_t *pixels, uint32_t width, uint32_t height, int quality) {
  j_compress_ptr info = &encoder->info;
  jpeg_create_compress(info);
  jpeg_mem_dest(info, &encoder->bytes, &encoder->count);
  info->image_width = width;
  info->image_height = height;
  info->input_components = 3;
  info->in_color_space = JCS_RGB;
  jpeg_set_defaults(info);
  jpeg_set_quality(info, quality, TRUE);
  jpeg_start_compress(info, TRUE);
  while (info->next_scanline < height) {
    // The library reads rows only, but its type of row has no const.
    JSAMPROW row = (JSAMPROW)(pixels + (size_t)info->next_scanline * width * 3);
    jpeg_write_scanlines(info, &row, 1);
  }
  jpeg_finish_compress(info);
}

CImagesOutcome cimages_jpeg_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **bytes,
  size_t *count) {
  Encoder *encoder = calloc(1, sizeof *encoder);
  if (encoder == NULL) return cimages_outcome(CImagesOutOfMemory, "no memory for the encoder");
  encoder->info.err = jpeg_std_error(&encoder->errors);
  encoder->errors.error_exit = leave;
  encoder->errors.emit_message = ignore;
  encoder->info.client_data = encoder;
  // Given room, the library takes more of its own where it must and never frees ours, so that after
  // an error it is known whose memory is whose; then its own is lost, which only happens where
  // memory ends.
  unsigned char *room = malloc(FIRST_ROOM);
  encoder->bytes = room;
  encoder->count = FIRST_ROOM;
  if (room == NULL) {
    free(encoder);
    return cimages_outcome(CImagesOutOfMemory, "no memory for the encoder");
  }
  if (setjmp(encoder->escape) == 0) encode(encoder, pixels, width, height, quality);
  jpeg_destroy_compress(&encoder->info);
  CImagesOutcome outcome = encoder->outcome;
  int done = outcome.status == CImagesDone;
  if (done) {
    *bytes = encoder->bytes;
    *count = encoder->count;
  }
  if (!done || encoder->bytes != room) free(room);
  free(encoder);
  return outcome;
}
