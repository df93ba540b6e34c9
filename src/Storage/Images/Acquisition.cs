namespace Studio.Storage;

/// <summary>How an image came to be, as far as its file says; null where it does not, or where the import took it out.</summary>
public sealed record Acquisition
{
    public long ImageId { get; init; }
    public long? SeriesId { get; init; }

    /// <summary>"PNG", "DICOM", …</summary>
    public required string Format { get; init; }
    public string? Modality { get; init; }

    /// <summary>(0008,0070).</summary>
    public string? Manufacturer { get; init; }

    /// <summary>(0008,1090).</summary>
    public string? Model { get; init; }

    /// <summary>(0008,0080).</summary>
    public string? Institution { get; init; }

    /// <summary>(0008,1010).</summary>
    public string? Station { get; init; }

    /// <summary>(0018,0060), kilovolts.</summary>
    public double? TubeVoltage { get; init; }

    /// <summary>(0018,1210).</summary>
    public string? Kernel { get; init; }

    /// <summary>Whether detail was lost to compression (0028,2110): 00 or 01.</summary>
    public string? LossyCompression { get; init; }

    /// <summary>Of the study, yyyy-mm-dd; null also where the project shifts dates.</summary>
    public string? StudyDate { get; init; }
}

/// <summary>Reads it from what the import kept of the headers.</summary>
public sealed class AcquisitionStore(Database database)
{
    /// <summary>By image, in the order of ids; unknown ones are missing.</summary>
    public Task<IReadOnlyDictionary<long, Acquisition>> ListAsync(IEnumerable<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, Acquisition>>(
            session => session.Query<Acquisition>(
                $"""
                SELECT image.id AS image_id, image.series_id, image.format, coalesce(image.modality, series.modality) AS modality,
                       {Element("00080070")} AS manufacturer, {Element("00081090")} AS model, {Element("00080080")} AS institution,
                       {Element("00081010")} AS station, CAST({Element("00180060")} AS REAL) AS tube_voltage,
                       {Element("00181210")} AS kernel, {Element("00282110")} AS lossy_compression,
                       CASE WHEN project.deidentifies THEN NULL ELSE study.date END AS study_date
                FROM json_each(@wanted) wanted JOIN image ON image.id = wanted.value JOIN project ON project.id = image.project_id
                LEFT JOIN instance ON instance.id = image.instance_id
                LEFT JOIN series ON series.id = image.series_id
                LEFT JOIN study ON study.id = series.study_id
                ORDER BY image.id
                """,
                new { wanted = StoredJson.Write(imageIds) }).ToDictionary(row => row.ImageId),
            cancellationToken);

    /// <summary>First value of an element of the DICOM JSON model; empty text counts as none.</summary>
    static string Element(string tag) => $"""nullif(trim(instance.header_json ->> '$."{tag}".Value[0]'), '')""";
}
