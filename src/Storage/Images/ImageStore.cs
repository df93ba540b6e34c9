using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Inserting images and reading one.</summary>
public sealed class ImageStore(Database database)
{
    internal const string Columns =
        """
        image.id, image.project_id, image.patient_id, patient.key AS patient_key, image.name, image.source_path,
        image.content_sha256, image.frame_index, image.format, image.modality, image.study_uid, image.series_uid,
        image.sop_instance_uid, image.rows, image.columns, image.samples_per_pixel, image.bytes_per_sample,
        image.bits_stored, image.is_signed, image.photometric, image.rescale_slope, image.rescale_intercept,
        image.spacing_row_mm, image.spacing_column_mm, image.windows_json, image.minimum, image.maximum,
        image.percentile1, image.percentile99, image.pixel_sha256, image.thumbnail_sha256, image.fixed_split,
        image.state AS state_word, image.created_at, image.plane_json, image.is_turned, image.category
        """;

    const string InsertSql =
        """
        INSERT INTO image (
          project_id, patient_id, name, sort_key, source_path, content_sha256, frame_index, format, modality, study_uid,
          series_uid, sop_instance_uid, rows, columns, samples_per_pixel, bytes_per_sample, bits_stored, is_signed,
          photometric, rescale_slope, rescale_intercept, spacing_row_mm, spacing_column_mm, windows_json, minimum, maximum,
          percentile1, percentile99, pixel_sha256, thumbnail_sha256, fixed_split, state, created_at, instance_id, series_id,
          plane_json, is_turned, burned_in)
        VALUES (
          @ProjectId, @PatientId, @Name, @SortKey, @SourcePath, @ContentSha256, @FrameIndex, @Format, @Modality, @StudyUid,
          @SeriesUid, @SopInstanceUid, @Rows, @Columns, @SamplesPerPixel, @BytesPerSample, @BitsStored, @IsSigned,
          @Photometric, @RescaleSlope, @RescaleIntercept, @SpacingRowMm, @SpacingColumnMm, @WindowsJson, @Minimum, @Maximum,
          @Percentile1, @Percentile99, @PixelSha256, @ThumbnailSha256, @FixedSplit, 'not-started', @Now, @InstanceId,
          @SeriesId, @PlaneJson, @IsTurned, @BurnedIn)
        ON CONFLICT (project_id, content_sha256, frame_index) DO NOTHING RETURNING id
        """;

    /// <summary>The new image's id, or null when this frame of this content is in the project already.</summary>
    public Task<long?> InsertAsync(NewImage image, CancellationToken cancellationToken = default) => database.WriteAsync(
        $"The image {image.Name}",
        session => Insert(session, image),
        cancellationToken);

    internal static long? Insert(DatabaseSession session, NewImage image) => session.Find<long?>(InsertSql, Arguments(image, session.Now));

    /// <summary>Says of which kind images are; the last word counts.</summary>
    public Task SetCategoriesAsync(long projectId, IReadOnlyCollection<ImageCategory> categories, CancellationToken cancellationToken = default) =>
        categories.Count == 0 ? Task.CompletedTask : database.WriteAsync(
            "The categories of the images",
            session =>
            {
                foreach (var category in categories)
                {
                    var column = category.Scope switch { TagScope.Image => "id", TagScope.Series => "series_id", _ => "patient_id" };
                    session.Execute(
                        $"UPDATE image SET category = @Category WHERE project_id = @projectId AND {column} = @SubjectId",
                        new { projectId, category.Category, category.SubjectId });
                }
            },
            cancellationToken);

    /// <summary>Id of the image of the first frame with this content, or null: whether an import skips the file.</summary>
    public Task<long?> FindByContentAsync(long projectId, string contentSha256, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<long?>(
                """
                SELECT id FROM image WHERE project_id = @projectId AND content_sha256 = @contentSha256
                ORDER BY frame_index LIMIT 1
                """,
                new { projectId, contentSha256 }),
            cancellationToken);

    public Task<ImageRecord?> FindAsync(long imageId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<ImageRecord>(
            $"SELECT {Columns} FROM image LEFT JOIN patient ON patient.id = image.patient_id WHERE image.id = @imageId",
            new { imageId }),
        cancellationToken);

    /// <summary>What is short to say of some images, in the order of their ids; images that are gone are missing.</summary>
    public Task<IReadOnlyList<ImageSummary>> ListSummariesAsync(IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ImageSummary>>(
            session => session.Query<ImageSummary>(
                """
                SELECT image.id, image.name, image.rows, image.columns, image.modality, image.category
                FROM json_each(@ids) wanted JOIN image ON image.id = wanted.value ORDER BY image.id
                """,
                new { ids = StoredJson.Write(imageIds) }),
            cancellationToken);

    /// <summary>All images of a project in the order of their names, e.g. to match masks by file name.</summary>
    public Task<IReadOnlyList<ImageRecord>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => (IReadOnlyList<ImageRecord>)session.Query<ImageRecord>(
                $"""
                SELECT {Columns} FROM image LEFT JOIN patient ON patient.id = image.patient_id
                WHERE image.project_id = @projectId ORDER BY image.sort_key, image.id
                """,
                new { projectId }),
            cancellationToken);

    /// <summary>
    /// A reviewer's word on images: accepted, or back to in review or in progress. An image without a label cannot be
    /// in review or accepted and keeps its state. Returns how many images changed.
    /// </summary>
    public Task<int> SetStateAsync(IReadOnlyCollection<long> imageIds, ImageState state, CancellationToken cancellationToken = default)
    {
        var condition = state is ImageState.InReview or ImageState.Accepted
            ? $"AND {CurrentLabel.AnnotationIdOfImage} IS NOT NULL"
            : "";
        return database.WriteAsync(
            "The state of the images",
            session => imageIds.Sum(imageId => session.Execute(
                $"UPDATE image SET state = @state WHERE id = @imageId AND state <> @state {condition}",
                new { imageId, state = Words.Of(state) })),
            cancellationToken);
    }

    static object Arguments(NewImage image, DateTimeOffset now) => new
    {
        image.ProjectId,
        image.PatientId,
        image.Name,
        SortKey = NaturalSortKey.Of(image.Name),
        image.SourcePath,
        image.ContentSha256,
        image.Frame.FrameIndex,
        image.File.Format,
        image.File.Modality,
        image.File.StudyUid,
        image.File.SeriesUid,
        image.File.SopInstanceUid,
        image.File.Rows,
        image.File.Columns,
        image.File.SamplesPerPixel,
        image.File.BytesPerSample,
        image.File.BitsStored,
        image.File.IsSigned,
        image.File.Photometric,
        RescaleSlope = image.Frame.RescaleSlope ?? image.File.RescaleSlope,
        RescaleIntercept = image.Frame.RescaleIntercept ?? image.File.RescaleIntercept,
        image.File.SpacingRowMm,
        image.File.SpacingColumnMm,
        WindowsJson = StoredJson.Write(image.Frame.Windows ?? image.File.Windows),
        image.Frame.Minimum,
        image.Frame.Maximum,
        image.Frame.Percentile1,
        image.Frame.Percentile99,
        image.Frame.PixelSha256,
        image.ThumbnailSha256,
        FixedSplit = Words.Of(image.Frame.Split ?? image.FixedSplit),
        Now = now,
        image.InstanceId,
        image.SeriesId,
        PlaneJson = image.Frame.Plane is { } plane ? StoredJson.Write(plane) : null,
        image.File.IsTurned,
        BurnedIn = Words.Of(image.File.Clinical?.BurnedInRisk is null ? BurnedIn.None : BurnedIn.Risk),
    };
}
