// What the files of the shim share: the exception barrier, handles and value conversion.
#pragma once

#include "abi.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <c10/util/Exception.h>

#include <string>
#include <vector>

namespace studio {

// Message of the last failure on this thread.
std::string& last_error() noexcept;

// Runs the body of an export; turns every exception into status -1 and a message.
template <class Body>
int guarded(Body&& body) noexcept {
  try {
    try {
      return body();
    } catch (const c10::Error& error) {
      last_error() = error.what_without_backtrace();
    } catch (const std::exception& error) {
      last_error() = error.what();
    } catch (...) {
      last_error() = "unknown native exception";
    }
  } catch (...) {
    // Copying the message ran out of memory: an empty message is still a failure.
  }
  return -1;
}

// Gives the caller the one reference held by the tensor.
inline void* release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

// A tensor that shares the handle's reference count for the duration of a call.
inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) {
    return {};
  }
  using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
  return at::Tensor(Pointer::unsafe_reclaim_from_nonowning(static_cast<c10::TensorImpl*>(handle)));
}

inline std::vector<at::Tensor> borrow_all(void* const* handles, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; i++) {
    tensors.push_back(borrow(handles[i]));
  }
  return tensors;
}

// One argument of an operator, with its type looked up once.
struct Parameter {
  c10::TypeKind kind = c10::TypeKind::AnyType;
  c10::TypeKind element = c10::TypeKind::AnyType;  // of a list
  bool optional = false;
  bool has_default = false;
  c10::IValue default_value;
};

struct Operator {
  c10::OperatorHandle handle;
  std::string name;
  std::vector<Parameter> parameters;
};

Parameter describe(const c10::Argument& argument);

// Value -> IValue for argument `position` of the operator; throws when the kinds do not fit.
c10::IValue to_ivalue(const Operator& op, size_t position, const Value& value);

// IValue -> Value. Lists and strings go to thread-local storage slot `slot`.
Value to_value(c10::IValue&& ivalue, size_t slot);

}  // namespace studio
