using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.LabelReview;
using Studio.Storage;

namespace Studio.Tests.LabelReview;

public sealed class DoubtMeasureTests
{
    static readonly EvaluationEntry Validation = new() { Id = 1, RunNumber = 1, Split = Split.Validation };

    /// <summary>Self-confidences 0.9, 0.8 and 0.1 of "there", 0.9 and 0.7 of "not there".</summary>
    [Fact]
    public void Answers_ByHand_AreDoubtedByTheProbabilityOfTheOpposite()
    {
        (long Id, double Probability, bool Truth)[] answers = [(1, 0.9, true), (2, 0.8, true), (3, 0.1, true), (4, 0.1, false), (5, 0.3, false)];
        var evaluation = Answers(answers);
        var measure = new DoubtMeasure(evaluation);
        var recalibration = Recalibration.Fit([.. answers.Select(answer => (answer.Probability, answer.Truth))]);

        var doubts = evaluation.Images.Select(image => measure.Strongest(image)!.Value).ToList();

        Assert.All(answers.Zip(doubts), pair => Assert.Equal(
            recalibration.Apply(pair.First.Probability), pair.First.Truth ? 1 - pair.Second.Value : pair.Second.Value, 1e-12));
        Assert.Equal([3, 5, 4, 2, 1], evaluation.Images.OrderByDescending(image => measure.Strongest(image)!.Value.Value).Select(image => image.ImageId));
        // Only the third is denied with at least 0.8, the mean self-confidence of those labelled "not there".
        Assert.Equal([false, false, true, false, false], doubts.Select(doubt => doubt.IsConfident));
    }

    [Fact]
    public void Answers_OfAModelThatCannotTell_AreNeverDoubtedConfidently()
    {
        var random = new Random(3);
        var evaluation = Answers([.. Enumerable.Range(1, 400).Select(id => ((long)id, random.NextDouble(), random.Next(2) == 0))]);
        var measure = new DoubtMeasure(evaluation);
        Assert.DoesNotContain(evaluation.Images, image => measure.Strongest(image)!.Value.IsConfident);
    }

    /// <summary>With one kind of answer alone nothing says how sure a model is of the other.</summary>
    [Fact]
    public void Answers_OfOneKindAlone_AreNotDoubtedConfidently()
    {
        var evaluation = Answers((1, 0.02, true), (2, 0.9, true), (3, 0.9, true));
        var doubt = new DoubtMeasure(evaluation).Strongest(evaluation.Images[0])!.Value;
        Assert.False(doubt.IsConfident);
        Assert.InRange(doubt.Value, 0.4, 1);
    }

    [Fact]
    public void Answers_Unsure_SayNothing()
    {
        var evaluation = JudgedEvaluation.Of(Validation, Result(Image(1) with { Tags = [new TagOutcome(1, 0.9, null)] }));
        Assert.Empty(evaluation.Images);
    }

    [Fact]
    public void Areas_AreDoubtedByWhatIsInDispute()
    {
        var evaluation = JudgedEvaluation.Of(Validation, Result(
            Image(1) with { Areas = [new AreaDisagreement(1, 0.20, 0.20, 0.20, 0.01, 0.01)] },
            Image(2) with { Areas = [new AreaDisagreement(1, 0.20, 0.20, 0.20, 0.01, 0.01)] },
            Image(3) with { Areas = [new AreaDisagreement(1, 0, 0.20, 0.20, 0, 0.18)] },
            Image(4) with { Areas = [new AreaDisagreement(1, 0, 0.01, 0.01, 0, 0.01)] },
            Image(5)));
        var measure = new DoubtMeasure(evaluation);
        var doubts = evaluation.Images.Select(measure.Strongest).ToList();

        Assert.Equal(5, doubts.Count);
        // 0.9 in dispute; of the others 0.1, 0.1 and the few pixels of the fourth, weighed as a quarter of the usual area: 0.2.
        Assert.Equal(0.9 - ((0.1 + 0.1 + 0.2) / 3), doubts[2]!.Value.Value, 1e-9);
        Assert.Equal([false, false, true, false], doubts.Take(4).Select(doubt => doubt!.Value.IsConfident));
        Assert.Null(doubts[4]);
    }

