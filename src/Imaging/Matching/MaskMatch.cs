namespace Studio.Imaging.Matching;

/// <summary>A picture and the mask that belongs to it.</summary>
public sealed record MaskPair(string Image, string Mask);

/// <summary>Files between which the names do not decide.</summary>
public sealed record AmbiguousMatch(IReadOnlyList<string> Images, IReadOnlyList<string> Masks);

/// <summary>How masks were given to pictures; every path given occurs exactly once.</summary>
public sealed record MaskMatch(
    IReadOnlyList<MaskPair> Pairs,
    IReadOnlyList<string> ImagesWithoutMask,
    IReadOnlyList<string> MasksWithoutImage,
    IReadOnlyList<AmbiguousMatch> Ambiguous);
