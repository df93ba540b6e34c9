using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        TensorInfo Info
        {
            get
            {
                NativeMethods.Check(NativeMethods.st_tensor_info(Handle, out var info));
                GC.KeepAlive(this);
                return info;
            }
        }

        /// <summary>Length of each axis.</summary>
        public unsafe long[] shape
        {
            get
            {
                var info = Info;
                var sizes = new ReadOnlySpan<long>(info.Sizes, (int)info.Dimensions).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public long[] size() => shape;

        /// <summary>Length of one axis; a negative number counts from the last.</summary>
        public unsafe long size(int dim)
        {
            var info = Info;
            long axis = dim < 0 ? dim + info.Dimensions : dim;
            if (axis < 0 || axis >= info.Dimensions)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {info.Dimensions} axes.");
            long length = info.Sizes[axis];
            GC.KeepAlive(this);
            return length;
        }

        /// <summary>Elements between neighbours along each axis.</summary>
        public unsafe long[] stride()
        {
            var info = Info;
            var strides = new ReadOnlySpan<long>(info.Strides, (int)info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(long dim) => stride()[dim < 0 ? dim + ndim : dim];

        public long dim() => Info.Dimensions;

        public long ndim => Info.Dimensions;

        public long Dimensions => Info.Dimensions;

        public long numel() => Info.ElementCount;

        public long NumberOfElements => Info.ElementCount;

        public long ElementSize => Info.ElementBytes;

        public long element_size() => Info.ElementBytes;

        public ScalarType dtype => (ScalarType)Info.ScalarType;

        public Device device
        {
            get
            {
                var info = Info;
                return new Device((TorchSharp.DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Info.DeviceType;

        public int device_index => Info.DeviceIndex;

        public bool is_contiguous() => Info.IsContiguous != 0;

        public bool is_leaf => Info.IsLeaf != 0;

        public bool is_floating_point() =>
            dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        /// <summary>[N, C, H, W] stored with the channels last in memory.</summary>
        internal bool IsChannelsLast => Info.IsChannelsLast != 0;

        public override string ToString()
        {
            if (IsInvalid)
                return "disposed tensor";
            return $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
        }
    }
}
