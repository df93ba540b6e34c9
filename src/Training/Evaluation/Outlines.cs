using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;

namespace Studio.Training.Evaluation;

/// <summary>Labelmaps as outlines in pixels of the original image, simplified to what a screen can show.</summary>
static class Outlines
{
    /// <summary>Pictures are drawn at about this many pixels; half of one of them cannot be seen.</summary>
    const double DrawnSide = 1000;

    public static IReadOnlyList<ClassOutline> Of(byte[] labelmap, SampleSpec sample, int classes)
    {
        var tolerance = 0.5 * Math.Max(1, Math.Max(sample.Rows, sample.Columns) / DrawnSide);
        return [.. ContourPath.PerClass(new Labelmap(sample.Rows, sample.Columns, labelmap), tolerance)
            .Where(pair => pair.Key < classes)
            .Select(pair => new ClassOutline(pair.Key, pair.Value))];
    }
}
