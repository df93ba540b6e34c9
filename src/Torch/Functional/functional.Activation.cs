using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers as functions, without state.</summary>
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_.CallInPlace(x, x) : Aten.relu.Call(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Aten.leaky_relu_.CallInPlace(input, input, negative_slope) : Aten.leaky_relu.Call(input, negative_slope);

            public static Tensor elu(Tensor input, double alpha = 1.0) => Aten.elu.Call(input, alpha);

            public static Tensor gelu(Tensor x) => Aten.gelu.Call(x);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Aten.silu_.CallInPlace(x, x) : Aten.silu.Call(x);

            public static Tensor softplus(Tensor x, double beta = 1.0, double threshold = 20.0) => Aten.softplus.Call(x, beta, threshold);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0) => Aten.hardtanh.Call(x, min_val, max_val);

            public static Tensor sigmoid(Tensor input) => input.sigmoid();

            public static Tensor tanh(Tensor x) => x.tanh();

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

            /// <summary>Sets each element to zero with probability p and scales the rest by 1 / (1 − p), while training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Aten.dropout_.CallInPlace(input, input, p, training) : Aten.dropout.Call(input, p, training);

            /// <summary>Like <see cref="dropout"/>, for whole channels of [N, C, H, W].</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Aten.feature_dropout_.CallInPlace(input, input, p, training) : Aten.feature_dropout.Call(input, p, training);

            /// <summary>A new last axis that is 1 at the class number and 0 elsewhere, as int64.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => x.one_hot(num_classes);
        }
    }
}
