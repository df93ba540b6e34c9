using TorchSharp.Dispatch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Weights of a two-dimensional convolution, initialised as PyTorch does.</summary>
    public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        internal Convolution(string name, long[] weightShape, long outputChannels, bool hasBias) : base(name)
        {
            using var noGrad = torch.no_grad();
            weight = new Parameter(torch.empty(weightShape));
            LayerInitialization.Uniform(weight);
            register_parameter(nameof(weight), weight);
            if (!hasBias)
                return;
            bias = new Parameter(torch.empty(outputChannels));
            LayerInitialization.UniformBias(bias, weight);
            register_parameter(nameof(bias), bias);
        }

        public Parameter weight { get; }

        public Parameter? bias { get; }
    }

    /// <summary>[N, C, H, W] → [N, K, H', W'], weights [K, C / groups, kernel height, kernel width].</summary>
    public sealed class Conv2d : Convolution
    {
        readonly long[] stride;
        readonly long[] padding;
        readonly long[] dilation;
        readonly long groups;
        readonly string? namedPadding;

        internal Conv2d(
            long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) dilation,
            long groups, bool bias, Padding? namedPadding = null)
            : base(nameof(Conv2d), [outputs, inputs / groups, kernel.Item1, kernel.Item2], outputs, bias)
        {
            this.stride = [stride.Item1, stride.Item2];
            this.padding = [padding.Item1, padding.Item2];
            this.dilation = [dilation.Item1, dilation.Item2];
            this.groups = groups;
            this.namedPadding = namedPadding is null ? null : namedPadding == Padding.Same ? "same" : "valid";
        }

        public override torch.Tensor forward(torch.Tensor input) => namedPadding is null
            ? Aten.conv2d.Call(input, weight, bias, stride, padding, dilation, groups)
            : Aten.conv2d_padding.Call(input, weight, bias, stride, namedPadding, dilation, groups);
    }

    /// <summary>[N, C, H, W] → [N, K, H', W'], weights [C, K / groups, kernel height, kernel width].</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        readonly long[] stride;
        readonly long[] padding;
        readonly long[] outputPadding;
        readonly long[] dilation;
        readonly long groups;

        internal ConvTranspose2d(
            long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) outputPadding,
            (long, long) dilation, long groups, bool bias)
            : base(nameof(ConvTranspose2d), [inputs, outputs / groups, kernel.Item1, kernel.Item2], outputs, bias)
        {
            this.stride = [stride.Item1, stride.Item2];
            this.padding = [padding.Item1, padding.Item2];
            this.outputPadding = [outputPadding.Item1, outputPadding.Item2];
            this.dilation = [dilation.Item1, dilation.Item2];
            this.groups = groups;
        }

        public override torch.Tensor forward(torch.Tensor input) =>
            Aten.conv_transpose2d.Call(input, weight, bias, stride, padding, outputPadding, groups, dilation);
    }
}

namespace TorchSharp
{
    /// <summary>How a layer fills the border.</summary>
    public enum PaddingModes
    {
        Zeros = 0,
        Reflect = 1,
        Replicate = 2,
        Circular = 3,
        Constant = 4,
    }

    /// <summary>Padding by rule: none, or so that the output has the input's size.</summary>
    public enum Padding
    {
        Valid = 0,
        Same = 1,
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Two-dimensional convolution. Only padding with zeros is offered; pad before it for another border.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                RequireZeros(padding_mode);
                return new Conv2d(in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1), groups, bias)
                    .Placed(device, dtype);
            }

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                RequireZeros(padding_mode);
                return new Conv2d(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (0, 0), (dilation, dilation), groups, bias, padding)
                    .Placed(device, dtype);
            }

            /// <summary>Transposed two-dimensional convolution, the usual learned upsampling.</summary>
            public static ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                RequireZeros(padding_mode);
                return new ConvTranspose2d(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding),
                    (output_padding, output_padding), (dilation, dilation), groups, bias).Placed(device, dtype);
            }

            static void RequireZeros(PaddingModes mode)
            {
                if (mode != PaddingModes.Zeros)
                    throw new NotSupportedException($"Padding mode {mode} is not offered in a convolution; use functional.pad before it.");
            }
        }
    }
}
