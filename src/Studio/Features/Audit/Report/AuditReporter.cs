using Studio.Features.Account;
using Studio.Features.BurnedIn;
using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.Features.Audit.Report;

/// <summary>Gathers what the report of an audit shows.</summary>
public sealed class AuditReporter(
    AuditReader reader, DatasetVersionStore versions, ReportStores stores, EvidencePictures evidence, TimeProvider clock)
{
    /// <summary>Findings with pictures; the others are told in words. A report of hundreds of pictures is read by nobody.</summary>
    const int MostWithPictures = 40;

    /// <summary>Pictures of a finding that is about many images.</summary>
    const int MostPictures = 6;

    /// <summary>Pixels: sharp enough for paper, small enough to be sent.</summary>
    const int LongestSide = 320;

    /// <param name="isWhole">Whether pictures are part of the report itself; else their addresses in the studio are.</param>
    /// <param name="by">Who reads it: blind reading holds here too. Null for the command line.</param>
    /// <returns>Null where nothing was audited yet.</returns>
    public async Task<AuditReport?> MakeAsync(Project project, bool isWhole, CurrentUser? by, CancellationToken cancellationToken = default)
    {
        var state = await reader.ReadAsync(project.Id, cancellationToken);
        if (state.Items.Count == 0)
            return null;
        var data = await versions.PreviewAsync(project.Id, cancellationToken);
        var hash = state.LastDone?.DataHash;
        return new AuditReport(
            project,
            await stores.Classes.ListAsync(project.Id, cancellationToken),
            data,
            !state.IsOf(data.Hash),
            (await versions.ListAsync(project.Id, cancellationToken)).FirstOrDefault(version => version.Hash == hash),
            state,
            await stores.Exclusions.ListAsync(project.Id, cancellationToken),
            (await stores.Users.ListAsync(cancellationToken)).ToDictionary(user => user.Id, user => user.Name),
            await DrawAsync(project, state, isWhole, by is { Decides: false } ? by : null, cancellationToken),
            clock.GetLocalNow(),
            StudioVersion.Text)
        {
            TestSetLooks = await stores.Looks.CountAsync(project.Id, cancellationToken),
        };
    }

    async Task<IReadOnlyDictionary<string, IReadOnlyList<ReportPicture>>> DrawAsync(
        Project project, AuditState state, bool isWhole, CurrentUser? blind, CancellationToken cancellationToken)
    {
        var drawn = new Dictionary<string, IReadOnlyList<ReportPicture>>();
        foreach (var finding in state.Items.Select(item => item.Finding).OfType<AuditFinding>().Take(MostWithPictures))
        {
            var pictures = new List<ReportPicture>();
            foreach (var picture in await evidence.ListAsync(project.Id, finding.Evidence, MostPictures, blind, cancellationToken))
                pictures.Add(new ReportPicture(picture, isWhole ? await InlineAsync(picture, cancellationToken) : $"/api/images/{picture.ImageId}/picture"));
            if (pictures.Count > 0)
                drawn[finding.Key] = pictures;
        }

        return drawn;
    }

    async Task<string> InlineAsync(EvidencePicture picture, CancellationToken cancellationToken)
    {
        var image = await stores.Images.FindAsync(picture.ImageId, cancellationToken) ?? throw new StorageException($"{picture.Name} is not in the studio any more.");
        var stored = await StoredPicture.ReadAsync(image, stores.Blobs, cancellationToken);
        return $"data:image/png;base64,{Convert.ToBase64String(stored.ToPng(LongestSide))}";
    }
}

/// <summary>Where the report's parts are stored.</summary>
public sealed record ReportStores(ClassStore Classes, UserStore Users, ImageStore Images, ImageExclusionStore Exclusions, BlobStore Blobs, TestLookStore Looks);
