using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>Reads the label files of a batch and finds out what each label belongs to.</summary>
sealed class LabelIntake(BatchRun run, FoundFiles found, ProjectTask task, LabelTargets targets, LabelSubjects subjects)
{
    readonly List<StagedLabelFile> files = [];
    readonly List<StagedImageLabels> images = [];
    readonly Dictionary<long, string> vocOfImage = [];

    /// <summary>Reads every file. Those that give nothing are listed with their reason, the others are staged.</summary>
    public async Task<StagedLabels> ReadAsync(CancellationToken cancellation)
    {
        var parsed = new List<(LabelFile Label, int Position, object Content)>();
        for (var index = 0; index < found.Labels.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var label = found.Labels[index];
            var (content, fault) = Parse(label);
            if (fault is null)
                parsed.Add((label, found.PositionOfLabel(index), content));
            else
                await run.RecordAsync(found.PositionOfLabel(index), new ImportItem(label.File.Path, ImportFate.Rejected, fault, null));
            run.Tracker.Finish(label.File.Length, null);
        }

        // Within one source a name stands for one picture; several sources may speak about the same one.
        targets.Match(parsed.Where(entry => entry.Content is VocAnnotation).SelectMany(entry => NamesOf(entry.Label, entry.Content)));
        foreach (var entry in parsed.Where(entry => entry.Content is not VocAnnotation))
            targets.Match(NamesOf(entry.Label, entry.Content));
        targets.Match(parsed.Where(entry => entry.Content is VocAnnotation voc && targets.Find(NameOf(entry.Label, voc)) is null).Select(entry => entry.Label.File.Path));
        var tags = new TagIntake(run, targets, subjects);
        foreach (var (label, position, content) in parsed)
        {
            var refusal = content switch
            {
                VocAnnotation voc => Stage(voc, label),
                CocoDataset coco => Stage(coco, label.File.Path),
                _ => tags.Stage((TagTable)content, label.File.Path),
            };
            if (refusal is null)
                files.Add(new StagedLabelFile(label.File.Path, position));
            else
                await run.RecordAsync(position, new ImportItem(label.File.Path, refusal.Value.Fate, refusal.Value.Reason, null));
        }

        return new StagedLabels(files, images, tags.Staged) { Categories = tags.Categories };
    }

