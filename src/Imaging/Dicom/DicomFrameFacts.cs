namespace Studio.Imaging.Dicom;

/// <summary>
/// What is known of each frame: from the functional groups of an enhanced file (PS3.3 C.7.6.16), from the dataset of a
/// classic one.
/// </summary>
internal static class DicomFrameFacts
{
    /// <summary>One entry per frame, or none where nothing is known beyond the file's facts.</summary>
    /// <param name="file">The file's facts; what a frame shares with them is left out.</param>
    public static IReadOnlyList<FrameFacts> Read(DicomDataset dataset, ImageFacts file, List<string> warnings)
    {
        var problems = new HashSet<string>();
        IReadOnlyList<FrameFacts> frames = dataset.Find(DicomTag.PerFrameFunctionalGroups)?.Items is { Count: > 0 } groups
            ? Enhanced(dataset, groups, file, problems)
            : Classic(dataset, file, problems);
        warnings.AddRange(problems);
        return frames.Any(SaysSomething) ? frames : [];
    }

    private static bool SaysSomething(FrameFacts frame) =>
        frame.Plane is not null || frame.RescaleSlope is not null || frame.RescaleIntercept is not null || frame.Windows.Count > 0;

    private static IReadOnlyList<FrameFacts> Enhanced(
        DicomDataset dataset, IReadOnlyList<DicomDataset> groups, ImageFacts file, HashSet<string> warnings)
    {
        if (groups.Count < file.FrameCount)
        {
            warnings.Add($"The file describes {groups.Count} of its {file.FrameCount} frames; where they lie is unknown.");
            return [];
        }

        DicomDataset? shared = dataset.FirstItem(DicomTag.SharedFunctionalGroups);
        return [.. groups.Take(file.FrameCount).Select(own => Describe(own, shared, file, warnings))];
    }

    private static FrameFacts Describe(DicomDataset own, DicomDataset? shared, ImageFacts file, HashSet<string> warnings)
    {
        DicomDataset? Macro(DicomTag tag) => own.FirstItem(tag) ?? shared?.FirstItem(tag);
        if (own.FirstItem(DicomTag.PixelMeasuresSequence) is { } measures
            && DicomFacts.Spacing(measures) is { } spacing && spacing != file.PixelSpacing)
        {
            warnings.Add("The frames of the file differ in pixel spacing; the first frame's is used for all.");
        }

        DicomDataset? rescale = own.FirstItem(DicomTag.PixelValueTransformationSequence);
        double? slope = rescale?.Number(DicomTag.RescaleSlope) is { } number and not 0 ? number : null;
        double? intercept = rescale?.Number(DicomTag.RescaleIntercept);
        IReadOnlyList<DisplayWindow> windows = own.FirstItem(DicomTag.FrameVoiLutSequence) is { } voi ? DicomWindows.Read(voi) : [];
        return new FrameFacts
        {
            Plane = DicomPlane.Read(Macro(DicomTag.PlanePositionSequence), Macro(DicomTag.PlaneOrientationSequence), warnings),
            RescaleSlope = slope == file.RescaleSlope ? null : slope,
            RescaleIntercept = intercept == file.RescaleIntercept ? null : intercept,
            Windows = windows.SequenceEqual(file.Windows) ? [] : windows,
        };
    }

    private static IReadOnlyList<FrameFacts> Classic(DicomDataset dataset, ImageFacts file, HashSet<string> warnings)
    {
        if (DicomPlane.Read(dataset, dataset, warnings) is not { } plane)
        {
            return [];
        }

        if (file.FrameCount == 1)
        {
            return [new FrameFacts { Plane = plane }];
        }

        IReadOnlyList<double> offsets = dataset.Numbers(DicomTag.GridFrameOffsetVector);
        return offsets.Count == file.FrameCount && offsets.All(double.IsFinite)
            ? [.. DicomPlane.Stack(plane, offsets).Select(each => new FrameFacts { Plane = each })]
            : [];
    }
}
