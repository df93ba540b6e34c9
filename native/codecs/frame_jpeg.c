// Chooses the library for a JPEG frame: the frame header's own precision decides, because the DICOM header's bits
// stored may be smaller than what was compressed.
#include "frame_jpeg.h"

enum { SOI = 0xD8, DHT = 0xC4, JPG = 0xC8, DAC = 0xCC, SOF0 = 0xC0, SOF2 = 0xC2, SOF15 = 0xCF, SOS = 0xDA, RST0 = 0xD0, EOI = 0xD9 };

struct frame_header {
  int marker;
  int precision;
};

static int find_frame_header(const uint8_t *packed, size_t length, struct frame_header *header) {
  size_t at = 2;
  if (length < 4 || packed[0] != 0xFF || packed[1] != SOI) {
    return 0;
  }

  while (at + 4 < length) {
    if (packed[at] != 0xFF) {
      return 0;
    }

    int marker = packed[at + 1];
    if (marker == 0xFF) {
      at++;
      continue;
    }

    if (marker == SOS || (marker >= RST0 && marker <= EOI)) {
      return 0;
    }

    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
      header->marker = marker;
      header->precision = packed[at + 4];
      return 1;
    }

    at += 2 + (((size_t)packed[at + 2] << 8) | packed[at + 3]);
  }

  return 0;
}

// Decodes one JPEG frame, any process with Huffman coding. Returns 0, or 1 with a text in message.
STUDIO_EXPORT int studio_decode_jpeg(const uint8_t *packed, size_t length, struct studio_frame *frame,
                                     uint8_t *samples, size_t samples_size, char *message, size_t message_size) {
  struct studio_message text = {message, message_size};
  struct frame_header header;
  if (!find_frame_header(packed, length, &header)) {
    return studio_fault(text, "no JPEG frame header is found");
  }

  studio_jpeg_decoder *decoder = header.marker <= SOF2 && header.precision == 8 ? studio_frame_jpeg_turbo
                                 : header.precision <= 8                        ? studio_frame_jpeg_gdcm8
                                 : header.precision <= 12                       ? studio_frame_jpeg_gdcm12
                                                                                : studio_frame_jpeg_gdcm16;
  return decoder(packed, length, frame, samples, samples_size, text);
}
