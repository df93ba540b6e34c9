// JPEG-LS (ISO/IEC 14495-1) over CharLS.
#include <string.h>

#include <charls/charls.h>

#include "frame.h"

// CharLS searches for seconds where a stream is cut off, so the end marker is looked for first. Compressed data never
// looks like it; zeros, or one byte of anything to make the length even, may follow it.
static int has_end(const uint8_t *packed, size_t length) {
  size_t end = length;
  while (end > 0 && packed[end - 1] == 0) {
    end--;
  }

  for (size_t padding = 0; padding <= 1; padding++) {
    if (end >= 2 + padding && packed[end - padding - 2] == 0xFF && packed[end - padding - 1] == 0xD9) {
      return 1;
    }
  }

  return 0;
}

static int fail(charls_jpegls_errc code, struct studio_message message) {
  return studio_fault(message, "%s", charls_get_error_message(code));
}

// Samples of 9 to 16 bits come in two bytes; the header may give them more room than they have bits.
static void widen(uint8_t *samples, size_t count, int from, int to) {
  for (size_t i = count; i-- > 0;) {
    uint8_t value[4] = {0};
    memcpy(value, samples + i * (size_t)from, (size_t)from);
    memcpy(samples + i * (size_t)to, value, (size_t)to);
  }
}

static int decode(charls_jpegls_decoder *decoder, const uint8_t *packed, size_t length, struct studio_frame *frame,
                  uint8_t *samples, size_t samples_size, struct studio_message message) {
  charls_frame_info info;
  charls_interleave_mode mode;
  size_t unpacked_size;
  charls_jpegls_errc code = charls_jpegls_decoder_set_source_buffer(decoder, packed, length);
  if (code == CHARLS_JPEGLS_ERRC_SUCCESS) {
    code = charls_jpegls_decoder_read_header(decoder);
  }
  if (code == CHARLS_JPEGLS_ERRC_SUCCESS) {
    code = charls_jpegls_decoder_get_frame_info(decoder, &info);
  }
  if (code == CHARLS_JPEGLS_ERRC_SUCCESS) {
    code = charls_jpegls_decoder_get_interleave_mode(decoder, &mode);
  }
  if (code != CHARLS_JPEGLS_ERRC_SUCCESS) {
    return fail(code, message);
  }

  if (studio_check_frame(frame, samples_size, info.height, info.width, info.component_count, info.bits_per_sample,
                         message) != STUDIO_OK) {
    return STUDIO_FAULT;
  }

  size_t count = (size_t)info.height * info.width * (size_t)info.component_count;
  int bytes = info.bits_per_sample > 8 ? 2 : 1;
  code = charls_jpegls_decoder_get_destination_size(decoder, 0, &unpacked_size);
  if (code != CHARLS_JPEGLS_ERRC_SUCCESS) {
    return fail(code, message);
  }
  if (unpacked_size != count * (size_t)bytes || unpacked_size > samples_size) {
    return studio_fault(message, "the decoder asks for another size than it announced");
  }

  code = charls_jpegls_decoder_decode_to_buffer(decoder, samples, unpacked_size, 0);
  if (code != CHARLS_JPEGLS_ERRC_SUCCESS) {
    return fail(code, message);
  }

  if (bytes != frame->bytes_per_sample) {
    widen(samples, count, bytes, frame->bytes_per_sample);
  }

  frame->precision = info.bits_per_sample;
  frame->is_planar = info.component_count > 1 && mode == CHARLS_INTERLEAVE_MODE_NONE;
  frame->colour = COLOUR_NOT_SAID;
  return STUDIO_OK;
}

// Decodes one JPEG-LS frame, lossless or near-lossless. Returns 0, or 1 with a text in message.
STUDIO_EXPORT int studio_decode_jpegls(const uint8_t *packed, size_t length, struct studio_frame *frame,
                                       uint8_t *samples, size_t samples_size, char *message, size_t message_size) {
  struct studio_message text = {message, message_size};
  if (!has_end(packed, length)) {
    return studio_fault(text, "the data ends early");
  }

  charls_jpegls_decoder *decoder = charls_jpegls_decoder_create();
  if (decoder == NULL) {
    return studio_fault(text, "there is not enough memory");
  }

  int status = decode(decoder, packed, length, frame, samples, samples_size, text);
  charls_jpegls_decoder_destroy(decoder);
  return status;
}
