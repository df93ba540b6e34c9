using Xunit;

namespace Studio.Statistics.Tests.Reference;

public sealed class TagReferenceTests
{
    sealed record Case(string Name, double[] Scores, int[] Truths, int[] Answers, int[] Clusters);

    sealed record Question(double[] Scores, int[] Truths, int[] Answers, int[] Weights);

    static IReadOnlyList<Case> Cases { get; } =
    [
        Made("random", 1, 200, random => random.NextDouble(), 0.4),
        Made("ties", 2, 150, random => random.Next(5) / 4.0, 0.5),
        Made("all scores equal", 3, 40, _ => 0.5, 0.3),
        Made("rare", 4, 300, random => random.NextDouble(), 0.02),
        Made("all positive", 5, 30, random => random.NextDouble(), 1),
        Made("all negative", 6, 30, random => random.NextDouble(), 0),
        Made("one of each", 7, 2, random => random.NextDouble(), 0.5) with { Truths = [1, 0] },
        Made("single", 8, 1, random => random.NextDouble(), 1),
        Made("nearly perfect", 9, 80, random => random.NextDouble(), 0.5, isInformed: true),
    ];

    [Fact]
    public async Task Of_MadeCases_IsAsScikitLearnHasIt()
    {
        List<(Case Case, byte[] Weights)> asked = [.. Cases.SelectMany(made => Drawn(made).Select(weights => (made, weights)))];

        var expected = await ScikitLearn.JudgeAsync(asked.Select(item => new Question(
            item.Case.Scores, item.Case.Truths, item.Case.Answers, [.. item.Case.Clusters.Select(patient => (int)item.Weights[patient])])));

        Assert.Equal(asked.Count, expected.Count);
        foreach (var ((made, weights), figures) in asked.Zip(expected))
        {
            var catalog = TagFigures.Of(Table(made), ["a"]).Where(figure => figure.Level == FigureLevel.Image).ToDictionary(figure => figure.Name);
            foreach (var (name, value) in figures)
            {
                ScikitLearn.AssertSame(value, catalog[$"{name}.a"].Figure.Of(weights), $"{name} of {made.Name}");
            }
        }
    }

    /// <summary>Figures of many classes are those of each class, and their mean.</summary>
    [Fact]
    public async Task Of_ManyTags_AreAsScikitLearnHasThem()
    {
        const int Tags = 12;
        var random = new Random(11);
        int[] clusters = [.. Enumerable.Range(0, 120).Select(_ => random.Next(30))];
        List<Case> tags = [.. Enumerable.Range(0, Tags).Select(tag =>
            Made($"tag {tag}", 100 + tag, clusters.Length, made => made.NextDouble(), (tag + 1) / 14.0) with { Clusters = clusters })];
        var columns = tags.Index().SelectMany(tag => Columns(tag.Item, $"{tag.Index}")).ToDictionary();
        var table = new CaseTable([.. clusters.Select(patient => $"{patient:00}")], columns);

        var expected = await ScikitLearn.JudgeAsync(tags.Append(Together(tags)).Select(tag => new Question(tag.Scores, tag.Truths, tag.Answers, [.. tag.Scores.Select(_ => 1)])));

        var figures = TagFigures.Of(table, [.. tags.Index().Select(tag => $"{tag.Index}")]).ToDictionary(figure => (figure.Name, figure.Level), figure => ClusteredBootstrap.Value(figure.Figure));
        foreach (var name in expected[0].Keys)
        {
            for (var tag = 0; tag < Tags; tag++)
            {
                ScikitLearn.AssertSame(expected[tag][name], figures[($"{name}.{tag}", FigureLevel.Image)], $"{name} of tag {tag}");
            }

            ScikitLearn.AssertSame(expected.Take(Tags).Average(tag => tag[name]), figures[($"{name}.mean", FigureLevel.Image)], $"mean {name}");
            ScikitLearn.AssertSame(expected[Tags][name], figures[(name, FigureLevel.Pooled)], $"{name} of all answers");
        }
    }

    static Case Together(List<Case> tags) => new(
        "together", [.. tags.SelectMany(tag => tag.Scores)], [.. tags.SelectMany(tag => tag.Truths)], [.. tags.SelectMany(tag => tag.Answers)], []);

    /// <summary>Each patient once, and two draws.</summary>
    static IEnumerable<byte[]> Drawn(Case made)
    {
        var patients = made.Clusters.Max() + 1;
        var draws = ClusterDraws.Create(patients, 2, 5);
        return [[.. Enumerable.Repeat((byte)1, patients)], draws.Weights(0).ToArray(), draws.Weights(1).ToArray()];
    }

    static Case Made(string name, int seed, int count, Func<Random, double> score, double share, bool isInformed = false)
    {
        var random = new Random(seed);
        int[] truths = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share ? 1 : 0)];
        double[] scores = [.. truths.Select(truth => isInformed ? (0.9 * truth) + (0.1 * score(random)) : score(random))];
        scores = isInformed ? [1 - scores[0], .. scores[1..]] : scores;
        return new Case(name, scores, truths, [.. scores.Select(value => value >= 0.5 ? 1 : 0)], [.. Enumerable.Range(0, count).Select(place => place / 3)]);
    }

    static CaseTable Table(Case made) => new([.. made.Clusters.Select(patient => $"{patient:000}")], Columns(made, "a").ToDictionary());

    static IEnumerable<KeyValuePair<string, double[]>> Columns(Case made, string name) =>
    [
        new($"probability.{name}", made.Scores),
        new($"truth.{name}", [.. made.Truths.Select(truth => (double)truth)]),
        new($"yes.{name}", [.. made.Answers.Select(answer => (double)answer)]),
    ];
}
