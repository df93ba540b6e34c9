// JPEG 2000 and high-throughput JPEG 2000 (ISO/IEC 15444-1 and -15) over OpenJPEG.
#include <string.h>

#include <openjpeg.h>

#include "frame.h"

enum { MOST_THREADS = 4, SMALLEST_THREADED_PIXELS = 256 * 256 };

struct memory_source {
  const uint8_t *bytes;
  size_t length;
  size_t offset;
};

static OPJ_SIZE_T read_bytes(void *target, OPJ_SIZE_T count, void *user) {
  struct memory_source *source = user;
  size_t rest = source->length - source->offset;
  if (rest == 0) {
    return (OPJ_SIZE_T)-1;
  }

  size_t taken = count < rest ? count : rest;
  memcpy(target, source->bytes + source->offset, taken);
  source->offset += taken;
  return taken;
}

static OPJ_OFF_T skip_bytes(OPJ_OFF_T count, void *user) {
  struct memory_source *source = user;
  size_t rest = source->length - source->offset;
  if (count < 0 || (size_t)count > rest) {
    return -1;
  }

  source->offset += (size_t)count;
  return count;
}

static OPJ_BOOL seek_bytes(OPJ_OFF_T offset, void *user) {
  struct memory_source *source = user;
  if (offset < 0 || (size_t)offset > source->length) {
    return OPJ_FALSE;
  }

  source->offset = (size_t)offset;
  return OPJ_TRUE;
}

struct first_message {
  struct studio_message message;
  int is_set;
};

// Warnings are faults as well: OpenJPEG warns where it goes on with missing or contradictory picture data.
static void keep_first(const char *text, void *user) {
  struct first_message *first = user;
  if (first->is_set) {
    return;
  }

  first->is_set = 1;
  studio_fault(first->message, "%.*s", (int)strcspn(text, "\r\n"), text);
}

static int fail(struct first_message *first, const char *text) {
  return first->is_set ? STUDIO_FAULT : studio_fault(first->message, "%s", text);
}

static int check_components(const opj_image_t *image, const struct studio_frame *frame, int with_data,
                            struct first_message *first) {
  for (OPJ_UINT32 i = 0; i < image->numcomps; i++) {
    const opj_image_comp_t *component = &image->comps[i];
    if (component->w != (OPJ_UINT32)frame->columns || component->h != (OPJ_UINT32)frame->rows ||
        component->prec != image->comps[0].prec || (with_data && component->data == NULL)) {
      return fail(first, "the components differ in size or precision");
    }
  }

  return STUDIO_OK;
}

// Each component lies in a plane of 32-bit numbers; bits above the precision are cleared, so that a signed sample looks
// the same whether the codestream or only the DICOM header calls it signed.
static void interleave(const opj_image_t *image, struct studio_frame *frame, uint8_t *samples) {
  size_t count = (size_t)frame->rows * (size_t)frame->columns;
  size_t step = (size_t)frame->components;
  OPJ_UINT32 precision = image->comps[0].prec;
  uint32_t mask = precision >= 32 ? UINT32_MAX : (1U << precision) - 1;
  for (size_t component = 0; component < step; component++) {
    const OPJ_INT32 *data = image->comps[component].data;
    if (frame->bytes_per_sample == 1) {
      uint8_t *target = samples + component;
      for (size_t i = 0; i < count; i++) {
        target[i * step] = (uint8_t)((uint32_t)data[i] & mask);
      }
    } else if (frame->bytes_per_sample == 2) {
      uint16_t *target = (uint16_t *)(void *)samples + component;
      for (size_t i = 0; i < count; i++) {
        target[i * step] = (uint16_t)((uint32_t)data[i] & mask);
      }
    } else {
      uint32_t *target = (uint32_t *)(void *)samples + component;
      for (size_t i = 0; i < count; i++) {
        target[i * step] = (uint32_t)data[i] & mask;
      }
    }
  }
}

static int colour_of(opj_codec_t *codec, const struct studio_frame *frame) {
  opj_codestream_info_v2_t *info = opj_get_cstr_info(codec);
  if (info == NULL) {
    return COLOUR_NOT_SAID;
  }

  // OpenJPEG undoes the codestream's own colour transform, so what comes out of one is RGB.
  int colour = frame->components == 3 && info->m_default_tile_info.mct == 1 ? COLOUR_IS_RGB : COLOUR_NOT_SAID;
  opj_destroy_cstr_info(&info);
  return colour;
}

