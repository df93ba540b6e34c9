// From the ABI's Value to libtorch's IValue, as the operator's schema asks.
#include "shim.h"

#include <utility>

namespace studio {

using c10::IValue;
using Kind = c10::TypeKind;

// std::optional or c10::optional, whichever this libtorch uses.
using OptionalTensor = decltype(std::declval<IValue>().toOptional<at::Tensor>());

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

// The first elements as numbers of any type: what Scalar[] parameters take.
template <class Number>
static IValue scalar_list(const Number* first, int count) {
  c10::List<at::Scalar> scalars;
  scalars.reserve(count);
  for (int i = 0; i < count; i++) {
    scalars.push_back(at::Scalar(first[i]));
  }
  return IValue(std::move(scalars));
}

// Whole or real numbers for a list whose elements may be of `exact` type or of any number type.
template <class Number>
static bool to_number_list(bool exact, Kind element, const Value& value, IValue& result) {
  auto* first = static_cast<const Number*>(value.pointer);
  if (exact) {
    result = IValue(std::vector<Number>(first, first + value.count));
    return true;
  }
  if (element == Kind::NumberType) {
    result = scalar_list(first, value.count);
    return true;
  }
  return false;
}

static bool to_bool_list(Kind element, const Value& value, IValue& result) {
  if (element != Kind::BoolType) {
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

static bool to_list(Kind element, const Value& value, IValue& result) {
  switch (value.kind) {
    case kValueInts:
      return to_number_list<int64_t>(is_integer_kind(element), element, value, result);
    case kValueDoubles:
      return to_number_list<double>(element == Kind::FloatType, element, value, result);
    case kValueBools:
      return to_bool_list(element, value, result);
    case kValueTensors:
      return to_tensor_list(element, value, result);
    default:
      return false;
  }
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
  bool fits = parameter.kind == Kind::ListType ? to_list(parameter.element, value, result)
                                               : to_single(parameter.kind, value, result);
  if (!fits) {
    reject(op, position, value);
  }
  return result;
}

}  // namespace studio
