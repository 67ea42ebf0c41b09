#ifndef CIMAGES_H
#define CIMAGES_H

#include <stddef.h>
#include <stdint.h>

// libjpeg and libpng report errors through callbacks that must not return, so both need setjmp,
// which Swift cannot call: every function here opens its own decoder, and has closed it when it
// returns. Nothing is ever printed. Pixels are stored row after row without gaps.

enum {
  CImagesDone = 0,
  /// The bytes end before the picture does.
  CImagesTruncated,
  /// The library's message says what is wrong.
  CImagesDamaged,
  CImagesOutOfMemory,
};

/// How a call ended.
typedef struct {
  int32_t status;
  char message[200];
} CImagesOutcome;

/// What a file's header says, before any pixel is decoded.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// Bytes a decoded pixel takes: PNG 3 (RGB) or 4 (RGBA), JPEG 3 (RGB) or 4 (CMYK as stored).
  uint32_t channels;
} CImagesHeader;

/// The message as a string that ends within the struct.
static inline const char *cimages_message(const CImagesOutcome *outcome) {
  // A fixed C array imports as a tuple of 200 elements.
  return outcome->message;
}

CImagesOutcome cimages_jpeg_header(const uint8_t *bytes, size_t count, CImagesHeader *header);

/// Decodes at 1/denominator (1, 2, 4 or 8) of the size, sides rounded up.
CImagesOutcome cimages_jpeg_decode(
  const uint8_t *bytes, size_t count, uint32_t denominator, uint8_t *pixels, size_t capacity);

CImagesOutcome cimages_png_header(const uint8_t *bytes, size_t count, CImagesHeader *header);

CImagesOutcome cimages_png_decode(
  const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity);

/// Encodes RGB pixels; the caller frees *bytes with free().
CImagesOutcome cimages_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int level, uint8_t **bytes,
  size_t *count);

/// Encodes RGB pixels at a quality of 1 to 100, colours at half the resolution; the caller frees
/// *bytes with free().
CImagesOutcome cimages_jpeg_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **bytes,
  size_t *count);

#endif