    static (object Content, string? Fault) Parse(LabelFile label)
    {
        try
        {
            using var stream = File.OpenRead(label.File.FullPath);
            switch (label.Kind)
            {
                case LabelFileKind.Voc:
                    var voc = VocReader.Read(stream);
                    return (voc, voc.Fault);
                case LabelFileKind.Coco:
                    var coco = CocoReader.Read(stream);
                    return (coco, coco.Fault);
                default:
                    var tags = TagTableReader.Read(stream);
                    return (tags, tags.Fault);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (label, "The file cannot be read from the disk. Copy it again and import it again.");
        }
    }

    static IEnumerable<string> NamesOf(LabelFile label, object content) => content switch
    {
        VocAnnotation voc => [NameOf(label, voc)],
        CocoDataset coco => coco.Images.Select(image => image.FileName),
        TagTable { Subject: TagSubjectKind.File } tags => tags.Statements.Select(statement => statement.Subject).Concat(tags.Categories.Select(statement => statement.Subject)),
        _ => [],
    };

    /// <summary>A VOC file names its picture without folders; those of the file itself tell equal names apart.</summary>
    static string NameOf(LabelFile label, VocAnnotation voc)
    {
        var path = label.File.Path;
        return voc.FileName is { } name ? path[..(path.LastIndexOf('/') + 1)] + name[(name.LastIndexOfAny(['/', '\\']) + 1)..] : path;
    }

    (ImportFate Fate, string Reason)? Stage(VocAnnotation voc, LabelFile label)
    {
        var path = label.File.Path;
        var name = NameOf(label, voc);
        if ((targets.Find(name) ?? targets.Find(path)) is not { } image)
            return (ImportFate.Skipped, targets.ReasonFor(name));
        if (FindMisfit(image, voc.Rows, voc.Columns) is { } misfit)
            return (ImportFate.Rejected, misfit);
        if (!vocOfImage.TryAdd(image.Id, path))
            return (ImportFate.Skipped, $"Its picture is the same as that of {vocOfImage[image.Id]}, whose boxes were taken.");
        run.Labels.AddProblems(path, voc.Findings, image.Id);
        var boxes = FitBoxes(voc.Boxes, image, path);
        var isUnsure = boxes.Count == 0 && voc.Boxes.Count + voc.Findings.Count > 0;
        if (isUnsure)
            return (ImportFate.Skipped, "No box of it could be used, see what was left out.");
        images.Add(new StagedImageLabels(image.Id, image.Rows, image.Columns, path, boxes, null));
        return null;
    }

    (ImportFate Fate, string Reason)? Stage(CocoDataset coco, string path)
    {
        run.Labels.AddProblems(path, coco.Findings);
        var hasAreas = coco.Images.Any(image => image.Annotations.Any(annotation => annotation.Shape is not null));
        var missing = new List<string>();
        foreach (var item in coco.Images)
        {
            if (targets.Find(item.FileName) is not { } image)
                missing.Add(item.FileName);
            else if (FindMisfit(image, item.Rows, item.Columns) is { } misfit)
                run.Labels.AddProblem(path, $"image {item.FileName}", misfit, image.Id);
            else
                images.Add(Stage(item, image, path, hasAreas));
        }

        if (missing.Count == coco.Images.Count)
            return (ImportFate.Skipped, $"None of its {missing.Count} pictures is in the project.");
        if (missing.Count > 0)
        {
            var rest = missing.Count > 5 ? $" and {missing.Count - 5} more" : "";
            run.Labels.AddProblem(path, "", $"{missing.Count} of its {coco.Images.Count} pictures are not in the project: {string.Join(", ", missing.Take(5))}{rest}.");
        }

        return null;
    }

    /// <summary>In a detection project the box of an outlined object is wanted too; elsewhere its area says more.</summary>
    StagedImageLabels Stage(CocoImage item, ImageRecord image, string path, bool hasAreas)
    {
        var wantsAllBoxes = task == ProjectTask.Detection;
        var boxes = item.Annotations.Where(annotation => annotation.Box is not null && (annotation.Shape is null || wantsAllBoxes)).Select(annotation => annotation.Box!).ToList();
        var fitting = FitBoxes(boxes, image, path);
        var shapes = item.Annotations.Select(annotation => annotation.Shape).OfType<LabelShape>().ToList();
        var isEmpty = item.Annotations.Count == 0;
        return new StagedImageLabels(
            image.Id,
            image.Rows,
            image.Columns,
            path,
            fitting.Count > 0 || (isEmpty && (wantsAllBoxes || !hasAreas)) ? fitting : null,
            shapes.Count > 0 || (isEmpty && hasAreas) ? shapes : null);
    }

    List<LabelBox> FitBoxes(IReadOnlyList<LabelBox> boxes, ImageRecord image, string path)
    {
        var fitting = new List<LabelBox>();
        var seen = new HashSet<LabelBox>();
        foreach (var box in boxes)
        {
            var fit = box.FitInto(image.Rows, image.Columns, out var finding);
            if (finding is not null)
                run.Labels.AddProblem(path, finding.Where, finding.Reason, image.Id);
            if (fit is not null && !seen.Add(fit with { Where = "" }))
                run.Labels.AddProblem(path, fit.Where, $"The same box \"{fit.Name}\" occurs twice. It was taken once.", image.Id);
            else if (fit is not null)
                fitting.Add(fit);
        }

        return fitting;
    }

    string? FindMisfit(ImageRecord image, int? rows, int? columns)
    {
        if (targets.FramesOf(image).Count is > 1 and var frames)
            return $"{image.Name} has {frames} frames, and the labels do not say which one they are for. They were not imported.";
        return (rows ?? image.Rows) == image.Rows && (columns ?? image.Columns) == image.Columns
            ? null
            : $"The labels are for a picture of {columns}×{rows}, {image.Name} has {image.Columns}×{image.Rows}. They were not imported.";
    }
}
