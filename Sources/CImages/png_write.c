#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "outcome.h"

typedef struct {
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  CImagesOutcome outcome;
} Writer;

static void append(png_structp png, png_bytep from, size_t count) {
  Writer *writer = png_get_io_ptr(png);
  if (writer->count + count > writer->capacity) {
    size_t capacity = 2 * (writer->count + count);
    uint8_t *grown = realloc(writer->bytes, capacity);
    if (grown == NULL) png_error(png, "no memory for the encoded picture");
    writer->bytes = grown;
    writer->capacity = capacity;
  }
  memcpy(writer->bytes + writer->count, from, count);
  writer->count += count;
}

static void flush(png_structp png) { (void)png; }

static void PNGCBAPI leave(png_structp png, png_const_charp message) {
  Writer *writer = png_get_error_ptr(png);
  writer->outcome = cimages_outcome(CImagesDamaged, message);
  png_longjmp(png, 1);
}

static void PNGCBAPI ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void encode(
  Writer *writer, const uint8_t *pixels, uint32_t width, uint32_t height, int level) {
  png_structp png = writer->png;
  png_set_write_fn(png, writer, append, flush);
  png_set_IHDR(
    png, writer->info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
    PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  png_set_compression_level(png, level);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB | PNG_FILTER_UP | PNG_FILTER_PAETH);
  png_write_info(png, writer->info);
  for (uint32_t row = 0; row < height; row++)
    png_write_row(png, pixels + (size_t)row * width * 3);
  png_write_end(png, NULL);
}

CImagesOutcome cimages_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int level, uint8_t **bytes,
  size_t *count) {
  Writer writer = {0};
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, leave, ignore);
  if (writer.png != NULL) writer.info = png_create_info_struct(writer.png);
  if (writer.info == NULL) {
    png_destroy_write_struct(&writer.png, NULL);
    return cimages_outcome(CImagesOutOfMemory, "no memory for the encoder");
  }
  if (setjmp(png_jmpbuf(writer.png)) == 0) encode(&writer, pixels, width, height, level);
  png_destroy_write_struct(&writer.png, &writer.info);
  if (writer.outcome.status != CImagesDone) {
    free(writer.bytes);
    return writer.outcome;
  }
  *bytes = writer.bytes;
  *count = writer.count;
  return writer.outcome;
}
