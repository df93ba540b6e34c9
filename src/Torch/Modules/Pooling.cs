using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Largest element of each window.</summary>
    public sealed class MaxPool2d : Module<torch.Tensor, torch.Tensor>
    {
        readonly long[] kernel;
        readonly long[]? stride;
        readonly long[]? padding;
        readonly long[]? dilation;
        readonly bool ceilMode;

        internal MaxPool2d(long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceilMode) : base(nameof(MaxPool2d))
        {
            this.kernel = kernel;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceilMode = ceilMode;
        }

        public override torch.Tensor forward(torch.Tensor input) =>
            functional.max_pool2d(input, kernel, stride, padding, dilation, ceilMode);
    }

    /// <summary>Mean of each window.</summary>
    public sealed class AvgPool2d : Module<torch.Tensor, torch.Tensor>
    {
        readonly long[] kernel;
        readonly long[]? stride;
        readonly long[]? padding;
        readonly bool ceilMode;
        readonly bool countIncludePad;
        readonly long? divisor;

        internal AvgPool2d(long[] kernel, long[]? stride, long[]? padding, bool ceilMode, bool countIncludePad, long? divisor)
            : base(nameof(AvgPool2d))
        {
            this.kernel = kernel;
            this.stride = stride;
            this.padding = padding;
            this.ceilMode = ceilMode;
            this.countIncludePad = countIncludePad;
            this.divisor = divisor;
        }

        public override torch.Tensor forward(torch.Tensor input) =>
            functional.avg_pool2d(input, kernel, stride, padding, ceilMode, countIncludePad, divisor);
    }

    /// <summary>Means over as many windows as the output has elements; (1, 1) is global average pooling.</summary>
    public sealed class AdaptiveAvgPool2d : Module<torch.Tensor, torch.Tensor>
    {
        readonly long[] outputSize;

        internal AdaptiveAvgPool2d(long[] outputSize) : base(nameof(AdaptiveAvgPool2d)) => this.outputSize = outputSize;

        public override torch.Tensor forward(torch.Tensor input) => functional.adaptive_avg_pool2d(input, outputSize);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Largest element of each window; the stride is the kernel size unless given.</summary>
            public static MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(Square(kernel_size), Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <summary>Mean of each window; the stride is the kernel size unless given.</summary>
            public static AvgPool2d AvgPool2d(
                long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                new(Square(kernel_size), Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long outputSize) => new(Square(outputSize));

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) outputSize) => new([outputSize.Item1, outputSize.Item2]);

            internal static long[] Square(long length) => [length, length];

            internal static long[]? Square(long? length) => length is { } given ? Square(given) : null;
        }
    }
}
