#include <stddef.h>
#include <stdio.h>

#include <gdcmjpeg/8/mangle_jpeg8bits.h>

#include <gdcmjpeg/8/jpeglib.h>

#include <gdcmjpeg/8/jerror.h>

#define STUDIO_JPEG_DECODER studio_frame_jpeg_gdcm8
#include "frame_jpeg.inc"
