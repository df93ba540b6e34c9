using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor as another element type; itself again (as a new object) when nothing changes and copy is false.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.to_layout.Call(this, Argument.None, Argument.None, device, Argument.None, non_blocking, copy), disposeAfter);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.to_device.Call(this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>Type and device of another tensor.</summary>
        public Tensor to(Tensor other, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(other.dtype, other.device, copy, disposeAfter, non_blocking);

        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        public Tensor cpu(bool disposeAfter = false) => to(CPU, disposeAfter: disposeAfter);

        public Tensor cuda(Device? device = null, bool disposeAfter = false) => to(device ?? CUDA, disposeAfter: disposeAfter);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @byte() => to(ScalarType.Byte);

        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor half() => to(ScalarType.Float16);

        public Tensor bfloat16() => to(ScalarType.BFloat16);

        /// <summary>The same storage outside the graph.</summary>
        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_() => Aten.detach_.CallInPlace(this, this);

        public Tensor clone() => Aten.clone.Call(this);

        /// <summary>Another object over the same tensor, with a lifetime of its own.</summary>
        public Tensor alias() => Aten.alias.Call(this);

        public Tensor contiguous() => Aten.contiguous.Call(this);

        public Tensor pin_memory() => Aten.pin_memory.Call(this);

        public Tensor copy_(Tensor src, bool non_blocking = false) => Aten.copy_.CallInPlace(this, this, src, non_blocking);

        public Tensor zero_() => Aten.zero_.CallInPlace(this, this);

        public Tensor fill_(Scalar value) => Aten.fill_Scalar.CallInPlace(this, this, value);

        public Tensor fill_(Tensor value) => Aten.fill_Tensor.CallInPlace(this, this, value);

        public Tensor uniform_(double from = 0, double to = 1) => Aten.uniform_.CallInPlace(this, this, from, to);

        public Tensor normal_(double mean = 0, double std = 1) => Aten.normal_.CallInPlace(this, this, mean, std);

        public Tensor bernoulli() => Aten.bernoulli.Call(this);

        public Tensor bernoulli_(double p = 0.5) => Aten.bernoulli_.CallInPlace(this, this, p);

        Tensor Moved(Tensor result, bool disposeAfter)
        {
            if (disposeAfter)
                Dispose();
            return result;
        }
    }
}
