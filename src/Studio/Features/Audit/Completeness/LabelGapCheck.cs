using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Slices inside a labelled run of a volume that have no label, or whose label lacks a class that both neighbours show in the same place.</summary>
public sealed class LabelGapCheck(LabelFactsReader reader, LabelReader labels, SeriesOverviewStore series) : IAuditCheck
{
    /// <summary>Slices. More are left out on purpose, as when every tenth is labelled.</summary>
    const int LongestGap = 2;

    const int MostNames = 20;

    public string Name => "label-gaps";

    public string Title => "Gaps between labelled slices";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var volumes = (await series.ListPlacesAsync(data.Project.Id, cancellationToken)).GroupBy(place => place.SeriesId).Select(volume => volume.ToList()).ToList();
        if (data.Project.Task != ProjectTask.Segmentation || volumes.Count == 0)
            return AuditAnswer.NotApplicable;
        var facts = (await reader.ReadAsync(data, progress, cancellationToken)).ToDictionary(fact => fact.Sample.ImageId);
        var gaps = new List<(SlicePlace Slice, LabelFacts Neighbour)>();
        var lacking = new List<(LabelFacts Facts, ClassDefinition Class)>();
        foreach (var volume in volumes)
        {
            gaps.AddRange(Unlabelled(volume, facts));
            lacking.AddRange(await LackingAsync(volume, facts, data.Classes, cancellationToken));
        }

        List<AuditFinding> findings = [.. gaps.Count > 0 ? [DescribeGaps(gaps)] : (AuditFinding[])[], .. lacking.Count > 0 ? [DescribeLacking(lacking)] : (AuditFinding[])[]];
        return new AuditAnswer(findings, "No gap between labelled slices", $"In {Wording.Count(volumes.Count, "series", "series")} no slice lacks a label that its neighbours have.", Wording.Count(volumes.Count, "series", "series"));
    }

    static IEnumerable<(SlicePlace Slice, LabelFacts Neighbour)> Unlabelled(List<SlicePlace> volume, Dictionary<long, LabelFacts> facts)
    {
        for (var place = 0; place < volume.Count; place++)
        {
            if (!facts.TryGetValue(volume[place].ImageId, out var before) || before.Parts.Count == 0)
                continue;
            var end = place + 1;
            while (end < volume.Count && !facts.ContainsKey(volume[end].ImageId))
                end++;
            var isGap = end > place + 1 && end - place - 1 <= LongestGap && end < volume.Count && facts[volume[end].ImageId].Parts.Count > 0;
            for (var slice = place + 1; isGap && slice < end; slice++)
                yield return (volume[slice], before);
        }
    }

    /// <summary>Of single slices: a structure that both neighbours show in the same place is on the slice between them too.</summary>
    async Task<List<(LabelFacts Facts, ClassDefinition Class)>> LackingAsync(
        List<SlicePlace> volume, Dictionary<long, LabelFacts> facts, IReadOnlyList<ClassDefinition> classes, CancellationToken cancellationToken)
    {
        var found = new List<(LabelFacts, ClassDefinition)>();
        for (var place = 1; place + 1 < volume.Count; place++)
        {
            if (!facts.TryGetValue(volume[place].ImageId, out var own)
                || !facts.TryGetValue(volume[place - 1].ImageId, out var before) || !facts.TryGetValue(volume[place + 1].ImageId, out var after))
                continue;
            foreach (var definition in classes.Where(definition => !own.Pixels.ContainsKey(definition.Index)
                && before.Pixels.ContainsKey(definition.Index) && after.Pixels.ContainsKey(definition.Index)))
            {
                if (await OverlapAsync(before, after, definition.Index, cancellationToken))
                    found.Add((own, definition));
            }
        }

        return found;
    }

    async Task<bool> OverlapAsync(LabelFacts before, LabelFacts after, int classIndex, CancellationToken cancellationToken)
    {
        if (await labels.ReadAsync(before.Sample, cancellationToken) is not { } one || await labels.ReadAsync(after.Sample, cancellationToken) is not { } other || one.Length != other.Length)
            return false;
        for (var pixel = 0; pixel < one.Length; pixel++)
        {
            if (one[pixel] == classIndex && other[pixel] == classIndex)
                return true;
        }

        return false;
    }

    static AuditFinding DescribeGaps(List<(SlicePlace Slice, LabelFacts Neighbour)> gaps)
    {
        long[] ids = [.. gaps.Select(gap => gap.Slice.ImageId)];
        return new AuditFinding(
            "label-missing",
            AuditSeverity.Hint,
            "Slices without a label between labelled ones",
            Wording.Count(gaps.Count, "slice"),
            $"{ImageGroup.Join([.. gaps.Select(gap => gap.Slice.Name)])}: the slices beside them are labelled, these are not. Label them, or copy and correct the neighbour's label.",
            new AuditEvidence(ids, [.. gaps.Select(gap => gap.Slice.Name)], new Dictionary<string, double> { ["slices"] = gaps.Count })
            {
                Facts = [.. gaps.Take(MostNames).Select(gap => new AuditFact("layers", $"{gap.Slice.Name} lies next to {gap.Neighbour.Sample.Name}, which is labelled"))],
            })
        {
            Meaning = "These slices take no part. Volumes measured from the labels are too small.",
            Fixes =
            [
                new(AuditFixKind.OpenPage, $"Label {gaps[0].Slice.Name}", [ids[0]], FormattableString.Invariant($"label/{ids[0]}")),
                new(AuditFixKind.ShowImages, "Show the images", ids),
            ],
        };
    }

    static AuditFinding DescribeLacking(List<(LabelFacts Facts, ClassDefinition Class)> lacking)
    {
        var images = lacking.DistinctBy(entry => entry.Facts.Sample.ImageId).Select(entry => MarkedImage.Of(entry.Facts.Sample)).ToList();
        var finding = ImageGroup.Finding(
            "label-gap",
            "A class missing between two slices that show it",
            images,
            $"{ImageGroup.Names(images)}: both neighbours show {string.Join(" or ", lacking.Select(entry => entry.Class.Name).Distinct())} in the same place, the slice between them does not. Label it.",
            "The model is told that nothing is there, and volumes measured from the labels are too small.");
        return finding with
        {
            Evidence = finding.Evidence with { Facts = [.. lacking.Take(MostNames).Select(entry => new AuditFact("layers", $"{entry.Facts.Sample.Name} lacks {entry.Class.Name}"))] },
        };
    }
}
