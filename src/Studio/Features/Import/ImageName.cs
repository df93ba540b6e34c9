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
        var stem = Stem(path.AsSpan(path.LastIndexOf('/') + 1)).ToString();
        return frameCount == 1 ? stem : $"{stem} · {frameIndex + 1}";
    }

    /// <summary>A file's name, which may stand behind folders, without the extension of a picture.</summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^".gz".Length];
        var extension = Path.GetExtension(name);
        return Extensions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(extension) ? name[..^extension.Length] : name;
    }
}
