#include <stddef.h>
#include <stdio.h>

#include <gdcmjpeg/12/mangle_jpeg12bits.h>

#include <gdcmjpeg/12/jpeglib.h>

#include <gdcmjpeg/12/jerror.h>

#define STUDIO_JPEG_DECODER studio_frame_jpeg_gdcm12
#include "frame_jpeg.inc"
