using Xunit;

namespace Studio.Statistics.Tests.Figures;

public sealed class BoxFigureTests
{
    /// <summary>Two images, two and one boxes; the surest first: hit, miss, hit, miss, miss, hit, miss.</summary>
    static BoxAnswers Seven { get; } = new(
        [2, 1], [0, 1], 2,
        new CaseList([0, 0, 1, 1, 0, 0, 1], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]),
        [1, 0, 1, 0, 0, 1, 0]);

    [Fact]
    public void BoxPrecision_SevenAnswers_IsTheAreaUnderTheBestPrecisionFromEachRecallOn() =>
        Assert.Equal((1 + (2 / 3.0) + (3 / 6.0)) / 3, Value(new BoxPrecisionFigure(Seven, 0, 0)), 1e-12);

    [Fact]
    public void BoxPrecision_MissFirst_TakesTheHigherPrecisionOfALaterHit()
    {
        var answers = new BoxAnswers([2], [0], 1, new CaseList([0, 0, 0], [0.5, 0.9, 0.7]), [1, 0, 1]);
        Assert.Equal(2 / 3.0, Value(new BoxPrecisionFigure(answers, 0, 0)), 1e-12);
    }

    [Fact]
    public void BoxPrecision_OverSteps_IsTheMeanOfTheSteps()
    {
        // The first answer hits up to an IoU of 0.7 (bits 0–4), the second up to 0.95.
        var answers = new BoxAnswers([2], [0], 1, new CaseList([0, 0], [0.9, 0.8]), [31, 1023]);
        Assert.Equal(1, Value(new BoxPrecisionFigure(answers, 0, 0)), 1e-12);
        Assert.Equal(0.25, Value(new BoxPrecisionFigure(answers, 5, 5)), 1e-12);
        Assert.Equal(((5 * 1) + (5 * 0.25)) / 10, Value(new BoxPrecisionFigure(answers, 0, 9)), 1e-12);
    }

    /// <summary>A draw is as if images were there as often as their patient was drawn.</summary>
    [Fact]
    public void BoxPrecision_Draws_AreAsWithImagesRepeated()
    {
        var random = new Random(3);
        const int Images = 9;
        double[] truths = [.. Enumerable.Range(0, Images).Select(_ => (double)random.Next(4))];
        int[] cases = [.. Enumerable.Range(0, 40).Select(_ => random.Next(Images))];
        double[] confidences = [.. cases.Select(_ => random.NextDouble())];
        double[] hits = [.. cases.Select(_ => (double)random.Next(2))];
        int[] clusters = [.. Enumerable.Range(0, Images).Select(image => image / 2)];
        var figure = new BoxPrecisionFigure(new BoxAnswers(truths, clusters, 5, new CaseList(cases, confidences), hits), 0, 0);
        var draws = ClusterDraws.Create(5, 20, 1);
        for (var resample = 0; resample < draws.Count; resample++)
        {
            var weights = draws.Weights(resample).ToArray();
            Assert.Equal(
                Repeated([.. truths.Select((number, image) => number * weights[clusters[image]])],
                    [.. cases.SelectMany((image, answer) => Enumerable.Repeat((confidences[answer], hits[answer] == 1), weights[clusters[image]]))]),
                figure.Of(weights), 1e-12);
        }
    }

    [Fact]
    public void Froc_SevenAnswers_IsAsByHand()
    {
        // False positives an image and boxes found: (0, 1), (0.5, 1), (0.5, 2), (1, 2), (1.5, 2), (1.5, 3), (2, 3).
        double[] found = [1, 1, 2, 2, 3, 3, 3];
        foreach (var (place, rate) in FrocFigure.Rates.Index())
        {
            Assert.Equal(found[place] / 3, Value(new FrocFigure(Seven, [rate])), 1e-12);
        }

        Assert.Equal(found.Average() / 3, Value(new FrocFigure(Seven, FrocFigure.Rates)), 1e-12);
    }

    [Fact]
    public void Froc_HitAndMissOfEqualConfidence_IsLinearBetweenThresholds()
    {
        var answers = new BoxAnswers([1], [0], 1, new CaseList([0, 0], [0.8, 0.8]), [1, 0]);
        Assert.Equal(0.5, Value(new FrocFigure(answers, [0.5])), 1e-12);
        Assert.Equal(0.125, Value(new FrocFigure(answers, [0.125])), 1e-12);
        Assert.Equal(1, Value(new FrocFigure(answers, [1])), 1e-12);
    }

    [Fact]
    public void Froc_PatientDrawnTwice_CountsItsImagesTwice()
    {
        // Only the first image, twice: of 4 boxes 2 are found before and 4 after 2 false positives an image.
        Assert.Equal(2 / 4.0, new FrocFigure(Seven, [1]).Of([2, 0]), 1e-12);
        Assert.Equal(4 / 4.0, new FrocFigure(Seven, [2]).Of([2, 0]), 1e-12);
    }

    [Fact]
    public void BoxFigures_NoTrueBox_AreUndefined()
    {
        var answers = new BoxAnswers([0, 0], [0, 1], 2, new CaseList([0], [0.8]), [0]);
        Assert.Equal(double.NaN, Value(new BoxPrecisionFigure(answers, 0, 9)));
        Assert.Equal(double.NaN, Value(new FrocFigure(answers, FrocFigure.Rates)));
        var none = new BoxAnswers([1, 0], [0, 1], 2, new CaseList([], []), []);
        Assert.Equal(0, Value(new BoxPrecisionFigure(none, 0, 9)));
        Assert.Equal(0, Value(new FrocFigure(none, FrocFigure.Rates)));
    }

    [Fact]
    public void Of_TableOfTwoClasses_NamesEveryFigureAtItsLevels()
    {
        var columns = new Dictionary<string, double[]>
        {
            ["truths.a"] = [2, 1, 0], ["truths.b"] = [0, 0, 1],
            ["recall50.a"] = [0.5, 1, double.NaN], ["precision50.a"] = [1, 0.5, double.NaN], ["falsepositives.a"] = [0, 1, 0],
        };
        var lists = new Dictionary<string, CaseList>
        {
            ["found.a"] = new([0, 1, 1, 2], [0.9, 0.8, 0.7, double.NaN]), ["hits.a"] = new([0, 1, 1, 2], [1023, 0, 1, 0]),
            ["found.b"] = new([2], [0.85]), ["hits.b"] = new([2], [1]),
        };
        var figures = BoxFigures.Of(new CaseTable(["p", "p", "q"], columns, lists), ["a", "b"])
            .ToDictionary(figure => (figure.Name, figure.Level), figure => Value(figure.Figure));

        Assert.Equal((1 + (2 / 3.0)) / 3, figures[("ap50.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(1, figures[("ap50.b", FigureLevel.Image)], 1e-12);
        Assert.Equal((((1 + (2 / 3.0)) / 3) + 1) / 2, figures[("ap50.mean", FigureLevel.Image)], 1e-12);
        Assert.Equal(0, figures[("ap75.b", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.1, figures[("ap5095.b", FigureLevel.Image)], 1e-12);

        // All boxes together: hit, hit, miss, hit of four.
        Assert.Equal((1 + 1 + (3 / 4.0)) / 4, figures[("ap50", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(0.75, figures[("froc8", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(0.75, figures[("recall50.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.75, figures[("recall50.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(2 / 3.0, figures[("recall50.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(2 / 3.0, figures[("precision50.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(
            ["froc", "froc0125", "froc025", "froc05", "froc1", "froc2", "froc4", "froc8"],
            figures.Keys.Where(key => key.Level == FigureLevel.Image && key.Name.EndsWith(".a", StringComparison.Ordinal) && key.Name.StartsWith("froc", StringComparison.Ordinal))
                .Select(key => key.Name[..^2]).Order(StringComparer.Ordinal));
    }

    /// <summary>A box at the same place in every image is never surer than another: precision times recall, whatever the order of images.</summary>
    [Fact]
    public void Of_Baseline_IsPrecisionTimesRecallOfOneBoxInEachImage()
    {
        var columns = new Dictionary<string, double[]>
        {
            ["truths.a"] = [2, 1, 1, 0, 0], ["baseline.hits.a"] = [31, 0, 1023, 0, 0],
            ["baseline.recall50.a"] = [0.5, 0, 1, double.NaN, double.NaN], ["baseline.falsepositives.a"] = [0, 1, 0, 1, 1],
        };
        var figures = BoxFigures.Of(new CaseTable(["p", "p", "q", "q", "r"], columns), ["a"])
            .ToDictionary(figure => (figure.Name, figure.Level), figure => Value(figure.Figure));

        Assert.Equal(2 / 5.0 * (2 / 4.0), figures[("baseline.ap50.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(1 / 5.0 * (1 / 4.0), figures[("baseline.ap75.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(((2 / 5.0 * (2 / 4.0)) + (1 / 5.0 * (1 / 4.0))) / 2, figures[("baseline.ap5095.mean", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("baseline.froc1.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(2 / 4.0, figures[("baseline.recall50.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(2 / 5.0, figures[("baseline.precision50.a", FigureLevel.Pooled)], 1e-12);

        // One of three boxes with one of two answers; the only box with one of two answers; no box.
        Assert.Equal(((1 / 3.0 * (1 / 2.0)) + 0.5) / 2, figures[("baseline.ap50.a", FigureLevel.Patient)], 1e-12);
        Assert.DoesNotContain(figures.Keys, key => key.Name.StartsWith("ap50", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_PerPatient_IsTheMeanOfWhatEachOnesImagesSay()
    {
        // Answers of equal confidence of a patient stay one step, though another patient's lie between them.
        double[] truths = [2, 1, 0, 1];
        int[] cases = [0, 1, 0, 0, 2, 3, 3, 3];
        double[] confidences = [0.9, 0.9, 0.9, 0.5, 0.8, 0.7, 0.6, 0.6];
        double[] hits = [1, 0, 0, 1, 0, 0, 0, 1];
        var table = new CaseTable(
            ["p", "q", "r", "q"], new Dictionary<string, double[]> { ["truths.a"] = truths },
            new Dictionary<string, CaseList> { ["found.a"] = new(cases, confidences), ["hits.a"] = new(cases, hits) });
        var figures = BoxFigures.Of(table, ["a"]).ToDictionary(figure => (figure.Name, figure.Level), figure => Value(figure.Figure));

        // p: one of two as soon as two are answered, both of three. q: misses at 0.9, 0.7 and 0.6 before and beside the one hit.
        var (first, second) = (2 / 3.0, 1 / 4.0 / 2);
        Assert.Equal([first, second, double.NaN], BoxFigures.ByPatient(table, ["a"], "ap50")!);
        Assert.Equal((first + second) / 2, figures[("ap50.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal((first + second) / 2, figures[("ap50.mean", FigureLevel.Patient)], 1e-12);

        // p may have half of the miss that came with its first hit: half a box of two. q has spent its one on the surest answer.
        Assert.Equal([0.25, 0.0, double.NaN], BoxFigures.ByPatient(table, ["a"], "froc05")!);
        Assert.Null(BoxFigures.ByPatient(table, ["a"], "recall50"));
        Assert.Null(BoxFigures.ByPatient(table, ["b"], "ap50"));
    }

    [Fact]
    public void Of_TableFromBeforeAnswersWereKept_HasOnlyTheMeans()
    {
        var table = new CaseTable(["p", "q"], new Dictionary<string, double[]> { ["recall50.a"] = [0.5, 1] });
        Assert.Equal(
            [("recall50.a", FigureLevel.Image), ("recall50.a", FigureLevel.Patient), ("recall50.mean", FigureLevel.Image), ("recall50.mean", FigureLevel.Patient)],
            BoxFigures.Of(table, ["a"]).Select(figure => (figure.Name, figure.Level)));
    }

    [Fact]
    public void OneBox_TwoPatients_IsTheMeanOverImagesAndPatients()
    {
        var table = new CaseTable(["p", "p", "q"], new Dictionary<string, double[]> { ["iou.box"] = [0.2, 0.4, 0.9], ["hit50.box"] = [0, 0, 1] });
        var figures = OneBoxFigures.Of(table).ToDictionary(figure => (figure.Name, figure.Level), figure => Value(figure.Figure));
        Assert.Equal(0.5, figures[("iou.box", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.6, figures[("iou.box", FigureLevel.Patient)], 1e-12);
        Assert.Equal(0.5, figures[("hit50.box", FigureLevel.Patient)], 1e-12);
        Assert.Equal(4, figures.Count);
    }

    static double Repeated(double[] truths, (double Confidence, bool IsHit)[] answers)
    {
        bool[] ordered = [.. answers.OrderByDescending(answer => answer.Confidence).Select(answer => answer.IsHit)];
        double[] precision = [.. ordered.Select((_, place) => ordered.Take(place + 1).Count(hit => hit) / (place + 1.0))];
        var area = ordered.Index().Where(answer => answer.Item).Sum(answer => precision.Skip(answer.Index).Max());
        return truths.Sum() == 0 ? double.NaN : area / truths.Sum();
    }

    static double Value(IClusteredFigure figure) => ClusteredBootstrap.Value(figure);
}
