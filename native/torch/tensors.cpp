// Lifetime and facts of tensors, and tensors over memory of the caller.
#include "shim.h"

#include <ATen/ops/from_blob.h>

using namespace studio;

ST_EXPORT void st_tensor_free(void* handle) {
  if (handle != nullptr) {
    using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
    Pointer::reclaim(static_cast<c10::TensorImpl*>(handle));
  }
}

ST_EXPORT int st_tensor_info(void* handle, TensorInfo* info) {
  return guarded([&] {
    at::Tensor tensor = borrow(handle);
    info->dimensions = tensor.dim();
    info->element_count = tensor.numel();
    info->sizes = tensor.sizes().data();
    info->strides = tensor.strides().data();
    info->data = tensor.has_storage() ? tensor.data_ptr() : nullptr;
    info->scalar_type = static_cast<int32_t>(tensor.scalar_type());
    info->device_type = static_cast<int32_t>(tensor.device().type());
    info->device_index = tensor.device().index();
    info->element_bytes = static_cast<int32_t>(tensor.itemsize());
    info->requires_grad = tensor.requires_grad();
    info->is_leaf = tensor.is_leaf();
    info->is_contiguous = tensor.is_contiguous();
    info->is_channels_last = tensor.dim() == 4 && tensor.is_contiguous(at::MemoryFormat::ChannelsLast);
    info->reserved = 0;
    return 0;
  });
}

typedef void (*MemoryReleaser)(void* context);

// A tensor over memory of the caller. `releaser(context)` runs when libtorch drops the storage, on any thread.
ST_EXPORT int st_tensor_from_memory(void* data, const int64_t* sizes, int dimensions, int scalar_type,
                                    MemoryReleaser releaser, void* context, void** result) {
  return guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(scalar_type));
    at::IntArrayRef shape(sizes, dimensions);
    *result = release(releaser == nullptr
                          ? at::from_blob(data, shape, options)
                          : at::from_blob(data, shape, [releaser, context](void*) { releaser(context); }, options));
    return 0;
  });
}

// Replaces the storage behind a tensor, keeping its identity (how a parameter changes device, dtype or layout).
ST_EXPORT int st_tensor_set_data(void* handle, void* data) {
  return guarded([&] {
    borrow(handle).set_data(borrow(data));
    return 0;
  });
}
