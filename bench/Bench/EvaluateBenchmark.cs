using System.Globalization;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>
/// All segmentation metrics and intervals of 10,000 images of 512² with three classes, against the same metrics in NumPy, SciPy
/// and scikit-image on some of the images; both must find the same values.
/// </summary>
public static class EvaluateBenchmark
{
    const int Images = 10_000;
    const int SampleImages = 200;
    const double LimitSeconds = 300;
    const double Tolerance = 1e-6;

    sealed record EvaluateResult(
        int Images, int Figures, double MetricSeconds, double SummarySeconds, double DrawSeconds, double PeakMegabytes,
        IReadOnlyList<Dictionary<string, double?>> Values);

    sealed record PeerResult(int Images, double Seconds, IReadOnlyList<Dictionary<string, double?>> Values);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["pairs"]);
        string[] arguments = ["bench-evaluate", "--sample-folder", folder["pairs"], "--images", Text(Images), "--sample", Text(SampleImages)];
        var ours = await Peer.RunTrainingAsync<EvaluateResult>(arguments, cancellation);
        var peer = await Peer.RunPythonAsync<PeerResult>("segmentation_metrics.py", ["--folder", folder["pairs"]], cancellation);
        Compare(ours.Values, peer.Values);
        var total = ours.MetricSeconds + ours.SummarySeconds;
        return
        [
            Figure.AtMost($"all metrics and intervals of {Images:N0} images of 512²", total, "s", LimitSeconds),
            new Figure($"  metrics (peer: from {peer.Images} images)", ours.MetricSeconds, "s", null, peer.Seconds / peer.Images * Images),
            new Figure("  images a second", Images / ours.MetricSeconds, "images/s", null, peer.Images / peer.Seconds),
            new Figure($"  {ours.Figures} figures with intervals", ours.SummarySeconds, "s"),
            new Figure("outlines and messages of the same images", ours.DrawSeconds, "s"),
            new Figure("peak memory, all packed masks included", ours.PeakMegabytes, "MB"),
        ];
    }

    static void Compare(IReadOnlyList<Dictionary<string, double?>> ours, IReadOnlyList<Dictionary<string, double?>> peer)
    {
        foreach (var (image, values) in peer.Index())
        {
            foreach (var (name, expected) in values)
            {
                var found = ours[image][name];
                if (found is null != expected is null || Math.Abs((found ?? 0) - (expected ?? 0)) > Tolerance)
                    throw new InvalidOperationException($"{name} of image {image + 1} is {found} and {expected} by the peer; times mean nothing then.");
            }
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
