using System.Globalization;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>Where an NRRD grid lies: space, directions and origin of its header.</summary>
internal static class NrrdSpace
{
    /// <summary>Null where the header does not say how the grid lies in the patient.</summary>
    public static VoxelGeometry? Of(NrrdHeader header, NrrdAxes axes)
    {
        if (header.Find("space directions") is not { } directions || Handed(header.Find("space")) is not { } signs || axes.Spatial.Count != 3)
        {
            return null;
        }

        PatientVector?[] vectors = [.. Vectors(directions)];
        PatientVector? origin = header.Find("space origin") is { } text ? Vectors(text) is [var first, ..] ? first : null : default(PatientVector);
        double scale = Millimetres(header);
        PatientVector ToPatient(PatientVector? vector) => new PatientVector(
            (vector?.Left ?? double.NaN) * signs.Left, (vector?.Posterior ?? double.NaN) * signs.Posterior, vector?.Superior ?? double.NaN) * scale;
        var geometry = new VoxelGeometry(
            ToPatient(origin),
            ToPatient(vectors[axes.Spatial[0]]),
            ToPatient(vectors[axes.Spatial[1]]),
            ToPatient(vectors[axes.Spatial[2]]));
        return geometry.IsUsable ? geometry : null;
    }

    /// <summary>Spacing of the second and first axis in space; null where it is not given.</summary>
    public static PixelSpacing? SpacingOf(NrrdHeader header, NrrdAxes axes)
    {
        double scale = Millimetres(header);
        double[] steps = header.Find("space directions") is { } directions
            ? [.. Vectors(directions).Select(vector => vector?.Length ?? double.NaN)]
            : [.. (header.Find("spacings") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        if (steps.Length != axes.Sizes.Count)
        {
            return null;
        }

        double columns = steps[axes.Spatial[0]] * scale;
        double rows = steps[axes.Spatial[1]] * scale;
        return double.IsFinite(columns) && double.IsFinite(rows) && columns > 0 && rows > 0 ? new PixelSpacing(rows, columns) : null;
    }

    /// <summary>Vectors such as "(1,0,0) none (0,1,0)"; null for "none" and what is no vector of two or three numbers.</summary>
    public static IReadOnlyList<PatientVector?> Vectors(string text)
    {
        var vectors = new List<PatientVector?>();
        foreach (string part in text.Replace("(", " (", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            double[] numbers = part.StartsWith('(') && part.EndsWith(')') ? [.. part[1..^1].Split(',').Select(Number)] : [];
            vectors.Add(numbers.Length is 2 or 3 ? new PatientVector(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : 0) : null);
        }

        return vectors;
    }

    /// <summary>Factors from the axes of the space to left and posterior; null for spaces that say nothing of the patient.</summary>
    private static (int Left, int Posterior)? Handed(string? space) => space?.ToLowerInvariant() switch
    {
        "left-posterior-superior" or "lps" or "left-posterior-superior-time" or "lpst" => (1, 1),
        "right-anterior-superior" or "ras" or "right-anterior-superior-time" or "rast" => (-1, -1),
        "left-anterior-superior" or "las" or "left-anterior-superior-time" or "last" => (1, -1),
        _ => null,
    };

    /// <summary>Length of the first unit of space; millimetres where the file does not say.</summary>
    private static double Millimetres(NrrdHeader header)
    {
        string unit = (header.Find("space units") ?? header.Find("units") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return unit.Trim('"').ToLowerInvariant() switch
        {
            "m" or "meter" or "metre" => 1000,
            "cm" => 10,
            "um" or "µm" or "micron" => 0.001,
            _ => 1,
        };
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
