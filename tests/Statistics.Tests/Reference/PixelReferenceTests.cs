using Xunit;

namespace Studio.Statistics.Tests.Reference;

public sealed class PixelReferenceTests
{
    const int Images = 12;
    const int Patients = 4;
    const int PixelsPerImage = 60;

    sealed record Case(string Name, int[] Truths, int[] Answers, int[] Classes);

    sealed record Question(int[] Truths, int[] Answers, int[] Classes, int[] Weights, int PixelsPerImage);

    static IReadOnlyList<Case> Cases { get; } =
    [
        Made("random", 1, 2, (random, truth) => random.Next(2)),
        Made("good", 2, 2, (random, truth) => random.Next(10) == 0 ? random.Next(2) : truth),
        Made("perfect", 3, 2, (_, truth) => truth),
        Made("nothing answered", 4, 2, (_, _) => 0),
        Made("everything answered", 5, 2, (_, _) => 1),
        Made("nothing there", 6, 1, (random, _) => random.Next(2)) with { Classes = [1] },
        Made("nothing there, nothing answered", 7, 1, (_, _) => 0) with { Classes = [1] },
        Made("many classes", 8, 9, (random, truth) => random.Next(3) == 0 ? random.Next(9) : truth),
    ];

    [Fact]
    public async Task Of_MadeLabelmaps_PooledIsAsScikitLearnHasIt()
    {
        var draws = ClusterDraws.Create(Patients, 2, 3);
        byte[][] weights = [[1, 1, 1, 1], draws.Weights(0).ToArray(), draws.Weights(1).ToArray()];
        List<(Case Case, byte[] Weights)> asked = [.. Cases.SelectMany(made => weights.Select(own => (made, own)))];

        var expected = await ScikitLearn.JudgeAsync(asked.Select(item => new Question(
            item.Case.Truths, item.Case.Answers, item.Case.Classes, [.. Enumerable.Range(0, Images).Select(image => (int)item.Weights[image % Patients])], PixelsPerImage)));

        Assert.Equal(asked.Count, expected.Count);
        foreach (var ((made, own), figures) in asked.Zip(expected))
        {
            var catalog = SegmentationFigures.Of(Table(made), [.. made.Classes.Select(index => $"{index}")])
                .Where(figure => figure.Level == FigureLevel.Pooled).ToDictionary(figure => figure.Name);
            foreach (var (name, value) in figures)
            {
                ScikitLearn.AssertSame(value, catalog[name].Figure.Of(own), $"{name} of {made.Name}");
            }
        }
    }

    static Case Made(string name, int seed, int classes, Func<Random, int, int> answer)
    {
        var random = new Random(seed);
        int[] truths = [.. Enumerable.Range(0, Images * PixelsPerImage).Select(_ => random.Next(classes))];
        return new Case(name, truths, [.. truths.Select(truth => answer(random, truth))], [.. Enumerable.Range(1, classes - 1)]);
    }

    static CaseTable Table(Case made)
    {
        double[] Count(Func<int, int, bool> isCounted) =>
        [
            .. made.Truths.Zip(made.Answers, (truth, answer) => isCounted(truth, answer) ? 1.0 : 0).Chunk(PixelsPerImage).Select(image => image.Sum()),
        ];

        var columns = new Dictionary<string, double[]>
        {
            ["pixels"] = Count((_, _) => true),
            ["accuracy"] = [.. Count((truth, answer) => truth == answer).Select(right => right / PixelsPerImage)],
        };
        foreach (var index in made.Classes)
        {
            columns[$"tp.{index}"] = Count((truth, answer) => truth == index && answer == index);
            columns[$"fp.{index}"] = Count((truth, answer) => truth != index && answer == index);
            columns[$"fn.{index}"] = Count((truth, answer) => truth == index && answer != index);
        }

        return new CaseTable([.. Enumerable.Range(0, Images).Select(image => $"{image % Patients}")], columns);
    }
}
