using Microsoft.Data.Sqlite;
using Studio.Contracts.Labels;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Data folders of the studio as it was before documents held objects.</summary>
public sealed class ObjectMigrationTests
{
    const string Before =
        """
        INSERT INTO project (id, slug, name, description, task, created_at) VALUES
          (1, 'cells', 'Cells', '', 'detection', '2026-01-01T10:00:00.000Z'), (2, 'nerves', 'Nerves', '', 'segmentation', '2026-01-01T10:00:00.000Z');
        INSERT INTO class (project_id, class_index, name, color, pattern) VALUES
          (1, 1, 'RBC', '#FFB02E', 'plain'), (1, 2, 'WBC', '#4CC9F0', 'plain'), (2, 1, 'Nerve', '#FFB02E', 'plain');
        INSERT INTO user (id, name, initials, role, password_hash, created_at) VALUES (1, 'Anna', 'A', 'annotator', 'hash', '2026-01-01T10:00:00.000Z');
        INSERT INTO blob (sha256, length, state, created_at) VALUES ('b', 1, 'complete', '2026-01-01T10:00:00.000Z');
        INSERT INTO image (id, project_id, name, sort_key, source_path, content_sha256, frame_index, format, rows, columns,
          samples_per_pixel, bytes_per_sample, bits_stored, is_signed, photometric, rescale_slope, rescale_intercept, windows_json,
          minimum, maximum, percentile1, percentile99, pixel_sha256, thumbnail_sha256, state, created_at)
        SELECT value, CASE value WHEN 3 THEN 2 ELSE 1 END, 'image ' || value, 'image', 'p', 'c' || value, 0, 'png', 4, 5,
          1, 1, 8, 0, 'MONOCHROME2', 1, 0, '[]', 0, 255, 1, 254, 'b', 'b', 'accepted', '2026-01-01T10:00:00.000Z' FROM json_each('[1,2,3]');
        INSERT INTO annotation (image_id, author_id, revision, snapshot_revision, outlines_json, created_at, updated_at)
          VALUES (2, 1, 3, 0, '[]', '2026-01-01T10:00:00.000Z', '2026-01-02T10:00:00.000Z');
        INSERT INTO image_class (image_id, class_index, pixels) VALUES (1, 1, 7);
        INSERT INTO box (image_id, class_index, left, top, right, bottom, removed_at, created_at) VALUES
          (1, 1, 0, 0, 2, 2, NULL, '2026-01-01T10:00:00.000Z'), (1, 2, 1, 1, 3, 3, NULL, '2026-01-01T10:00:00.000Z'), (1, 2, 0, 0, 1, 1, '2026-01-02T10:00:00.000Z', '2026-01-01T10:00:00.000Z'), (3, 1, 0, 0, 1, 1, NULL, '2026-01-01T10:00:00.000Z');
        INSERT INTO tag (project_id, image_id, class_index, is_present, created_at) VALUES (1, 1, 1, 1, '2026-01-01T10:00:00.000Z'), (1, 2, 1, 0, '2026-01-01T10:00:00.000Z');
        """;

    [Fact]
    public async Task Open_FolderWithBoxesAndTags_KeepsThem()
    {
        var root = TestFolder.NewRoot();
        Directory.CreateDirectory(root);
        var before = new Database(new DataFolder(root));
        await before.WriteAsync("An earlier schema", session => Migrations.Apply(session, upTo: 2), default);
        await before.WriteAsync("Earlier data", session => session.Execute(Before), default);
        SqliteConnection.ClearAllPools();

        await using var folder = await TestFolder.CreateAsync(root);

        Assert.Equal([new Box(1, 0, 0, 2, 2), new Box(2, 1, 1, 3, 3)], await folder.Boxes.ListAsync(1));
        Assert.Equal([new Box(1, 0, 0, 1, 1)], await folder.Boxes.ListAsync(3));
        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT count(*) FROM annotation_object WHERE removed_at IS NOT NULL"));
        var facets = await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = 1 });
        Assert.Equal([(1, 1), (2, 1)], facets.Classes.Select(entry => (entry.Key, entry.Value)).Order());
        Assert.Equal([1], (await folder.Tags.ListForImageAsync(1)).Select(tag => tag.ClassIndex));
        Assert.Empty(await folder.Tags.ListForImageAsync(2));
        Assert.Equal("absent", await folder.ScalarAsync<string>("SELECT answer FROM tag WHERE image_id = 2"));
        // Boxes of a project that wants outlines are no finished label.
        Assert.True(await folder.ScalarAsync<bool>("SELECT is_draft FROM annotation WHERE image_id = 3"));
        Assert.False(await folder.ScalarAsync<bool>("SELECT is_draft FROM annotation WHERE image_id = 1"));
        Assert.Equal((3, 1), ((await folder.Annotations.FindAsync(2, 1))!.LabelRevision, (await folder.Annotations.FindAsync(1, null))!.LabelRevision));
        Assert.IsType<BoxObject>((await folder.Annotations.OpenAsync((await folder.Annotations.GetOrCreateAsync(1, 1)).Id)).Objects[0].Value);
    }
}
