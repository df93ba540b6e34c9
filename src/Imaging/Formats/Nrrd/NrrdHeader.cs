using System.Text;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>The fields of an attached header, as text (NRRD format definition, teem.sourceforge.net/nrrd/format.html).</summary>
/// <param name="DataOffset">First byte behind the blank line that ends the header.</param>
internal sealed record NrrdHeader(IReadOnlyDictionary<string, string> Fields, int DataOffset)
{
    private const int MaxHeaderBytes = 1 << 20;

    public static bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length > 8 && file.StartsWith("NRRD000"u8) && file[7] is >= (byte)'1' and <= (byte)'9';

    /// <exception cref="UnreadableImageException">The header does not end, or its pixels lie in other files.</exception>
    public static NrrdHeader Read(ReadOnlySpan<byte> file)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        while (at < Math.Min(file.Length, MaxHeaderBytes))
        {
            int end = file[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            string line = Encoding.UTF8.GetString(file.Slice(at, end)).TrimEnd('\r');
            at += end + 1;
            if (line.Length == 0)
            {
                return new NrrdHeader(fields, at);
            }

            Add(line, fields);
        }

        // A header that stands alone may end without a blank line.
        RejectDetached(fields);
        throw new UnreadableImageException("The NRRD file ends within its header. Copy or export it again.");
    }

    /// <summary>The value of a field, or null.</summary>
    public string? Find(string name) => Fields.GetValueOrDefault(name);

    public string Require(string name) =>
        Find(name) ?? throw new UnreadableImageException($"The NRRD file is damaged: its header has no {name}.");

    /// <exception cref="UnreadableImageException">The pixels lie in other files.</exception>
    public static void RejectDetached(IReadOnlyDictionary<string, string> fields)
    {
        if (fields.ContainsKey("data file") || fields.ContainsKey("datafile"))
        {
            throw new UnreadableImageException("This is a header (.nhdr) whose voxels lie in other files. Save the volume as one file, .nrrd, and import that.");
        }
    }

    private static void Add(string line, Dictionary<string, string> fields)
    {
        // "key:=value" are notes of programs, "#" comments.
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        bool isNote = line.IndexOf(":=", StringComparison.Ordinal) is var note && note >= 0 && (colon < 0 || note < colon);
        if (colon > 0 && !isNote && line[0] != '#')
        {
            fields.TryAdd(line[..colon].Trim(), line[(colon + 2)..].Trim());
        }
    }
}
