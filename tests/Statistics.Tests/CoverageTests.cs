using Xunit;

namespace Studio.Statistics.Tests;

/// <summary>How often the 95 % interval holds what is true, where that is known because the cases are made up.</summary>
public sealed class CoverageTests
{
    const int Repetitions = 3000;
    const int Resamples = 500;
    const double Least = 0.93;
    const double Most = 0.97;

    /// <summary>By what chance does to so many repetitions, and little more.</summary>
    const double ALittleWide = 0.975;

    /// <summary>Distance of the scores of positive and negative cases in standard deviations.</summary>
    const double Apart = 1.35;

    /// <summary>Φ(1.35 / √2).</summary>
    const double TrueAuc = 0.830108512820906;

    const double HighApart = 2.3;

    /// <summary>Φ(2.3 / √2).</summary>
    const double HighAuc = 0.9480619214684575;

    /// <summary>∫ (1 − t³) / (1 + t³) dt from 0 to 1: of Dice d the IoU is d / (2 − d).</summary>
    static readonly double TrueIou = (2 * ((Math.Log(2) / 3) + (Math.PI / (3 * Math.Sqrt(3))))) - 1;

    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(40)]
    public void Of_MeanOverImages_HoldsTheTruthIn95Percent(int patients) => Check("mean over images", patients, 0.75, made =>
    {
        var clusters = made.Draw(patients);
        return RatioFigure.OverCases(Dice(made, clusters), clusters, patients, FigureScale.Mean);
    });

    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(40)]
    public void Of_MeanOverPatients_HoldsTheTruthIn95Percent(int patients) => Check("mean over patients", patients, 0.75, made =>
    {
        var clusters = made.Draw(patients);
        return RatioFigure.OverPatients(Dice(made, clusters), clusters, patients, FigureScale.Mean);
    });

    /// <summary>Most masks are very good and few are not: the fewest patients often hold none of those.</summary>
    [Theory]
    [InlineData(8, 0.92)]
    [InlineData(15, Least)]
    [InlineData(40, Least)]
    public void Of_MeanOfGoodMasks_HoldsTheTruthIn95Percent(int patients, double least) => Check("mean over patients of very good masks", patients, 0.9, made =>
    {
        var clusters = made.Draw(patients);
        return RatioFigure.OverPatients([.. Dice(made, clusters).Select(dice => 1 - Math.Pow(1 - dice, 3))], clusters, patients, FigureScale.Mean);
    }, least);

    [Theory]
    [InlineData(8, ALittleWide)]
    [InlineData(15, Most)]
    [InlineData(40, Most)]
    public void Of_PooledIou_HoldsTheTruthIn95Percent(int patients, double most) => Check("pooled IoU", patients, TrueIou, made =>
    {
        var clusters = made.Draw(patients);
        var dice = Dice(made, clusters);
        var sizes = made.Scores(clusters);
        var counts = new Confusion[patients];
        foreach (var (place, patient) in clusters.Index())
        {
            // Sizes differ by a factor of four as often as not.
            var union = 1000 * Math.Exp(sizes[place]);
            var hits = union * dice[place] / (2 - dice[place]);
            counts[patient] = new Confusion(counts[patient].TruePositives + hits, counts[patient].FalsePositives + union - hits, 0, 0);
        }

        return new ConfusionFigure(counts, ConfusionMeasure.Iou);
    }, most: most);

    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(40)]
    public void Of_AucOfImages_HoldsTheTruthIn95Percent(int patients) => Check("AUC, both kinds in a patient", patients, TrueAuc, made =>
    {
        var clusters = made.Draw(patients);
        double[] shares = [.. Enumerable.Range(0, patients).Select(_ => made.Uniform())];
        return Auc(made, clusters, patients, [.. clusters.Select(patient => made.Chance(shares[patient]))]);
    });

    [Theory]
    [InlineData(8, 2, ALittleWide)]
    [InlineData(15, 2, Most)]
    [InlineData(40, 2, Most)]
    [InlineData(8, 4, Most)]
    [InlineData(40, 4, Most)]
    public void Of_AucOfPatients_HoldsTheTruthIn95Percent(int patients, int every, double most) => Check($"AUC, every patient of {every} positive", patients, TrueAuc, made =>
    {
        var clusters = made.Draw(patients);
        return Auc(made, clusters, patients, [.. clusters.Select(patient => patient % every == 0)]);
    }, most: most);

    /// <summary>With few patients it is too wide, as every pair is in order more often than not; then a little too narrow.</summary>
    [Theory]
    [InlineData(8, Least, 0.985)]
    [InlineData(15, 0.915, Most)]
    [InlineData(40, 0.92, Most)]
    public void Of_AucNearOne_HoldsTheTruthIn95Percent(int patients, double least, double most) => Check("AUC of 0.95", patients, HighAuc, made =>
    {
        var clusters = made.Draw(patients);
        return Auc(made, clusters, patients, [.. clusters.Select(patient => patient % 2 == 0)], HighApart);
    }, least, most);

    [Theory]
    [InlineData(8, ALittleWide)]
    [InlineData(15, Most)]
    [InlineData(40, Most)]
    public void Of_MeanOfClassesOneOfThemRare_HoldsTheTruthIn95Percent(int patients, double most) => Check("mean of classes, one in a third of patients", patients, 0.75, made =>
    {
        var clusters = made.Draw(patients);
        return new MeanFigure([
            RatioFigure.OverCases(Dice(made, clusters), clusters, patients, FigureScale.Mean),
            RatioFigure.OverCases([.. Dice(made, clusters).Select((dice, place) => clusters[place] % 3 == 0 ? dice : double.NaN)], clusters, patients, FigureScale.Mean)]);
    }, most: most);

    /// <summary>With fewer than fifteen patients it is too wide rather than too narrow: often nothing is missed at all.</summary>
    [Theory]
    [InlineData(8, 0.99)]
    [InlineData(15, Most)]
    [InlineData(40, Most)]
    public void Of_Sensitivity_HoldsTheTruthIn95Percent(int patients, double most) => Check("sensitivity of 0.9", patients, 0.9, made =>
    {
        var clusters = made.Draw(patients);
        return RatioFigure.OverCases([.. Dice(made, clusters).Select(dice => dice > 1 - Math.Pow(0.9, 3) ? 1.0 : 0)], clusters, patients, FigureScale.Share);
    }, most: most);

    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(40)]
    public void Difference_OfTwoModelsOnTheSameImages_HoldsTheTruthIn95Percent(int patients)
    {
        var held = 0;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var made = new Clusters(repetition);
            var clusters = made.Draw(patients);
            var common = made.Scores(clusters);
            IClusteredFigure Model(double offset) => RatioFigure.OverCases(
                [.. made.Scores(clusters).Select((own, place) => Clusters.Dice((0.8 * common[place]) + (0.6 * own)) - offset)], clusters, patients, FigureScale.Free);
            var (first, second) = (Model(0), Model(0.1));
            var draws = ClusterDraws.Create(patients, Resamples, repetition);
            var difference = ClusteredBootstrap.Difference(
                ClusteredBootstrap.Value(first), ClusteredBootstrap.Values(first, draws),
                ClusteredBootstrap.Value(second), ClusteredBootstrap.Values(second, draws), first.Informed);
            held += difference.Low <= 0.1 && 0.1 <= difference.High ? 1 : 0;
        }

        Judge("paired difference", patients, (double)held / Repetitions, Least, Most);
    }

    static double[] Dice(Clusters made, int[] clusters) => [.. made.Scores(clusters).Select(Clusters.Dice)];

    static AucFigure Auc(Clusters made, int[] clusters, int patients, bool[] isPositive, double apart = Apart) =>
        new([.. made.Scores(clusters).Select((score, place) => score + (isPositive[place] ? apart : 0))], isPositive, clusters, patients);

    static void Check(string name, int patients, double truth, Func<Clusters, IClusteredFigure> make, double least = Least, double most = Most)
    {
        var (held, defined) = (0, 0);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var interval = ClusteredBootstrap.Of(make(new Clusters(repetition)), ClusterDraws.Create(patients, Resamples, repetition));
            defined += interval is null ? 0 : 1;
            held += interval?.Low <= truth && truth <= interval?.High ? 1 : 0;
        }

        Judge(name, patients, (double)held / defined, least, most);
    }

    static void Judge(string name, int patients, double coverage, double least, double most)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}, {patients} patients: {100 * coverage:0.0} %");
        Assert.InRange(coverage, least, most);
    }
}
