using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Calibration;

/// <summary>
/// Confidence of tags before and after it was mended. What a scaling brings is judged on patients that it was not fitted on:
/// five folds by patient, each mended by what the other four say. With too few patients that is impossible.
/// </summary>
/// <param name="Scaling">Fitted on all; null where nothing is mended.</param>
/// <param name="Applied">[classes][images]; mended by <paramref name="Scaling"/>.</param>
/// <param name="Judged">[classes][images]; mended by what the others' folds say, where <paramref name="IsCrossFitted"/>.</param>
/// <param name="IsCrossFitted">[classes].</param>
/// <param name="NotMended">Positions of classes whose confidence stays as it is: only one kind of images, or confidence says nothing.</param>
public sealed record MendedAnswers(
    ProbabilityScaling? Scaling,
    IReadOnlyList<double[]> Applied,
    IReadOnlyList<double[]> Judged,
    IReadOnlyList<bool> IsCrossFitted,
    IReadOnlyList<int> NotMended)
{
    /// <summary>Patients with, and without, that judging on others asks for.</summary>
    public const int FewestPatients = 10;

    const int Folds = 5;

    /// <summary>The same parts every time.</summary>
    const int Seed = 1;

    static readonly ScaleFactors AsItIs = new(1, 0);

    /// <summary>Of answers that are no tags nothing is known by image; their lists are empty.</summary>
    public static MendedAnswers Of(ValidationAnswers answers, Mending mending)
    {
        if (answers.Kind == OutputKind.ClassMap && mending == Mending.Temperature && answers.Evaluation.Result.Scaling is { } fitted)
            return new MendedAnswers(TemperatureOf(fitted.Temperature), [], [], [], []);
        if (answers.Kind != OutputKind.Tags)
            return new MendedAnswers(null, [], [], [], []);
        double[][] shares = [.. answers.Classes.Select(answers.ProbabilitiesOf)];
        double[][] truths = [.. answers.Classes.Select(answers.TruthsOf)];
        return mending switch
        {
            Mending.Temperature => WithTemperature(answers, shares, truths),
            Mending.Platt => WithPlatt(answers, shares, truths),
            _ => new MendedAnswers(null, shares, shares, [.. answers.Classes.Select(_ => false)], []),
        };
    }

    static ProbabilityScaling TemperatureOf(double temperature) => new(ProbabilityScalings.Temperature, [new ScaleFactors(1 / temperature, 0)]);

    static MendedAnswers WithTemperature(ValidationAnswers answers, double[][] shares, double[][] truths)
    {
        int[] all = [.. Enumerable.Range(0, answers.Cases.Count)];
        double? Fit(IReadOnlyList<int> cases) => answers.IsSingleChoice ? FitChoice(shares, truths, cases) : FitTogether(shares, truths, cases);
        if (Fit(all) is not { } temperature)
            return new MendedAnswers(null, shares, shares, [.. shares.Select(_ => false)], [.. Enumerable.Range(0, shares.Length)]);
        double[][] Mend(double by) => answers.IsSingleChoice ? Choice(shares, by) : [.. shares.Select(own => Scaled(own, new ScaleFactors(1 / by, 0)))];
        var applied = Mend(temperature);
        var rarest = truths.MinBy(own => own.Count(truth => truth == 1))!;
        if (FoldsOf(answers.Cases, rarest) is not { } folds)
            return new MendedAnswers(TemperatureOf(temperature), applied, applied, [.. shares.Select(_ => false)], []);
        double[][] judged = [.. applied.Select(own => own.ToArray())];
        foreach (var held in Enumerable.Range(0, Folds))
        {
            var mended = Mend(Fit([.. all.Where(place => folds[place] != held)]) ?? 1);
            for (var position = 0; position < judged.Length; position++)
            {
                foreach (var place in all.Where(place => folds[place] == held))
                    judged[position][place] = mended[position][place];
            }
        }

        return new MendedAnswers(TemperatureOf(temperature), applied, judged, [.. shares.Select(_ => true)], []);
    }

    static MendedAnswers WithPlatt(ValidationAnswers answers, double[][] shares, double[][] truths)
    {
        int[] all = [.. Enumerable.Range(0, answers.Cases.Count)];
        var (factors, applied, judged, crossed, kept) = (new List<ScaleFactors>(), new List<double[]>(), new List<double[]>(), new List<bool>(), new List<int>());
        for (var position = 0; position < shares.Length; position++)
        {
            var (own, known) = (shares[position], truths[position]);
            var whole = FitPlatt(own, known, all);
            if (whole is null)
                kept.Add(position);
            factors.Add(whole ?? AsItIs);
            applied.Add(Scaled(own, factors[position]));
            var folds = kept.Contains(position) ? null : FoldsOf(answers.Cases, known);
            crossed.Add(folds is not null);
            judged.Add(folds is null ? applied[position] : CrossFitted(own, known, folds));
        }

        return new MendedAnswers(
            kept.Count == shares.Length ? null : new ProbabilityScaling(ProbabilityScalings.Platt, factors), applied, judged, crossed, kept);
    }

    static double[] CrossFitted(double[] shares, double[] truths, int[] folds)
    {
        var judged = shares.ToArray();
        foreach (var held in Enumerable.Range(0, Folds))
        {
            var factors = FitPlatt(shares, truths, [.. Enumerable.Range(0, shares.Length).Where(place => folds[place] != held)]) ?? AsItIs;
            for (var place = 0; place < shares.Length; place++)
            {
                if (folds[place] == held)
                    judged[place] = Logits.Scaled(shares[place], factors.Slope, factors.Offset);
            }
        }

        return judged;
    }

    static double[] Scaled(double[] shares, ScaleFactors factors) => [.. shares.Select(share => Logits.Scaled(share, factors.Slope, factors.Offset))];

    /// <summary>Of each image the softmax of its logits divided by a temperature.</summary>
    static double[][] Choice(double[][] shares, double temperature)
    {
        double[][] mended = [.. shares.Select(own => new double[own.Length])];
        for (var place = 0; place < mended[0].Length; place++)
        {
            double[] logits = [.. Logits.OfChoice([.. shares.Select(own => own[place])]).Select(logit => logit / temperature)];
            var largest = logits.Max();
            double[] parts = [.. logits.Select(logit => Math.Exp(logit - largest))];
            for (var position = 0; position < mended.Length; position++)
                mended[position][place] = parts[position] / parts.Sum();
        }

        return mended;
    }

    /// <summary>Null where nothing can be fitted or higher confidence does not speak for the class.</summary>
    static ScaleFactors? FitPlatt(double[] shares, double[] truths, IReadOnlyList<int> cases)
    {
        int[] known = [.. cases.Where(place => !double.IsNaN(truths[place]))];
        return PlattScaling.Fit([.. known.Select(place => Logits.Of(shares[place]))], [.. known.Select(place => truths[place] == 1)]) is { KeepsOrder: true } fit
            ? new ScaleFactors(fit.Slope, fit.Offset)
            : null;
    }

    static double? FitTogether(double[][] shares, double[][] truths, IReadOnlyList<int> cases)
    {
        List<(int Position, int Place)> known = [.. Enumerable.Range(0, shares.Length).SelectMany(position => cases.Where(place => !double.IsNaN(truths[position][place])).Select(place => (position, place)))];
        return TemperatureScaling.FitIndependent(
            [.. known.Select(item => Logits.Of(shares[item.Position][item.Place]))], [.. known.Select(item => truths[item.Position][item.Place] == 1)])?.Temperature;
    }

    static double? FitChoice(double[][] shares, double[][] truths, IReadOnlyList<int> cases)
    {
        List<(int Place, int Right)> known = [.. cases.Select(place => (place, Array.FindIndex(truths, own => own[place] == 1))).Where(item => item.Item2 >= 0)];
        return TemperatureScaling.Fit([.. known.Select(item => Logits.OfChoice([.. shares.Select(own => own[item.Place])]))], [.. known.Select(item => item.Right)])?.Temperature;
    }

    /// <summary>[images]; null with too few patients of either kind.</summary>
    static int[]? FoldsOf(CaseTable cases, double[] truths)
    {
        int PatientsWith(double truth) => Enumerable.Range(0, cases.Count).Where(place => truths[place] == truth).Select(place => cases.Clusters[place]).Distinct().Count();
        return PatientsWith(1) < FewestPatients || PatientsWith(0) < FewestPatients
            ? null
            : GroupedFolds.Draw([.. truths.Select(truth => truth == 1)], cases.Clusters, Folds, Seed);
    }
}
