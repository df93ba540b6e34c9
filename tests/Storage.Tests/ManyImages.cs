using Xunit;

namespace Studio.Storage.Tests;

/// <summary>
/// One real image copied 100,000 times in one statement: image n has id n, state n mod 4, class 1 when n mod 3 = 0.
/// </summary>
public sealed class ManyImages : IAsyncLifetime
{
    public const int Count = 100_000;

    internal TestFolder Folder { get; private set; } = null!;

    internal long ProjectId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Folder = await TestFolder.CreateAsync();
        var template = await Folder.AddProjectAsync("Nerve");
        await Folder.AddImageAsync(template.Id);
        var project = await Folder.AddProjectAsync("Nerve");
        foreach (var key in "ABCDEFG")
        {
            await Folder.Patients.GetOrCreateAsync(project.Id, key.ToString());
        }

        ProjectId = project.Id;
        await Folder.ExecuteAsync(
            """
            CREATE TEMP TABLE copy AS SELECT * FROM image LIMIT 1;
            DELETE FROM image;
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @Count)
            INSERT INTO image
            SELECT n, @Id, (SELECT min(id) FROM patient) + n % 7, 'image ' || n, 'image ' || printf('%012d', n), source_path,
                   'content ' || n, frame_index, format, modality, study_uid, series_uid, sop_instance_uid, rows, columns,
                   samples_per_pixel, bytes_per_sample, bits_stored, is_signed, photometric, rescale_slope, rescale_intercept,
                   spacing_row_mm, spacing_column_mm, windows_json, minimum, maximum, percentile1, percentile99, pixel_sha256,
                   thumbnail_sha256, fixed_split,
                   CASE n % 4 WHEN 0 THEN 'not-started' WHEN 1 THEN 'in-progress' WHEN 2 THEN 'in-review' ELSE 'accepted' END,
                   created_at, instance_id, series_id, slice_index, plane_json, is_turned, burned_in, category, excluded_at,
                   excluded_reason, excluded_by
            FROM numbers, copy;
            INSERT INTO image_class (image_id, class_index, pixels) SELECT id, 1, 10 FROM image WHERE id % 3 = 0;
            """,
            new { Count, project.Id });
    }

    public ValueTask DisposeAsync() => Folder.DisposeAsync();
}
