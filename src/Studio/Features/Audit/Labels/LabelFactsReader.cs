using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Studio.Contracts.Jobs;
using Studio.Imaging.Labelmaps;
using Studio.Imaging.Similarity;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Facts of all labelmaps of an audit. The first check that asks pays for it, the others get the same.</summary>
public sealed class LabelFactsReader(LabelReader labels, StoredPictures pictures)
{
    readonly ConditionalWeakTable<AuditData, IReadOnlyList<LabelFacts>> known = [];

    /// <returns>One for each sample, in their order.</returns>
    /// <exception cref="StorageException">Pixels or a labelmap are missing or damaged; the image is named.</exception>
    public async Task<IReadOnlyList<LabelFacts>> ReadAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(data, out var facts))
            return facts;
        var found = new ConcurrentDictionary<long, LabelFacts>();
        await Parallel.ForEachAsync(data.Samples, cancellationToken, async (sample, token) =>
        {
            found[sample.ImageId] = await ReadAsync(sample, token);
            progress?.Invoke(found.Count, data.Samples.Count);
        });
        facts = [.. data.Samples.Select(sample => found[sample.ImageId])];
        known.AddOrUpdate(data, facts);
        return facts;
    }

    async Task<LabelFacts> ReadAsync(SampleSpec sample, CancellationToken cancellationToken)
    {
        if (await labels.ReadAsync(sample, cancellationToken) is not { } classes || !classes.AsSpan().ContainsAnyExcept((byte)0))
            return LabelFacts.Empty(sample);
        var content = PictureContent.Of(GreyPicture.Of(pictures.Read(PictureSource.Of(sample))), sample.IsMonochrome1);
        var labelmap = new Labelmap(sample.Rows, sample.Columns, classes);
        var found = LabelParts.Find(labelmap, content.Area, content.Outside);
        return new LabelFacts(sample, found.Parts, found.Holes, labelmap.ResizeNearest(LabelFacts.SmallSide, LabelFacts.SmallSide).Classes);
    }
}
