// JPEG to interleaved 8-bit samples over libjpeg-turbo. Nothing here ends the process: every fault is returned as text.
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#define STUDIO_EXPORT __attribute__((visibility("default")))

enum { STUDIO_OK = 0, STUDIO_FAULT = 1 };

// Progressive files with thousands of scans over one picture are made to waste hours.
enum { MAX_SCANS = 500 };

// libjpeg's own working memory; a progressive picture keeps all its coefficients.
static const long MAX_WORKING_BYTES = 1L << 31;

struct fault_handler {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  char *message;
  size_t message_size;
};

static void leave(j_common_ptr cinfo) {
  struct fault_handler *handler = (struct fault_handler *)cinfo->err;
  char text[JMSG_LENGTH_MAX];
  handler->base.format_message(cinfo, text);
  snprintf(handler->message, handler->message_size, "%s", text);
  longjmp(handler->escape, 1);
}

// libjpeg goes on after corrupt data and paints grey; a medical picture must not. Only notes that leave every pixel
// intact pass: bytes between segments and an unusual Adobe marker.
static void on_message(j_common_ptr cinfo, int level) {
  int code = cinfo->err->msg_code;
  if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM) {
    leave(cinfo);
  }
}

static void check_scans(j_common_ptr cinfo) {
  if (cinfo->is_decompressor && ((j_decompress_ptr)cinfo)->input_scan_number > MAX_SCANS) {
    struct fault_handler *handler = (struct fault_handler *)cinfo->err;
    snprintf(handler->message, handler->message_size, "more than %d scans", MAX_SCANS);
    longjmp(handler->escape, 1);
  }
}

static int fail(struct fault_handler *handler, const char *text) {
  snprintf(handler->message, handler->message_size, "%s", text);
  return STUDIO_FAULT;
}

static int decode(j_decompress_ptr cinfo, struct fault_handler *handler, int rows, int columns, int channels,
                  uint8_t *samples) {
  jpeg_read_header(cinfo, TRUE);
  if ((int)cinfo->image_height != rows || (int)cinfo->image_width != columns || cinfo->num_components != channels) {
    return fail(handler, "two headers contradict each other");
  }

  cinfo->out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(cinfo);
  size_t row_bytes = (size_t)columns * (size_t)channels;
  while (cinfo->output_scanline < cinfo->output_height) {
    JSAMPROW row = samples + cinfo->output_scanline * row_bytes;
    jpeg_read_scanlines(cinfo, &row, 1);
  }

  jpeg_finish_decompress(cinfo);
  return STUDIO_OK;
}

// Decodes a whole file. samples holds rows * columns * channels bytes; channels is 1 (grey) or 3 (RGB).
// Returns 0, or 1 with a text in message.
STUDIO_EXPORT int studio_jpeg_decode(const uint8_t *file, size_t length, int rows, int columns, int channels,
                                     uint8_t *samples, char *message, size_t message_size) {
  struct jpeg_decompress_struct cinfo;
  struct fault_handler handler;
  struct jpeg_progress_mgr progress;
  memset(&cinfo, 0, sizeof cinfo);
  memset(&progress, 0, sizeof progress);
  handler.message = message;
  handler.message_size = message_size;
  cinfo.err = jpeg_std_error(&handler.base);
  handler.base.error_exit = leave;
  handler.base.emit_message = on_message;
  if (setjmp(handler.escape) != 0) {
    jpeg_destroy_decompress(&cinfo);
    return STUDIO_FAULT;
  }

  jpeg_create_decompress(&cinfo);
  progress.progress_monitor = check_scans;
  cinfo.progress = &progress;
  cinfo.mem->max_memory_to_use = MAX_WORKING_BYTES;
  jpeg_mem_src(&cinfo, file, (unsigned long)length);
  int status = decode(&cinfo, &handler, rows, columns, channels, samples);
  jpeg_destroy_decompress(&cinfo);
  return status;
}
