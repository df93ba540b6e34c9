using Microsoft.Data.Sqlite;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Bench.Datasets;

/// <summary>
/// A data folder with a project of many made-up images: rows as an import leaves them, no pixels. Patients of 1 to 19 images, 10
/// in the mean; three classes that 30, 10 and 1 % of the patients have, each on two thirds of their images; six kinds; the fields
/// site (four, by patient), sharpness (0 to 1) and official split. The same call makes the same rows but for the key of the
/// project and the times.
/// </summary>
public static class MillionImages
{
    public const int Images = 1_000_000;

    /// <summary>Slug of the project.</summary>
    public const string Slug = "many";

    /// <summary>The field that names a site: "North", "East", "South" and, of two patients in a hundred, "MIAS".</summary>
    public const string SiteField = "site";

    /// <summary>A number from 0 to 1 of each image.</summary>
    public const string SharpnessField = "sharpness";

    /// <summary>1, 2 or 3 for training, validation and test, the same for all images of a patient.</summary>
    public const string OfficialField = "official split";

    static readonly string[] Classes = ["Bleeding", "Fracture", "Mass"];

    /// <summary>Builds the folder anew; about a minute for a million images on two cores, 1.1 GB.</summary>
    /// <param name="dataFolder">Does not exist yet, or is empty.</param>
    /// <param name="task">Classification: every class answered in tags. Otherwise an imported label with pixels per class.</param>
    /// <returns>The project's id.</returns>
    public static async Task<long> BuildAsync(
        string dataFolder, ProjectTask task = ProjectTask.Classification, int images = Images, CancellationToken cancellation = default)
    {
        var database = new Database(new DataFolder(dataFolder));
        await database.OpenAsync(cancellation);
        var project = await new ProjectStore(database).CreateAsync(Slug, "", task, cancellationToken: cancellation);
        foreach (var name in Classes)
            await new ClassStore(database).AddAsync(project.Id, name, cancellation);
        await Task.Run(() => Fill(database.Folder.DatabaseFile, project.Id, task, images, cancellation), cancellation);
        return project.Id;
    }

