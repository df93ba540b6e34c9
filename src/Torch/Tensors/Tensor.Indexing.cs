using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Part of the tensor as NumPy would index it: numbers, slices, None, Ellipsis, index or mask tensors.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => TensorIndexing.Get(this, indices);
            set => TensorIndexing.Set(this, indices, value);
        }

        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call(this, dim, index);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.index_copy_.CallInPlace(this, this, dim, index, source);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add_.CallInPlace(this, this, dim, index, source, alpha);

        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);

        public Tensor gather(long dim, Tensor index) => Aten.gather.Call(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call(this, dim, index, src);

        public Tensor scatter(long dim, Tensor index, Scalar value) => Aten.scatter_value.Call(this, dim, index, value);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter_InPlaceSrc.CallInPlace(this, this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Scalar value) => Aten.scatter_InPlaceValue.CallInPlace(this, this, dim, index, value);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call(this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_.CallInPlace(this, this, dim, index, src);

        /// <summary>Positions of the elements that are not zero, one row each, as int64.</summary>
        public Tensor nonzero() => Aten.nonzero.Call(this);

        /// <summary>A new last axis that is 1 at the class number and 0 elsewhere, as int64.</summary>
        public Tensor one_hot(long num_classes = -1) => Aten.one_hot.Call(this, num_classes);
    }
}
