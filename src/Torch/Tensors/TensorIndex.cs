using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index: a number, a slice, a new axis, all remaining axes, or a tensor.</summary>
    public readonly struct TensorIndex
    {
        internal enum Form
        {
            Slice,
            Single,
            None,
            Ellipsis,
            Tensor,
        }

        internal readonly Form Kind;
        internal readonly long? Start;
        internal readonly long? Stop;
        internal readonly long? Step;
        internal readonly Tensor? Index;

        TensorIndex(Form kind, long? start = null, long? stop = null, long? step = null, Tensor? index = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Index = index;
        }

        /// <summary>A new axis of length 1.</summary>
        public static TensorIndex None => new(Form.None);

        /// <inheritdoc cref="None"/>
        public static TensorIndex Null => new(Form.None);

        /// <summary>A whole axis.</summary>
        public static TensorIndex Colon => new(Form.Slice);

        /// <summary>As many whole axes as are left.</summary>
        public static TensorIndex Ellipsis => new(Form.Ellipsis);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Form.Slice, start, stop, step);

        public static TensorIndex Single(long index) => new(Form.Single, index);

        public static TensorIndex Tensor(Tensor index) => new(Form.Tensor, index: index);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Tensor value) => Tensor(value);

        public static implicit operator TensorIndex(Range range) => Slice(Bound(range.Start), Bound(range.End));

        // ^0 is the end itself, which a slice writes as "no bound".
        static long? Bound(Index index) => index.IsFromEnd ? (index.Value == 0 ? null : -index.Value) : index.Value;
    }

    /// <summary>Turns an index into views, then one gather for the tensors in it.</summary>
    static class TensorIndexing
    {
        internal static Tensor Get(Tensor tensor, TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, gathers) = View(tensor, indices);
            var result = gathers.Length > 0 ? Aten.index_Tensor.Call(view, gathers) : view;
            return ReferenceEquals(result, tensor) ? scope.MoveToOuter(Aten.alias.Call(tensor)) : scope.MoveToOuter(result);
        }

        internal static void Set(Tensor tensor, TensorIndex[] indices, Tensor value)
        {
            using var scope = NewDisposeScope();
            var (view, gathers) = View(tensor, indices);
            if (gathers.Length > 0)
                Aten.index_put_.CallInPlace(view, view, gathers, value);
            else
                view.copy_(value);
        }

        static (Tensor View, Tensor?[] Gathers) View(Tensor tensor, TensorIndex[] indices)
        {
            var view = tensor;
            var gathers = new List<Tensor?>();
            long axis = 0;
            for (int i = 0; i < indices.Length; i++)
            {
                var index = indices[i];
                switch (index.Kind)
                {
                    case TensorIndex.Form.Single:
                        view = view.select(axis, index.Start!.Value);
                        break;
                    case TensorIndex.Form.Slice:
                        if (index.Start is not null || index.Stop is not null || index.Step is not null)
                            view = Aten.slice.Call(view, axis, index.Start, index.Stop, index.Step ?? 1);
                        Skip(gathers, ref axis, 1);
                        break;
                    case TensorIndex.Form.None:
                        view = view.unsqueeze(axis);
                        Skip(gathers, ref axis, 1);
                        break;
                    case TensorIndex.Form.Ellipsis:
                        Skip(gathers, ref axis, view.ndim - axis - AxesOf(indices.AsSpan(i + 1)));
                        break;
                    default:
                        gathers.Add(index.Index);
                        axis += AxesOf(index);
                        break;
                }
            }
            return (view, gathers.Exists(gather => gather is not null) ? [.. gathers] : []);
        }

        static void Skip(List<Tensor?> gathers, ref long axis, long count)
        {
            for (long i = 0; i < count; i++)
                gathers.Add(null);
            axis += count;
        }

        static long AxesOf(ReadOnlySpan<TensorIndex> indices)
        {
            long axes = 0;
            foreach (var index in indices)
                axes += AxesOf(index);
            return axes;
        }

        // A mask covers as many axes as it has.
        static long AxesOf(TensorIndex index) => index.Kind switch
        {
            TensorIndex.Form.None => 0,
            TensorIndex.Form.Tensor when index.Index!.dtype is ScalarType.Bool => index.Index.ndim,
            _ => 1,
        };
    }
}