    static void Fill(string file, long projectId, ProjectTask task, int images, CancellationToken cancellation)
    {
        // Journals change only while nobody else has the file open.
        SqliteConnection.ClearAllPools();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        // What takes long is put on the disk once, at the end.
        Execute(connection, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -200000");
        foreach (var sql in Steps(task))
        {
            cancellation.ThrowIfCancellationRequested();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("@project", projectId);
            command.Parameters.AddWithValue("@images", images);
            command.ExecuteNonQuery();
        }

        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Numbers that look random are a number times a large prime, cut to 32 bits (Knuth's multiplicative hash) and shifted: of an
    /// image for what differs between a patient's images, of a patient for what does not.
    /// </summary>
    static IEnumerable<string> Steps(ProjectTask task) =>
    [
        """
        CREATE TEMP TABLE made AS
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @images)
        SELECT n, 1 + ((n - 1) / 190) * 19 + CAST((sqrt(8.0 * ((n - 1) % 190) + 1) - 1) / 2 AS INTEGER) AS p FROM number;
        CREATE TEMP TABLE person AS SELECT DISTINCT p,
          ((p * 2654435761) & 4294967295) % 10000 AS a, (((p + 7) * 2246822519) & 4294967295) % 10000 AS b,
          (((p + 13) * 3266489917) & 4294967295) % 10000 AS c FROM made;
        CREATE UNIQUE INDEX person_by_number ON person (p);
        INSERT INTO patient (id, project_id, key) SELECT p, @project, printf('P%07d', p) FROM person ORDER BY p
        """,
        """
        INSERT INTO blob (sha256, length, state, created_at)
        SELECT sha, 262144, 'complete', '2026-01-01T10:00:00.000Z' FROM (
          SELECT printf('%08x%056x', (n * 2654435761) & 4294967295, n) AS sha FROM made UNION ALL SELECT printf('%064x', 0))
        ORDER BY sha
        """,
        """
        INSERT INTO image (
          id, project_id, patient_id, name, sort_key, source_path, content_sha256, frame_index, format, modality, rows, columns,
          samples_per_pixel, bytes_per_sample, bits_stored, is_signed, photometric, rescale_slope, rescale_intercept,
          windows_json, minimum, maximum, percentile1, percentile99, pixel_sha256, thumbnail_sha256, state, created_at, category)
        SELECT n, @project, made.p, printf('image %07d', n), printf('image %012d', n), printf('folder/image %07d.png', n),
               printf('%08x%056x', (n * 2654435761) & 4294967295, n), 0, 'PNG', 'CT', 512, 512, 1, 1, 8, 0, 'MONOCHROME2', 1, 0,
               '[]', 0, 255, 2, 250, printf('%08x%056x', (n * 2654435761) & 4294967295, n), printf('%064x', 0), 'accepted',
               '2026-01-01T10:00:00.000Z',
               CASE WHEN b < 4000 THEN 'chest' WHEN b < 7000 THEN 'hand' WHEN b < 8500 THEN 'foot' WHEN b < 9500 THEN 'hip'
                    WHEN b < 9990 THEN 'skull' ELSE 'jaw' END
        FROM made JOIN person ON person.p = made.p ORDER BY n
        """,
        """
        CREATE TEMP TABLE shown AS
        SELECT n, class_index, (class_index = 1 AND a < 3000 OR class_index = 2 AND b < 1000 OR class_index = 3 AND c < 100)
          AND ((n * 2654435761) & 4294967295) % 3 < 2 AS present
        FROM made JOIN person ON person.p = made.p, (SELECT 1 AS class_index UNION ALL SELECT 2 UNION ALL SELECT 3)
        """,
        .. task == ProjectTask.Classification ? Tags : Labels,
        $"""
        INSERT INTO field (id, project_id, name, source, kind, created_at) VALUES
          (1, @project, '{SiteField}', 'table', 'text', '2026-01-01T10:00:00.000Z'),
          (2, @project, '{SharpnessField}', 'table', 'number', '2026-01-01T10:00:00.000Z'),
          (3, @project, '{OfficialField}', 'table', 'number', '2026-01-01T10:00:00.000Z');
        INSERT INTO field_value (field_id, image_id, text, number)
        SELECT 1, n, CASE WHEN c < 5000 THEN 'North' WHEN c < 8000 THEN 'East' WHEN c < 9800 THEN 'South' ELSE 'MIAS' END, NULL
        FROM made JOIN person ON person.p = made.p ORDER BY n;
        INSERT INTO field_value (field_id, image_id, text, number)
        SELECT 2, n, NULL, ((n * 2246822519) & 4294967295) / 4294967296.0 FROM made ORDER BY n;
        INSERT INTO field_value (field_id, image_id, text, number)
        SELECT 3, n, NULL, CASE WHEN a % 100 < 70 THEN 1 WHEN a % 100 < 85 THEN 2 ELSE 3 END
        FROM made JOIN person ON person.p = made.p ORDER BY n;
        DROP TABLE shown; DROP TABLE person; DROP TABLE made
        """,
    ];

    static readonly string[] Tags =
    [
        """
        INSERT INTO tag (project_id, image_id, class_index, answer, created_at)
        SELECT @project, n, class_index, CASE WHEN present THEN 'present' ELSE 'absent' END, '2026-01-01T10:00:00.000Z'
        FROM shown ORDER BY n, class_index
        """,
    ];

    static readonly string[] Labels =
    [
        """
        INSERT INTO annotation (
          id, image_id, revision, snapshot_revision, snapshot_sha256, outlines_json, created_at, updated_at, label_revision, labelled_at)
        SELECT n, n, 1, 1, CASE WHEN n IN (SELECT n FROM shown WHERE present) THEN printf('%064x', 0) END, '[]',
               '2026-01-01T10:00:00.000Z', '2026-01-01T10:00:00.000Z', 1, '2026-01-01T10:00:00.000Z' FROM made ORDER BY n
        """,
        "INSERT INTO image_class (image_id, class_index, pixels) SELECT n, class_index, 2000 FROM shown WHERE present ORDER BY n, class_index",
    ];
}
