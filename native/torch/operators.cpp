// Finding an operator by name and calling it with boxed arguments. No operator is named here:
// every one the dispatcher knows can be called.
#include "shim.h"

#include <memory>
#include <sstream>

using namespace studio;

// Resolves "aten::conv2d" + overload. The handle lives as long as the process. Returns the number of parameters.
ST_EXPORT int st_operator_find(const char* name, const char* overload, void** result) {
  return guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    auto op = std::make_unique<Operator>(Operator{handle, name, {}});
    for (const auto& argument : handle.schema().arguments()) {
      op->parameters.push_back(describe(argument));
    }
    auto count = static_cast<int>(op->parameters.size());
    *result = op.release();
    return count;
  });
}

// Schema text, for people and tests. Valid until the next call on this thread.
ST_EXPORT int st_operator_schema(void* handle, const char** result) {
  return guarded([&] {
    static thread_local std::string text;
    std::ostringstream stream;
    stream << static_cast<Operator*>(handle)->handle.schema();
    text = stream.str();
    *result = text.c_str();
    return 0;
  });
}

// Name and default of one parameter. A parameter without a default gives kValueDefault.
ST_EXPORT int st_operator_parameter(void* handle, int position, const char** name, Value* default_value) {
  return guarded([&] {
    auto& op = *static_cast<Operator*>(handle);
    const auto& parameter = op.parameters.at(position);
    *name = op.handle.schema().arguments()[position].name().c_str();
    if (parameter.has_default) {
      *default_value = to_value(c10::IValue(parameter.default_value), 0);
    } else {
      *default_value = Value{kValueDefault, 0, {0}};
    }
    return 0;
  });
}

// Calls the operator. Trailing arguments that are not given take the schema's defaults.
// Returns the number of results written.
ST_EXPORT int st_operator_call(void* handle, const Value* arguments, int argument_count, Value* results,
                               int result_capacity) {
  return guarded([&] {
    auto& op = *static_cast<Operator*>(handle);
    size_t parameter_count = op.parameters.size();
    TORCH_CHECK(static_cast<size_t>(argument_count) <= parameter_count, "takes ", parameter_count,
                " arguments but ", argument_count, " were given");
    static const Value use_default{kValueDefault, 0, {0}};
    torch::jit::Stack stack;
    stack.reserve(parameter_count);
    for (size_t i = 0; i < parameter_count; i++) {
      bool given = i < static_cast<size_t>(argument_count);
      stack.push_back(to_ivalue(op, i, given ? arguments[i] : use_default));
    }
    op.handle.callBoxed(&stack);
    auto result_count = static_cast<int>(stack.size());
    TORCH_CHECK(result_count <= result_capacity, "returned ", result_count, " results, more than expected");
    for (int i = 0; i < result_count; i++) {
      results[i] = to_value(std::move(stack[i]), i);
    }
    return result_count;
  });
}
