using Studio.Imaging.Dicom;

namespace Studio.Storage;

/// <summary>An element that the headers of a project's files hold.</summary>
public sealed record DicomElementUse
{
    /// <summary>Eight hexadecimal digits, e.g. 00180050.</summary>
    public required string Element { get; init; }

    /// <summary>Its value representation, two letters.</summary>
    public required string Vr { get; init; }

    /// <summary>Files with a value of it.</summary>
    public int Files { get; init; }

    /// <summary>A value that occurs; of several values in one file the first.</summary>
    public string? Example { get; init; }
}

/// <summary>Elements of DICOM headers as columns of the table of images. All frames of a file share its values.</summary>
/// <remarks>
/// Only elements of the header's top level; what is nested in sequences has no one value. A column of numbers holds the
/// first value; where the file has several, its text holds them all as DICOM writes them, apart by a backslash.
/// </remarks>
public sealed class DicomFieldStore(Database database)
{
    const string ValuePath = "'$.\"' || field.element || '\".Value'";

    /// <summary>Values of the header elements that are columns, for the images that a condition on image and field names.</summary>
    const string FillSql =
        $"""
        INSERT INTO field_value (field_id, image_id, number, text)
        SELECT field_id, image_id, number, text FROM (
          SELECT field.id AS field_id, image.id AS image_id,
                 CASE WHEN field.kind = 'number' AND json_type(instance.header_json, {ValuePath} || '[0]') IN ('integer', 'real')
                      THEN CAST(instance.header_json ->> ({ValuePath} || '[0]') AS REAL) END AS number,
                 CASE WHEN field.kind = 'text' OR json_array_length(instance.header_json, {ValuePath}) > 1
                      THEN (SELECT group_concat(coalesce(CASE item.type WHEN 'object' THEN item.value ->> '$.Alphabetic' ELSE item.value END, ''), '\')
                            FROM json_each(instance.header_json, {ValuePath}) item) END AS text
          FROM image JOIN instance ON instance.id = image.instance_id
          JOIN field ON field.project_id = image.project_id AND field.source = 'dicom'
          WHERE json_array_length(instance.header_json, {ValuePath}) > 0 AND
        """;

    /// <summary>Elements with a value that can stand in a cell, in the order of their tags. Looks through every header.</summary>
    public Task<IReadOnlyList<DicomElementUse>> ListElementsAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<DicomElementUse>>(
            session => session.Query<DicomElementUse>(
                """
                SELECT element, max(vr) AS vr, count(*) AS files, CAST(min(example) AS TEXT) AS example FROM (
                  SELECT header.key AS element, header.value ->> '$.vr' AS vr,
                         CASE json_type(header.value, '$.Value[0]') WHEN 'object' THEN header.value ->> '$.Value[0].Alphabetic'
                              ELSE header.value ->> '$.Value[0]' END AS example
                  FROM instance JOIN json_each(instance.header_json) header
                  WHERE instance.project_id = @projectId AND instance.header_json IS NOT NULL)
                WHERE vr <> 'SQ' AND example IS NOT NULL GROUP BY element ORDER BY element
                """,
                new { projectId }),
            cancellationToken);

    /// <summary>Makes an element a column and fills it for all images; files that are imported later fill it as well.</summary>
    /// <returns>The field, and how many images have a value.</returns>
    /// <exception cref="StorageException">The name is taken by another column.</exception>
    public Task<(Field Field, int Values)> AddAsync(
        long projectId, DicomElementUse element, string name, long? userId, CancellationToken cancellationToken = default) => database.WriteAsync(
        $"The column {name}",
        session =>
        {
            var kind = DicomElementName.HoldsNumbers(element.Vr) ? FieldKind.Number : FieldKind.Text;
            var field = FieldStore.GetOrCreate(session, projectId, name, FieldSource.Dicom, kind, element.Element);
            session.Execute("DELETE FROM field_value WHERE field_id = @Id", new { field.Id });
            var values = Fill(session, "image.project_id = @projectId AND field.id = @Id", new { projectId, field.Id });
            AuditLog.Append(session, userId, "add-column", FieldStore.Subject(session, projectId), new { field.Name, source = Words.Of(field.Source), field.Element, values });
            return (field, values);
        },
        cancellationToken);

    /// <summary>Fills the columns of a file that was just stored.</summary>
    internal static void FillOf(DatabaseSession session, long instanceId) => Fill(session, "image.instance_id = @instanceId", new { instanceId });

    static int Fill(DatabaseSession session, string condition, object arguments) =>
        session.Execute($"{FillSql} {condition}) WHERE number IS NOT NULL OR text IS NOT NULL", arguments);
}
