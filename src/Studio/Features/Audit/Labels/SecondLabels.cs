using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Labels that came with the same picture under another name, beside those of the images.</summary>
sealed class SecondLabels(LabelReader labels, AuditData data)
{
    /// <summary>Half a pixel, as of all outlines of the studio.</summary>
    const double OutlineTolerancePixels = 0.5;

    readonly Dictionary<long, SampleSpec> samples = data.Samples.ToDictionary(sample => sample.ImageId);

    /// <summary>One finding for each file whose label differs.</summary>
    public async Task<IReadOnlyList<AuditFinding>> FindAsync(IReadOnlyList<AlternateLabel> alternates, CancellationToken cancellationToken)
    {
        var findings = new List<AuditFinding>();
        foreach (var file in alternates.Where(other => samples.ContainsKey(other.ImageId)).GroupBy(other => other.SourcePath))
        {
            if (await CompareAsync([.. file], cancellationToken) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    /// <param name="frames">Labels of one file, one per frame.</param>
    async Task<AuditFinding?> CompareAsync(IReadOnlyList<AlternateLabel> frames, CancellationToken cancellationToken)
    {
        var all = new LabelAgreement(data.Classes);
        var (worst, worstDice) = (frames[0], double.PositiveInfinity);
        foreach (var frame in frames)
        {
            var alone = new LabelAgreement(data.Classes);
            var (own, other) = await ReadBothAsync(frame, cancellationToken);
            alone.Add(own, other);
            all.Add(own, other);
            var lowest = alone.Dice.Select(entry => entry.Value).DefaultIfEmpty(1).Min();
            if (lowest < worstDice)
                (worst, worstDice) = (frame, lowest);
        }

        return all.Differs ? await DescribeAsync(worst, frames, all, cancellationToken) : null;
    }

    async Task<AuditFinding> DescribeAsync(
        AlternateLabel other, IReadOnlyList<AlternateLabel> frames, LabelAgreement agreement, CancellationToken cancellationToken)
    {
        var image = samples[other.ImageId];
        var own = AuditPicture.Of(image);
        return new AuditFinding(
            "two-labels",
            AuditSeverity.Problem,
            "Same picture, labelled differently",
            "1 pair",
            $"{image.Name} and {other.Name} are the same picture, labelled differently (Dice {agreement.Differences}). "
            + $"Only {image.Name} takes part, with its own label; that of {other.Name} is kept beside it. Look at both, and correct the label if the other is better.",
            new AuditEvidence([image.ImageId, image.ImageId], [image.Name, other.Name], agreement.Values)
            {
                Subject = other.SourcePath,
                Pictures = [own, new(image.ImageId, other.Name, "", null, await OutlineAsync(other, cancellationToken))],
                Facts = [new("fingerprint", "Pixels identical"), .. agreement.Facts],
            })
        {
            Meaning = "The two labels show how far labels can be trusted here: no score can mean more than they agree with each other.",
            Fixes =
            [
                new(AuditFixKind.OpenPage, $"Correct the label of {image.Name}", [image.ImageId], FormattableString.Invariant($"label/{image.ImageId}")),
                new(AuditFixKind.Exclude, $"Leave {image.Name} out", [.. frames.Select(frame => frame.ImageId)]),
            ],
        };
    }

    async Task<(byte[] Own, byte[] Other)> ReadBothAsync(AlternateLabel other, CancellationToken cancellationToken)
    {
        var image = samples[other.ImageId];
        var nothing = new byte[image.Rows * image.Columns];
        return (
            await labels.ReadAsync(image, cancellationToken) ?? nothing,
            other.LabelmapSha256 is { } sha256 ? await labels.ReadAsync(sha256, image, cancellationToken) : nothing);
    }

    async Task<IReadOnlyList<ClassOutline>> OutlineAsync(AlternateLabel other, CancellationToken cancellationToken)
    {
        var image = samples[other.ImageId];
        var (_, classes) = await ReadBothAsync(other, cancellationToken);
        return [.. ContourPath.PerClass(new Labelmap(image.Rows, image.Columns, classes), OutlineTolerancePixels)
            .Select(outline => new ClassOutline(outline.Key, outline.Value))];
    }
}
