using System.Globalization;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>The table of the basic application level confidentiality profile and its options (PS3.15 annex E), embedded.</summary>
internal static class ConfidentialityProfile
{
    private const string Resource = "confidentiality-profile.tsv";
    private const int Columns = 7;
    private static readonly Lazy<IReadOnlyList<ProfileRow>> Loaded = new(Load);
    private static readonly Lazy<Dictionary<string, ProfileRow>> ByTag = new(() => Loaded.Value.ToDictionary(row => row.Tag, StringComparer.Ordinal));

    public static IReadOnlyList<ProfileRow> Rows => Loaded.Value;

    /// <summary>The row of an element; null where the table says nothing. Curves and overlays are found by their group.</summary>
    public static ProfileRow? Find(DicomTag tag)
    {
        string name = (tag.Group & 0xFF00) switch
        {
            0x5000 => "50XXXXXX",
            0x6000 => string.Create(CultureInfo.InvariantCulture, $"60XX{tag.Element:X4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{tag.Group:X4}{tag.Element:X4}"),
        };
        return ByTag.Value.GetValueOrDefault(name);
    }

    private static List<ProfileRow> Load()
    {
        var rows = new List<ProfileRow>();
        foreach (string line in EmbeddedTable.Lines(Resource))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                string[] cells = line.Split('\t');
                Array.Resize(ref cells, Columns);
                rows.Add(new ProfileRow(cells[0], cells[1], Actions(cells[2]), Actions(cells[3]), Actions(cells[4]), Actions(cells[5]), Actions(cells[6])));
            }
        }

        return rows;
    }

    /// <summary>Reads "X/Z/D"; the star of "U*" only says that the UIDs lie inside the sequence.</summary>
    private static ProfileAction Actions(string? cell) => (cell ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(ProfileAction.None, (actions, letter) => actions | letter switch
        {
            "D" => ProfileAction.Dummy,
            "Z" => ProfileAction.Empty,
            "X" => ProfileAction.Remove,
            "K" => ProfileAction.Keep,
            "C" => ProfileAction.Clean,
            "U" or "U*" => ProfileAction.ReplaceUid,
            _ => throw new InvalidOperationException($"The table {Resource} has the unknown action {letter}."),
        });
}