    [Fact]
    public void Boxes_MissedAndAdded_AreDoubted()
    {
        var box = new BoxSpec(1, 0, 0, 10, 10);
        var evaluation = JudgedEvaluation.Of(Validation, Result(
            Image(1) with { Boxes = [new(box, true, 0.9), new(box, true, 0.7)] },
            Image(2) with { Boxes = [new(box, true, 0.8), new(box, true, 0)] },
            Image(3) with { Boxes = [new(box, true, 0.9), new(box, false, 0.85)] },
            Image(4) with { Boxes = [new(box, true, 0.9), new(box, false, 0.4)] }));
        var measure = new DoubtMeasure(evaluation);
        var doubts = evaluation.Images.Select(image => measure.Strongest(image)!.Value).ToList();

        Assert.Equal([false, true, true, false], doubts.Select(doubt => doubt.IsConfident));
        Assert.Equal((ClaimKind.Box, ClaimKind.NoBox), (doubts[1].Claim.Kind, doubts[2].Claim.Kind));
        // The other five boxes are found with a mean confidence of 0.84.
        Assert.Equal((0.9 + 0.7 + 0.8 + 0.9 + 0.9) / 5, doubts[1].Value, 1e-9);
        Assert.Equal(0.85, doubts[2].Value, 1e-9);
    }

    /// <summary>
    /// Labels of 1,000 images, 2 % swapped, and a model with an AUC of 0.93 that did not learn them: calibrated or not, with
    /// frequent classes and rare ones, the front of the queue holds more than half of what was swapped.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.2, -1.4)]
    [InlineData(0.2, 0)]
    [InlineData(0.2, 2)]
    [InlineData(0.05, -3)]
    [InlineData(0.05, 0)]
    public void Queue_SwappedLabels_AreMostlyInTheFirstTwentieth(double prevalence, double bias)
    {
        var found = Enumerable.Range(1, 40).Select(seed => ShareFound(seed, prevalence, bias)).ToList();
        Assert.InRange(found.Average(), 0.58, 1);
        Assert.True(found.Count(share => share >= 0.5) >= 34, string.Join(" ", found));
    }

    static double ShareFound(int seed, double prevalence, double bias)
    {
        const int images = 1000;
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var ids = Enumerable.Range(1, images).Select(id => (long)id).ToArray();
        random.Shuffle(ids);
        var swapped = ids.Take(images / 50).ToHashSet();
        var evaluation = Answers([.. Enumerable.Range(1, images).Select(id =>
        {
            var isThere = random.NextDouble() < prevalence;
            var probability = 1 / (1 + Math.Exp(-((isThere ? 2.2 : -2.2) + (2.1 * Normal()) + bias)));
            return ((long)id, probability, isThere ^ swapped.Contains(id));
        })]);
        var measure = new DoubtMeasure(evaluation);
        var first = evaluation.Images.OrderByDescending(image => measure.Strongest(image)!.Value.Value).Take(images / 20).Select(image => image.ImageId);
        return (double)first.Count(swapped.Contains) / swapped.Count;
    }

    [Fact]
    public void Recalibration_OfAShiftedModel_TakesTheShiftBack()
    {
        var random = new Random(5);
        var answers = Enumerable.Range(0, 5000).Select(_ =>
        {
            var probability = random.NextDouble();
            var logit = Math.Log(probability / (1 - probability));
            return (1 / (1 + Math.Exp(-((2 * logit) + 1.5))), random.NextDouble() < probability);
        }).ToList();

        var fitted = Recalibration.Fit(answers);

        Assert.Equal(0.5, fitted.Slope, 0.05);
        Assert.Equal(-0.75, fitted.Shift, 0.1);
    }

    [Fact]
    public void Recalibration_WithoutAnswers_ChangesNothing()
    {
        Assert.Equal(Recalibration.None, Recalibration.Fit([]));
        Assert.Equal(0.3, Recalibration.None.Apply(0.3), 1e-12);
    }

    [Fact]
    public void Recalibration_OfAModelThatIsWrongThroughout_DoesNotTurnItRound()
    {
        var fitted = Recalibration.Fit([.. Enumerable.Range(0, 200).Select(index => (index % 2 == 0 ? 0.9 : 0.1, index % 2 == 1))]);
        Assert.Equal(0, fitted.Slope);
        Assert.Equal(0.5, fitted.Apply(0.9), 1e-6);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(12, 600, 0.0115, 0.0346)]
    [InlineData(0, 0, 0, 1)]
    public void Wilson_KnownValues(int count, int total, double low, double high)
    {
        var interval = WilsonInterval.Of(count, total);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void Wilson_MoreThanAll_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(3, 2));

    static JudgedEvaluation Answers(params (long Id, double Probability, bool Truth)[] images) => JudgedEvaluation.Of(
        Validation, Result([.. images.Select(image => Image(image.Id) with { Tags = [new TagOutcome(1, image.Probability, image.Truth)] })]));

    static ImageResult Image(long id) => new(id, $"image {id}", "P", new Dictionary<string, double?>(), [], []);

    static ImageResult[] Result(params ImageResult[] images) => images;
}
