using System.Globalization;
using System.Text.Json;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>What the labelling page needs to open an image. Statistics and windows are in rescaled units.</summary>
/// <param name="SpacingMm">Distance between rows and between columns; null when unknown.</param>
/// <param name="Plane">See <see cref="PlaneNumbers"/>.</param>
/// <param name="Unit">HU for CT after rescale, else empty.</param>
/// <param name="Task">segmentation, detection or classification.</param>
/// <param name="TagsExcludeEachOther">Whether an image, a series or a patient has one class at most.</param>
public sealed record WorkbenchImage(
    string ImageId,
    string Project,
    string Name,
    string Patient,
    string Detail,
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned,
    string Photometric,
    double RescaleSlope,
    double RescaleIntercept,
    string Unit,
    string Format,
    string Modality,
    double[]? SpacingMm,
    double[]? Plane,
    double Min,
    double Max,
    double Percentile1,
    double Percentile99,
    IReadOnlyList<WindowPreset> Windows,
    IReadOnlyList<WorkbenchClass> Classes,
    string PixelsUrl,
    string AnnotationUrl,
    long Revision,
    ImageState State,
    bool CanEdit,
    WorkbenchSeries? Series,
    string Task,
    bool TagsExcludeEachOther)
{
    public static WorkbenchImage From(
        ImageRecord image,
        Project project,
        IReadOnlyList<ClassDefinition> classes,
        long revision)
    {
        var values = new[] { Rescale(image, image.Minimum), Rescale(image, image.Maximum) };
        var percentiles = new[] { Rescale(image, image.Percentile1), Rescale(image, image.Percentile99) };
        return new WorkbenchImage(
            image.Id.ToString(CultureInfo.InvariantCulture),
            project.Slug,
            image.Name,
            image.PatientKey ?? "",
            Describe(image),
            image.Rows,
            image.Columns,
            image.SamplesPerPixel,
            image.BytesPerSample,
            image.BitsStored,
            image.IsSigned,
            image.Photometric,
            image.RescaleSlope,
            image.RescaleIntercept,
            image.Modality == "CT" ? "HU" : "",
            image.Format,
            image.Modality ?? "",
            image is { SpacingRowMm: { } row, SpacingColumnMm: { } column } ? [row, column] : null,
            PlaneNumbers.Of(image.Plane),
            values.Min(),
            values.Max(),
            percentiles.Min(),
            percentiles.Max(),
            image.Windows,
            [.. classes.Select(WorkbenchClass.From)],
            $"/api/images/{image.Id}/pixels?v={image.PixelSha256[..16]}",
            $"/api/images/{image.Id}/annotation",
            revision,
            image.State,
            CanEdit: true,
            Series: null,
            JsonNamingPolicy.KebabCaseLower.ConvertName(project.Task.ToString()),
            project.TagsExcludeEachOther);
    }

    // A negative slope swaps the ends, so callers sort.
    static double Rescale(ImageRecord image, double stored) => (stored * image.RescaleSlope) + image.RescaleIntercept;

    static string Describe(ImageRecord image) => string.Join(" · ", new[]
    {
        image.Modality ?? image.Format.ToUpperInvariant(),
        $"{image.Columns} × {image.Rows}",
        $"{image.BitsStored} bit{(image.SamplesPerPixel == 3 ? " colour" : "")}",
    });
}

/// <summary>A class with its number key; from the tenth on there is none.</summary>
public sealed record WorkbenchClass(int Index, string Name, string Color, string Pattern, string? Key)
{
    public static WorkbenchClass From(ClassDefinition definition) => new(
        definition.Index,
        definition.Name,
        definition.Color,
        definition.Pattern,
        definition.Index <= 9 ? definition.Index.ToString(CultureInfo.InvariantCulture) : null);
}
