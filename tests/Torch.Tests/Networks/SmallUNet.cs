using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Torch.Tests.Networks;

/// <summary>Two convolutions with batch normalisation and ReLU.</summary>
internal sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;

    internal DoubleConvolution(long inputs, long outputs) : base(nameof(DoubleConvolution))
    {
        conv1 = Conv2d(inputs, outputs, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        return functional.relu(bn2.call(conv2.call(x)), inplace: true).MoveToOuterDisposeScope();
    }
}

/// <summary>One level down and up, with the skip connection.</summary>
internal sealed class SmallUNet : Module<Tensor, Tensor>
{
    readonly DoubleConvolution down;
    readonly DoubleConvolution middle;
    readonly DoubleConvolution up;
    readonly Upsample upsample;
    readonly Conv2d head;

    internal SmallUNet(long width) : base(nameof(SmallUNet))
    {
        down = new DoubleConvolution(1, width);
        middle = new DoubleConvolution(width, 2 * width);
        up = new DoubleConvolution(3 * width, width);
        upsample = Upsample(scale_factor: [2, 2]);
        head = Conv2d(width, 1, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var skip = down.call(input);
        var deep = middle.call(functional.max_pool2d(skip, 2));
        return head.call(up.call(cat([upsample.call(deep), skip], 1))).MoveToOuterDisposeScope();
    }
}
