// The same decoder compiled once per library: libjpeg-turbo for lossy 8 bits (fast), gdcmjpeg for lossless and 12 bits.
#ifndef STUDIO_FRAME_JPEG_H
#define STUDIO_FRAME_JPEG_H

#include "frame.h"

typedef int studio_jpeg_decoder(const uint8_t *packed, size_t length, struct studio_frame *frame, uint8_t *samples,
                                size_t samples_size, struct studio_message message);

studio_jpeg_decoder studio_frame_jpeg_turbo;
studio_jpeg_decoder studio_frame_jpeg_gdcm8;
studio_jpeg_decoder studio_frame_jpeg_gdcm12;
studio_jpeg_decoder studio_frame_jpeg_gdcm16;

#endif
