using System.Diagnostics;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Two versions of a hundred thousand images each, made in two statements.</summary>
public sealed class ManyVersionsTests(ManyImages many) : IClassFixture<ManyImages>
{
    /// <summary>On two busy cores it takes well under a second.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task CompareAsync_HundredThousandImages_FindsTheChangedOnesAtOnce()
    {
        await many.Folder.ExecuteAsync(
            """
            INSERT INTO dataset_version (id, project_id, number, hash, split_seed, classes_json, created_at)
            VALUES (1001, @ProjectId, 1, 'a', 1, '[]', '2026-01-01T10:00:00.000Z'), (1002, @ProjectId, 2, 'b', 1, '[]', '2026-01-02T10:00:00.000Z');
            INSERT INTO dataset_item (version_id, image_id, annotation_revision, labelmap_sha256, patient_key, split, pixel_sha256)
            SELECT 1001, id, 1, 'label ' || id, 'P' || id % 7, 'training', pixel_sha256 FROM image WHERE project_id = @ProjectId AND id % 1000 <> 3;
            INSERT INTO dataset_item (version_id, image_id, annotation_revision, labelmap_sha256, patient_key, split, pixel_sha256)
            SELECT 1002, id, 1, CASE WHEN id % 10 = 0 THEN 'other ' ELSE 'label ' END || id, 'P' || id % 7,
                   CASE WHEN id % 500 = 2 THEN 'test' ELSE 'training' END, pixel_sha256 FROM image WHERE project_id = @ProjectId AND id % 1000 <> 1;
            """,
            new { many.ProjectId });
        var versions = (await many.Folder.Versions.ListAsync(many.ProjectId)).ToDictionary(version => version.Number);
        var comparer = many.Folder.Comparer;

        var clock = Stopwatch.StartNew();
        var comparison = await comparer.CompareAsync(versions[1], versions[2]);
        var compared = clock.Elapsed;
        var page = await comparer.ReadAsync(comparison, [.. comparison.Of(VersionChanges.Relabelled).Skip(9_000).Take(24)]);
        TestContext.Current.TestOutputHelper?.WriteLine($"Compared in {compared.TotalMilliseconds:0} ms, a page read in {(clock.Elapsed - compared).TotalMilliseconds:0} ms");

        Assert.Equal(
            (10_000, 100, 100, 200),
            (comparison.Count(VersionChanges.Relabelled), comparison.Count(VersionChanges.Added), comparison.Count(VersionChanges.Removed), comparison.Count(VersionChanges.Moved)));
        Assert.Equal(24, page.Count);
        Assert.All(page, image => Assert.StartsWith("other ", image.After!.LabelmapSha256!, StringComparison.Ordinal));
        Assert.True(clock.Elapsed < Limit, $"It took {clock.Elapsed.TotalSeconds:0.0} s.");
    }
}
