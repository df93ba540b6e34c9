using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. Owns one reference; disposing it (or the scope it was created in) gives the reference
    /// back, and views and graph nodes keep the storage alive as long as they need it. Not for use by two threads at once.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        static long liveCount;
        static long lastId;

        nint handle;
        long id;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            Interlocked.Increment(ref liveCount);
            if (DisposeScope.Current is { } scope)
            {
                scope.Include(this);
                OwningDisposeScope = scope;
            }
        }

        ~Tensor() => Free();

        /// <summary>Tensor objects that hold a reference now, in the whole process.</summary>
        internal static long LiveCount => Interlocked.Read(ref liveCount);

        /// <summary>Scope that will dispose this tensor.</summary>
        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>
        /// Identity of this object, unique for the life of the process (an address comes back after a free).
        /// Two objects over one libtorch tensor have two ids.
        /// </summary>
        internal long Id
        {
            get
            {
                if (id == 0)
                    Interlocked.CompareExchange(ref id, Interlocked.Increment(ref lastId), 0);
                return id;
            }
        }

        /// <summary>Address of the native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor was disposed, or its dispose scope ended.");

        public bool IsInvalid => handle == 0;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            OwningDisposeScope?.MarkAsDisposed(this);
            Free();
        }

        /// <summary>Hands the tensor to the scope around its own.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope of another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            OwningDisposeScope?.MoveToOther(other.OwningDisposeScope, this);
            return this;
        }

        /// <summary>Takes the tensor out of every scope: it lives until it is disposed.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Takes the native reference away; this object is empty afterwards.</summary>
        internal nint Release()
        {
            var released = Handle;
            OwningDisposeScope?.MarkAsDisposed(this);
            handle = 0;
            Interlocked.Decrement(ref liveCount);
            GC.SuppressFinalize(this);
            return released;
        }

        /// <summary>Puts another storage behind this tensor; identity, name and gradient flag stay.</summary>
        internal void SetData(Tensor data)
        {
            NativeMethods.Check(NativeMethods.st_tensor_set_data(Handle, data.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(data);
        }

        void Free()
        {
            var owned = Interlocked.Exchange(ref handle, 0);
            if (owned == 0)
                return;
            NativeMethods.st_tensor_free(owned);
            Interlocked.Decrement(ref liveCount);
        }
    }
}

/// <summary>Scope moves that keep the type of what they are called on.</summary>
public static class TensorExtensionMethods
{
    public static T MoveToOuterDisposeScope<T>(this T tensor) where T : torch.Tensor => (T)tensor.MoveToOuterDisposeScope();

    public static T DetachFromDisposeScope<T>(this T tensor) where T : torch.Tensor => (T)tensor.DetachFromDisposeScope();

    /// <summary>Writes the number of a one-element tensor as the wanted type, converting where it must.</summary>
    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();

    /// <inheritdoc cref="ToSingle"/>
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();

    /// <inheritdoc cref="ToSingle"/>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    /// <inheritdoc cref="ToSingle"/>
    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();

    /// <inheritdoc cref="ToSingle"/>
    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();
}
