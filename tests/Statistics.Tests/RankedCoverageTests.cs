using Xunit;

namespace Studio.Statistics.Tests;

/// <summary>Coverage of figures whose true value has no formula: it is that of very many patients made the same way.</summary>
public sealed class RankedCoverageTests
{
    const int Repetitions = 3000;
    const int Resamples = 400;
    const int Everyone = 30_000;

    static readonly int[] Sizes = [8, 15, 40];

    static readonly Dictionary<string, Func<Clusters, int, IClusteredFigure>> Makers = new()
    {
        ["average precision"] = (made, patients) => Tags(made, patients, (scores, truths, clusters) => new AveragePrecisionFigure(scores, truths, clusters, patients)),
        ["balanced accuracy"] = (made, patients) => Tags(made, patients, (scores, truths, clusters) => Answers(scores, truths, clusters, patients, ConfusionMeasure.BalancedAccuracy)),
        ["kappa"] = (made, patients) => Tags(made, patients, (scores, truths, clusters) => Answers(scores, truths, clusters, patients, ConfusionMeasure.Kappa)),
        ["AP50"] = (made, patients) => new BoxPrecisionFigure(Boxes(made, patients), 0, 0),
        ["FROC"] = (made, patients) => new FrocFigure(Boxes(made, patients), FrocFigure.Rates),
        ["distance in mm"] = (made, patients) => Distance(made, patients, 0.7),
        ["distance, very skewed"] = (made, patients) => Distance(made, patients, 1),
        ["false boxes"] = (made, patients) =>
        {
            var clusters = made.Draw(patients);
            return RatioFigure.OverCases([.. made.Scores(clusters).Select(score => Math.Floor(Math.Exp(0.8 * score)))], clusters, patients, FigureScale.Positive);
        },
    };

    /// <summary>Kappa's is a little wide with few patients; of very skewed distances the large ones are often not among eight.</summary>
    [Theory]
    [InlineData("average precision", 0.925, 0.975)]
    [InlineData("balanced accuracy", 0.93, 0.97)]
    [InlineData("kappa", 0.93, 0.98)]
    [InlineData("AP50", 0.93, 0.975)]
    [InlineData("FROC", 0.93, 0.97)]
    [InlineData("distance in mm", 0.93, 0.97)]
    [InlineData("distance, very skewed", 0.92, 0.97)]
    [InlineData("false boxes", 0.93, 0.97)]
    public void Of_Figure_HoldsTheTruthIn95Percent(string name, double least, double most)
    {
        var truth = ClusteredBootstrap.Value(Makers[name](new Clusters(-1), Everyone));
        foreach (var patients in Sizes)
        {
            var coverage = Coverage(name, patients, truth);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}, {patients} patients: {100 * coverage:0.0} %");
            Assert.InRange(coverage, least, most);
        }
    }

    static double Coverage(string name, int patients, double truth)
    {
        var (held, defined) = (0, 0);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            if (ClusteredBootstrap.Of(Makers[name](new Clusters(repetition), patients), ClusterDraws.Create(patients, Resamples, repetition)) is { IsKnown: true } interval)
            {
                defined++;
                held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
            }
        }

        return (double)held / defined;
    }

    static RatioFigure Distance(Clusters made, int patients, double skew)
    {
        var clusters = made.Draw(patients);
        return RatioFigure.OverCases([.. made.Scores(clusters).Select(score => 3 * Math.Exp(skew * score))], clusters, patients, FigureScale.Positive);
    }

    static IClusteredFigure Tags(Clusters made, int patients, Func<double[], bool[], int[], IClusteredFigure> figure)
    {
        var clusters = made.Draw(patients);
        double[] shares = [.. Enumerable.Range(0, patients).Select(_ => made.Uniform())];
        bool[] truths = [.. clusters.Select(patient => made.Chance(shares[patient]))];
        return figure([.. made.Scores(clusters).Select((score, place) => score + (truths[place] ? 1.35 : 0))], truths, clusters);
    }

    static ConfusionFigure Answers(double[] scores, bool[] truths, int[] clusters, int patients, ConfusionMeasure measure)
    {
        var counts = new Confusion[patients];
        foreach (var (place, patient) in clusters.Index())
        {
            var count = counts[patient];
            counts[patient] = (truths[place], scores[place] > 0.7) switch
            {
                (true, true) => count with { TruePositives = count.TruePositives + 1 },
                (true, false) => count with { FalseNegatives = count.FalseNegatives + 1 },
                (false, true) => count with { FalsePositives = count.FalsePositives + 1 },
                _ => count with { TrueNegatives = count.TrueNegatives + 1 },
            };
        }

        return new ConfusionFigure(counts, measure);
    }

    /// <summary>Up to three boxes an image, of which some patients show clearer ones; two wrong answers an image.</summary>
    static BoxAnswers Boxes(Clusters made, int patients)
    {
        var clusters = made.Draw(patients);
        double[] truths = [.. clusters.Select(_ => Math.Floor(4 * made.Uniform()))];
        int[] right = [.. truths.SelectMany((number, image) => Enumerable.Repeat(image, (int)number))];
        int[] wrong = [.. clusters.SelectMany((_, image) => Enumerable.Repeat(image, 2))];
        var quality = made.Scores([.. right.Select(image => clusters[image]), patients - 1]);
        var noise = made.Scores([.. wrong.Select(image => clusters[image]), patients - 1]);
        return new BoxAnswers(
            truths, clusters, patients,
            new CaseList([.. right, .. wrong], [.. right.Select((_, place) => 1 + quality[place] + made.Standard()), .. wrong.Select((_, place) => noise[place])]),
            [.. right.Select((_, place) => (double)((1 << Math.Clamp((int)(10 * Clusters.Dice(quality[place] + 0.5)), 0, 10)) - 1)), .. wrong.Select(_ => 0.0)]);
    }
}
