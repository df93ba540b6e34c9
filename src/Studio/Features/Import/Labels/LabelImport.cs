using Studio.Contracts.Import;

namespace Studio.Features.Import.Labels;

/// <summary>Boxes, areas and tags of a batch, once its pictures are stored.</summary>
sealed class LabelImport(BatchRun run, ImportStores stores)
{
    /// <summary>Reads the label files and stores what is clear; what is not waits in the batch's folder.</summary>
    /// <param name="found">The files of the batch.</param>
    /// <param name="pictures">Path of every picture that is in the project now → image.</param>
    /// <param name="cancellation">What is stored stays.</param>
    public async Task ReadAsync(FoundFiles found, IReadOnlyDictionary<string, long> pictures, CancellationToken cancellation)
    {
        if (found.Labels.Count == 0)
            return;
        run.Tracker.Begin(ImportStage.ReadingLabels, found.Labels.Count, found.Labels.Sum(label => label.File.Length));
        var project = await stores.Projects.FindAsync(run.Batch.ProjectId, cancellation) ?? throw new ImportProblemException("The project of this import does not exist any more.");
        var targets = new LabelTargets(pictures, await stores.Images.ListAsync(project.Id, cancellation));
        var subjects = await LabelSubjects.ReadAsync(stores, project.Id, cancellation);
        var intake = new LabelIntake(run, found, project.Task, targets, subjects);
        var staged = await Task.Run(() => intake.ReadAsync(cancellation), cancellation);
        var classes = await stores.Classes.ListAsync(project.Id, cancellation);
        var (plan, proposals) = LabelNamePlanner.Decide(staged.CountNames(), classes, run.Request);
        run.Labels.Proposals = proposals;
        if (plan is null)
            run.Folder.WriteLabels(staged);
        else
            await new LabelAcceptance(run, stores).AcceptAsync(staged, plan, cancellation);
    }

    /// <summary>Stores labels that waited for classes.</summary>
    public async Task AcceptAsync(LabelNamePlan plan, CancellationToken cancellation)
    {
        var staged = run.Folder.ReadLabels();
        run.NameLabels(staged.Files.Select(file => file.Path));
        await new LabelAcceptance(run, stores).AcceptAsync(staged, plan, cancellation);
        run.Labels.Proposals = [];
        run.Folder.DropNames();
    }
}
