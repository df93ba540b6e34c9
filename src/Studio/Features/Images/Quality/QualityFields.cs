using System.Collections.Concurrent;
using System.Threading.Channels;
using Studio.Features.Audit;
using Studio.Features.Import;
using Studio.Imaging.Quality;
using Studio.Storage;

namespace Studio.Features.Images.Quality;

/// <param name="Done">Images that were measured, of those that lacked a measure.</param>
public sealed record QualityProgress(int Done, int Total);

/// <summary>
/// Measures pictures in the background and fills the columns of measures: after each import, when the studio starts, and when
/// somebody asks. One picture at a time on a thread of its own, so that pages stay quick.
/// </summary>
public sealed partial class QualityFields(
    MeasuredFieldStore measured, FieldStore fields, MeasureStore measures, StoredPictures pictures, ProjectStore projects, ILogger<QualityFields> logger)
    : BackgroundService, IImportFollower
{
    /// <summary>Stored at once; what is stored need not be measured again after an interruption.</summary>
    const int Group = 256;

    readonly Channel<(long ProjectId, bool Restores)> queue = Channel.CreateUnbounded<(long, bool)>();
    readonly ConcurrentDictionary<long, QualityProgress> progress = new();

    /// <summary>Looks for images of a project that were not measured yet. Cheap when there is none.</summary>
    /// <param name="restores">Whether columns come back that somebody took away.</param>
    public void Request(long projectId, bool restores = false)
    {
        if (progress.TryAdd(projectId, new QualityProgress(0, 0)) || restores)
            queue.Writer.TryWrite((projectId, restores));
    }

    public void OnImportEnded(long projectId) => Request(projectId);

    /// <summary>How far the measuring of a project is, from when it was asked for; null when nothing is to do. 0 of 0: not begun.</summary>
    public QualityProgress? Watch(long projectId) => progress.GetValueOrDefault(projectId);

    /// <summary>Measures what is missing, now.</summary>
    /// <returns>Images that were measured.</returns>
    public async Task<int> CompleteAsync(long projectId, bool restores, CancellationToken cancellationToken)
    {
        var columns = await measured.GetOrCreateAsync(projectId, restores, cancellationToken);
        var total = await measured.CountLackingAsync(projectId, columns, cancellationToken);
        var (done, looked, after) = (0, 0, 0L);
        while (await measured.ListLackingAsync(projectId, columns, after, Group, cancellationToken) is { Count: > 0 } group)
        {
            after = group[^1].ImageId;
            var (known, before) = (await measures.ListAsync(group, cancellationToken), looked);
            var made = await Task.Factory.StartNew(
                () => Measure(group, known, count => progress[projectId] = new QualityProgress(before + count, total), cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            await measures.SaveAsync(made, cancellationToken);
            foreach (var column in columns)
            {
                var measure = PictureMeasures.Quality.FirstOrDefault(known => known.Name == column.Element);
                if (measure is not null)
                    await fields.SetAsync(column, made.ConvertAll(entry => new FieldValue(entry.Picture.ImageId, measure.Of(entry.Fact), null)), cancellationToken);
            }

            looked += group.Count;
            done += made.Count;
        }

        return done;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var summary in await projects.ListAsync(stoppingToken))
            Request(summary.Project.Id);
        await foreach (var (projectId, restores) in queue.Reader.ReadAllAsync(stoppingToken))
            await RunAsync(projectId, restores, stoppingToken);
    }

#pragma warning disable CA1031 // What fails for one project must not end the measuring of the others; it is logged.
    async Task RunAsync(long projectId, bool restores, CancellationToken stopping)
    {
        try
        {
            // An import may have ended meanwhile.
            while (await CompleteAsync(projectId, restores, stopping) > 0)
                restores = false;
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            LogFailed(projectId, problem.GetType().Name, problem.StackTrace);
        }
        finally
        {
            progress.TryRemove(projectId, out _);
        }
    }
#pragma warning restore CA1031

    List<(PictureSource Picture, PictureMeasures Fact)> Measure(
        IReadOnlyList<PictureSource> group, IReadOnlyDictionary<long, PictureMeasures> known, Action<int> tell, CancellationToken cancellationToken)
    {
        var made = new List<(PictureSource, PictureMeasures)>(group.Count);
        foreach (var (place, picture) in group.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.TryGetValue(picture.ImageId, out var fact) || TryMeasure(picture, out fact))
                made.Add((picture, fact));
            tell(place + 1);
        }

        return made;
    }

    /// <summary>A picture whose pixels are damaged has no measure; the others get theirs.</summary>
    bool TryMeasure(PictureSource picture, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PictureMeasures? fact)
    {
        try
        {
            fact = PictureMeasures.Of(pictures.Read(picture), picture.IsMonochrome1, picture.RescaleSlope, picture.RescaleIntercept);
            return true;
        }
        catch (StorageException)
        {
            LogDamaged(picture.ImageId);
            fact = null;
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Measuring the images of project {ProjectId} failed with {Kind}: {Stack}")]
    partial void LogFailed(long projectId, string kind, string? stack);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image {ImageId} was not measured: its pixels are missing or damaged.")]
    partial void LogDamaged(long imageId);
}
