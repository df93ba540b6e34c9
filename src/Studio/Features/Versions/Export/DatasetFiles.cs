using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>The images of an export and what their files are called: by number, as names may tell who somebody is.</summary>
sealed class DatasetFiles(IReadOnlyList<ExportItem> items, ProjectTask task)
{
    public IReadOnlyList<ExportItem> Items { get; } = items;

    /// <summary>Where outlines are asked for a missing label means that nothing is there, so every image has a mask.</summary>
    public bool HasMasks { get; } = task == ProjectTask.Segmentation || items.Any(item => item.LabelmapSha256 is not null);

    public bool HasTags { get; } = items.Any(item => item.Tags.Count > 0);

    public static string PictureOf(ExportItem item) => $"images/{Number(item)}.png";

    public static string MaskOf(ExportItem item) => $"masks/{Number(item)}.png";

    static string Number(ExportItem item) => item.ImageId.ToString("D6", CultureInfo.InvariantCulture);
}
