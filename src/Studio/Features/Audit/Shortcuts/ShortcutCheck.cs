using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Whether a class can be told without looking at what the pictures show: by brightness, size, maker and so on.</summary>
public sealed class ShortcutCheck(Measuring measuring, AcquisitionStore acquisitions, ClassStore classes) : IAuditCheck
{
    public string Name => "shortcuts";

    public string Title => "Shortcuts";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var measures = await measuring.CompleteAsync([.. data.Samples.Select(PictureSource.Of)], progress, cancellationToken);
        var known = await acquisitions.ListAsync(data.Samples.Select(sample => sample.ImageId), cancellationToken);
        // By name, as pictures are imported side by side: the same data give the same answer, whichever came first.
        var inOrder = data.Samples.OrderBy(sample => sample.Name, StringComparer.Ordinal).ThenBy(sample => sample.ImageId);
        var units = ShortcutUnit.Of(inOrder.Select(sample => new ShortcutPicture(sample, measures[sample.ImageId], known[sample.ImageId])));
        var candidates = TestedClass.Of(data.Project.Task, data.Classes, units, await classes.ListInPixelsAsync(data.Project.Id, cancellationToken));
        return await Task.Run(() => Answer(candidates, cancellationToken), cancellationToken);
    }

    internal static AuditAnswer Answer(IReadOnlyList<TestedClass> candidates, CancellationToken cancellationToken)
    {
        var tested = candidates.Where(candidate => candidate.CanBeTested).ToList();
        var untested = string.Concat(candidates.Where(candidate => !candidate.CanBeTested).Select(candidate => " " + ShortcutWording.NotTested(candidate)));
        if (tested.Count == 0)
            return new AuditAnswer([], "No class to test for shortcuts", untested.Length > 0 ? untested[1..] : "The project has no class.");
        List<TestedClass> tests = [.. tested, .. tested.SelectMany(whole => whole.BySite()).Where(part => part.CanBeTested)];
        var results = new ShortcutResult[tests.Count];
        Parallel.For(0, tests.Count, new ParallelOptions { CancellationToken = cancellationToken }, place =>
            results[place] = ShortcutTest.Run(tests[place].Units, tests[place].IsShown, tests.Count, cancellationToken));
        var strongest = results.Take(tested.Count).MaxBy(result => result.All.Auc.Value)!.All.Auc;
        var found = tests.Zip(results).Where(pair => pair.Second.IsShortcut).ToList();
        return new AuditAnswer(
            [.. found.Where(IsNews).Select(pair => ShortcutWording.Finding(pair.First, pair.Second))],
            "No shortcut found",
            $"Brightness, size and origin alone cannot tell the classes ({ShortcutWording.Figure(strongest)}).{untested}",
            $"AUC {Wording.Score(strongest.Value)}");

        // What is so everywhere need not be said again of each site.
        bool IsNews((TestedClass Test, ShortcutResult Result) pair) =>
            pair.Test.Site is null || !found.Exists(other => other.First.Site is null && other.First.Class == pair.Test.Class);
    }
}
