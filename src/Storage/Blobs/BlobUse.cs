using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>What a stored file is needed for.</summary>
public sealed record BlobUse
{
    public required string Sha256 { get; init; }

    /// <summary>Name of the project in addresses.</summary>
    public required string Project { get; init; }

    /// <summary>pixels, preview, original, label or weights.</summary>
    public required string Kind { get; init; }

    /// <summary>0 where it is not about an image.</summary>
    public long ImageId { get; init; }

    /// <summary>Of the image, or of the run.</summary>
    public required string Name { get; init; }

    /// <summary>Numbers of the dataset versions that need it.</summary>
    public IReadOnlyList<int> Versions { get; private init; } = [];

    // A column whose text is not the property's own form.
    internal string VersionsJson
    {
        init => Versions = StoredJson.Read<IReadOnlyList<int>>(value);
    }
}

/// <summary>Who needs which stored files: what a damaged one means.</summary>
public sealed class BlobUseStore(Database database)
{
    /// <summary>In the order of projects and images; a file that nothing names is missing.</summary>
    public Task<IReadOnlyList<BlobUse>> FindAsync(IEnumerable<string> addresses, CancellationToken cancellationToken = default)
    {
        var wanted = StoredJson.Write(addresses.Distinct());
        return database.ReadAsync<IReadOnlyList<BlobUse>>(
            session => session.Query<BlobUse>(
                """
                WITH wanted AS MATERIALIZED (SELECT value AS sha256 FROM json_each(@wanted)),
                named (sha256, kind, project_id, image_id, name) AS (
                  SELECT pixel_sha256, 'pixels', project_id, id, name FROM image WHERE pixel_sha256 IN wanted
                  UNION SELECT thumbnail_sha256, 'preview', project_id, id, name FROM image WHERE thumbnail_sha256 IN wanted
                  UNION SELECT instance.original_sha256, 'original', image.project_id, image.id, image.name
                    FROM instance JOIN image ON image.instance_id = instance.id WHERE instance.original_sha256 IN wanted
                  UNION SELECT annotation.snapshot_sha256, 'label', image.project_id, image.id, image.name
                    FROM annotation JOIN image ON image.id = annotation.image_id WHERE annotation.snapshot_sha256 IN wanted
                  UNION SELECT annotation.layers_sha256, 'label', image.project_id, image.id, image.name
                    FROM annotation JOIN image ON image.id = annotation.image_id WHERE annotation.layers_sha256 IN wanted
                  UNION SELECT item.labelmap_sha256, 'label', image.project_id, image.id, image.name
                    FROM dataset_item item JOIN image ON image.id = item.image_id WHERE item.labelmap_sha256 IN wanted
                  UNION SELECT checkpoint_sha256, 'weights', project_id, 0, 'run ' || number FROM run WHERE checkpoint_sha256 IN wanted)
                SELECT named.sha256, project.slug AS project, named.kind, named.image_id, named.name,
                       (SELECT json_group_array(version.number) FROM dataset_version version
                        JOIN dataset_item item ON item.version_id = version.id AND item.image_id = named.image_id
                        WHERE version.project_id = named.project_id
                          AND (named.kind = 'pixels' OR item.labelmap_sha256 = named.sha256)) AS versions_json
                FROM named JOIN project ON project.id = named.project_id ORDER BY project.slug, named.image_id, named.kind
                """,
                new { wanted }),
            cancellationToken);
    }

    /// <summary>Every file that a version's pixels and labels are made of, each once.</summary>
    public Task<IReadOnlyList<BlobReference>> ListOfVersionAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<BlobReference>>(
            session => session.Query<BlobRows.BlobRow>(
                """
                SELECT needed.sha256, coalesce(blob.length, 0) AS length FROM (
                  SELECT image.pixel_sha256 AS sha256 FROM dataset_item item JOIN image ON image.id = item.image_id WHERE item.version_id = @versionId
                  UNION SELECT labelmap_sha256 FROM dataset_item WHERE version_id = @versionId AND labelmap_sha256 IS NOT NULL) needed
                LEFT JOIN blob ON blob.sha256 = needed.sha256 ORDER BY needed.sha256
                """,
                new { versionId }).ConvertAll(row => new BlobReference(row.Sha256, row.Length)),
            cancellationToken);
}