// Several threads for one picture help when one file is read alone; a small one is done before they have started.
static void use_threads(opj_codec_t *codec, const struct studio_frame *frame) {
  int cores = opj_get_num_cpus();
  if (opj_has_thread_support() && cores > 1 && (int64_t)frame->rows * frame->columns >= SMALLEST_THREADED_PIXELS) {
    opj_codec_set_threads(codec, cores < MOST_THREADS ? cores : MOST_THREADS);
  }
}

static int decode(opj_codec_t *codec, opj_stream_t *stream, opj_image_t **image, struct studio_frame *frame,
                  uint8_t *samples, size_t samples_size, struct first_message *first) {
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  parameters.flags |= OPJ_DPARAMETERS_IGNORE_PCLR_CMAP_CDEF_FLAG;
  if (!opj_setup_decoder(codec, &parameters)) {
    return fail(first, "the decoder cannot be set up");
  }

  use_threads(codec, frame);
  if (!opj_decoder_set_strict_mode(codec, OPJ_TRUE) ||
      !opj_read_header(stream, codec, image) || (*image)->numcomps == 0) {
    return fail(first, "the header of the codestream is not understood");
  }

  opj_image_comp_t *component = &(*image)->comps[0];
  if (studio_check_frame(frame, samples_size, component->h, component->w, (*image)->numcomps, (int)component->prec,
                         first->message) != STUDIO_OK ||
      check_components(*image, frame, 0, first) != STUDIO_OK) {
    return STUDIO_FAULT;
  }

  frame->colour = colour_of(codec, frame);
  if (!opj_decode(codec, stream, *image) || first->is_set || !opj_end_decompress(codec, stream) || first->is_set) {
    return fail(first, "the codestream is damaged");
  }

  if ((*image)->numcomps != (OPJ_UINT32)frame->components || check_components(*image, frame, 1, first) != STUDIO_OK) {
    return fail(first, "the decoder gives another size than it announced");
  }

  frame->precision = (int32_t)(*image)->comps[0].prec;
  frame->is_planar = 0;
  interleave(*image, frame, samples);
  return STUDIO_OK;
}

static opj_stream_t *open_stream(struct memory_source *source) {
  opj_stream_t *stream = opj_stream_create(1 << 18, OPJ_TRUE);
  if (stream != NULL) {
    opj_stream_set_user_data(stream, source, NULL);
    opj_stream_set_user_data_length(stream, source->length);
    opj_stream_set_read_function(stream, read_bytes);
    opj_stream_set_skip_function(stream, skip_bytes);
    opj_stream_set_seek_function(stream, seek_bytes);
  }

  return stream;
}

// Decodes one frame, a bare codestream or a JP2 file. Returns 0, or 1 with a text in message.
STUDIO_EXPORT int studio_decode_jpeg2000(const uint8_t *packed, size_t length, struct studio_frame *frame,
                                         uint8_t *samples, size_t samples_size, char *message, size_t message_size) {
  static const uint8_t jp2_signature[8] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
  struct first_message first = {{message, message_size}, 0};
  struct memory_source source = {packed, length, 0};
  int is_jp2 = length >= sizeof jp2_signature && memcmp(packed, jp2_signature, sizeof jp2_signature) == 0;
  opj_codec_t *codec = opj_create_decompress(is_jp2 ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
  opj_stream_t *stream = open_stream(&source);
  opj_image_t *image = NULL;
  int status = STUDIO_FAULT;
  if (codec == NULL || stream == NULL) {
    studio_fault(first.message, "there is not enough memory");
  } else {
    opj_set_warning_handler(codec, keep_first, &first);
    opj_set_error_handler(codec, keep_first, &first);
    status = decode(codec, stream, &image, frame, samples, samples_size, &first);
  }

  opj_image_destroy(image);
  if (stream != NULL) {
    opj_stream_destroy(stream);
  }
  if (codec != NULL) {
    opj_destroy_codec(codec);
  }
  return status;
}
