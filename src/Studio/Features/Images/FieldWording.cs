using System.Globalization;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>Values of columns as people read them.</summary>
public static class FieldWording
{
    const double Large = 1000;

    /// <summary>At most three digits after the point; none of a large number.</summary>
    public static string Number(double number) => Math.Abs(number) >= Large
        ? number.ToString("0", CultureInfo.InvariantCulture)
        : number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Source(FieldSource source) => source switch
    {
        FieldSource.Measured => "measured on the pixels",
        FieldSource.Dicom => "from the DICOM header",
        FieldSource.Table => "from a table",
        _ => "written by hand",
    };
}
