namespace Studio.Storage;

public enum FieldSource
{
    /// <summary>A column of a person's table.</summary>
    Table,

    /// <summary>An element of the files' DICOM headers.</summary>
    Dicom,

    /// <summary>Measured on the pixels, e.g. sharpness.</summary>
    Measured,

    /// <summary>Written by hand in the studio.</summary>
    Written,
}

public enum FieldKind
{
    Number,
    Text,
}

/// <summary>A column of the table of images beyond those that every image has.</summary>
public sealed record Field
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>Unique in the project, whatever its case.</summary>
    public required string Name { get; init; }
    public FieldSource Source { get; init; }

    /// <summary>Of a header its tag as eight hexadecimal digits, e.g. 00080070; of a measure its name; null for others.</summary>
    public string? Element { get; init; }
    public FieldKind Kind { get; init; }
}

/// <summary>What a field says of an image: a number or a text, as its kind asks for; null takes it away.</summary>
public readonly record struct FieldValue(long ImageId, double? Number, string? Text);
