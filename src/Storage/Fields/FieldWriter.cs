namespace Studio.Storage;

/// <summary>Writes many values of one field and counts what they change.</summary>
sealed class FieldWriter(DatabaseSession session, Field field) : IDisposable
{
    readonly PreparedStatement insert = session.Prepare(
        "INSERT INTO field_value (field_id, image_id, number, text) VALUES (@field, @image, @number, @text) ON CONFLICT DO NOTHING",
        "field", "image", "number", "text");

    readonly PreparedStatement update = session.Prepare(
        """
        UPDATE field_value SET number = @number, text = @text
        WHERE field_id = @field AND image_id = @image AND (number IS NOT @number OR text IS NOT @text)
        """,
        "field", "image", "number", "text");

    readonly PreparedStatement delete = session.Prepare(
        "DELETE FROM field_value WHERE field_id = @field AND image_id = @image", "field", "image");

    /// <summary>Values of images that had none.</summary>
    public int Added { get; private set; }

    /// <summary>Values that became others.</summary>
    public int Changed { get; private set; }

    public void Write(FieldValue value)
    {
        if (value is { Number: null, Text: null })
            delete.Execute(field.Id, value.ImageId);
        else if (insert.Execute(field.Id, value.ImageId, value.Number, value.Text) > 0)
            Added++;
        else
            Changed += update.Execute(field.Id, value.ImageId, value.Number, value.Text);
    }

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
        delete.Dispose();
    }
}
