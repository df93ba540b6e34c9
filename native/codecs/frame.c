#include "frame.h"

#include <stdarg.h>
#include <stdio.h>

int studio_fault(struct studio_message message, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message.text, message.size, format, arguments);
  va_end(arguments);
  return STUDIO_FAULT;
}

int studio_check_frame(const struct studio_frame *frame, size_t samples_size, int64_t rows, int64_t columns,
                       int64_t components, int precision, struct studio_message message) {
  if (rows != frame->rows || columns != frame->columns || components != frame->components) {
    return studio_fault(message, "the compressed picture has %lld x %lld pixels with %lld components, the file announces %d x %d with %d",
                        (long long)columns, (long long)rows, (long long)components, frame->columns, frame->rows,
                        frame->components);
  }

  if (precision < 1 || precision > 8 * frame->bytes_per_sample) {
    return studio_fault(message, "the compressed samples have %d bits, the file has room for %d", precision,
                        8 * frame->bytes_per_sample);
  }

  uint64_t needed = (uint64_t)rows * (uint64_t)columns * (uint64_t)components * (uint64_t)frame->bytes_per_sample;
  if (frame->bytes_per_sample < 1 || frame->bytes_per_sample > 4 || needed != samples_size) {
    return studio_fault(message, "%llu bytes are needed, %zu are there", (unsigned long long)needed, samples_size);
  }

  return STUDIO_OK;
}
