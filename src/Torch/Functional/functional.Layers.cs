using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            static readonly long[] One = [1, 1];
            static readonly long[] Zero = [0, 0];
            static readonly long[] SameAsKernel = [];

            /// <summary>[N, C, H, W] with weights [K, C / groups, h, w] → [N, K, H', W'].</summary>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                Aten.conv2d.Call(input, weight, bias, strides ?? One, padding ?? Zero, dilation ?? One, groups);

            /// <summary>[N, C, H, W] with weights [C, K / groups, h, w] → [N, K, H', W'].</summary>
            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv_transpose2d.Call(
                    input, weight, bias, strides ?? One, padding ?? Zero, output_padding ?? Zero, groups, dilation ?? One);

            public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) => Aten.linear.Call(input, weight, bias);

            /// <summary>Normalises channels by batch statistics while training, and updates the running ones in place.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Aten.batch_norm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.group_norm.Call(input, num_groups, weight, bias, eps, true);

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.layer_norm.Call(input, normalized_shape, weight, bias, eps, true);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Square(kernel_size), Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <summary>Largest element of each window; the stride is the kernel size unless given.</summary>
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.max_pool2d.Call(input, kernel_size, strides ?? SameAsKernel, padding ?? Zero, dilation ?? One, ceil_mode);

            /// <summary>Largest elements and where they were, for <see cref="max_unpool2d"/>.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.max_pool2d_with_indices.Call2(input, kernel_size, strides ?? SameAsKernel, padding ?? Zero, dilation ?? One, ceil_mode);

            /// <summary>Puts pooled elements back where they were; the rest is zero.</summary>
            public static Tensor max_unpool2d(Tensor input, Tensor indices, long[] output_size) =>
                Aten.max_unpool2d.Call(input, indices, output_size);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Square(kernel_size), Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Mean of each window; the stride is the kernel size unless given.</summary>
            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Aten.avg_pool2d.Call(
                    input, kernel_size, strides ?? SameAsKernel, padding ?? Zero, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, Square(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Aten.adaptive_avg_pool2d.Call(input, output_size);

            /// <summary>Adds a border; <paramref name="pad"/> counts from the last axis: left, right, top, bottom, …</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros
                    ? Aten.pad.Call(input, pad, "constant", value)
                    : Aten.pad.Call(input, pad, PaddingName(mode));

            /// <summary>Rearranges [N, C·r², H, W] to [N, C, H·r, W·r].</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Aten.pixel_shuffle.Call(input, upscale_factor);

            /// <summary>Every window of [N, C, H, W] as a column: [N, C·kernel area, windows].</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Aten.unfold.Call(input, Square(kernel_size), Square(dilation), Square(padding), Square(stride));

            /// <summary>The other way round: adds the columns [N, C·kernel area, windows] up where their windows lie.</summary>
            public static Tensor fold(
                Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.fold.Call(
                    input, Both(output_size), Both(kernel_size), Both(dilation ?? (1, 1)), Both(padding ?? (0, 0)), Both(stride ?? (1, 1)));

            static long[] Both((long, long) sides) => [sides.Item1, sides.Item2];

            static string PaddingName(PaddingModes mode) => mode switch
            {
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a padding mode."),
            };
        }
    }
}
