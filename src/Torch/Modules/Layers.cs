using TorchSharp.Dispatch;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>[…, inputs] → […, outputs], weights [outputs, inputs].</summary>
    public sealed class Linear : Module<torch.Tensor, torch.Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias) : base(nameof(Linear))
        {
            using var noGrad = torch.no_grad();
            weight = new Parameter(torch.empty(outputs, inputs));
            LayerInitialization.Uniform(weight);
            register_parameter(nameof(weight), weight);
            if (!hasBias)
                return;
            bias = new Parameter(torch.empty(outputs));
            LayerInitialization.UniformBias(bias, weight);
            register_parameter(nameof(bias), bias);
        }

        public Parameter weight { get; }

        public Parameter? bias { get; }

        public override torch.Tensor forward(torch.Tensor input) => Aten.linear.Call(input, weight, bias);
    }

    /// <summary>Enlarges [N, C, H, W] by factors or to a size.</summary>
    public sealed class Upsample : Module<torch.Tensor, torch.Tensor>
    {
        readonly long[]? size;
        readonly double[]? scaleFactor;
        readonly torch.UpsampleMode mode;
        readonly bool? alignCorners;

        internal Upsample(long[]? size, double[]? scaleFactor, torch.UpsampleMode mode, bool? alignCorners) : base(nameof(Upsample))
        {
            this.size = size;
            this.scaleFactor = scaleFactor;
            this.mode = mode;
            this.alignCorners = alignCorners;
        }

        // The two enums agree on the modes they share.
        public override torch.Tensor forward(torch.Tensor input) =>
            functional.interpolate(input, size, scaleFactor, (torch.InterpolationMode)mode, alignCorners);
    }

    /// <summary>What the kinds of dropout share: they do nothing in evaluation.</summary>
    public abstract class RandomZeroing : Module<torch.Tensor, torch.Tensor>
    {
        private protected RandomZeroing(string name, double probability, bool inplace) : base(name)
        {
            if (probability is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability lies between 0 and 1.");
            Probability = probability;
            Inplace = inplace;
        }

        private protected double Probability { get; }

        private protected bool Inplace { get; }
    }

    /// <summary>Sets elements to zero at random while training.</summary>
    public sealed class Dropout : RandomZeroing
    {
        internal Dropout(double probability, bool inplace) : base(nameof(Dropout), probability, inplace) { }

        public override torch.Tensor forward(torch.Tensor input) => functional.dropout(input, Probability, training, Inplace);
    }

    /// <summary>Sets whole channels to zero at random while training.</summary>
    public sealed class Dropout2d : RandomZeroing
    {
        internal Dropout2d(double probability, bool inplace) : base(nameof(Dropout2d), probability, inplace) { }

        public override torch.Tensor forward(torch.Tensor input) => functional.dropout2d(input, Probability, training, Inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new Linear(inputSize, outputSize, hasBias).Placed(device, dtype);

            public static Upsample Upsample(
                long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null) =>
                new(size, scale_factor, mode, align_corners);

            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
