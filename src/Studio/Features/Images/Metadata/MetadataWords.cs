namespace Studio.Features.Images.Metadata;

/// <summary>Uses and keys as people say them.</summary>
static class MetadataWords
{
    public static string Use(ColumnUse use) => use switch
    {
        ColumnUse.Number => "numbers",
        ColumnUse.Text => "text",
        ColumnUse.Joined => "text, rows joined",
        ColumnUse.Part => "official part",
        ColumnUse.Patient => "patient",
        ColumnUse.Category => "category",
        _ => "left out",
    };

    public static string Choice(ColumnUse use) => use switch
    {
        ColumnUse.Number => "A column of numbers",
        ColumnUse.Text => "A column of text",
        ColumnUse.Joined => "Text, rows of an image joined",
        ColumnUse.Part => "Official part (train, val, test)",
        ColumnUse.Patient => "The patient",
        ColumnUse.Category => "The category",
        _ => "Left out",
    };

    public static string Key(ImageKeyKind kind) => kind switch
    {
        ImageKeyKind.File => "File name, with or without folder",
        ImageKeyKind.Sop => "SOPInstanceUID",
        ImageKeyKind.Image => "Name of the image, folders aside",
        ImageKeyKind.Series => "SeriesInstanceUID",
        _ => "Patient",
    };
}
