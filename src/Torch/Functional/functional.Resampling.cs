using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public enum UpsampleMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
    }

    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    public enum GridSampleMode
    {
        Nearest = 0,
        Bilinear = 2,
    }

    public enum GridSamplePaddingMode
    {
        Zeros = 0,
        Reflection = 1,
        Border = 2,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resizes [N, C, H, W] to a size or by factors; exactly one of the two is given.</summary>
            /// <param name="align_corners">Corner pixels keep their values (bilinear, bicubic); off unless given.</param>
            /// <param name="recompute_scale_factor">Samples by the ratio of the sizes rather than by the given factor.</param>
            /// <param name="antialias">Widens the filter when shrinking (bilinear, bicubic).</param>
            /// <exception cref="ArgumentException">Both or neither of size and factors are given.</exception>
            /// <exception cref="NotSupportedException">The mode is not for images.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (size is null == scale_factor is null)
                    throw new ArgumentException("Give either size or scale_factor.", nameof(size));
                if (scale_factor is { Length: 1 })
                    scale_factor = [scale_factor[0], scale_factor[0]];
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = ScaledSize(x, scale_factor);
                    scale_factor = null;
                }
                bool align = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Aten.upsample_nearest2d.Call(x, size, scale_factor),
                    InterpolationMode.NearestExact => Aten.upsample_nearest_exact2d.Call(x, size, scale_factor),
                    InterpolationMode.Bilinear =>
                        (antialias ? Aten.upsample_bilinear2d_aa : Aten.upsample_bilinear2d).Call(x, size, align, scale_factor),
                    InterpolationMode.Bicubic =>
                        (antialias ? Aten.upsample_bicubic2d_aa : Aten.upsample_bicubic2d).Call(x, size, align, scale_factor),
                    InterpolationMode.Area => adaptive_avg_pool2d(x, size!),
                    _ => throw new NotSupportedException($"Interpolation {mode} is not for images."),
                };
            }

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null) =>
                interpolate(x, size, scale_factor);

            public static Tensor upsample_bilinear(
                Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            /// <summary>
            /// Reads [N, C, H, W] at the places [N, H', W', 2] (x, y in −1 … 1 from edge to edge) → [N, C, H', W'].
            /// </summary>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                // libtorch numbers the modes differently from the surface.
                long interpolation = mode == GridSampleMode.Bilinear ? 0 : 1;
                long padding = padding_mode switch
                {
                    GridSamplePaddingMode.Border => 1,
                    GridSamplePaddingMode.Reflection => 2,
                    _ => 0,
                };
                return Aten.grid_sampler.Call(input, grid, interpolation, padding, align_corners ?? false);
            }

            /// <summary>Places for <see cref="grid_sample"/> from affine matrices [N, 2, 3]: output (x, y, 1) → input (x, y).</summary>
            public static Tensor affine_grid(Tensor theta, long[] size, bool align_corners = false) =>
                Aten.affine_grid_generator.Call(theta, size, align_corners);

            static long[] ScaledSize(Tensor x, double[] factors)
            {
                var shape = x.shape;
                return [(long)Math.Floor(shape[^2] * factors[0]), (long)Math.Floor(shape[^1] * factors[1])];
            }
        }
    }
}
