// What the decoders of DICOM frames share. Every export takes one packed frame and a buffer that the caller has sized
// from the DICOM header; a codestream that does not fit the header is a fault before anything is decoded.
#ifndef STUDIO_FRAME_H
#define STUDIO_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define STUDIO_EXPORT __attribute__((visibility("default")))

enum { STUDIO_OK = 0, STUDIO_FAULT = 1 };

enum { COLOUR_NOT_SAID = 0, COLOUR_IS_RGB = 1, COLOUR_IS_YBR = 2 };

// Mirrored by NativeFrameLayout in src/Training/Import/Codecs.
struct studio_frame {
  // Set by the caller, from the DICOM header.
  int32_t rows;
  int32_t columns;
  int32_t components;
  int32_t bytes_per_sample;
  // Set by the decoder, from the codestream.
  int32_t precision;  // bits per sample; higher bits of a sample are zero
  int32_t is_planar;  // one plane per component instead of interleaved
  int32_t colour;     // what the codestream itself says about three components
};

struct studio_message {
  char *text;
  size_t size;
};

// Writes the message and returns STUDIO_FAULT.
int studio_fault(struct studio_message message, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Compares a codestream's own header with what the caller expects and with the buffer.
int studio_check_frame(const struct studio_frame *frame, size_t samples_size, int64_t rows, int64_t columns,
                       int64_t components, int precision, struct studio_message message);

#endif
