namespace Studio.Storage.Tests;

/// <summary>Images put together to series.</summary>
static class SeriesSeed
{
    /// <summary>A series of new 4×5 images named "name 1", "name 2", …; their ids in the order of the slices.</summary>
    public static async Task<IReadOnlyList<long>> AddSeriesAsync(this TestFolder folder, long projectId, string name, int slices, string? patient = null)
    {
        var seriesId = await folder.ScalarAsync<long>("SELECT coalesce(max(id), 0) + 101 FROM series");
        await folder.ExecuteAsync(
            """
            INSERT INTO series (id, project_id, uid, modality, description, channel, case_key, slice_count, slice_spacing_mm, orientation, findings_json)
            VALUES (@seriesId, @projectId, @uid, 'CT', @name, 'T1', 'case', @slices, 1.5, 'axial', '["Slice 3 is missing."]')
            """,
            new { seriesId, projectId, uid = $"1.2.{seriesId}", name, slices });
        var ids = new List<long>();
        for (var index = 0; index < slices; index++)
        {
            ids.Add(await folder.AddImageAsync(projectId, $"{name} {index + 1}", patient));
            // Stored the other way round, so that the order of the slices is not the order of the rows.
            await folder.ExecuteAsync(
                "UPDATE image SET series_id = @seriesId, slice_index = @place WHERE id = @id",
                new { seriesId, place = slices - 1 - index, id = ids[index] });
        }

        ids.Reverse();
        return ids;
    }

    public static Task<int> SetStateAsync(this TestFolder folder, long imageId, string state) =>
        folder.ExecuteAsync("UPDATE image SET state = @state WHERE id = @imageId", new { imageId, state });
}
