using System.Globalization;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Storage;

namespace Studio.Features.Sample;

/// <summary>The sample and what its import gave.</summary>
public sealed record SampleCreation(Project Project, ImportReport Report);

/// <summary>
/// A project of generated pictures, to try the whole way from labelling to a model in minutes. Its files go through the
/// same import as everybody's.
/// </summary>
public sealed class SampleProject(ImportStores stores, ImportRunner runner)
{
    public const string Name = "Sample: lesions and implants";

    const string Description =
        "Generated pictures of 20 made-up patients, half DICOM, half PNG. One patient is left for you to label.";

    /// <summary>Creates the sample; one that is there already is completed, not doubled.</summary>
    /// <param name="tracker">Shows how far it is, and can cancel it.</param>
    /// <param name="createdBy">Whoever asked for it.</param>
    public async Task<SampleCreation> CreateAsync(ImportTracker tracker, long? createdBy = null)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        var cancellation = tracker.Cancelled;
        var project = await FindAsync(cancellation)
            ?? await stores.Projects.CreateAsync(Name, Description, ProjectTask.Segmentation, isSample: true, cancellation);
        var folder = Path.Combine(stores.Folder.Staging, string.Create(CultureInfo.InvariantCulture, $"sample-{Guid.NewGuid():N}"));
        try
        {
            tracker.Begin(ImportStage.Finding);
            await Task.Run(() => PhantomFiles.Write(folder, cancellation), cancellation);
            var request = new ImportRequest
            {
                ProjectId = project.Id,
                Source = folder,
                Patients = @"regex:(?<patient>P\d+)/",
                ClassNames = ["Lesion", "Implant"],
                Consent = MaskConsent.TakeClassNumbers,
                CreatedBy = createdBy,
            };
            var batch = await stores.Batches.CreateAsync(project.Id, total: 0, createdBy, cancellation);
            return new SampleCreation(project, await runner.RunAsync(batch, request, tracker, CancellationToken.None));
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sample of this data folder, or null.</summary>
    public async Task<Project?> FindAsync(CancellationToken cancellation = default) =>
        (await stores.Projects.ListAsync(cancellation)).FirstOrDefault(summary => summary.Project.IsSample)?.Project;
}
