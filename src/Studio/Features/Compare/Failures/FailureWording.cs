using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Features.Compare.Failures;

/// <summary>Figures and pictures of failures in words.</summary>
public static class FailureWording
{
    const string None = "–";

    /// <summary>"nerve 0.25"; of two runs "12: 0.25".</summary>
    public static string Figure(FailureOrder order, EntryAnswer answer, bool isOneOfTwo)
    {
        if (!isOneOfTwo)
            return order.Figure(answer.Value);
        var figure = double.IsNaN(answer.Value) ? None : (order with { Class = null }).Figure(answer.Value);
        return $"{answer.Entry.Label}: {figure}";
    }

    /// <summary>Read aloud in place of the picture.</summary>
    public static string Picture(ImageSummary image, EntryAnswer answer, FailureOrder order, OutputKind kind)
    {
        var figure = double.IsNaN(answer.Value) ? "" : $", {order.Figure(answer.Value)}";
        return kind == OutputKind.Tags
            ? $"Image {image.Name}{figure}"
            : $"Image {image.Name}: what {FailureGallery.Named(answer.Entry)} has too much and what it missed{figure}";
    }

    /// <summary>What one picture of the larger view says: "Run 12 · nerve 0.25".</summary>
    public static string Heading(FailureOrder order, EntryAnswer answer) =>
        $"{Groups.GroupWording.Name(answer.Entry)} · {(double.IsNaN(answer.Value) ? "no figure" : order.Figure(answer.Value))}";
}
