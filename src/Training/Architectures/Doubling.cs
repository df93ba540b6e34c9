using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Doubles height and width on the way up, in the way the recipe chose.</summary>
/// <remarks>
/// nearest and bilinear have no weights and keep the channels. transposed is a 2×2 convolution with stride 2 to the width
/// of the finer level, as in the original U-Net. unpool puts each value where the maximum of the finer level's 2×2 window
/// was (Zeiler, Taylor and Fergus, ICCV 2011), zero elsewhere; a 1×1 convolution brings the channels to that level's first.
/// </remarks>
sealed class Doubling : Module<Tensor, Tensor>
{
    static readonly long[] TwoByTwo = [2, 2];

    readonly string upsampling;
    readonly ConvTranspose2d? transposed;
    readonly Conv2d? reduce;

    /// <param name="upsampling">One of RecipeNames.Upsamplings.</param>
    /// <param name="channelsOut">Width of the finer level.</param>
    public Doubling(string upsampling, long channelsIn, long channelsOut) : base(nameof(Doubling))
    {
        this.upsampling = upsampling;
        transposed = upsampling == "transposed" ? ConvTranspose2d(channelsIn, channelsOut, 2, stride: 2) : null;
        reduce = upsampling == "unpool" && channelsIn != channelsOut ? Conv2d(channelsIn, channelsOut, 1) : null;
        Channels = upsampling is "transposed" or "unpool" ? channelsOut : channelsIn;
        RegisterComponents();
    }

    /// <summary>Channels of the result.</summary>
    public long Channels { get; }

    /// <summary>2×2 max-pool on the way down, with the places of the maxima where they will be needed.</summary>
    public static (Tensor Pooled, Tensor? Places) Halve(Tensor input, string upsampling) => upsampling == "unpool"
        ? functional.max_pool2d_with_indices(input, TwoByTwo)
        : (functional.max_pool2d(input, 2), null);

    public override Tensor forward(Tensor input) => Enlarge(input, null);

    /// <param name="places">From <see cref="Halve"/> of the finer level; needed for unpool only.</param>
    public Tensor Enlarge(Tensor input, Tensor? places) => upsampling switch
    {
        "transposed" => transposed!.call(input),
        "unpool" => Unpool(input, places!),
        "bilinear" => functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false),
        _ => functional.interpolate(input, scale_factor: [2, 2]),
    };

    Tensor Unpool(Tensor input, Tensor places)
    {
        using var scope = NewDisposeScope();
        return Unpooled(reduce?.call(input) ?? input, places).MoveToOuterDisposeScope();
    }

    /// <summary>[N, C, H, W] with places from a 2×2 max-pool → [N, C, 2H, 2W].</summary>
    public static Tensor Unpooled(Tensor input, Tensor places)
    {
        using var scope = NewDisposeScope();

        // libtorch unpools no half precision on the processor.
        var exact = input.dtype == ScalarType.Float32 ? input : input.to(ScalarType.Float32);
        return functional.max_unpool2d(exact, places, [input.size(2) * 2, input.size(3) * 2]).MoveToOuterDisposeScope();
    }
}
