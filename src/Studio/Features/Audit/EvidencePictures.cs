using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Label;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>A picture of a finding, ready to be drawn.</summary>
/// <param name="Patient">Empty where it is not known.</param>
/// <param name="Part">As the audit found it; null where it takes no part in versions, or nobody looked.</param>
public sealed record EvidencePicture(
    long ImageId,
    string Name,
    string Patient,
    Split? Part,
    int Rows,
    int Columns,
    string Thumbnail,
    IReadOnlyList<ClassOutline> Outlines,
    IReadOnlyList<AuditMark> Marks);

/// <summary>Looks up what a finding's evidence shows.</summary>
public sealed class EvidencePictures(ImageBrowser browser)
{
    /// <param name="most">Pictures at most, the first ones.</param>
    /// <param name="reader">Where an image is read blind this person sees no other's label; null: who decides, and the report.</param>
    public async Task<IReadOnlyList<EvidencePicture>> ListAsync(
        long projectId, AuditEvidence evidence, int most, CurrentUser? reader = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AuditPicture> wanted = evidence.Pictures.Count > 0
            ? [.. evidence.Pictures.Take(most)]
            : [.. evidence.ImageIds.Zip(evidence.Images).Take(most).Select(image => new AuditPicture(image.First, image.Second, "", null))];
        if (wanted.Count == 0)
            return [];
        var filter = new ImageFilter { ProjectId = projectId, ImageIds = [.. wanted.Select(picture => picture.ImageId).Distinct()], Reader = reader?.Id };
        var found = (await browser.GetPageAsync(filter, 0, wanted.Count, cancellationToken)).Items.ToDictionary(image => image.Id);
        return [.. wanted.Where(picture => found.ContainsKey(picture.ImageId)).Select(picture => Join(picture, found[picture.ImageId], isFromEvidence: evidence.Pictures.Count > 0))];
    }

    static EvidencePicture Join(AuditPicture picture, ImageListItem image, bool isFromEvidence) => new(
        image.Id,
        picture.Name,
        isFromEvidence ? picture.Patient : image.PatientKey ?? "",
        picture.Part,
        image.Rows,
        image.Columns,
        ImageEndpoints.ThumbnailUrl(image.Id, image.ThumbnailSha256),
        picture.Outlines ?? image.Outlines,
        picture.Marks);
}
