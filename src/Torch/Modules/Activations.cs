using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>max(x, 0).</summary>
    public sealed class ReLU : Module<torch.Tensor, torch.Tensor>
    {
        readonly bool inplace;

        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public override torch.Tensor forward(torch.Tensor input) => functional.relu(input, inplace);
    }

    /// <summary>x where positive, else negative_slope · x.</summary>
    public sealed class LeakyReLU : Module<torch.Tensor, torch.Tensor>
    {
        readonly double negativeSlope;
        readonly bool inplace;

        internal LeakyReLU(double negativeSlope, bool inplace) : base(nameof(LeakyReLU))
        {
            this.negativeSlope = negativeSlope;
            this.inplace = inplace;
        }

        public override torch.Tensor forward(torch.Tensor input) => functional.leaky_relu(input, negativeSlope, inplace);
    }

    /// <summary>x · Φ(x). Source: Hendrycks and Gimpel (2016).</summary>
    public sealed class GELU : Module<torch.Tensor, torch.Tensor>
    {
        internal GELU() : base(nameof(GELU)) { }

        public override torch.Tensor forward(torch.Tensor input) => functional.gelu(input);
    }

    /// <summary>x · sigmoid(x).</summary>
    public sealed class SiLU : Module<torch.Tensor, torch.Tensor>
    {
        readonly bool inplace;

        internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;

        public override torch.Tensor forward(torch.Tensor input) => functional.silu(input, inplace);
    }

    /// <summary>1 / (1 + exp(−x)).</summary>
    public sealed class Sigmoid : Module<torch.Tensor, torch.Tensor>
    {
        internal Sigmoid() : base(nameof(Sigmoid)) { }

        public override torch.Tensor forward(torch.Tensor input) => input.sigmoid();
    }

    /// <summary>Hyperbolic tangent.</summary>
    public sealed class Tanh : Module<torch.Tensor, torch.Tensor>
    {
        internal Tanh() : base(nameof(Tanh)) { }

        public override torch.Tensor forward(torch.Tensor input) => input.tanh();
    }

    /// <summary>exp(x) along an axis, scaled to the sum 1.</summary>
    public sealed class Softmax : Module<torch.Tensor, torch.Tensor>
    {
        readonly long dim;

        internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

        public override torch.Tensor forward(torch.Tensor input) => input.softmax(dim);
    }

    /// <summary>Joins axes into one; keeps the batch axis unless told otherwise.</summary>
    public sealed class Flatten : Module<torch.Tensor, torch.Tensor>
    {
        readonly long startDim;
        readonly long endDim;

        internal Flatten(long startDim, long endDim) : base(nameof(Flatten))
        {
            this.startDim = startDim;
            this.endDim = endDim;
        }

        public override torch.Tensor forward(torch.Tensor input) => input.flatten(startDim, endDim);
    }

    /// <summary>Its input again, as a new object over the same tensor.</summary>
    public sealed class Identity : Module<torch.Tensor, torch.Tensor>
    {
        internal Identity() : base(nameof(Identity)) { }

        public override torch.Tensor forward(torch.Tensor input) => input.alias();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);

            public static GELU GELU() => new();

            public static SiLU SiLU(bool inplace = false) => new(inplace);

            public static Sigmoid Sigmoid() => new();

            public static Tanh Tanh() => new();

            public static Softmax Softmax(long dim) => new(dim);

            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            public static Identity Identity() => new();
        }
    }
}
