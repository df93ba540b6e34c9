namespace Studio.Features.Import;

/// <summary>The name people see for a picture.</summary>
public static class ImageName
{
    static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".nii", ".nrrd", ".npz", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pgm", ".ppm", ".pnm", ".pbm", ".bmp", ".dcm", ".dicom", ".ima",
    };

    /// <summary>
    /// The file's name without the extension of a picture. Other dots stay: DICOM files are often named by a UID.
    /// Frames of a file with several are numbered from 1.
    /// </summary>
    public static string Of(string path, int frameIndex = 0, int frameCount = 1)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^".gz".Length];
        var stem = Extensions.Contains(Path.GetExtension(name)) ? Path.GetFileNameWithoutExtension(name) : name;
        return frameCount == 1 ? stem : $"{stem} · {frameIndex + 1}";
    }
}
