#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "outcome.h"

// A progressive file may hold any number of scans over the whole picture: a known way to keep a
// decoder busy. Real encoders write about ten.
enum { MOST_SCANS = 200 };

typedef struct {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  // The last bytes were handed out and the library asked for more.
  int ended;
  CImagesOutcome outcome;
} Decoder;

static _Noreturn void leave(j_common_ptr info) {
  Decoder *decoder = info->client_data;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  int32_t status = CImagesDamaged;
  if (info->err->msg_code == JERR_OUT_OF_MEMORY) status = CImagesOutOfMemory;
  else if (decoder->ended) status = CImagesTruncated;
  decoder->outcome = cimages_outcome(status, message);
  longjmp(decoder->escape, 1);
}

// The library goes on after a warning and fills what it could not read with grey. Only warnings
// about bytes between the segments leave the picture whole.
static void warn(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
  case JWRN_EXTRANEOUS_DATA:
  case JWRN_ADOBE_XFORM:
  case JWRN_JFIF_MAJOR:
  case JWRN_NOT_SEQUENTIAL:
  case JWRN_TOO_MUCH_DATA: return;
  default: leave(info);
  }
}

static void say_nothing(j_common_ptr info) { (void)info; }

static void begin_source(j_decompress_ptr info) { (void)info; }

// A file that lacks only its end marker is whole, so the end of the bytes reads as that marker;
// where data is missing, the entropy decoder then warns.
static boolean refill(j_decompress_ptr info) {
  static const JOCTET end[] = {0xFF, JPEG_EOI};
  ((Decoder *)info->client_data)->ended = 1;
  info->src->next_input_byte = end;
  info->src->bytes_in_buffer = sizeof end;
  return TRUE;
}

static void skip(j_decompress_ptr info, long count) {
  if (count <= 0) return;
  if ((size_t)count > info->src->bytes_in_buffer) {
    refill(info);
    return;
  }
  info->src->next_input_byte += count;
  info->src->bytes_in_buffer -= (size_t)count;
}

static void limit_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number > MOST_SCANS) ERREXIT(info, JERR_NOTIMPL);
}

static void open_decoder(Decoder *decoder, const uint8_t *bytes, size_t count) {
  struct jpeg_decompress_struct *info = &decoder->info;
  info->err = jpeg_std_error(&decoder->errors);
  info->client_data = decoder;
  decoder->errors.error_exit = leave;
  decoder->errors.emit_message = warn;
  decoder->errors.output_message = say_nothing;
  jpeg_create_decompress(info);
  decoder->progress.progress_monitor = limit_scans;
  info->progress = &decoder->progress;
  decoder->source.init_source = begin_source;
  decoder->source.fill_input_buffer = refill;
  decoder->source.skip_input_data = skip;
  decoder->source.resync_to_restart = jpeg_resync_to_restart;
  decoder->source.term_source = begin_source;
  decoder->source.next_input_byte = bytes;
  decoder->source.bytes_in_buffer = count;
  info->src = &decoder->source;
  jpeg_read_header(info, TRUE);
}

static int is_cmyk(const struct jpeg_decompress_struct *info) {
  return info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
}

CImagesOutcome cimages_jpeg_header(const uint8_t *bytes, size_t count, CImagesHeader *header) {
  Decoder decoder;
  memset(&decoder, 0, sizeof decoder);
  if (setjmp(decoder.escape) == 0) {
    open_decoder(&decoder, bytes, count);
    header->width = decoder.info.image_width;
    header->height = decoder.info.image_height;
    header->channels = is_cmyk(&decoder.info) ? 4 : 3;
  }
  jpeg_destroy_decompress(&decoder.info);
  return decoder.outcome;
}

static void decode(Decoder *decoder, uint32_t denominator, uint8_t *pixels, size_t capacity) {
  struct jpeg_decompress_struct *info = &decoder->info;
  info->out_color_space = is_cmyk(info) ? JCS_CMYK : JCS_RGB;
  info->scale_num = 1;
  info->scale_denom = denominator;
  jpeg_start_decompress(info);
  // Between two scans the end of the bytes looks like the end of the picture.
  if (decoder->ended && jpeg_has_multiple_scans(info)) ERREXIT(info, JERR_INPUT_EOF);
  size_t stride = (size_t)info->output_width * (size_t)info->output_components;
  if (stride * info->output_height > capacity) ERREXIT(info, JERR_BUFFER_SIZE);
  while (info->output_scanline < info->output_height) {
    JSAMPROW row = pixels + (size_t)info->output_scanline * stride;
    jpeg_read_scanlines(info, &row, 1);
  }
}

CImagesOutcome cimages_jpeg_decode(
  const uint8_t *bytes, size_t count, uint32_t denominator, uint8_t *pixels, size_t capacity) {
  Decoder decoder;
  memset(&decoder, 0, sizeof decoder);
  if (setjmp(decoder.escape) == 0) {
    open_decoder(&decoder, bytes, count);
    decode(&decoder, denominator, pixels, capacity);
  }
  jpeg_destroy_decompress(&decoder.info);
  return decoder.outcome;
}
