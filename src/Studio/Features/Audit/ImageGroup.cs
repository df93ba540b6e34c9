using Studio.Contracts.Jobs;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>An image of a finding, with what is to be marked in it.</summary>
sealed record MarkedImage(SampleSpec Sample, IReadOnlyList<AuditMark> Marks)
{
    public static MarkedImage Of(SampleSpec sample) => new(sample, []);
}

/// <summary>Images that share one thing: one finding for all of them, so that a list of findings stays short.</summary>
static class ImageGroup
{
    /// <summary>More pictures tell no more.</summary>
    const int MostPictures = 12;

    const int MostNames = 3;

    /// <summary>"0043", "0043 and 0077", "0043, 0050, 0077 and 12 more".</summary>
    public static string Names(IReadOnlyList<MarkedImage> images) => Join([.. images.Select(image => image.Sample.Name)]);

    public static string Join(IReadOnlyList<string> names) => names.Count switch
    {
        <= 1 => string.Concat(names),
        <= MostNames => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        _ => $"{string.Join(", ", names.Take(MostNames))} and {Wording.Number(names.Count - MostNames)} more",
    };

    /// <param name="images">At least one; the worst first.</param>
    public static AuditFinding Finding(
        string kind, string title, IReadOnlyList<MarkedImage> images, string message, string meaning, string subject = "", AuditSeverity severity = AuditSeverity.Hint)
    {
        long[] ids = [.. images.Select(image => image.Sample.ImageId)];
        var worst = images[0].Sample;
        return new AuditFinding(
            kind,
            severity,
            title,
            Wording.Count(images.Count, "image"),
            message,
            new AuditEvidence(ids, [.. images.Select(image => image.Sample.Name)], new Dictionary<string, double> { ["images"] = images.Count })
            {
                Subject = subject,
                Pictures = [.. images.Take(MostPictures).Select(image => AuditPicture.Of(image.Sample) with { Marks = image.Marks })],
            })
        {
            Meaning = meaning,
            Fixes =
            [
                new(AuditFixKind.ShowImages, "Show the images", ids),
                new(AuditFixKind.OpenPage, $"Correct {worst.Name}", [worst.ImageId], FormattableString.Invariant($"label/{worst.ImageId}")),
            ],
        };
    }
}
