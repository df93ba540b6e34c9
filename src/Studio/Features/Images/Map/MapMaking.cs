using System.Diagnostics;
using Studio.Imaging.Embedding;
using Studio.Storage;

namespace Studio.Features.Images.Map;

/// <summary>Makes the maps of projects in the background, one at a time for a project; a page that is left does not end it.</summary>
public sealed partial class MapMaking(ImageStore images, PlaceStore places, DescriptorStore descriptors, Describing describing, ILogger<MapMaking> logger)
{
    /// <summary>Maps are made with one seed, so that a map made again of the same images is the same map.</summary>
    const int Seed = 1;

    readonly Lock gate = new();
    readonly Dictionary<long, MapWork> works = [];

    /// <summary>What goes on now or ended last; null where nothing was done since the studio started.</summary>
    public MapWork? Find(long projectId)
    {
        lock (gate)
            return works.GetValueOrDefault(projectId);
    }

    /// <summary>Goes on with what is being done where something is.</summary>
    /// <param name="anew">False puts images without a place on the map there is.</param>
    public MapWork Start(long projectId, bool anew)
    {
        lock (gate)
        {
            if (works.TryGetValue(projectId, out var before))
            {
                if (before.Outcome is null)
                    return before;
                before.Dispose();
            }

            var work = works[projectId] = new MapWork(anew);
            work.Start(cancellation => RunAsync(projectId, work, cancellation));
            return work;
        }
    }

    async Task<MapOutcome> RunAsync(long projectId, MapWork work, CancellationToken cancellationToken)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            List<PictureSource> pictures = [.. (await images.ListAsync(projectId, cancellationToken)).OrderBy(image => image.Id).Select(PictureSource.Of)];
            var known = await descriptors.ListAsync(pictures, cancellationToken);
            work.Begin(pictures.Count - known.Count, pictures.Count);
            var (all, unreadable) = await describing.CompleteAsync(pictures, known, work.Read, cancellationToken);
            List<PictureSource> seen = [.. pictures.Where(picture => all.ContainsKey(picture.ImageId))];
            var before = work.IsAnew ? new Dictionary<long, MapPlace>() : await places.ListAsync(projectId, cancellationToken);
            var placed = before.Count == 0
                ? await LayAsync(projectId, seen, all, work, cancellationToken)
                : await AddAsync(seen, all, before, work, cancellationToken);
            LogMade(projectId, placed, clock.ElapsedMilliseconds);
            return new MapOutcome(placed, unreadable, IsCancelled: false, Problem: null);
        }
        catch (OperationCanceledException)
        {
            return new MapOutcome(0, [], IsCancelled: true, Problem: null);
        }
        catch (StorageException problem)
        {
            return new MapOutcome(0, [], IsCancelled: false, problem.Message);
        }
        catch (Exception fault)
        {
            LogFailed(projectId, fault);
            return new MapOutcome(0, [], IsCancelled: false, "The map was not made: an error of the studio's own. The log has it.");
        }
    }

    async Task<int> LayAsync(
        long projectId, List<PictureSource> pictures, IReadOnlyDictionary<long, PictureDescriptor> all, MapWork work, CancellationToken cancellationToken)
    {
        var map = PictureMap.Lay([.. pictures.Select(picture => all[picture.ImageId])], Seed, work.Arrange, cancellationToken);
        await places.ReplaceAsync(projectId, [.. pictures.Zip(map, (picture, place) => (picture.ImageId, place))], cancellationToken);
        return map.Length;
    }

    async Task<int> AddAsync(
        List<PictureSource> pictures, IReadOnlyDictionary<long, PictureDescriptor> all, IReadOnlyDictionary<long, MapPlace> before, MapWork work, CancellationToken cancellationToken)
    {
        List<long> known = [.. pictures.Select(picture => picture.ImageId).Where(before.ContainsKey)];
        List<long> fresh = [.. pictures.Select(picture => picture.ImageId).Where(id => !before.ContainsKey(id))];
        var map = PictureMap.Place(
            [.. fresh.Select(id => all[id])], [.. known.Select(id => all[id])], [.. known.Select(id => before[id])], work.Arrange, cancellationToken);
        await places.AddAsync([.. fresh.Zip(map)], cancellationToken);
        return map.Length;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {Project}: {Placed} images placed on the map in {Milliseconds} ms")]
    partial void LogMade(long project, int placed, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The map of project {Project} was not made")]
    partial void LogFailed(long project, Exception fault);
}
