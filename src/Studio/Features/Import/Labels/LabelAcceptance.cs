using Studio.Contracts.Import;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>Stores staged labels once the meaning of their names is settled.</summary>
sealed class LabelAcceptance(BatchRun run, ImportStores stores)
{
    const int TagsPerWrite = 500;

    /// <summary>Class index of each name; names that are left out are missing.</summary>
    readonly Dictionary<string, int> classes = new(StringComparer.Ordinal);

    /// <summary>What is stored stays when it is cancelled; a new import stores nothing twice.</summary>
    public async Task AcceptAsync(StagedLabels staged, LabelNamePlan plan, CancellationToken cancellation)
    {
        await SettleAsync(plan, cancellation);
        var images = staged.Images.GroupBy(labels => labels.ImageId).ToList();
        run.Tracker.Begin(ImportStage.StoringLabels, images.Count + staged.Tags.Count);
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            await StoreAsync([.. image]);
            run.Tracker.Finish(0, null);
        }

        await StoreTagsAsync(staged.Tags, cancellation);
        await stores.Images.SetCategoriesAsync(run.Batch.ProjectId, staged.Categories, cancellation);
        foreach (var file in staged.Files)
            await run.RecordAsync(file.Position, new ImportItem(file.Path, ImportFate.Imported, "", null));
    }

    /// <summary>Adds the classes that the plan names and the project does not have.</summary>
    async Task SettleAsync(LabelNamePlan plan, CancellationToken cancellation)
    {
        foreach (var (name, className) in plan.ClassOfName.Where(entry => entry.Value.Length > 0))
            classes[name] = (await stores.Classes.AddAsync(run.Batch.ProjectId, className, cancellation)).Index;
    }

    async Task StoreAsync(IReadOnlyList<StagedImageLabels> labels)
    {
        try
        {
            await StoreBoxesAsync(labels);
            await StoreShapesAsync(labels);
        }
        catch (StorageException refused) when (refused is not StorageFullException)
        {
            run.Labels.AddProblem(labels[0].File, "", refused.Message, labels[0].ImageId);
        }
    }

    /// <summary>Nothing is stored where every box has a name that is left out: that does not mean that nothing is there.</summary>
    async Task StoreBoxesAsync(IReadOnlyList<StagedImageLabels> labels)
    {
        var stated = labels.Where(item => item.Boxes is not null).SelectMany(item => item.Boxes!).ToList();
        var boxes = stated.Where(box => classes.ContainsKey(box.Name))
            .Select(box => new Box(classes[box.Name], box.Left, box.Top, box.Right, box.Bottom)).Distinct().ToList();
        if (labels.All(item => item.Boxes is null) || (boxes.Count == 0 && stated.Count > 0))
            return;
        await stores.Boxes.ImportAsync(labels[0].ImageId, boxes, ImageState.Accepted);
        run.Labels.Boxes += boxes.Count;
    }

    async Task StoreShapesAsync(IReadOnlyList<StagedImageLabels> labels)
    {
        var stated = labels.Where(item => item.Shapes is not null).SelectMany(item => item.Shapes!).ToList();
        var shapes = stated.Where(shape => classes.ContainsKey(shape.Name)).Select(shape => (shape, (byte)classes[shape.Name])).ToList();
        if (labels.All(item => item.Shapes is null) || (shapes.Count == 0 && stated.Count > 0))
            return;
        var composed = ShapeLabelmap.Compose(shapes, labels[0].Rows, labels[0].Columns);
        run.Labels.AddProblems(labels.First(item => item.Shapes is not null).File, await NameImageAsync(composed.Findings, labels[0].ImageId), labels[0].ImageId);
        await stores.Annotations.ImportAsync(labels[0].ImageId, composed.Labelmap, ImageState.Accepted);
        run.Labels.Outlines++;
    }

    /// <summary>A finding about the picture as a whole says which one.</summary>
    async Task<IReadOnlyList<LabelFinding>> NameImageAsync(IReadOnlyList<LabelFinding> findings, long imageId)
    {
        if (findings.All(finding => finding.Where.Length > 0))
            return findings;
        var image = await stores.Images.FindAsync(imageId);
        return [.. findings.Select(finding => finding.Where.Length > 0 ? finding : finding with { Where = $"image {image?.Name}" })];
    }

    async Task StoreTagsAsync(IReadOnlyList<StagedTag> tags, CancellationToken cancellation)
    {
        var kept = tags.Where(tag => classes.ContainsKey(tag.Name))
            .Select(tag => new NewTag(tag.Scope, tag.SubjectId, classes[tag.Name], tag.IsPresent))
            .DistinctBy(tag => (tag.Scope, tag.SubjectId, tag.ClassIndex));
        foreach (var group in kept.Chunk(TagsPerWrite))
        {
            cancellation.ThrowIfCancellationRequested();
            await stores.Tags.ImportAsync(run.Batch.ProjectId, group, ImageState.Accepted, cancellation);
            run.Labels.Tags += group.Length;
            foreach (var _ in group)
                run.Tracker.Finish(0, null);
        }
    }
}
