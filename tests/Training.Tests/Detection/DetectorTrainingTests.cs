using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Losses;
using Studio.Training.Randomness;
using Studio.Training.Tests.Architectures;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Detection;

/// <summary>Network, assignment, loss and decoder together: what the detector has been shown it finds again.</summary>
public sealed class DetectorTrainingTests
{
    const int Height = 64;
    const int Width = 96;
    const int Images = 6;

    [Fact]
    public void Train_BrightAndDarkRectangles_FindsThemAgain()
    {
        using var network = new ArchitectureCase(
            new ArchitectureRecipe { Name = "center-detector", Widths = [8, 16, 24, 32, 32] }, Height, Width).Create();
        using var optimizer = optim.Adam(network.Module.parameters(), 3e-3);
        var boxes = Enumerable.Range(0, Images).Select(Boxes).ToArray();
        using var images = Draw(boxes);
        using var target = DetectionTarget.Pack(boxes, Height, Width);
        for (var step = 0; step < 120; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            DetectionLoss.Compute(network.Forward(images), target, new LossRecipe { Name = "detection" }).backward();
            optimizer.step();
        }

        network.Module.eval();
        using var noGrad = no_grad();
        using var output = network.Forward(images);
        var positions = DetectorGeometry.Positions(Height, Width);
        var (found, wrong) = (0, 0);
        for (var image = 0; image < Images; image++)
        {
            using var one = output.select(0, image).contiguous();
            var detected = new BoxDecoder(LeastScore: 0.4f).Decode(one.data<float>().ToArray(), positions, Height, Width);
            found += boxes[image].Count(box => detected.Any(seen => Same(seen.Box, box)));
            wrong += detected.Count(seen => !boxes[image].Any(box => Same(seen.Box, box)));
        }

        var all = boxes.Sum(ofImage => ofImage.Length);
        Assert.True(found >= 0.9 * all && wrong <= 0.1 * all, $"{found} of {all} found, {wrong} wrong");
    }

    static bool Same(LabelledBox seen, LabelledBox box) => seen.Class == box.Class && seen.Iou(box) > 0.5;

    /// <summary>One rectangle in the left half, one in the right, of 12–36 pixels a side.</summary>
    static LabelledBox[] Boxes(int image)
    {
        var random = new SeededRandom(image);
        return [.. Enumerable.Range(0, 2).Select(half =>
        {
            var (width, height) = (12 + random.NextIndex(25), 12 + random.NextIndex(25));
            var (x, y) = ((half * 48) + random.NextIndex(48 - width), random.NextIndex(Height - height));
            return new LabelledBox((image + half) % 2, x, y, x + width, y + height);
        })];
    }

    static Tensor Draw(LabelledBox[][] boxes)
    {
        var images = zeros(Images, 1, Height, Width);
        foreach (var (image, ofImage) in boxes.Index())
        {
            foreach (var box in ofImage)
            {
                using var scope = NewDisposeScope();
                images.select(0, image).narrow(1, (long)box.Y1, (long)(box.Y2 - box.Y1)).narrow(2, (long)box.X1, (long)(box.X2 - box.X1))
                    .fill_(box.Class == 0 ? 1 : -1);
            }
        }

        return images;
    }
}
