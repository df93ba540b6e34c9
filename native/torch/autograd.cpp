// Gradients: leaves, backward, gradient mode and inference mode.
#include "shim.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace studio;

ST_EXPORT int st_set_requires_grad(void* handle, int value) {
  return guarded([&] {
    borrow(handle).set_requires_grad(value != 0);
    return 0;
  });
}

ST_EXPORT int st_grad_get(void* handle, void** result) {
  return guarded([&] {
    *result = release(borrow(handle).grad());
    return 0;
  });
}

// A null gradient clears it.
ST_EXPORT int st_grad_set(void* handle, void* gradient) {
  return guarded([&] {
    borrow(handle).mutable_grad() = borrow(gradient);
    return 0;
  });
}

ST_EXPORT int st_backward(void* const* handles, void* const* gradients, int count, int retain_graph,
                          int create_graph) {
  return guarded([&] {
    auto roots = borrow_all(handles, count);
    auto seeds = borrow_all(gradients, count);
    // {} = "keep the graph only when a graph of the gradients is built", libtorch's default.
    if (retain_graph != 0) {
      torch::autograd::backward(roots, seeds, true, create_graph != 0);
    } else {
      torch::autograd::backward(roots, seeds, {}, create_graph != 0);
    }
    return 0;
  });
}

ST_EXPORT int st_autograd_grad(void* const* outputs, void* const* seeds, int output_count, void* const* inputs,
                               int input_count, int retain_graph, int create_graph, int allow_unused,
                               void** results) {
  return guarded([&] {
    auto roots = borrow_all(outputs, output_count);
    auto leaves = borrow_all(inputs, input_count);
    auto starts = borrow_all(seeds, output_count);
    auto gradients =
        retain_graph != 0
            ? torch::autograd::grad(roots, leaves, starts, true, create_graph != 0, allow_unused != 0)
            : torch::autograd::grad(roots, leaves, starts, {}, create_graph != 0, allow_unused != 0);
    for (int i = 0; i < input_count; i++) {
      results[i] = release(gradients[i]);
    }
    return 0;
  });
}

// Reads the gradient mode of this thread and sets it when value >= 0. Returns the mode before.
ST_EXPORT int st_grad_mode(int value) {
  return guarded([&] {
    int before = c10::GradMode::is_enabled() ? 1 : 0;
    if (value >= 0) {
      c10::GradMode::set_enabled(value != 0);
    }
    return before;
  });
}

// Inference mode of this thread lasts until st_inference_mode_leave on the same thread.
ST_EXPORT int st_inference_mode_enter(int value, void** result) {
  return guarded([&] {
    *result = new c10::InferenceMode(value != 0);
    return 0;
  });
}

ST_EXPORT int st_inference_mode_leave(void* mode) {
  return guarded([&] {
    delete static_cast<c10::InferenceMode*>(mode);
    return 0;
  });
}
