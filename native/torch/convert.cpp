// Conversion between the ABI's Value and libtorch's IValue, driven by the operator's schema.
#include "shim.h"

#include <utility>

namespace studio {

using c10::IValue;
using Kind = c10::TypeKind;

// std::optional or c10::optional, whichever this libtorch uses.
using OptionalTensor = decltype(std::declval<IValue>().toOptional<at::Tensor>());

std::string& last_error() noexcept {
  static thread_local std::string message;
  return message;
}

static void describe_type(const c10::TypePtr& type, Parameter& parameter) {
  parameter.kind = type->kind();
  if (parameter.kind == Kind::OptionalType) {
    parameter.optional = true;
    describe_type(type->castRaw<c10::OptionalType>()->getElementType(), parameter);
  } else if (parameter.kind == Kind::ListType) {
    parameter.element = type->castRaw<c10::ListType>()->getElementType()->kind();
  }
}

Parameter describe(const c10::Argument& argument) {
  Parameter parameter;
  describe_type(argument.type(), parameter);
  parameter.has_default = argument.default_value().has_value();
  if (parameter.has_default) {
    parameter.default_value = *argument.default_value();
  }
  return parameter;
}

static const char* kind_name(int32_t kind) {
  static const char* const names[] = {"None",    "Tensor", "int",      "float", "bool",  "int[]",
                                      "float[]", "bool[]", "Tensor[]", "str",   "Device"};
  return kind >= kValueNone && kind <= kValueDevice ? names[kind] : "an unknown kind";
}

[[noreturn]] static void reject(const Operator& op, size_t position, const Value& value) {
  const auto& argument = op.handle.schema().arguments()[position];
  TORCH_CHECK(false, "argument '", argument.name(), "' (position ", position, ") must be ",
              argument.type()->repr_str(), ", not ", kind_name(value.kind));
}

static bool is_integer_kind(Kind kind) {
  switch (kind) {
    case Kind::IntType:
    case Kind::SymIntType:
    case Kind::LayoutType:
    case Kind::ScalarTypeType:
    case Kind::MemoryFormatType:
      return true;
    default:
      return false;
  }
}

static bool to_integer_list(Kind element, const Value& value, IValue& result) {
  if (value.kind != kValueInts) {
    return false;
  }
  auto* first = static_cast<const int64_t*>(value.pointer);
  if (is_integer_kind(element)) {
    result = IValue(std::vector<int64_t>(first, first + value.count));
    return true;
  }
  if (element != Kind::NumberType) {
    return false;
  }
  c10::List<at::Scalar> scalars;
  for (int i = 0; i < value.count; i++) {
    scalars.push_back(at::Scalar(first[i]));
  }
  result = IValue(std::move(scalars));
  return true;
}

static bool to_real_list(Kind element, const Value& value, IValue& result) {
  if (value.kind != kValueDoubles) {
    return false;
  }
  auto* first = static_cast<const double*>(value.pointer);
  if (element == Kind::FloatType) {
    result = IValue(std::vector<double>(first, first + value.count));
    return true;
  }
  if (element != Kind::NumberType) {
    return false;
  }
  c10::List<at::Scalar> scalars;
  for (int i = 0; i < value.count; i++) {
    scalars.push_back(at::Scalar(first[i]));
  }
  result = IValue(std::move(scalars));
  return true;
}

static bool to_bool_list(Kind element, const Value& value, IValue& result) {
  if (value.kind != kValueBools || element != Kind::BoolType) {
    return false;
  }
  auto* first = static_cast<const uint8_t*>(value.pointer);
  c10::List<bool> flags;
  for (int i = 0; i < value.count; i++) {
    flags.push_back(first[i] != 0);
  }
  result = IValue(std::move(flags));
  return true;
}

static bool to_tensor_list(Kind element, const Value& value, IValue& result) {
  if (value.kind != kValueTensors) {
    return false;
  }
  auto* handles = static_cast<void* const*>(value.pointer);
  if (element == Kind::TensorType) {
    c10::List<at::Tensor> tensors;
    tensors.reserve(value.count);
    for (int i = 0; i < value.count; i++) {
      tensors.push_back(borrow(handles[i]));
    }
    result = IValue(std::move(tensors));
    return true;
  }
  if (element != Kind::OptionalType) {
    return false;
  }
  c10::List<OptionalTensor> tensors;
  tensors.reserve(value.count);
  for (int i = 0; i < value.count; i++) {
    tensors.push_back(handles[i] == nullptr ? OptionalTensor() : OptionalTensor(borrow(handles[i])));
  }
  result = IValue(std::move(tensors));
  return true;
}

static bool to_number(const Value& value, IValue& result) {
  switch (value.kind) {
    case kValueInt: result = IValue(value.integer); return true;
    case kValueDouble: result = IValue(value.real); return true;
    case kValueBool: result = IValue(value.integer != 0); return true;
    default: return false;
  }
}

static bool to_single(Kind kind, const Value& value, IValue& result) {
  if (is_integer_kind(kind)) {
    if (value.kind != kValueInt && value.kind != kValueBool) {
      return false;
    }
    result = IValue(value.integer);
    return true;
  }
  switch (kind) {
    case Kind::TensorType:
      if (value.kind != kValueTensor) return false;
      result = IValue(borrow(value.pointer));
      return true;
    case Kind::FloatType:
      if (value.kind != kValueDouble && value.kind != kValueInt) return false;
      result = IValue(value.kind == kValueDouble ? value.real : static_cast<double>(value.integer));
      return true;
    case Kind::BoolType:
      if (value.kind != kValueBool) return false;
      result = IValue(value.integer != 0);
      return true;
    case Kind::NumberType:
      return to_number(value, result);
    case Kind::StringType:
      if (value.kind != kValueString) return false;
      result = IValue(std::string(static_cast<const char*>(value.pointer), value.count));
      return true;
    case Kind::DeviceObjType:
      if (value.kind != kValueDevice) return false;
      result = IValue(c10::Device(static_cast<c10::DeviceType>(value.integer >> 32),
                                  static_cast<c10::DeviceIndex>(static_cast<int32_t>(value.integer))));
      return true;
    default:
      return false;
  }
}

IValue to_ivalue(const Operator& op, size_t position, const Value& value) {
  const Parameter& parameter = op.parameters[position];
  if (value.kind == kValueDefault) {
    TORCH_CHECK(parameter.has_default, "argument '", op.handle.schema().arguments()[position].name(),
                "' is missing and has no default");
    return parameter.default_value;
  }
  if (value.kind == kValueNone) {
    if (parameter.optional) {
      return IValue();
    }
    if (parameter.kind == Kind::TensorType) {
      return IValue(at::Tensor());
    }
    reject(op, position, value);
  }
  IValue result;
  bool fits = parameter.kind == Kind::ListType
                  ? to_integer_list(parameter.element, value, result) || to_real_list(parameter.element, value, result) ||
                        to_bool_list(parameter.element, value, result) ||
                        to_tensor_list(parameter.element, value, result)
                  : to_single(parameter.kind, value, result);
  if (!fits) {
    reject(op, position, value);
  }
  return result;
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
