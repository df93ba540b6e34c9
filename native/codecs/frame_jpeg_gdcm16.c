#include <stddef.h>
#include <stdio.h>

#include <gdcmjpeg/16/mangle_jpeg16bits.h>

#include <gdcmjpeg/16/jpeglib.h>

#include <gdcmjpeg/16/jerror.h>

#define STUDIO_JPEG_DECODER studio_frame_jpeg_gdcm16
#include "frame_jpeg.inc"
