namespace Studio.Features.Import.Expanding;

/// <summary>One file to look at.</summary>
/// <param name="Path">As people know it: relative to what was imported, "/" between parts, a zip counts as a folder.</param>
/// <param name="FullPath">Where its bytes are now.</param>
/// <param name="Length">In bytes.</param>
public sealed record ImportFile(string Path, string FullPath, long Length)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
