using Studio.Features.Shell;

namespace Studio.Features.Compare;

/// <summary>How well people agree among each other: no model can be shown to be better than that.</summary>
/// <param name="Value">On the scale of the compared metric.</param>
/// <param name="Low">Of its 95 % interval, by patient; NaN with too few patients.</param>
/// <param name="Readers">People, and the labels that came with the images where they are one side.</param>
/// <param name="Images">That two of them labelled.</param>
public sealed record ReaderCeiling(double Value, double Low, double High, int Readers, int Images, int Patients)
{
    /// <summary>"Two readers", "3 readers".</summary>
    public static string Who(int readers) => readers == 2 ? "Two readers" : Wording.Count(readers, "reader");

    /// <summary>What is said where no two readers labelled the same image.</summary>
    public const string HowTo = "How well readers agree is not known. Give some images to two readers to see how good a model can be shown to be.";
}
