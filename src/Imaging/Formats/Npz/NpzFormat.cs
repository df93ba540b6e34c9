using Studio.Contracts.Projects;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Npz;

/// <summary>
/// NumPy archives of a classification set (.npz): arrays train_images, train_labels, val_…, test_…, as MedMNIST has them.
/// Every picture becomes a frame with its split and its class numbers.
/// </summary>
internal sealed class NpzFormat : IImageFormat
{
    /// <summary>Deflate packs 1032 to 1 at most; what it unpacks to is limited on its own.</summary>
    private const int LargestExpansion = 1_032;

    private static readonly (Split Split, string[] Prefixes)[] Splits =
    [
        (Split.Training, ["train", "training"]),
        (Split.Validation, ["val", "valid", "validation"]),
        (Split.Test, ["test"]),
    ];

    public string Name => "NPZ";

    public bool Recognises(ReadOnlySpan<byte> file) => NpzArchive.Recognises(file);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        using var archive = new NpzArchive(file, limits);
        IReadOnlyList<string> names = archive.Names;
        var frames = new List<RasterImage>();
        var facts = new List<FrameFacts>();
        var warnings = new List<string>();
        foreach (var (split, prefixes) in Splits)
        {
            foreach (string prefix in prefixes.Where(prefix => names.Contains($"{prefix}_images")))
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddFrames(archive.Read($"{prefix}_images"), $"{prefix}_images", frames, file.Length, limits);
                int added = frames.Count - facts.Count;
                IReadOnlyList<IReadOnlyList<int>>? tags = names.Contains($"{prefix}_labels")
                    ? NpzLabels.Read(archive.Read($"{prefix}_labels"), $"{prefix}_labels", added)
                    : null;
                facts.AddRange(Enumerable.Range(0, added).Select(index => new FrameFacts { Split = split, Tags = tags?[index] }));
                if (tags is null)
                {
                    warnings.Add($"The pictures of {prefix}_images have no labels.");
                }
            }
        }

        return frames.Count > 0
            ? Describe(frames, facts, warnings)
            : throw new UnreadableImageException($"The archive has no array train_images, val_images or test_images. Its arrays are: {string.Join(", ", names.Take(10))}.");
    }

    private DecodedFile Describe(List<RasterImage> frames, List<FrameFacts> facts, List<string> warnings)
    {
        IReadOnlyList<RasterImage> narrow = frames[0].BytesPerSample == 8 && !frames[0].Layout.IsFloat ? WideIntegers.Narrow(frames) : frames;
        DecodedFile plain = PlainImage.Describe(Name, narrow, warnings: warnings, encoding: $"NumPy, {frames.Count} pictures");
        return plain with { Facts = plain.Facts with { PerFrame = facts } };
    }

    private static void AddFrames(NpyArray images, string name, List<RasterImage> frames, long storedBytes, DecodeLimits limits)
    {
        int samples = images.Shape switch
        {
            [_, _, _] or [_, _, _, 1] => 1,
            [_, _, _, 3] => 3,
            _ => throw new UnreadableImageException(
                $"The array {name} has the shape {string.Join("×", images.Shape)}; pictures × rows × columns are expected, and 3 values per pixel for colours."),
        };
        VoxelType type = images.Type;
        var layout = new RasterLayout(images.Shape[1], images.Shape[2], samples, type.SampleBytes, 8 * type.SampleBytes, type.IsSigned, type.IsFloat);
        int count = images.Shape[0];
        if (count == 0)
        {
            return;
        }

        if (samples == 3 && (type.SampleBytes > 2 || type.IsSigned))
        {
            throw new UnreadableImageException($"The colours of the array {name} are {type.Name}; whole numbers of 8 bits are expected.");
        }

        int total = (int)Math.Min(int.MaxValue, (long)frames.Count + count);
        LimitGuard.Check(layout, total, storedBytes, limits with { MaxExpansion = Math.Max(limits.MaxExpansion, LargestExpansion) });
        if (frames.Count > 0 && frames[0].Layout != layout)
        {
            throw new UnreadableImageException($"The pictures of the array {name} have another size or kind than those before it. Save them as archives of their own.");
        }

        for (int index = 0; index < count; index++)
        {
            frames.Add(new RasterImage(layout, images.Step(index)));
        }
    }
}
