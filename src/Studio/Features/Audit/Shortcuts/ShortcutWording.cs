using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Audit;

/// <summary>What the shortcut test found, in words of those who took the pictures.</summary>
static class ShortcutWording
{
    /// <summary>From here on the lower end of the interval says that a model can do without the anatomy.</summary>
    const double ProblemAuc = 0.65;

    /// <summary>AUCs that near to the best count as equal, and the fact named first in the catalog is the plainest.</summary>
    const double NearlyAsGood = 0.05;

    const int MostFacts = 4;
    const int MostImages = 24;

    /// <summary>"AUC 0.54, 0.46–0.62".</summary>
    public static string Figure(Interval auc) => $"AUC {Wording.Score(auc.Value)}, {Wording.Score(auc.Low)}–{Wording.Score(auc.High)}";

    public static string NotTested(TestedClass candidate) =>
        candidate.PatientsWithout < ShortcutTest.LeastPatients && candidate.PatientsWith >= ShortcutTest.LeastPatients
            ? $"{candidate.Class.Name} is in nearly every picture: {(candidate.PatientsWithout == 0 ? "no patient" : Wording.Count(candidate.PatientsWithout, "patient", "patients"))} without it, so there is nothing to tell apart."
            : $"{candidate.Class.Name}: {Wording.Count(candidate.PatientsWith, "patient")} with it and {Wording.Number(candidate.PatientsWithout)} without, too few to test; it takes {ShortcutTest.LeastPatients} of each.";

    public static AuditFinding Finding(TestedClass tested, ShortcutResult result)
    {
        var clear = Clear(result);
        var at = tested.Site is { } site ? $" at {site}" : "";
        var isProblem = result.All.Auc.Low >= ProblemAuc;
        return new AuditFinding(
            "shortcut",
            isProblem ? AuditSeverity.Problem : AuditSeverity.Hint,
            clear.Count > 0 ? $"{clear[0].Title} gives {tested.Class.Name} away{at}" : $"Small differences together give {tested.Class.Name} away{at}",
            $"AUC {Wording.Score(result.All.Auc.Value)}",
            $"{(tested.Site is { } place ? $"At {place}: " : "")}{Difference(tested, clear)} Without the anatomy, that tells {Pair(tested)} in patients not seen before ({Figure(result.All.Auc)}; 0.50 is chance). {ToDo(tested, clear)}",
            AuditEvidence.Of($"{tested.Class.Name}{at}", Values(result)) with
            {
                Bars = [Bar("All together", result.All.Auc), .. result.Facts.Take(MostFacts).Select(strength => Bar(strength.Fact!.Title, strength.Auc))],
                Facts =
                [
                    .. clear.Take(MostFacts).Select(fact => new AuditFact("difference", $"{fact.Title}: they {fact.Describe(tested.Shown, tested.Others)}")),
                    new AuditFact("groups", $"{Wording.Count(tested.PatientsWith, "patient")} with {tested.Class.Name}, {Wording.Number(tested.PatientsWithout)} without"),
                ],
            })
        {
            Meaning = $"A model can learn this instead of {tested.Class.Name}. Its score is then too good, and it fails where the difference is missing.",
            Fixes = [new(AuditFixKind.ShowImages, "Show those that stand out most", MostTypical(tested, result))],
        };
    }

    /// <summary>Facts that are above chance by themselves, that which says it most plainly first.</summary>
    static List<ShortcutFact> Clear(ShortcutResult result)
    {
        var clear = result.Facts.Where(strength => strength.Auc.Low > 0.5).ToList();
        if (clear.Count == 0)
            return [];
        var best = ShortcutFacts.All.First(fact => clear.Any(strength => strength.Fact == fact && strength.Auc.Value >= clear[0].Auc.Value - NearlyAsGood));
        return [best, .. clear.Select(strength => strength.Fact!).Where(fact => fact != best)];
    }

    static string Difference(TestedClass tested, List<ShortcutFact> clear) => clear.Count > 0
        ? $"Pictures that show {tested.Class.Name} {clear[0].Describe(tested.Shown, tested.Others)}."
        : $"Pictures that show {tested.Class.Name} differ from others in several figures a little.";

    static string Pair(TestedClass tested) => tested.Other is { } other
        ? $"{tested.Class.Name} from {other.Name}"
        : $"pictures with {tested.Class.Name} from those without";

    static string ToDo(TestedClass tested, List<ShortcutFact> clear) => clear.Count > 0 && !clear[0].MayBeSign
        ? "Add pictures of both kinds that do not differ in this, or bring all into the same form before the import."
        : $"If it is a sign of {tested.Class.Name} itself, mark it as no problem. If not, see whether these pictures come from another site, device or export.";

    static Dictionary<string, double> Values(ShortcutResult result)
    {
        var values = new Dictionary<string, double> { ["auc"] = result.All.Auc.Value, ["auc.low"] = result.All.Auc.Low, ["auc.high"] = result.All.Auc.High };
        foreach (var strength in result.Facts)
            values[$"auc.{strength.Fact!.Title}"] = strength.Auc.Value;
        return values;
    }

    static AuditBar Bar(string name, Interval auc) => new(name, auc.Value, auc.Low, auc.High, Reference: 0.5);

    static IReadOnlyList<long> MostTypical(TestedClass tested, ShortcutResult result) =>
    [
        .. tested.Units.Zip(tested.IsShown, result.Scores).Where(entry => entry.Second).OrderByDescending(entry => entry.Third)
            .Take(MostImages).Select(entry => entry.First.Pictures[entry.First.Pictures.Count / 2].Sample.ImageId),
    ];
}
