namespace Studio.Statistics;

/// <summary>What was said of cases about one tag, and what is true.</summary>
/// <param name="Scores">[cases]; probability, NaN where the case takes no part.</param>
/// <param name="Truths">[cases]; 1 or 0, NaN where the case takes no part.</param>
/// <param name="Answers">[cases]; 1 or 0, NaN where there is none; null where no answers are known.</param>
/// <param name="Usual">[cases]; the baseline's answer, as above.</param>
/// <param name="Clusters">[cases]; patient of each.</param>
/// <param name="Patients">Number of patients.</param>
public sealed record TagCases(double[] Scores, double[] Truths, double[]? Answers, double[]? Usual, int[] Clusters, int Patients)
{
    /// <summary>A case with a probability that is no number or with an unknown truth takes no part. Null without the columns.</summary>
    public static TagCases? Of(CaseTable table, string name)
    {
        if (table.Find($"probability.{name}") is not { } scores || table.Find($"truth.{name}") is not { } truths)
        {
            return null;
        }

        double[] Taking(double[] column) => [.. column.Select((value, place) => double.IsNaN(scores[place] + truths[place]) ? double.NaN : value)];
        return new TagCases(
            Taking(scores),
            Taking(truths),
            table.Find($"yes.{name}") is { } answers ? Taking(answers) : null,
            table.Find($"usual.{name}") is { } usual ? Taking(usual) : null,
            table.Clusters,
            table.Patients.Count);
    }

    /// <summary>Number of cases that take part.</summary>
    public int Count => Truths.Count(truth => !double.IsNaN(truth));

    /// <summary>A patient is one case: positive if any image is, as probable as the most probable one, answered yes if any image is.</summary>
    public TagCases ByPatient() =>
        new(Highest(Scores), Highest(Truths), Answers is null ? null : Highest(Answers), Usual is null ? null : Highest(Usual), [.. Enumerable.Range(0, Patients)], Patients);

    /// <summary>All answers about all tags.</summary>
    /// <param name="tags">At least one.</param>
    public static TagCases Together(IReadOnlyList<TagCases> tags) => new(
        [.. tags.SelectMany(tag => tag.Scores)],
        [.. tags.SelectMany(tag => tag.Truths)],
        tags.All(tag => tag.Answers is not null) ? [.. tags.SelectMany(tag => tag.Answers!)] : null,
        tags.All(tag => tag.Usual is not null) ? [.. tags.SelectMany(tag => tag.Usual!)] : null,
        [.. tags.SelectMany(tag => tag.Clusters)],
        tags[0].Patients);

    /// <summary>[cases]; 1 where every tag whose truth is known is answered rightly, else 0; NaN where none is. Null where no answers are known.</summary>
    public static double[]? AllRight(IReadOnlyList<TagCases> tags, Func<TagCases, double[]?> answers)
    {
        var known = tags.Select(tag => (tag.Truths, Answers: answers(tag))).ToList();
        if (known.Count == 0 || known.Any(tag => tag.Answers is null))
        {
            return null;
        }

        return [.. Enumerable.Range(0, tags[0].Truths.Length).Select(place => known
            .Where(tag => !double.IsNaN(tag.Truths[place] + tag.Answers![place]))
            .Select(tag => tag.Truths[place] == tag.Answers![place] ? 1.0 : 0)
            .DefaultIfEmpty(double.NaN).Min())];
    }

    /// <summary>[patients]; what was answered against what is true.</summary>
    public Confusion[] Confusions(double[] answers)
    {
        var counts = new Confusion[Patients];
        for (var place = 0; place < answers.Length; place++)
        {
            ref var count = ref counts[Clusters[place]];
            count = (Truths[place], answers[place]) switch
            {
                (1, 1) => count with { TruePositives = count.TruePositives + 1 },
                (0, 1) => count with { FalsePositives = count.FalsePositives + 1 },
                (1, 0) => count with { FalseNegatives = count.FalseNegatives + 1 },
                (0, 0) => count with { TrueNegatives = count.TrueNegatives + 1 },
                _ => count,
            };
        }

        return counts;
    }

    double[] Highest(double[] column)
    {
        var highest = new double[Patients];
        Array.Fill(highest, double.NaN);
        for (var place = 0; place < column.Length; place++)
        {
            ref var own = ref highest[Clusters[place]];
            own = double.IsNaN(own) || column[place] > own ? column[place] : own;
        }

        return highest;
    }
}
