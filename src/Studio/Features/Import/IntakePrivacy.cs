using Studio.Contracts.Import;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>What an import does with identifying data, as the project says.</summary>
/// <param name="Options">For the process that reads the files; null keeps DICOM headers as they are.</param>
/// <param name="KeepsOriginals">Whether the imported bytes are stored too.</param>
sealed record IntakePrivacy(PrivacyOptions? Options, bool KeepsOriginals)
{
    public static async Task<IntakePrivacy> OfAsync(ProjectStore projects, long projectId, CancellationToken cancellation)
    {
        var privacy = await projects.GetPrivacyAsync(projectId, cancellation);
        var options = privacy.Deidentifies
            ? new PrivacyOptions(Convert.ToBase64String(await projects.GetPseudonymKeyAsync(projectId, cancellation)), privacy.KeepsCharacteristics)
            : null;
        return new IntakePrivacy(options, privacy.KeepsOriginals);
    }
}
