using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Fully convolutional network for masses and calcifications in mammograms (CBIS-DDSM). Input [N, channels, S, S'] with
/// sides that are multiples of 32 (as published 320, then 480, then 640 with the weights kept); output logits
/// [N, classes + 1, S, S']: one sigmoid logit per class behind a constant 0 for the background.
/// </summary>
/// <remarks>
/// With one class, softmax over the constant and the logit is the sigmoid of the logit: nothing else may take another one.
/// Units are convolution, batch normalisation and ReLU. Encoder with its widths w (published 32, 48, 64, 128, 256, 512):
/// 3×3/2 w0 · 2 × w0 · 3×3/2 w1 · 3 × w1 · pool 3/2 · 3 × w2 · pool 2 · 3 × w3 · pool 2 · 4 × w4 · 4 × w5 dilated by 2 ·
/// 1×1 w4. Decoder: to S/8, w3 · to S/4, w2 · to S/2, w2 · 4×4 transposed with stride 1, w0 · w0 / 2 · 1×1 logit · nearest
/// to S. With residual the input of the two convolutions at S/2 is added to their result (the published skip, found to copy
/// the input). Upsampling: nearest is as published (resize and convolution to S/8 and S/4, transposed 4×4 to S/2); bilinear
/// resizes everywhere; transposed learns every step; unpool uses the maxima of the three pools (2×2 throughout, since
/// windows that overlap would give two values to one place).
/// </remarks>
sealed class MammographyFcn : Module<Tensor, Tensor>
{
    static readonly double[] PublishedWidths = [32, 48, 64, 128, 256, 512];

    readonly Sequential half;
    readonly Sequential halfRefined;
    readonly Sequential quarter;
    readonly Sequential eighth;
    readonly Sequential sixteenth;
    readonly Sequential deepest;
    readonly ModuleList<Doubling> enlarge;
    readonly ModuleList<ConvolutionUnit> refine;
    readonly Module<Tensor, Tensor> toHalf;
    readonly Module<Tensor, Tensor> smooth;
    readonly ConvolutionUnit last;
    readonly Conv2d head;
    readonly string upsampling;
    readonly bool residual;

    /// <param name="classes">Classes of the project, without background.</param>
    public MammographyFcn(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(MammographyFcn))
    {
        var widths = (recipe.Widths.Count > 0 ? recipe.Widths : PublishedWidths).Select(width => (long)width).ToArray();
        upsampling = recipe.Upsampling;
        residual = recipe.Residual;
        half = Sequential(new ConvolutionUnit(inputChannels, widths[0], stride: 2));
        halfRefined = Units(widths[0], widths[0], 2);
        quarter = Sequential(new ConvolutionUnit(widths[0], widths[1], stride: 2), Units(widths[1], widths[1], 3));
        eighth = Units(widths[1], widths[2], 3);
        sixteenth = Units(widths[2], widths[3], 3);
        deepest = Sequential(
            Units(widths[3], widths[4], 4), Units(widths[4], widths[5], 4, dilation: 2), new ConvolutionUnit(widths[5], widths[4], kernel: 1));
        enlarge = ModuleList(new Doubling(upsampling, widths[4], widths[3]));
        enlarge.append(new Doubling(upsampling, enlarge[0].Channels, widths[2]));
        enlarge.append(new Doubling(upsampling, widths[3], widths[1]));
        refine = ModuleList(
            new ConvolutionUnit(enlarge[1].Channels, widths[3]), new ConvolutionUnit(enlarge[2].Channels, widths[2]));
        toHalf = upsampling == "bilinear"
            ? Sequential(Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false), new ConvolutionUnit(widths[2], widths[2]))
            : new TransposedUnit(widths[2], widths[2], stride: 2);
        smooth = upsampling == "bilinear" ? new ConvolutionUnit(widths[2], widths[0]) : new TransposedUnit(widths[2], widths[0], stride: 1);
        last = new ConvolutionUnit(widths[0], Math.Max(1, widths[0] / 2));
        head = Conv2d(Math.Max(1, widths[0] / 2), classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var entered = half.call(input);
        var refined = halfRefined.call(entered);
        var fine = quarter.call(residual ? refined + entered : refined); // [N, w1, S/4, S'/4]
        var (pooled, places4) = upsampling == "unpool"
            ? Doubling.Halve(fine, upsampling)
            : (functional.max_pool2d(fine, 3, stride: 2, padding: 1), null);
        var (pooled8, places8) = Doubling.Halve(eighth.call(pooled), upsampling);
        var (pooled16, places16) = Doubling.Halve(sixteenth.call(pooled8), upsampling);
        var deep = deepest.call(pooled16); // [N, w4, S/32, S'/32]

        var current = refine[0].call(enlarge[1].Enlarge(enlarge[0].Enlarge(deep, places16), places8));
        current = refine[1].call(enlarge[2].Enlarge(current, places4));
        var logits = head.call(last.call(smooth.call(toHalf.call(current))));
        return WithBackground(functional.interpolate(
            logits,
            scale_factor: [2, 2],
            mode: upsampling == "bilinear" ? InterpolationMode.Bilinear : InterpolationMode.Nearest)).MoveToOuterDisposeScope();
    }

    static Tensor WithBackground(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return cat([zeros_like(logits.narrow(1, 0, 1)), logits], 1).MoveToOuterDisposeScope();
    }

    static Sequential Units(long channelsIn, long channelsOut, int count, long dilation = 1) => Sequential(
        [.. Enumerable.Range(0, count).Select(index => (Module<Tensor, Tensor>)new ConvolutionUnit(
            index == 0 ? channelsIn : channelsOut, channelsOut, dilation: dilation))]);
}

/// <summary>4×4 transposed convolution, batch normalisation, ReLU; enlarges exactly by its stride (1 or 2).</summary>
sealed class TransposedUnit : Module<Tensor, Tensor>
{
    readonly ConvTranspose2d conv;
    readonly BatchNorm2d bn;
    readonly bool oneTooMany;

    public TransposedUnit(long channelsIn, long channelsOut, long stride) : base(nameof(TransposedUnit))
    {
        conv = ConvTranspose2d(channelsIn, channelsOut, 4, stride: stride, padding: 1, bias: false);
        bn = BatchNorm2d(channelsOut);

        // An even kernel has no middle: with stride 1 a row and a column more come out than went in.
        oneTooMany = stride == 1;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var enlarged = conv.call(input);
        if (oneTooMany)
        {
            enlarged = enlarged.slice(2, 0, -1, 1).slice(3, 0, -1, 1);
        }

        return functional.relu(bn.call(enlarged), inplace: true).MoveToOuterDisposeScope();
    }
}
