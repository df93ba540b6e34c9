// The C ABI of libstudio_torch: what crosses the border and how errors come back.
//
// Rules every export follows
// - It returns a status: >= 0 is success (or a count), -1 is failure with the message in st_last_error().
//   No C++ exception ever leaves the library.
// - A tensor handle is a TensorImpl* that owns one reference; null means "no tensor" (undefined).
//   Handles handed in are borrowed for the call, handles handed out belong to the caller (st_tensor_free).
// - Lists and strings handed out live in thread-local storage until the next call on that thread:
//   the caller copies them at once.
#pragma once

#include <cstdint>

#define ST_EXPORT extern "C" __attribute__((visibility("default")))

// Kind of a boxed argument or result; the same numbers as ValueKind in C#.
enum ValueKind : int32_t {
  kValueDefault = -1,  // argument only: take the default of the operator's schema
  kValueNone = 0,
  kValueTensor = 1,
  kValueInt = 2,
  kValueDouble = 3,
  kValueBool = 4,
  kValueInts = 5,
  kValueDoubles = 6,
  kValueBools = 7,
  kValueTensors = 8,
  kValueString = 9,
  kValueDevice = 10,  // high 32 bits: device type, low 32 bits: index
  kValueOther = 11,   // result only: a type this border does not carry
};

struct Value {
  int32_t kind;
  int32_t count;  // length of a list or string
  union {
    int64_t integer;
    double real;
    void* pointer;  // tensor handle, or the first element of a list or string
  };
};
static_assert(sizeof(Value) == 16, "Value is blitted to and from C#");

// sizes and strides point into the tensor and are valid while it lives unchanged.
struct TensorInfo {
  int64_t dimensions;
  int64_t element_count;
  const int64_t* sizes;
  const int64_t* strides;
  void* data;
  int32_t scalar_type;
  int32_t device_type;
  int32_t device_index;
  int32_t element_bytes;
  uint8_t requires_grad;
  uint8_t is_leaf;
  uint8_t is_contiguous;
  uint8_t is_channels_last;
  int32_t reserved;
};
static_assert(sizeof(TensorInfo) == 64, "TensorInfo is blitted to C#");
