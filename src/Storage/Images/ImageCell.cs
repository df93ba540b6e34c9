namespace Studio.Storage;

/// <summary>What one cell of the grid or of the queue stands for, as SQL over the row <c>image</c>.</summary>
abstract class ImageCell
{
    /// <summary>Every image is a cell.</summary>
    public static ImageCell Image { get; } = new ImageAsCell();

    /// <summary>A series is one cell, its middle slice; an image without a series is a cell of its own.</summary>
    public static ImageCell Series { get; } = new SeriesAsCell();

    public abstract string State { get; }

    public abstract string Columns { get; }

    /// <summary>Whether an image behind the cell is one of a query's.</summary>
    /// <param name="imageIds">A query of its own that the surrounding one reads once, not once for each cell.</param>
    public abstract string OneOf(string imageIds);

    /// <summary>Whether the image with an id is behind the cell.</summary>
    /// <param name="id">A column of another row.</param>
    public abstract string IsOf(string id);

    sealed class ImageAsCell : ImageCell
    {
        public override string State => "image.state";

        public override string Columns => "NULL AS series_id, 1 AS slice_count";

        public override string OneOf(string imageIds) => $"image.id IN ({imageIds})";

        public override string IsOf(string id) => $"{id} = image.id";
    }

    sealed class SeriesAsCell : ImageCell
    {
        // The rule is told at ImageFilter.Collapse.
        public override string State =>
            """
            (CASE WHEN image.series_id IS NULL THEN image.state ELSE (
              SELECT CASE WHEN max(slice.state <> 'not-started') = 0 THEN 'not-started'
                          WHEN max(slice.state IN ('not-started', 'in-progress')) = 1 THEN 'in-progress'
                          WHEN max(slice.state = 'in-review') = 1 THEN 'in-review' ELSE 'accepted' END
              FROM image slice WHERE slice.series_id = image.series_id) END)
            """;

        public override string Columns =>
            """
            image.series_id,
            CASE WHEN image.series_id IS NULL THEN 1
                 ELSE (SELECT count(*) FROM image slice WHERE slice.series_id = image.series_id) END AS slice_count
            """;

        public override string OneOf(string imageIds) =>
            $"""
            (image.id IN ({imageIds}) OR coalesce(image.series_id, 0) IN (
              SELECT slice.series_id FROM image slice WHERE slice.series_id IS NOT NULL AND slice.id IN ({imageIds})))
            """;

        public override string IsOf(string id) =>
            $"{id} IN (SELECT slice.id FROM image slice WHERE slice.id = image.id OR slice.series_id = image.series_id)";
    }
}
