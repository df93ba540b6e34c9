// From libtorch's IValue to the ABI's Value, and the message of the last failure.
#include "shim.h"

#include <utility>

namespace studio {

using c10::IValue;

std::string& last_error() noexcept {
  static thread_local std::string message;
  return message;
}

// Storage of the lists and strings of the last call on this thread.
struct ResultStorage {
  std::vector<void*> tensors;
  std::vector<int64_t> integers;
  std::vector<double> reals;
  std::vector<uint8_t> flags;
  std::string text;
};

static constexpr size_t kMaxResults = 8;

static ResultStorage& storage(size_t slot) {
  static thread_local ResultStorage slots[kMaxResults];
  TORCH_CHECK(slot < kMaxResults, "too many results");
  return slots[slot];
}

template <class List>
static Value list_value(ValueKind kind, List& list) {
  Value value{};
  value.kind = kind;
  value.count = static_cast<int32_t>(list.size());
  value.pointer = const_cast<void*>(static_cast<const void*>(list.data()));
  return value;
}

static Value to_list_value(IValue&& ivalue, size_t slot) {
  ResultStorage& result = storage(slot);
  if (ivalue.isTensorList()) {
    result.tensors.clear();
    for (auto& tensor : ivalue.toTensorVector()) {
      result.tensors.push_back(release(tensor));
    }
    return list_value(kValueTensors, result.tensors);
  }
  if (ivalue.isIntList()) {
    result.integers = ivalue.toIntVector();
    return list_value(kValueInts, result.integers);
  }
  if (ivalue.isDoubleList()) {
    result.reals = ivalue.toDoubleVector();
    return list_value(kValueDoubles, result.reals);
  }
  if (ivalue.isBoolList()) {
    result.flags.clear();
    for (bool flag : ivalue.toBoolList()) {
      result.flags.push_back(flag ? 1 : 0);
    }
    return list_value(kValueBools, result.flags);
  }
  result.text = ivalue.toStringRef();
  return list_value(kValueString, result.text);
}

Value to_value(IValue&& ivalue, size_t slot) {
  Value value{};
  if (ivalue.isTensor()) {
    value.pointer = release(std::move(ivalue).toTensor());
    value.kind = value.pointer == nullptr ? kValueNone : kValueTensor;
  } else if (ivalue.isNone()) {
    value.kind = kValueNone;
  } else if (ivalue.isInt()) {
    value.kind = kValueInt;
    value.integer = ivalue.toInt();
  } else if (ivalue.isDouble()) {
    value.kind = kValueDouble;
    value.real = ivalue.toDouble();
  } else if (ivalue.isBool()) {
    value.kind = kValueBool;
    value.integer = ivalue.toBool() ? 1 : 0;
  } else if (ivalue.isTensorList() || ivalue.isIntList() || ivalue.isDoubleList() || ivalue.isBoolList() ||
             ivalue.isString()) {
    return to_list_value(std::move(ivalue), slot);
  } else {
    value.kind = kValueOther;
  }
  return value;
}

}  // namespace studio

ST_EXPORT const char* st_last_error() {
  return studio::last_error().c_str();
}
