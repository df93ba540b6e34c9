namespace Studio.Storage;

/// <summary>How a project treats identifying data of imported files.</summary>
/// <param name="Deidentifies">DICOM headers are stripped on import.</param>
/// <param name="KeepsOriginals">The imported bytes are stored too, unchanged.</param>
/// <param name="KeepsCharacteristics">Sex, age, size and weight stay in a stripped header.</param>
public sealed record ProjectPrivacy(bool Deidentifies, bool KeepsOriginals, bool KeepsCharacteristics = false);
