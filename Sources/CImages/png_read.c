#include <setjmp.h>
#include <string.h>

#include <png.h>

#include "outcome.h"

typedef struct {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count;
  int ended;
  CImagesOutcome outcome;
} Reader;

static void supply(png_structp png, png_bytep into, size_t count) {
  Reader *reader = png_get_io_ptr(png);
  if (count > reader->count) {
    reader->ended = 1;
    png_error(png, "the file ends early");
  }
  memcpy(into, reader->bytes, count);
  reader->bytes += count;
  reader->count -= count;
}

static void PNGCBAPI leave(png_structp png, png_const_charp message) {
  Reader *reader = png_get_error_ptr(png);
  int32_t status = reader->ended ? CImagesTruncated : CImagesDamaged;
  reader->outcome = cimages_outcome(status, message);
  png_longjmp(png, 1);
}

static void PNGCBAPI ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// Chunks of text and colour profiles change nothing here, and can inflate to megabytes.
static void skip_ancillary_chunks(png_structp png) {
  static const png_byte names[] =
    "tEXt\0zTXt\0iTXt\0iCCP\0sPLT\0gAMA\0cHRM\0sRGB\0sBIT\0hIST\0eXIf\0tIME\0pHYs\0bKGD";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, (int)(sizeof names / 5));
}

static int open_reader(Reader *reader, const uint8_t *bytes, size_t count) {
  reader->bytes = bytes;
  reader->count = count;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, leave, ignore);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info != NULL) return 1;
  reader->outcome = cimages_outcome(CImagesOutOfMemory, "no memory for the decoder");
  return 0;
}

static void read_header(Reader *reader) {
  png_structp png = reader->png;
  png_set_read_fn(png, reader, supply);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  skip_ancillary_chunks(png);
  png_read_info(png, reader->info);
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
}

CImagesOutcome cimages_png_header(const uint8_t *bytes, size_t count, CImagesHeader *header) {
  Reader reader = {0};
  if (!open_reader(&reader, bytes, count)) return reader.outcome;
  if (setjmp(png_jmpbuf(reader.png)) == 0) {
    read_header(&reader);
    png_read_update_info(reader.png, reader.info);
    header->width = png_get_image_width(reader.png, reader.info);
    header->height = png_get_image_height(reader.png, reader.info);
    header->channels = png_get_channels(reader.png, reader.info);
  }
  png_destroy_read_struct(&reader.png, &reader.info, NULL);
  return reader.outcome;
}

static void decode(Reader *reader, uint8_t *pixels, size_t capacity) {
  png_structp png = reader->png;
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t stride = png_get_rowbytes(png, reader->info);
  size_t height = png_get_image_height(png, reader->info);
  if (height != 0 && stride > capacity / height) png_error(png, "the buffer is too small");
  for (int pass = 0; pass < passes; pass++)
    for (size_t row = 0; row < height; row++) png_read_row(png, pixels + row * stride, NULL);
  // The last checksums stand behind the last row.
  png_read_end(png, NULL);
}

CImagesOutcome cimages_png_decode(
  const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity) {
  Reader reader = {0};
  if (!open_reader(&reader, bytes, count)) return reader.outcome;
  if (setjmp(png_jmpbuf(reader.png)) == 0) {
    read_header(&reader);
    decode(&reader, pixels, capacity);
  }
  png_destroy_read_struct(&reader.png, &reader.info, NULL);
  return reader.outcome;
}
