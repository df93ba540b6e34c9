using System.Security.Cryptography;
using Studio.Contracts.Import;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Training.Import;

/// <summary>The <c>--json</c> answer of inspect: what a file holds, as it is before the studio changes anything.</summary>
/// <param name="TransferSyntax">Null for files that are not DICOM.</param>
/// <param name="BitsAllocated">Bits that a sample takes in the file.</param>
/// <param name="IsFloat">Whether samples are floating-point numbers.</param>
/// <param name="Photometric">As a DICOM file names it; MONOCHROME1, MONOCHROME2 or RGB for other files.</param>
/// <param name="SpacingMm">Distance of rows, then of columns; null when unknown.</param>
/// <param name="Windows">Over rescaled values; display tables of the file come last.</param>
/// <param name="Position">Centre of the first pixel of the first frame: millimetres towards left, posterior, superior.</param>
/// <param name="Orientation">Directions of growing column and row index, three numbers each.</param>
/// <param name="PatientLevelData">What the header still says of the patient after de-identification, as an import does it.</param>
/// <param name="BurnedInRisk">Why the patient may be named or shown in the picture; null for no sign of it.</param>
sealed record FileInspection(
    string Format,
    InspectedSyntax? TransferSyntax,
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BitsAllocated,
    int BitsStored,
    bool Signed,
    bool IsFloat,
    string Photometric,
    string? Modality,
    double RescaleSlope,
    double RescaleIntercept,
    IReadOnlyList<double>? SpacingMm,
    IReadOnlyList<WindowPreset> Windows,
    IReadOnlyList<double>? Position,
    IReadOnlyList<double>? Orientation,
    IReadOnlyList<PatientFact> PatientLevelData,
    string? BurnedInRisk,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<InspectedFrame> Frames)
{
    const int KeyBytes = 32;

    public static FileInspection Of(DecodedFile file)
    {
        var facts = file.Facts;
        var dicom = DicomSummary.Of(file);

        // Nothing of the pseudonyms is shown, so any key will do.
        var header = DicomHeader.Of(file, new DeIdentifier(RandomNumberGenerator.GetBytes(KeyBytes)));
        var plane = facts.PerFrame is [{ Plane: { } first }, ..] ? first : null;
        return new FileInspection(
            facts.Format,
            dicom is null ? null : new InspectedSyntax(dicom.TransferSyntaxUid, dicom.TransferSyntaxWords),
            facts.Layout.Rows,
            facts.Layout.Columns,
            facts.Layout.SamplesPerPixel,
            dicom?.BitsAllocated ?? (8 * facts.Layout.BytesPerSample),
            facts.Layout.BitsStored,
            facts.Layout.IsSigned,
            facts.Layout.IsFloat,
            dicom?.Photometric ?? facts.Photometric.ToString().ToUpperInvariant(),
            facts.Modality,
            facts.RescaleSlope,
            facts.RescaleIntercept,
            facts.PixelSpacing is { } spacing ? [spacing.RowMm, spacing.ColumnMm] : null,
            FrameReply.Windows(facts),
            plane is null ? null : plane.Position.ToArray(),
            plane is null ? null : [.. plane.RowDirection.ToArray(), .. plane.ColumnDirection.ToArray()],
            header?.Report?.PatientFacts ?? [],
            header?.BurnedInRisk,
            facts.Warnings,
            [.. file.Frames.Select(frame => InspectedFrame.Of(frame, file.Frames.Count == 1 ? facts.Statistics : SampleStatistics.Measure([frame])))]);
    }
}

/// <summary>How a DICOM file stores its pixels; the words complete "The pixels are …".</summary>
sealed record InspectedSyntax(string Uid, string Words);

/// <summary>One frame's decoded samples at the file's own depth: interleaved, little endian, before rescale and display.</summary>
sealed record InspectedFrame(string Sha256, double Min, double Max)
{
    public static InspectedFrame Of(RasterImage frame, SampleStatistics range) =>
        new(Convert.ToHexStringLower(SHA256.HashData(frame.Samples)), range.Minimum, range.Maximum);
}
