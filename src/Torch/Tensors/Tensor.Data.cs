using TorchSharp.Dispatch;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The memory of a contiguous CPU tensor, for reading and writing without a copy.
        /// Valid while the tensor lives: keep it alive, and do not hold the span across a dispose scope.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous or not on the CPU.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                RequireCpu(info.DeviceType);
                if (info.IsContiguous == 0)
                    throw new InvalidOperationException($"Only a contiguous tensor has its bytes in order; call contiguous() first ({this}).");
                return new Span<byte>(info.Data, checked((int)(info.ElementCount * info.ElementBytes)));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"{value.Length} bytes do not fill {this}.", nameof(value));
                value.CopyTo(target);
            }
        }

        /// <summary>Typed access to the elements of a CPU tensor in row-major order, whatever its strides.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the tensor's element type.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            RequireCpu(Info.DeviceType);
            return new TensorAccessor<T>(this);
        }

        /// <summary>The number of a one-element tensor, on any device.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the tensor's element type, or there is not exactly one element.</exception>
        public T item<T>() where T : unmanaged
        {
            RequireType<T>();
            var value = ToScalar();
            return default(T) switch
            {
                float => (T)(object)value.ToSingle(),
                double => (T)(object)value.ToDouble(),
                Half => (T)(object)(Half)value.ToSingle(),
                long => (T)(object)value.ToInt64(),
                int => (T)(object)value.ToInt32(),
                short => (T)(object)checked((short)value.ToInt64()),
                sbyte => (T)(object)checked((sbyte)value.ToInt64()),
                byte => (T)(object)checked((byte)value.ToInt64()),
                _ => (T)(object)value.ToBoolean(),
            };
        }

        /// <summary>The number of a one-element tensor, on any device and of any type.</summary>
        public Scalar ToScalar()
        {
            if (numel() != 1)
                throw new ArgumentException($"Reading a number needs a tensor with one element, not {this}.");
            return Aten.item.CallScalar(this);
        }

        /// <summary>Address of the first element.</summary>
        internal unsafe void* DataPointer => Info.Data;

        void RequireType<T>() where T : unmanaged
        {
            var wanted = ScalarTypeOf<T>();
            if (dtype != wanted)
                throw new ArgumentException($"The tensor holds {dtype}, not {wanted}: convert it with to_type first ({this}).");
        }

        static void RequireCpu(int type)
        {
            if (type != (int)TorchSharp.DeviceType.CPU)
                throw new InvalidOperationException("The elements of a tensor on the GPU cannot be read directly; call cpu() first.");
        }
    }
}
