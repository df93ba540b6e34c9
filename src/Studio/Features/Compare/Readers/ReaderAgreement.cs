using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Readers;

/// <summary>
/// How well readers agree on images that two of them labelled, in the same figure that models are compared by. Of labels only
/// figures that treat both sides alike have a ceiling: IoU and Dice; of boxes best IoU and the share with a partner; of tags the
/// share of equal answers, F1 and Cohen's kappa.
/// </summary>
public sealed class ReaderAgreement(
    ReadingStore readings, AnnotationStore annotations, AlternateLabelStore alternates, ClassStore classes, BlobStore blobs)
{
    /// <summary>Of labels that came with the same picture under another name.</summary>
    const long OtherLabel = -1;

    static readonly Dictionary<ProjectTask, string[]> Metrics = new()
    {
        [ProjectTask.Segmentation] = ["iou", "dice"],
        [ProjectTask.Detection] = ["bestiou", "recall50", "precision50"],
        [ProjectTask.Classification] = ["accuracy", "f1", "kappa"],
    };

    /// <summary>Whether readers can be compared by a metric at all.</summary>
    public static bool Knows(Project project, ComparedMetric metric) => Metrics[project.Task].Contains(metric.Key);

    /// <returns>Null where no image has two readings, or the metric does not treat both sides alike.</returns>
    /// <exception cref="StorageException">A stored label is missing or damaged.</exception>
    public async Task<ReaderCeiling?> ReadAsync(
        Project project, IReadOnlyList<long> imageIds, ComparedMetric metric, CancellationToken cancellationToken = default)
    {
        if (!Knows(project, metric))
            return null;
        var known = await classes.ListAsync(project.Id, cancellationToken);
        var pairs = new ReadingPairs();
        if (project.Task == ProjectTask.Classification)
            await AddTagsAsync(pairs, project, imageIds, known, cancellationToken);
        else
            await AddLabelsAsync(pairs, project, imageIds, known, cancellationToken);
        return pairs.Images == 0 ? null : Measure(project.Task, pairs, metric, known);
    }

    static ReaderCeiling? Measure(ProjectTask task, ReadingPairs pairs, ComparedMetric metric, IReadOnlyList<ClassDefinition> classes)
    {
        var table = pairs.ToTable();
        var kind = task switch
        {
            ProjectTask.Segmentation => OutputKind.ClassMap,
            ProjectTask.Classification => OutputKind.Tags,
            _ => OutputKind.Boxes,
        };
        if (ComparedMetrics.OfAll(ComparedMetrics.Figures(kind, table, [.. classes.Select(item => item.Name)]), metric) is not { } figure)
            return null;
        var draws = ClusterDraws.Create(table.Patients.Count, ComparisonReader.Draws, ComparisonReader.Seed);
        return ClusteredBootstrap.Of(figure.Figure, draws) is { } interval
            ? new ReaderCeiling(interval.Value, interval.Low, interval.High, pairs.Readers, pairs.Images, table.Patients.Count)
            : null;
    }

    async Task AddLabelsAsync(
        ReadingPairs pairs, Project project, IReadOnlyList<long> imageIds, IReadOnlyList<ClassDefinition> classes, CancellationToken cancellationToken)
    {
        var isOutlines = project.Task == ProjectTask.Segmentation;
        var others = isOutlines
            ? (await alternates.ListAsync(project.Id, cancellationToken)).ToLookup(other => other.ImageId)
            : Enumerable.Empty<AlternateLabel>().ToLookup(other => other.ImageId);
        foreach (var image in (await readings.ListAsync(imageIds, cancellationToken)).GroupBy(reading => reading.ImageId))
        {
            List<Reading> own = [.. image];
            if (own.Count + others[image.Key].Count() < 2)
                continue;
            if (isOutlines)
                AddEachTwo(pairs, own[0], await ReadLabelsAsync(own, [.. others[image.Key]], cancellationToken), (one, other) => ReadingPairs.Overlap(one, other, classes));
            else
                AddEachTwo(pairs, own[0], await ReadBoxesAsync(own, cancellationToken), (one, other) => BoxAgreement.Of(one, other, classes));
        }
    }

    static void AddEachTwo<T>(
        ReadingPairs pairs, Reading image, IReadOnlyList<(long Reader, T Label)> labels, Func<T, T, IEnumerable<KeyValuePair<string, double>>> compare)
    {
        for (var first = 0; first < labels.Count; first++)
        {
            foreach (var (reader, label) in labels.Skip(first + 1))
                pairs.Add(image.ImageId, image.Group, labels[first].Reader, reader, compare(labels[first].Label, label));
        }
    }

    async Task<IReadOnlyList<(long Reader, byte[] Label)>> ReadLabelsAsync(
        List<Reading> own, List<AlternateLabel> others, CancellationToken cancellationToken)
    {
        var found = new List<(long, byte[])>();
        foreach (var reading in own)
            found.Add((reading.ReaderId, (await annotations.ComposeAsync(reading.AnnotationId, cancellationToken)).Labelmap.Classes.ToArray()));
        foreach (var other in others)
            found.Add((OtherLabel, await ReadAsync(other, own[0], cancellationToken)));
        return found;
    }

    async Task<byte[]> ReadAsync(AlternateLabel other, Reading image, CancellationToken cancellationToken)
    {
        if (other.LabelmapSha256 is not { } sha256)
            return new byte[image.Rows * image.Columns];
        return LabelmapPacking.TryUnpack(await blobs.ReadAllBytesAsync(sha256, cancellationToken), image.Rows, image.Columns, out var unpacked, out _)
            ? unpacked
            : throw new StorageException($"{other.Name}: its stored label is damaged. Run verify to see what else is.");
    }

    async Task<IReadOnlyList<(long Reader, IReadOnlyList<Box> Label)>> ReadBoxesAsync(List<Reading> own, CancellationToken cancellationToken)
    {
        var boxes = await readings.ListBoxesAsync([.. own.Select(reading => reading.AnnotationId)], cancellationToken);
        return [.. own.Select(reading => (reading.ReaderId, (IReadOnlyList<Box>)[.. boxes[reading.AnnotationId]]))];
    }

    /// <summary>One reader takes the place of the truth, the other of the model; the figures are the same the other way round.</summary>
    async Task AddTagsAsync(
        ReadingPairs pairs, Project project, IReadOnlyList<long> imageIds, IReadOnlyList<ClassDefinition> classes, CancellationToken cancellationToken)
    {
        foreach (var image in (await readings.ListTagsAsync(imageIds, cancellationToken)).GroupBy(reading => reading.ImageId))
        {
            var readers = image.GroupBy(reading => reading.ReaderId).Select(reader => (reader.Key, Answers: AnswersOf(project, [.. reader], classes))).ToList();
            for (var first = 0; first < readers.Count; first++)
            {
                foreach (var (reader, answers) in readers.Skip(first + 1))
                    pairs.Add(image.Key, image.First().Group, readers[first].Key, reader, TagsOf(readers[first].Answers, answers, classes));
            }
        }
    }

    static IEnumerable<KeyValuePair<string, double>> TagsOf(double[] one, double[] other, IReadOnlyList<ClassDefinition> classes) =>
        classes.SelectMany((definition, position) =>
        {
            var isBoth = !double.IsNaN(one[position] + other[position]);
            return new KeyValuePair<string, double>[]
            {
                new($"truth.{definition.Name}", isBoth ? one[position] : double.NaN),
                new($"yes.{definition.Name}", isBoth ? other[position] : double.NaN),
                new($"probability.{definition.Name}", isBoth ? other[position] : double.NaN),
            };
        });

    /// <summary>[classes]; 1, 0, or NaN where the reader said nothing. Where classes exclude each other, one that is there rules the others out.</summary>
    static double[] AnswersOf(Project project, IReadOnlyList<TagReading> said, IReadOnlyList<ClassDefinition> classes)
    {
        var rest = project.TagsExcludeEachOther && said.Any(answer => answer.IsPresent) ? 0 : double.NaN;
        return [.. classes.Select(definition => said.FirstOrDefault(answer => answer.ClassIndex == definition.Index) is { } answer ? answer.IsPresent ? 1 : 0 : rest)];
    }
}
