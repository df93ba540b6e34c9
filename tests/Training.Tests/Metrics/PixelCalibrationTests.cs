using Studio.Training.Metrics;

namespace Studio.Training.Tests.Metrics;

public sealed class PixelCalibrationTests
{
    /// <summary>
    /// Odds of 16 to 1 for the answer, right in 4 of 5: the odds that fit are 4 to 1, so logits of log 16 are divided by 2.
    /// </summary>
    [Fact]
    public void Fit_TooSure_HalvesTheLogits()
    {
        var logits = Enumerable.Range(0, 10).Select(_ => new[] { 0, Math.Log(16) }).ToList();
        int[] labels = [1, 1, 1, 1, 0, 1, 1, 1, 1, 0];
        var scaling = PixelCalibration.Fit(logits, labels, 2)!;

        Assert.Equal(2, scaling.Temperature, 1e-6);
        Assert.Equal(-((0.8 * Math.Log(16.0 / 17)) + (0.2 * Math.Log(1.0 / 17))), scaling.LossBefore, 1e-9);
        Assert.Equal(-((0.8 * Math.Log(0.8)) + (0.2 * Math.Log(0.2))), scaling.LossAfter, 1e-9);
        var bin = scaling.Calibrated[1].Bins.Single(bin => bin.Count > 0);
        Assert.Equal((10L, 0.8, 0.8), (bin.Count, Math.Round(bin.Confidence, 6), Math.Round(bin.Accuracy, 12)));
        var curve = Assert.Single(scaling.Curves);
        Assert.Equal((8L, 2L, 0L, 0L), (curve.Steps[79].TruePositives, curve.Steps[79].FalsePositives, curve.Steps[79].FalseNegatives, curve.Steps[79].TrueNegatives));
        Assert.Equal((0L, 0L, 8L, 2L), (curve.Steps[81].TruePositives, curve.Steps[81].FalsePositives, curve.Steps[81].FalseNegatives, curve.Steps[81].TrueNegatives));
    }

    [Fact]
    public void Fit_NoPixel_IsNothing() => Assert.Null(PixelCalibration.Fit([], [], 3));

    [Fact]
    public void Figure_OfPatients_IsTheErrorOfTheirImagesTogether()
    {
        var random = new Random(1);
        var figure = new CalibrationFigure(3);
        var (all, twice) = (new CalibrationCounts(2), new CalibrationCounts(2));
        for (var image = 0; image < 6; image++)
        {
            var counts = new CalibrationCounts(2);
            for (var answer = 0; answer < 20; answer++)
            {
                counts.Add(random.Next(2), random.NextDouble(), random.Next(2) == 0);
            }

            figure.Add(image % 3, counts);
            all.Add(counts);
            if (image % 3 == 2)
            {
                twice.Add(counts);
                twice.Add(counts);
            }
        }

        Assert.Equal(all.ExpectedError()!.Value, figure.Of([1, 1, 1]), 1e-12);
        Assert.Equal(twice.ExpectedError()!.Value, figure.Of([0, 0, 2]), 1e-12);
        Assert.Equal(double.NaN, figure.Of([0, 0, 0]));
    }
}
