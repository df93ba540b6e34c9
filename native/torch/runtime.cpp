// Process and thread settings: allocator, threads, random numbers, autocast, determinism.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <climits>
#include <malloc.h>
#include <mutex>

using namespace studio;

ST_EXPORT const char* st_version() {
  return TORCH_VERSION;
}

// glibc hands big blocks back to the kernel on every free, so each training step faults its activations in
// again. Keep them in the heap instead. Call once, before the first tensor. Returns 1 when every setting took.
ST_EXPORT int st_tune_allocator() {
  const int top_pad_bytes = 64 << 20;
  return mallopt(M_MMAP_MAX, 0) & mallopt(M_TRIM_THRESHOLD, INT_MAX) & mallopt(M_TOP_PAD, top_pad_bytes);
}

// Sets the threads of one operator when count > 0; returns the number in use.
ST_EXPORT int st_threads(int count) {
  return guarded([&] {
    if (count > 0) {
      at::set_num_threads(count);
    }
    return at::get_num_threads();
  });
}

ST_EXPORT int st_interop_threads(int count) {
  return guarded([&] {
    if (count > 0) {
      at::set_num_interop_threads(count);
    }
    return at::get_num_interop_threads();
  });
}

// Per thread: subnormal numbers become zero. Returns 1 when the CPU supports it.
ST_EXPORT int st_flush_denormal(int value) {
  return guarded([&] { return at::globalContext().setFlushDenormal(value != 0) ? 1 : 0; });
}

ST_EXPORT int st_manual_seed(uint64_t seed) {
  return guarded([&] {
    at::manual_seed(seed);
    return 0;
  });
}

static at::Generator default_generator(int device_type, int device_index) {
  auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
  return at::globalContext().defaultGenerator(device);
}

ST_EXPORT int st_rng_state_get(int device_type, int device_index, void** result) {
  return guarded([&] {
    auto generator = default_generator(device_type, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    *result = release(generator.get_state());
    return 0;
  });
}

ST_EXPORT int st_rng_state_set(int device_type, int device_index, void* state) {
  return guarded([&] {
    auto generator = default_generator(device_type, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
    return 0;
  });
}

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)

static bool autocast_enabled(c10::DeviceType device) {
  return at::autocast::is_autocast_enabled(device);
}

static at::ScalarType autocast_dtype(c10::DeviceType device) {
  return at::autocast::get_autocast_dtype(device);
}

static void set_autocast(c10::DeviceType device, bool enabled, at::ScalarType dtype) {
  at::autocast::set_autocast_enabled(device, enabled);
  at::autocast::set_autocast_dtype(device, dtype);
}

#else

static bool autocast_enabled(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}

static at::ScalarType autocast_dtype(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::get_autocast_cpu_dtype()
                                        : at::autocast::get_autocast_gpu_dtype();
}

static void set_autocast(c10::DeviceType device, bool enabled, at::ScalarType dtype) {
  if (device == c10::DeviceType::CPU) {
    at::autocast::set_cpu_enabled(enabled);
    at::autocast::set_autocast_cpu_dtype(dtype);
  } else {
    at::autocast::set_enabled(enabled);
    at::autocast::set_autocast_gpu_dtype(dtype);
  }
}

#endif

// Enters an autocast region of this thread; the state before comes back for st_autocast_leave.
ST_EXPORT int st_autocast_enter(int device_type, int enabled, int dtype, int* enabled_before, int* dtype_before) {
  return guarded([&] {
    auto device = static_cast<c10::DeviceType>(device_type);
    *enabled_before = autocast_enabled(device) ? 1 : 0;
    *dtype_before = static_cast<int>(autocast_dtype(device));
    set_autocast(device, enabled != 0, static_cast<at::ScalarType>(dtype));
    at::autocast::increment_nesting();
    return 0;
  });
}

// Leaves the region; the outermost one drops the cache of converted weights.
ST_EXPORT int st_autocast_leave(int device_type, int enabled_before, int dtype_before) {
  return guarded([&] {
    if (at::autocast::decrement_nesting() == 0) {
      at::autocast::clear_cache();
    }
    set_autocast(static_cast<c10::DeviceType>(device_type), enabled_before != 0,
                 static_cast<at::ScalarType>(dtype_before));
    return 0;
  });
}

ST_EXPORT int st_cuda_device_count() {
  return guarded([&] { return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0; });
}

ST_EXPORT int st_cuda_synchronize(int device_index) {
  return guarded([&] {
    torch::cuda::synchronize(device_index);
    return 0;
  });
}

// The same numbers as ContextFlag in C#.
enum ContextFlag : int32_t {
  kFlagMkldnn = 0,
  kFlagCudnnBenchmark = 1,
  kFlagDeterministic = 2,
  kFlagTf32 = 3,
};

ST_EXPORT int st_context_flag_set(int flag, int value) {
  return guarded([&] {
    auto& context = at::globalContext();
    bool on = value != 0;
    switch (flag) {
      case kFlagMkldnn:
        context.setUserEnabledMkldnn(on);
        break;
      case kFlagCudnnBenchmark:
        context.setBenchmarkCuDNN(on);
        break;
      case kFlagDeterministic:
        // Warn only: a few CUDA kernels have no deterministic form, and a run should say so, not die.
        context.setDeterministicAlgorithms(on, true);
        context.setDeterministicCuDNN(on);
        break;
      case kFlagTf32:
        context.setAllowTF32CuDNN(on);
        context.setAllowTF32CuBLAS(on);
        break;
      default:
        TORCH_CHECK(false, "unknown context flag ", flag);
    }
    return 0;
  });
}
