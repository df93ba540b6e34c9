namespace Studio.Training.Tests.Architectures;

/// <summary>
/// Names and shapes in the state_dict of torchvision's ResNets, in order, written down as rules from its published weights
/// (resnet18-f37072fd, resnet34-b627a593, resnet50-0676ba61).
/// </summary>
static class TorchvisionNames
{
    public static IEnumerable<(string Name, string Shape)> ResNet(int[] blocks, bool bottlenecks)
    {
        var names = new List<(string, string)> { ("conv1.weight", "64 3 7 7") };
        Norm(names, "bn1", 64);
        var channels = 64;
        for (var layer = 0; layer < 4; layer++)
        {
            var width = 64 << layer;
            var widthOut = bottlenecks ? width * 4 : width;
            for (var block = 0; block < blocks[layer]; block++)
            {
                var prefix = $"layer{layer + 1}.{block}";
                (string Name, int In, int Out, int Kernel)[] convolutions = bottlenecks
                    ? [("1", channels, width, 1), ("2", width, width, 3), ("3", width, widthOut, 1)]
                    : [("1", channels, width, 3), ("2", width, width, 3)];
                foreach (var (name, channelsIn, channelsOut, kernel) in convolutions)
                {
                    names.Add(($"{prefix}.conv{name}.weight", $"{channelsOut} {channelsIn} {kernel} {kernel}"));
                    Norm(names, $"{prefix}.bn{name}", channelsOut);
                }

                if (channels != widthOut)
                {
                    names.Add(($"{prefix}.downsample.0.weight", $"{widthOut} {channels} 1 1"));
                    Norm(names, $"{prefix}.downsample.1", widthOut);
                }

                channels = widthOut;
            }
        }

        return [.. names, ("fc.weight", $"1000 {channels}"), ("fc.bias", "1000")];
    }

    static void Norm(List<(string Name, string Shape)> names, string prefix, int channels)
    {
        names.AddRange(new[] { "weight", "bias", "running_mean", "running_var" }.Select(part => ($"{prefix}.{part}", $"{channels}")));
        names.Add(($"{prefix}.num_batches_tracked", ""));
    }
}
