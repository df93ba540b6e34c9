using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What putting a version back did, in words.</summary>
public static class RestoreWording
{
    public static string Done(DatasetVersion version, RestoredVersion restored)
    {
        var extent = restored.Extent;
        (int Count, string Words)[] parts =
        [
            (extent.Relabelled, $"{Wording.Count(extent.Relabelled, "label")} put back"),
            (extent.LeftOut, $"{Wording.Count(extent.LeftOut, "image")} left out"),
            (extent.TakenIn, $"{Wording.Count(extent.TakenIn, "image")} taken in again"),
        ];
        var changes = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => part.Words));
        var pixels = restored.HasSameHash ? "" : " Its hash is another one, because pictures were blacked out since.";
        var back = restored.Before is { } before && before.Number != restored.Version.Number
            ? $" What was there before is version {before.Number}; put that back to undo this."
            : "";
        return $"Version {restored.Version.Number} is version {version.Number} again{(changes.Length > 0 ? $": {changes}" : "")}.{pixels}{back}";
    }
}
