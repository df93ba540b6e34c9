#include <stddef.h>
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>

// The library's own working memory; a progressive picture keeps all its coefficients.
#define STUDIO_JPEG_WORKING_BYTES (1L << 31)
#define STUDIO_JPEG_DECODER studio_frame_jpeg_turbo
#include "frame_jpeg.inc"
