using System.Globalization;

namespace Studio.Training.Import;

/// <summary>An inspection as lines for a person.</summary>
static class InspectionText
{
    const int LabelWidth = 16;

    /// <summary>More frames than this are counted, not listed.</summary>
    const int MostFrames = 12;

    public static string Of(FileInspection file)
    {
        var lines = new List<string>();
        void Add(string label, string? text)
        {
            if (!string.IsNullOrEmpty(text))
                lines.Add(label.PadRight(LabelWidth) + text);
        }

        Add("Format", file.TransferSyntax is { } syntax ? $"{file.Format}, pixels {syntax.Words} ({syntax.Uid})" : file.Format);
        Add("Modality", file.Modality);
        Add("Size", Text($"{file.Columns} × {file.Rows} pixels, {file.Frames.Count} {(file.Frames.Count == 1 ? "frame" : "frames")}"));
        Add("Pixels", Kind(file));
        Add("Values", Text($"stored × {file.RescaleSlope} + {file.RescaleIntercept}"));
        Add("Spacing", file.SpacingMm is [var row, var column] ? Text($"{row} mm between rows, {column} mm between columns") : "unknown");
        foreach (var window in file.Windows)
            Add("Window", Text($"{(window.Name.Length > 0 ? window.Name + ": " : "")}center {window.Center}, width {window.Width}, {(window.Table is null ? window.Function : "table")}"));
        Add("Position", Joined(file.Position, "mm (left, posterior, superior)"));
        Add("Orientation", Joined(file.Orientation, "(along a row, along a column)"));
        if (file.TransferSyntax is not null)
            Add("Patient", file.PatientLevelData.Count > 0 ? "after de-identification: " + string.Join(", ", file.PatientLevelData.Select(fact => $"{fact.Keyword} {fact.Value}")) : "nothing is left after de-identification");
        Add("Note", file.BurnedInRisk);
        foreach (var warning in file.Warnings)
            Add("Note", warning);
        for (var i = 0; i < Math.Min(MostFrames, file.Frames.Count); i++)
            Add($"Frame {i + 1}", Text($"{file.Frames[i].Min} to {file.Frames[i].Max}, SHA-256 {file.Frames[i].Sha256}"));
        if (file.Frames.Count > MostFrames)
            Add("", Text($"… and {file.Frames.Count - MostFrames} more frames; --json lists all"));
        return string.Join(Environment.NewLine, lines);
    }

    static string Kind(FileInspection file)
    {
        var numbers = file.IsFloat ? "floating point" : file.Signed ? "signed" : "unsigned";
        return Text($"{file.Photometric}, {file.SamplesPerPixel} {(file.SamplesPerPixel == 1 ? "sample" : "samples")} per pixel, {file.BitsStored} of {file.BitsAllocated} bits, {numbers}");
    }

    static string? Joined(IReadOnlyList<double>? numbers, string unit) => numbers is null
        ? null
        : string.Join(", ", numbers.Select(number => number.ToString("0.######", CultureInfo.InvariantCulture))) + " " + unit;

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
