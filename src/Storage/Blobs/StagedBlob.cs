namespace Studio.Storage;

/// <summary>A file of the data folder (staging, work) that becomes a blob; the caller has hashed it.</summary>
/// <param name="Path">Gone once it is stored.</param>
public sealed record StagedBlob(string Path, string Sha256, long Length);
